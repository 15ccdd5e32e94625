# SPDX-License-Identifier: GPL-2.0-or-later
"""A scene of a catalogue that a run classifies: nothing of it is open before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qgis.core import QgsMapLayer, QgsReferencedRectangle

from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.gui.runs.classification_target import RASTER_ALGORITHM

_SIGN_IN = "eurosat/auth"
"""A property of grids in the project: the id of the sign-in their scene was read with, as layers on servers have."""


def remember_sign_in(grid: QgsMapLayer, authcfg: str) -> None:
    """Keep the id `authcfg` (nothing of what is behind it) with `grid`, for when its scene is read again."""
    if authcfg:
        grid.setCustomProperty(_SIGN_IN, authcfg)


def remembered_sign_in(grid: QgsMapLayer) -> str:
    """Return the id of the sign-in, empty where there was none."""
    return str(grid.customProperty(_SIGN_IN, ""))


@dataclass(frozen=True)
class SceneTarget:
    """The scene whose item is at `address`; `auth` is the id of a sign-in, empty for none.

    `reading` is how somebody has chosen to read its numbers.
    """

    address: str
    name: str
    auth: str = ""
    note: str = ""
    reading: Reading = field(default_factory=Reading)

    @property
    def algorithm_id(self) -> str:
        """The algorithm that classifies it."""
        return RASTER_ALGORITHM

    def parameters(self, extent: QgsReferencedRectangle | None) -> dict[str, Any]:
        """Return the parameters that say what to classify: the part inside `extent`."""
        parameters: dict[str, Any] = {"INPUT": self.address, **self.reading.parameters()}
        if extent is not None:
            parameters["EXTENT"] = extent
        return {**parameters, "AUTH": self.auth} if self.auth else parameters
