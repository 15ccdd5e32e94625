# SPDX-License-Identifier: GPL-2.0-or-later
"""What "classify this" is about: the current raster layer, or the colours that the map displays."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsMapLayer,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.gui import QgisInterface, QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.adapters.map.map_area import map_area
from eurosat_plugin.adapters.raster.georeference import bounds_of, crs_of, extent_of, transformed
from eurosat_plugin.adapters.raster.layout import lay_out, pixels_around, zone_box
from eurosat_plugin.adapters.raster.zones import find_zone
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.gui.runs.tile_plan import TilePlan

if TYPE_CHECKING:
    from typing import TypeGuard  # Python 3.10

RASTER_ALGORITHM = "eurosat:classifyraster"
CANVAS_ALGORITHM = "eurosat:classifycanvas"
BASE_MAP_PROVIDERS = ("wms", "arcgismapserver", "vectortile")

_ATTEMPTS = 3


@dataclass(frozen=True)
class RasterTarget:
    """The numbers of a raster layer."""

    layer: QgsRasterLayer

    @property
    def name(self) -> str:
        """What the result is called after."""
        return str(self.layer.name())

    @property
    def algorithm_id(self) -> str:
        """The algorithm that classifies it."""
        return RASTER_ALGORITHM

    def parameters(self, extent: QgsReferencedRectangle | None) -> dict[str, Any]:
        """Return the parameters that say what to classify: all of the layer, or the part inside `extent`."""
        parameters: dict[str, Any] = {"INPUT": self.layer.id()}
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

    def lay_out(self, extent: QgsReferencedRectangle) -> GeoBox:
        """Return the pixels that a run on `extent` classifies; :raises InputError: when it would refuse."""
        return lay_out(self.layer, self.name, _moved(extent, self.layer.crs()), extent).box


@dataclass(frozen=True)
class CanvasTarget:
    """The colours in which `layers`, topmost first, are displayed."""

    layers: tuple[QgsMapLayer, ...]

    @property
    def name(self) -> str:
        """What the result is called after."""
        return QCoreApplication.translate("ClassificationTarget", "the map as displayed")

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

    def lay_out(self, extent: QgsReferencedRectangle) -> GeoBox:
        """Return the pixels that a run on `extent` classifies; :raises InputError: when it would refuse."""
        return map_area(extent, extent.crs(), QgsCoordinateTransformContext())


def current_target(iface: QgisInterface) -> RasterTarget | CanvasTarget | None:
    """Return the current raster, the only one that the map shows, or the map itself; None with an empty map.

    Base maps do not count as rasters: they are pictures, and beside an image nobody means them. Classified grids
    are not part of the map that is classified: their colours are answers.
    """
    active = iface.activeLayer()
    if is_suitable(active):
        return RasterTarget(active)
    visible = iface.mapCanvas().layers()
    rasters = [layer for layer in visible if is_suitable(layer)]
    if len(rasters) == 1:
        return RasterTarget(rasters[0])
    displayed = tuple(layer for layer in visible if not is_classified_grid(layer))
    return CanvasTarget(displayed) if displayed else None


def is_suitable(layer: QgsMapLayer | None) -> TypeGuard[QgsRasterLayer]:
    """Tell whether `layer` can be a Sentinel-2 image: numbers in at least three bands."""
    return (
        isinstance(layer, QgsRasterLayer)
        and layer.isValid()
        and layer.providerType() not in BASE_MAP_PROVIDERS
        and layer.bandCount() >= 3
        and layer.dataProvider().dataType(1) != Qgis.DataType.ARGB32
    )


def plan_tiles(
    target: RasterTarget | CanvasTarget, shape: QgsGeometry, canvas: QgsMapCanvas, stride: int, tta: bool
) -> TilePlan | None:
    """Return the tiles of `target` that `shape` (in the CRS of the canvas) touches, None where there are none.

    They are what a run classifies that is given their extent.

    :raises InputError: when a run would refuse them.
    """
    crs = canvas.mapSettings().destinationCrs()
    middle, middle_crs, box = shape, crs, None
    for _ in range(_ATTEMPTS):
        pixels = target.pixels(middle, middle_crs)
        drawn = None if pixels is None else transformed(shape, crs, crs_of(pixels))
        tiles = None if pixels is None or drawn is None else pixels.tiles(bounds_of(drawn.boundingBox()))
        if pixels is None or tiles is None:
            break
        box = target.lay_out(extent_of(pixels.within(tiles)))
        extent = extent_of(box)
        # The middle of the tiles is not that of the shape, and there the pixels may be others.
        if box.crs == pixels.crs and target.lay_out(extent) == box:
            break
        middle, middle_crs = QgsGeometry.fromRect(extent), extent.crs()
    return None if box is None else TilePlan(box, stride, tta)


def _moved(extent: QgsReferencedRectangle, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
    """Return the rectangle in `crs` around `extent`, without an end where the transformation is not defined."""
    try:
        return QgsCoordinateTransform(extent.crs(), crs, QgsCoordinateTransformContext()).transformBoundingBox(extent)
    except QgsCsException:
        return QgsRectangle(-inf, -inf, inf, inf)
