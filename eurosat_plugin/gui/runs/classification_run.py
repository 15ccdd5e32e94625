# SPDX-License-Identifier: GPL-2.0-or-later
"""One run of an algorithm that makes a classified grid: what is known of it while it goes on, and its layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingAlgorithm, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal

from eurosat_plugin.core.choices import cell_size
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.gui.runs.algorithm_run import AlgorithmRun
from eurosat_plugin.gui.settings.model_file import tile_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from eurosat_plugin.core.product.account import Account
    from eurosat_plugin.core.product.readings import Reading
    from eurosat_plugin.core.summary.grid_counts import GridCounts
    from eurosat_plugin.core.tiles.growing_map import GrowingMap


class ClassificationRun(AlgorithmRun):
    """A background run whose result is one layer, made of what people call `name`."""

    succeeded = pyqtSignal(QgsVectorLayer, dict)
    """The styled layer, which the receiver adds to a project, and the algorithm's outputs."""

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], project: QgsProject, name: str
    ) -> None:
        super().__init__(algorithm, parameters, project)
        self.name = name
        self.repeat: Callable[[Reading], None] = lambda reading: None
        """Does the same once more, the image's numbers read otherwise; whoever starts the run sets it."""

    @property
    def account(self) -> Account | None:
        """How the image is read, or might be where it was refused; None before that is known."""
        return self._feedback.account

    @property
    def cell(self) -> int:
        """The size of a cell of the result in metres, 0 where the parameters do not tell."""
        stride, path = str(self.parameters.get("STRIDE", "")), str(self.parameters.get("MODEL_FILE") or "")
        try:
            return cell_size(int(stride) * tile_size(path) // TILE_SIZE) if stride.isdigit() else 0
        except ModelError:  # the run will say so itself
            return 0

    @property
    def counts(self) -> GridCounts | None:
        """The tiles so far, None before the first."""
        return self._feedback.counts

    @property
    def tiles(self) -> int:
        """How many tiles there will be, 0 before that is known."""
        return self._feedback.tiles

    @property
    def map(self) -> GrowingMap | None:
        """The tiles as they come, None before there can be any."""
        return self._feedback.map

    def _succeed(self, outputs: dict[str, Any]) -> None:
        layer = self.take_layer(outputs.get("OUTPUT", ""))
        if layer is None:
            self._fail(self._last_error())
            return
        self.succeeded.emit(layer, outputs)
        super()._succeed(outputs)
