# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a raster to 10 m pixels on the ground when it has others: the networks know one scale only."""

from __future__ import annotations

import math

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
)

from eurosat_plugin.adapters.gdal_calls import call_gdal, last_error
from eurosat_plugin.adapters.products import new_virtual, remove_virtual
from eurosat_plugin.adapters.raster import Raster
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiling import TILE_SIZE

PIXEL_SIZE = 10.0
TOLERANCE = 0.05
WGS84 = "EPSG:4326"


def pixel_size_on_ground(raster: Raster, extent: QgsRectangle) -> tuple[float, float]:
    """Return width and height in metres of the pixel in the middle of `extent` (in the raster's CRS).

    Measured in the UTM zone of the place, whose scale is true to 0.1 %.
    """
    zone = utm_zone(raster, extent)
    # The middle is known to have a zone; its neighbours one pixel on are transformed the same way.
    transform = QgsCoordinateTransform(raster.crs, zone, QgsCoordinateTransformContext())
    middle, dx, dy = extent.center(), raster.layer.rasterUnitsPerPixelX(), raster.layer.rasterUnitsPerPixelY()
    here = transform.transform(middle)
    across = transform.transform(QgsPointXY(middle.x() + dx, middle.y()))
    down = transform.transform(QgsPointXY(middle.x(), middle.y() - dy))
    return here.distance(across), here.distance(down)


def utm_zone(raster: Raster, extent: QgsRectangle) -> QgsCoordinateReferenceSystem:
    """Return the UTM zone (WGS 84) of the middle of `extent`, given in the raster's CRS.

    :raises InputError: when the place cannot be found on the globe.
    """
    transform = QgsCoordinateTransform(raster.crs, QgsCoordinateReferenceSystem(WGS84), QgsCoordinateTransformContext())
    try:
        place = transform.transform(extent.center())
    except QgsCsException as error:
        raise InputError(
            f"The raster {raster.name} does not lie where its coordinate reference system {raster.crs.authid()} is "
            "defined; check the CRS in the layer's properties."
        ) from error
    longitude = (place.x() + 180.0) % 360.0
    number = min(60, int(longitude // 6) + 1)
    return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if place.y() >= 0 else 32700) + number}")


def needs_resampling(pixel_size: tuple[float, float]) -> bool:
    """Tell whether a pixel of this size in metres is not 10 m ± 5 %."""
    return any(abs(size - PIXEL_SIZE) > TOLERANCE * PIXEL_SIZE for size in pixel_size)


def resample(raster: Raster, extent: QgsRectangle, pixel_size: tuple[float, float]) -> Raster:
    """Return `raster` warped to 10 m pixels in the UTM zone of `extent` (in the raster's CRS), computed as it is read.

    Coarse pixels are interpolated, fine ones averaged. The virtual raster reads the original file, and takes the
    place of a virtual one.

    :raises InputError: when the raster is no file that GDAL reads.
    """
    if raster.layer.providerType() != "gdal":
        raise InputError(
            f"The raster {raster.name} has pixels of {pixel_size[0]:.1f} m and cannot be resampled where it is; save "
            "it as GeoTIFF with 10 m pixels (Export, Save As)."
        )
    zone = utm_zone(raster, extent)
    area = _in_zone(raster, extent, zone)
    nodata = [band_nodata(raster, number) for number in range(1, raster.layer.bandCount() + 1)]
    known = all(value is not None for value in nodata)
    name = new_virtual(raster.name)
    warped = call_gdal(
        gdal.Warp,
        name,
        raster.layer.source(),
        format="VRT",
        srcSRS=raster.crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED_GDAL),
        dstSRS=zone.authid(),
        xRes=PIXEL_SIZE,
        yRes=PIXEL_SIZE,
        outputBounds=area,
        resampleAlg="average" if min(pixel_size) < PIXEL_SIZE * 0.75 else "bilinear",
        srcNodata=" ".join(f"{value!r}" for value in nodata) if known else None,
        dstNodata=" ".join(f"{value!r}" for value in nodata) if known else None,
        dstAlpha=not known,
    )
    if warped is None:
        raise InputError(f"The raster {raster.name} cannot be resampled to 10 m ({last_error()}).")
    warped = None  # writes the file
    layer = QgsRasterLayer(name, raster.name)
    if not layer.isValid():
        remove_virtual(name)
        raise InputError(f"The raster {raster.name} cannot be resampled to 10 m ({layer.error().summary()}).")
    return Raster(layer, raster.name, raster.bands, raster.product, name)


def band_nodata(raster: Raster, number: int) -> float | None:
    """Return the nodata value that a band declares, None when it declares none."""
    provider = raster.layer.dataProvider()
    return provider.sourceNoDataValue(number) if provider.sourceHasNoDataValue(number) else None


def _in_zone(raster: Raster, extent: QgsRectangle, zone: QgsCoordinateReferenceSystem) -> list[float]:
    """Transform `extent` to `zone`, widened to whole pixels and to at least one tile."""
    transform = QgsCoordinateTransform(raster.crs, zone, QgsCoordinateTransformContext())
    box = transform.transformBoundingBox(extent)
    grown = max(0.0, TILE_SIZE * PIXEL_SIZE - min(box.width(), box.height())) / 2
    if grown:
        box.grow(grown)
    low = [math.floor(value / PIXEL_SIZE) * PIXEL_SIZE for value in (box.xMinimum(), box.yMinimum())]
    high = [math.ceil(value / PIXEL_SIZE) * PIXEL_SIZE for value in (box.xMaximum(), box.yMaximum())]
    return [*low, *high]
