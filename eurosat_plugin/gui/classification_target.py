# SPDX-License-Identifier: GPL-2.0-or-later
"""What "classify this" is about: the current raster layer, or the colours that the map displays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import Qgis, QgsGeometry, QgsMapLayer, QgsRasterLayer, QgsReferencedRectangle
from qgis.gui import QgisInterface, QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.classified_grid import is_classified_grid
from eurosat_plugin.gui.tile_lattice import TileLattice, raster_lattice, transformed, utm_lattice
from eurosat_plugin.gui.tile_plan import TilePlan

RASTER_ALGORITHM = "eurosat:classifyraster"
CANVAS_ALGORITHM = "eurosat:classifycanvas"
BASE_MAP_PROVIDERS = ("wms", "arcgismapserver", "vectortile")


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

    def lattice(self, shape: QgsGeometry, canvas: QgsMapCanvas) -> TileLattice | None:
        """Return the tiles at `shape` (in the CRS of the canvas)."""
        moved = transformed(shape, canvas.mapSettings().destinationCrs(), self.layer.crs())
        if moved is None:
            return None
        return raster_lattice(self.layer, moved.boundingBox().intersect(self.layer.extent()).center())

    def is_outside(self, shape: QgsGeometry, canvas: QgsMapCanvas) -> bool:
        """Tell whether `shape` (in the CRS of the canvas) misses the layer."""
        moved = transformed(shape, canvas.mapSettings().destinationCrs(), self.layer.crs())
        return moved is None or not moved.boundingBox().intersects(self.layer.extent())


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

    def lattice(self, shape: QgsGeometry, canvas: QgsMapCanvas) -> TileLattice | None:
        """Return the tiles at `shape` (in the CRS of the canvas)."""
        return utm_lattice(shape.boundingBox().center(), canvas.mapSettings().destinationCrs())

    def is_outside(self, shape: QgsGeometry, canvas: QgsMapCanvas) -> bool:
        """Tell that whatever the map shows can be classified."""
        return False


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


def is_suitable(layer: QgsMapLayer | None) -> bool:
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
    """Return the tiles of `target` that `shape` (in the CRS of the canvas) touches, None where there are none."""
    if target.is_outside(shape, canvas):
        return None
    lattice = target.lattice(shape, canvas)
    if lattice is None:
        return None
    moved = transformed(shape, canvas.mapSettings().destinationCrs(), lattice.crs)
    window = None if moved is None else lattice.cover(moved.boundingBox())
    return None if window is None else TilePlan(lattice, window, stride, tta)
