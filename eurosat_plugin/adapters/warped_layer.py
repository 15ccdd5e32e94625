# SPDX-License-Identifier: GPL-2.0-or-later
"""Raster files brought onto the pixels of the map before they are drawn.

QGIS reprojects a raster while it draws, by a grid that depends on the piece that is drawn: two pieces do not quite
fit. GDAL does it by the pixels of the whole map, and in the same way as for *Classify raster*.
"""

from __future__ import annotations

import math

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRasterDataProvider,
    QgsRasterLayer,
)

from eurosat_plugin.adapters.band_names import open_dataset
from eurosat_plugin.adapters.declared_nodata import copy_nodata, nodata_of_all_bands
from eurosat_plugin.adapters.gdal_calls import call_gdal
from eurosat_plugin.adapters.map_area import PIXEL_SIZE, MapArea
from eurosat_plugin.adapters.products import new_virtual
from eurosat_plugin.adapters.resampling import FINE_PIXEL
from eurosat_plugin.adapters.zones import needs_resampling

_CLASSES = ("paletted", "singlebandcolordata")
"""Renderers whose numbers are names: an average of them would be another name."""


def warp_onto(layer: QgsRasterLayer, area: MapArea) -> str:
    """Make `layer`, a copy that nobody else uses, read its file by the pixels of `area`.

    Return the virtual raster that it reads from then on, for
    :func:`~eurosat_plugin.adapters.products.remove_virtual`; empty where the layer stays as it is: it is no file, or
    its pixels are those of the area already.
    """
    dataset = open_dataset(layer)
    size = None if dataset is None else _pixel_size(layer, area)
    if dataset is None or size is None or _is_aligned(dataset, layer, area):
        return ""
    nodata = nodata_of_all_bands(layer.dataProvider())
    virtual = new_virtual(layer.name())
    ground = area.rectangle(area.bounds)
    warped = call_gdal(
        gdal.Warp,
        virtual,
        dataset,
        format="VRT",
        srcSRS=layer.crs().toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED_GDAL),
        dstSRS=area.crs.authid(),
        outputBounds=(ground.xMinimum(), ground.yMinimum(), ground.xMaximum(), ground.yMaximum()),
        width=area.width,
        height=area.height,
        resampleAlg="near" if layer.renderer().type() in _CLASSES else _method(size),
        # QGIS takes alpha to be 0 to 255, whatever the type of the other bands.
        warpOptions=["DST_ALPHA_MAX=255"],
        srcNodata=nodata,
        dstNodata=nodata,
        dstAlpha=nodata is None,
    )
    if warped is None:
        return ""
    bands = warped.RasterCount
    warped = None  # writes the file
    old = layer.dataProvider().clone()
    layer.setDataSource(virtual, layer.name(), "gdal", QgsRasterDataProvider.ProviderOptions(), False)
    copy_nodata(old, layer.dataProvider())
    if nodata is None and layer.renderer().alphaBand() < 1:
        layer.renderer().setAlphaBand(bands)
    return virtual


def _pixel_size(layer: QgsRasterLayer, area: MapArea) -> tuple[float, float] | None:
    """Return width and height in metres of the layer's pixels in the middle of `area`, None where it has no pixels."""
    there_from = QgsCoordinateTransform(area.crs, layer.crs(), QgsCoordinateTransformContext())
    back_from = QgsCoordinateTransform(layer.crs(), area.crs, QgsCoordinateTransformContext())
    middle = area.rectangle(area.bounds).center()
    try:
        there = there_from.transform(middle)
        right = QgsPointXY(there.x() + layer.rasterUnitsPerPixelX(), there.y())
        below = QgsPointXY(there.x(), there.y() - layer.rasterUnitsPerPixelY())
        width, height = (middle.distance(back_from.transform(point)) for point in (right, below))
    except QgsCsException:
        return None
    return (width, height) if 0 < width < math.inf and 0 < height < math.inf else None


def _is_aligned(dataset: gdal.Dataset, layer: QgsRasterLayer, area: MapArea) -> bool:
    """Tell whether the pixels of the file are those of `area`."""
    if layer.crs() != area.crs:
        return False
    placement = dataset.GetGeoTransform(can_return_null=True)
    if placement is None:
        return False
    west, north = ((placement[i] - start) / PIXEL_SIZE for i, start in ((0, area.west), (3, area.north)))
    steps = (placement[1] - PIXEL_SIZE, placement[2], placement[4], placement[5] + PIXEL_SIZE)
    return all(abs(value) < 1e-6 for value in (*steps, west - round(west), north - round(north)))


def _method(size: tuple[float, float]) -> str:
    """Choose as :func:`~eurosat_plugin.adapters.resampling.resample` does."""
    if not needs_resampling(size):
        return "near"
    return "average" if min(size) < FINE_PIXEL else "cubic"
