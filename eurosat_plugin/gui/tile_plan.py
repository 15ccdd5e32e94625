# SPDX-License-Identifier: GPL-2.0-or-later
"""What a rectangle on the map will become: which tiles, how many, how large, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsCoordinateTransformContext, QgsDistanceArea, QgsReferencedRectangle
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.core.tiling import TILE_SIZE, Window
from eurosat_plugin.gui.figures import hectares_text, seconds_text, tiles_text
from eurosat_plugin.gui.run_speed import estimated_seconds, views
from eurosat_plugin.gui.tile_lattice import TileLattice

_ELLIPSOID = "EPSG:7030"
_SQUARE_METRES_PER_HECTARE = 10_000.0


@dataclass(frozen=True)
class TilePlan:
    """The pixels `window` of a lattice, to be classified every `stride` pixels, with eight views a tile if `tta`."""

    lattice: TileLattice
    window: Window
    stride: int = TILE_SIZE
    tta: bool = False

    @property
    def extent(self) -> QgsReferencedRectangle:
        """The same on the ground."""
        return QgsReferencedRectangle(self.lattice.rectangle(self.window), self.lattice.crs)

    @property
    def tiles(self) -> int:
        """How many cells the result will have."""
        return -(-self.window.width // self.stride) * -(-self.window.height // self.stride)

    @property
    def area_ha(self) -> float:
        """Hectares on the ellipsoid."""
        measure = QgsDistanceArea()
        measure.setSourceCrs(self.lattice.crs, QgsCoordinateTransformContext())
        measure.setEllipsoid(_ELLIPSOID)
        return float(measure.measureArea(self.lattice.outline(self.window)) / _SQUARE_METRES_PER_HECTARE)

    @property
    def seconds(self) -> float:
        """How long it takes, going by the last run."""
        return estimated_seconds(views(self.tiles, self.tta))


def plan_text(plan: TilePlan) -> str:
    """Return the figures of `plan` in two lines."""
    time = QCoreApplication.translate("TilePlan", "about {time}").format(time=seconds_text(plan.seconds))
    return f"{tiles_text(plan.tiles)} \u00b7 {hectares_text(plan.area_ha)}\n{time}"
