# SPDX-License-Identifier: GPL-2.0-or-later
"""What the network says of one tile: the answer to a click."""

from __future__ import annotations

from dataclasses import dataclass, field

from qgis.core import QgsReferencedRectangle, QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_fields import FLAG, GridFields
from eurosat_plugin.adapters.grid.provenance import read_account, scheme_of
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.classes import LandCoverClass
from eurosat_plugin.core.product.account import Account


@dataclass(frozen=True)
class TileAnswer:
    """Probabilities in the order of `scheme` for the tile `extent`; none where it has too few valid pixels.

    `flag` is a reason to doubt them, or empty; `source` names what was classified, `account` tells how it was read.
    """

    extent: QgsReferencedRectangle
    probabilities: tuple[float, ...]
    flag: str
    source: str
    account: Account = field(default_factory=Account)
    scheme: ClassScheme = EUROSAT

    @property
    def land_cover(self) -> LandCoverClass | None:
        """The most probable class."""
        if not self.probabilities:
            return None
        return self.scheme.classes[max(range(len(self.probabilities)), key=self.probabilities.__getitem__)]

    @property
    def confidence(self) -> float:
        """Probability of the most probable class."""
        return max(self.probabilities, default=0.0)


def read_answer(result: QgsVectorLayer, extent: QgsReferencedRectangle, source: str) -> TileAnswer:
    """Return the answer that the grid `result`, made with probabilities, has in its first tile."""
    scheme = scheme_of(result)
    columns = GridFields(result.fields(), result.name(), weighted=True, scheme=scheme)
    row = next((columns.row(feature) for feature in result.getFeatures(columns.request())), ())
    found = tuple(value for value in row[-len(scheme.classes) :] if isinstance(value, float))
    flag = row[FLAG] if row else None
    return TileAnswer(
        extent,
        found if len(found) == len(scheme.classes) else (),
        flag if isinstance(flag, str) else "",
        source,
        read_account(result),
        scheme,
    )
