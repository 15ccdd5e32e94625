# SPDX-License-Identifier: GPL-2.0-or-later
"""Raster files brought onto the pixels of the map before they are drawn.

QGIS reprojects a raster while it draws, by a grid that depends on the piece that is drawn: two pieces do not quite
fit. GDAL does it by the pixels of the whole map, and in the same way as for *Classify raster*.
"""

from __future__ import annotations

from osgeo import gdal
from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsRasterDataProvider,
    QgsRasterLayer,
)

from eurosat_plugin.adapters.raster.band_names import open_dataset
from eurosat_plugin.adapters.raster.declared_nodata import copy_nodata, nodata_of_all_bands
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.georeference import crs_of, layer_box, rectangle_of, wkt_of
from eurosat_plugin.adapters.raster.pixel_size import pixel_size_on_ground
from eurosat_plugin.adapters.raster.resampling import resampling_method, warp_target
from eurosat_plugin.adapters.raster.virtual_raster import new_virtual
from eurosat_plugin.core.choices import PIXEL_SIZE
from eurosat_plugin.core.tiles.geobox import GeoBox

_CLASSES = ("paletted", "singlebandcolordata")
"""Renderers whose numbers are names: an average of them would be another name."""


def warp_onto(layer: QgsRasterLayer, box: GeoBox) -> str:
    """Make `layer`, a copy that nobody else uses, read its file by the pixels of `box`.

    Return the virtual raster that it reads from then on, for :func:`.remove_virtual`; empty where the layer stays as it
    is: it is no file, or its pixels are those of `box` already.
    """
    dataset = open_dataset(layer)
    size = None if dataset is None else _pixel_size(layer, box)
    if dataset is None or size is None or _is_aligned(dataset, layer, box):
        return ""
    nodata = nodata_of_all_bands(layer.dataProvider())
    virtual = new_virtual(layer.name())
    warped = call_gdal(
        gdal.Warp,
        virtual,
        dataset,
        format="VRT",
        srcSRS=wkt_of(layer.crs()),
        **warp_target(box),
        resampleAlg="near" if layer.renderer().type() in _CLASSES else resampling_method(size),
        # QGIS takes alpha to be 0 to 255, whatever the type of the other bands, and a pixel to be missing where
        # any band is. So none may come to hold nodata by resampling; GDAL 3.13 sees to that of bands one by one alone.
        warpOptions=["DST_ALPHA_MAX=255", "UNIFIED_SRC_NODATA=NO"],
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


def _pixel_size(layer: QgsRasterLayer, box: GeoBox) -> tuple[float, float] | None:
    """Return width and height in metres of the layer's pixels in the middle of `box`, None where it has no pixels."""
    back = QgsCoordinateTransform(crs_of(box), layer.crs(), QgsCoordinateTransformContext())
    try:
        middle = back.transform(rectangle_of(box.ground).center())
    except QgsCsException:
        return None
    return pixel_size_on_ground(layer_box(layer), middle, crs_of(box))


def _is_aligned(dataset: gdal.Dataset, layer: QgsRasterLayer, box: GeoBox) -> bool:
    """Tell whether the pixels of the file are those of `box`."""
    if layer.crs() != crs_of(box):
        return False
    placement = dataset.GetGeoTransform(can_return_null=True)
    if placement is None:
        return False
    west, north = ((placement[i] - start) / PIXEL_SIZE for i, start in ((0, box.west), (3, box.north)))
    steps = (placement[1] - PIXEL_SIZE, placement[2], placement[4], placement[5] + PIXEL_SIZE)
    return all(abs(value) < 1e-6 for value in (*steps, west - round(west), north - round(north)))
