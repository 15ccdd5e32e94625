# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run classifies: the numbers of an image, or the colours that the map displays."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.gui import QgisInterface, QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.adapters.map.map_area import map_area
from eurosat_plugin.adapters.map.pictures import is_picture
from eurosat_plugin.adapters.raster.georeference import bounds_of, crs_of, extent_in, extent_of, transformed
from eurosat_plugin.adapters.raster.image_source import scene_of, source_of
from eurosat_plugin.adapters.raster.layout import lay_out, pixels_around, zone_box
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.adapters.raster.zones import find_zone
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.gui.readings.remembered_reading import remembered_reading
from eurosat_plugin.gui.runs.tile_plan import TilePlan

RASTER_ALGORITHM = "eurosat:classifyraster"
CANVAS_ALGORITHM = "eurosat:classifycanvas"

_ATTEMPTS = 3
_WHOLE = 0.95
"""Of a shape; a hand that draws along the edge of an image ends a little beyond it."""


@dataclass(frozen=True)
class RasterTarget:
    """The numbers of an image, whose pixels are those of `layer`.

    `input` is what a run is given, `called` what people call it, where they are not the layer's; `note` says what
    people may not expect: how the image was found.
    """

    layer: QgsRasterLayer
    input: str = ""
    called: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """What the result is called after."""
        return self.called or str(self.layer.name())

    @property
    def source(self) -> str:
        """What a grid remembers as its source."""
        return source_of(self.layer)

    @property
    def on_server(self) -> bool:
        """Whether its pixels have to be fetched."""
        return is_remote(self.layer.source())

    @property
    def whole(self) -> QgsReferencedRectangle:
        """Where it lies."""
        return QgsReferencedRectangle(self.layer.extent(), self.layer.crs())

    @property
    def algorithm_id(self) -> str:
        """The algorithm that classifies it."""
        return RASTER_ALGORITHM

    def parameters(self, extent: QgsReferencedRectangle | None) -> dict[str, Any]:
        """Return the parameters that say what to classify: all of the layer, or the part inside `extent`.

        How it is read is set only where somebody has chosen that for this layer.
        """
        read = remembered_reading(self.layer).parameters()
        parameters: dict[str, Any] = {"INPUT": self.input or scene_of(self.layer) or self.layer.id(), **read}
        if extent is not None:
            parameters["EXTENT"] = extent
        return parameters

    def pixels(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> GeoBox | None:
        """Return pixels of which some in the middle of `shape` (in `crs`) would be classified, None where none are."""
        here = transformed(shape, crs, self.layer.crs())
        if here is None or not here.boundingBox().intersects(self.layer.extent()):
            return None
        found = pixels_around(self.layer, here.boundingBox().intersect(self.layer.extent()).center())
        return None if found is None else found.box

    def covers(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> bool:
        """Tell whether it lies below `shape` (in `crs`) but for a small part at the edge."""
        here = transformed(shape, crs, self.layer.crs())
        if here is None or not here.area() > 0:
            return True
        return bool(here.intersection(QgsGeometry.fromRect(self.layer.extent())).area() >= _WHOLE * here.area())

    def lay_out(self, extent: QgsReferencedRectangle, tile: int = TILE_SIZE) -> GeoBox:
        """Return the pixels that a run on `extent` classifies; :raises InputError: when it would refuse."""
        return lay_out(self.layer, self.name, self._moved(extent), extent, tile=tile).box

    def _moved(self, extent: QgsReferencedRectangle) -> QgsRectangle:
        moved = extent_in(self.layer.crs(), extent, QgsProject.instance().transformContext())
        return QgsRectangle(-inf, -inf, inf, inf) if moved is None else moved


@dataclass(frozen=True)
class CanvasTarget:
    """The colours in which `layers`, topmost first, are displayed."""

    layers: tuple[QgsMapLayer, ...]

    @property
    def name(self) -> str:
        """What the result is called after."""
        return QCoreApplication.translate("ClassificationTarget", "the map as displayed")

    @property
    def note(self) -> str:
        """What people should know of it."""
        return QCoreApplication.translate(
            "ClassificationTarget",
            "The colours that the map displays are classified, which is less reliable than the numbers of an image.",
        )

    @property
    def algorithm_id(self) -> str:
        """The algorithm that classifies it."""
        return CANVAS_ALGORITHM

    def parameters(self, extent: QgsReferencedRectangle | None) -> dict[str, Any]:
        """Return the parameters that say what to classify: without an `extent`, all that the layers cover."""
        parameters: dict[str, Any] = {"LAYERS": [layer.id() for layer in self.layers]}
        if extent is not None:
            parameters["EXTENT"] = extent
        return parameters

    def pixels(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> GeoBox | None:
        """Return pixels of which some in the middle of `shape` (in `crs`) would be classified, None where none are."""
        zone = find_zone(shape.boundingBox().center(), crs)
        return None if zone is None else zone_box(zone)

    def lay_out(self, extent: QgsReferencedRectangle, tile: int = TILE_SIZE) -> GeoBox:
        """Return the pixels that a run on `extent` classifies; :raises InputError: when it would refuse."""
        return map_area(extent, extent.crs(), QgsProject.instance().transformContext(), tile)


def displayed_map(iface: QgisInterface) -> CanvasTarget | None:
    """Return the colours of what the map shows, None where it shows no picture.

    Classified grids are not part of it: their colours are answers.
    """
    layers = tuple(layer for layer in iface.mapCanvas().layers() if not is_classified_grid(layer))
    return CanvasTarget(layers) if any(map(is_picture, layers)) else None


def plan_tiles(
    target: RasterTarget | CanvasTarget,
    shape: QgsGeometry,
    canvas: QgsMapCanvas,
    stride: int,
    tta: bool,
    size: int = TILE_SIZE,
) -> TilePlan | None:
    """Return the tiles of `target` that `shape` (in the CRS of the canvas) touches, None where there are none.

    A tile has `size` pixels along each side. They are what a run classifies that is given their extent.

    :raises InputError: when a run would refuse them.
    """
    crs = canvas.mapSettings().destinationCrs()
    middle, middle_crs, box = shape, crs, None
    for _ in range(_ATTEMPTS):
        pixels = target.pixels(middle, middle_crs)
        drawn = None if pixels is None else transformed(shape, crs, crs_of(pixels))
        tiles = None if pixels is None or drawn is None else pixels.tiles(bounds_of(drawn.boundingBox()), size)
        if pixels is None or tiles is None:
            break
        box = target.lay_out(extent_of(pixels.within(tiles)), size)
        extent = extent_of(box)
        # The middle of the tiles is not that of the shape, and there the pixels may be others.
        if box.crs == pixels.crs and target.lay_out(extent, size) == box:
            break
        middle, middle_crs = QgsGeometry.fromRect(extent), extent.crs()
    return None if box is None else TilePlan(box, stride, tta, target, size)
