# SPDX-License-Identifier: GPL-2.0-or-later
"""What a rectangle on the map will become: which tiles, how many, how large, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateTransformContext, QgsGeometry, QgsReferencedRectangle
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.grid.hectares import Hectares
from eurosat_plugin.adapters.raster.georeference import crs_of, extent_of
from eurosat_plugin.core.summary.quantities import hectares_text, seconds_text, tiles_text
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, TileGrid
from eurosat_plugin.gui.runs.run_speed import USUAL, Effort, estimated_seconds, views
from eurosat_plugin.gui.tiles.tile_lines import outline

if TYPE_CHECKING:
    from eurosat_plugin.gui.runs.classification_target import CanvasTarget, RasterTarget


@dataclass(frozen=True)
class TilePlan:
    """The pixels of `box` of `target`, to be classified in tiles of `size`, with eight views of each if `tta`.

    `stride` is that of the bundled networks: 64 for a whole tile, whatever size it has, and 32 for half of it. `cut`
    tells that a part of what was drawn lies outside the image.
    """

    box: GeoBox
    stride: int = TILE_SIZE
    tta: bool = False
    target: RasterTarget | CanvasTarget | None = None
    size: int = TILE_SIZE
    effort: Effort = USUAL
    cut: bool = False

    @property
    def extent(self) -> QgsReferencedRectangle:
        """The same on the ground."""
        return extent_of(self.box)

    @property
    def tiles(self) -> int:
        """How many cells the result will have."""
        return len(TileGrid(self.box.area, self.stride * self.size // TILE_SIZE, size=self.size))

    @property
    def area_ha(self) -> float:
        """Hectares on the ellipsoid."""
        return Hectares(crs_of(self.box), QgsCoordinateTransformContext()).of(outline(self.box))

    @property
    def seconds(self) -> float:
        """How long it takes, going by the last run."""
        return estimated_seconds(views(self.tiles, self.tta), self.effort)


@dataclass(frozen=True)
class NoPlan:
    """Why there are no tiles, in a `sentence`.

    `displayed` is the shape, in the CRS of the canvas, in which the displayed colours could be classified instead; None
    where the map displays no picture. `bare` is the shape in which no image lies, and a catalogue may have one.
    """

    sentence: str
    displayed: QgsGeometry | None = None
    bare: QgsGeometry | None = None


def plan_text(plan: TilePlan) -> str:
    """Return the figures of `plan` in two lines, and in a third what is classified."""
    time = QCoreApplication.translate("TilePlan", "about {time}").format(time=seconds_text(plan.seconds))
    target = "" if plan.target is None else f"\n{plan.target.name}"
    return f"{tiles_text(plan.tiles)} \u00b7 {hectares_text(plan.area_ha)}\n{time}{target}"
