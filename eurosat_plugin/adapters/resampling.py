# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a raster to 10 m pixels on the ground when it has others: the networks know one scale only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.band_names import open_dataset
from eurosat_plugin.adapters.declared_nodata import alpha_band
from eurosat_plugin.adapters.gdal_calls import call_gdal, last_error
from eurosat_plugin.adapters.products import new_virtual, remove_virtual
from eurosat_plugin.adapters.raster import ClassBand, Raster, open_layer
from eurosat_plugin.adapters.valid_band import OPAQUE, add_valid_band
from eurosat_plugin.adapters.zones import PIXEL_SIZE, find_zone, needs_resampling
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiling import TILE_SIZE
from eurosat_plugin.core.translation import number, tr

FINE_PIXEL = 7.5
"""Metres below which several pixels fall into one of 10 m."""

LARGEST_EXTENT = 3_000_000.0
"""Metres; further from a zone's middle its scale is off by several per cent."""

# A corner that misses a pixel border by rounding alone does not touch the next pixel.
_ROUNDING = 1e-3


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
    """Return the UTM zone (WGS 84) of the middle of `extent`, given in the raster's CRS; near the poles UPS.

    :raises InputError: when the place cannot be found on the globe.
    """
    zone = find_zone(extent.center(), raster.crs)
    if zone is None:
        raise _off_the_globe(raster)
    return zone


def is_tilted(layer: QgsRasterLayer) -> bool:
    """Tell whether the file's rows do not run east, or its place is told by control points only."""
    dataset = open_dataset(layer)
    if dataset is None:
        return False
    placement = dataset.GetGeoTransform(can_return_null=True)
    return dataset.GetGCPCount() > 0 if placement is None else bool(placement[2] or placement[4])


def resample(
    raster: Raster, extent: QgsRectangle, pixel_size: tuple[float, float], given: QgsReferencedRectangle | None = None
) -> Raster:
    """Return `raster` warped to 10 m pixels in the UTM zone of `extent` (in the raster's CRS), computed as it is read.

    Where the extent was `given` in the UTM zone of its middle, the tiles begin at its north-west corner: what was
    drawn on the map is what is classified. Whole tiles of it that lie off the raster are left out.

    Fine pixels are averaged, others interpolated, and those of 10 m that lie askew taken as they are: interpolation
    would smooth away the texture that tells forest from water. The virtual raster reads the original file, and takes
    the place of a virtual one.

    :raises InputError: when the raster is no file that GDAL reads.
    """
    if raster.layer.providerType() != "gdal":
        raise InputError(
            tr(
                "The raster {name} has pixels of {size} m and cannot be resampled where it is; save it as "
                "GeoTIFF with 10 m pixels (Export, Save As)."
            ).format(name=raster.name, size=number(pixel_size[0], 1))
        )
    virtual = new_virtual(raster.name)
    try:
        return _warp(raster, virtual, _Target(raster, extent, given), _method(pixel_size))
    except InputError:
        remove_virtual(virtual)
        raise


class _Target:
    """The grid of 10 m pixels over `extent`: its zone, and its bounds widened to whole pixels and to one tile."""

    def __init__(self, raster: Raster, extent: QgsRectangle, given: QgsReferencedRectangle | None) -> None:
        drawn = given if given is not None and _is_in_its_own_zone(given) else None
        self.zone = utm_zone(raster, extent) if drawn is None else drawn.crs()
        transform = QgsCoordinateTransform(raster.crs, self.zone, QgsCoordinateTransformContext())
        try:
            box = transform.transformBoundingBox(extent)
        except QgsCsException as error:
            raise _too_large(raster.name) from error
        if not box.isFinite() or max(box.width(), box.height()) > LARGEST_EXTENT:
            raise _too_large(raster.name)
        if drawn is not None:
            box = _without_outer_tiles(drawn, box)
        grown = max(0.0, TILE_SIZE * PIXEL_SIZE - min(box.width(), box.height())) / 2
        if grown:
            box.grow(grown)
        low = [math.floor(v / PIXEL_SIZE + _ROUNDING) * PIXEL_SIZE for v in (box.xMinimum(), box.yMinimum())]
        high = [math.ceil(v / PIXEL_SIZE - _ROUNDING) * PIXEL_SIZE for v in (box.xMaximum(), box.yMaximum())]
        self.bounds = [*low, *high]


def _too_large(name: str) -> InputError:
    return InputError(
        tr("The extent on {name} is too large to be resampled in one UTM zone; choose a smaller one in EXTENT.").format(
            name=name
        )
    )


def _is_in_its_own_zone(given: QgsReferencedRectangle) -> bool:
    return not given.isNull() and given.isFinite() and find_zone(given.center(), given.crs()) == given.crs()


def _without_outer_tiles(drawn: QgsRectangle, box: QgsRectangle) -> QgsRectangle:
    """Return `drawn` without the rows and columns of tiles that do not touch `box`."""
    tile = TILE_SIZE * PIXEL_SIZE
    return QgsRectangle(
        drawn.xMinimum() + tile * math.floor(max(0.0, box.xMinimum() - drawn.xMinimum()) / tile),
        drawn.yMinimum() + tile * math.floor(max(0.0, box.yMinimum() - drawn.yMinimum()) / tile),
        drawn.xMaximum() - tile * math.floor(max(0.0, drawn.xMaximum() - box.xMaximum()) / tile),
        drawn.yMaximum() - tile * math.floor(max(0.0, drawn.yMaximum() - box.yMaximum()) / tile),
    )


def _method(pixel_size: tuple[float, float]) -> str:
    """Choose GDAL's resampling by what left most tiles of a generated scene in their class."""
    if not needs_resampling(pixel_size):
        return "near"
    return "average" if min(pixel_size) < FINE_PIXEL else "cubic"


def _warp(raster: Raster, virtual: str, target: _Target, method: str) -> Raster:
    valid = {"dstAlpha": True, "warpOptions": [f"SRC_ALPHA_MAX={OPAQUE}", f"DST_ALPHA_MAX={OPAQUE}"]}
    chosen = _select(raster, raster.numbers, virtual + ".bands.vrt")
    if chosen is not None:
        add_valid_band(chosen, raster.layer.source(), raster.numbers, raster.missing, _opacity(raster))
    layer = _warp_bands(raster, chosen, virtual, target, method, valid)
    chosen = None
    classes = raster.scene_classes
    if classes is not None:
        beside = virtual.rpartition("/")[0] + "/scene_classes.vrt"
        plain = replace(raster, layer=classes.layer)
        # Averages of class numbers are other classes.
        selected = _select(plain, [classes.number], beside + ".bands.vrt")
        classes = ClassBand(_warp_bands(plain, selected, beside, target, "near", {"dstNodata": "0"}), 1)
    return replace(
        raster,
        layer=layer,
        virtual=virtual,
        scene_classes=classes,
        warped=(1, 2, 3),
        missing=raster.missing.decided(),
    )


def _warp_bands(
    raster: Raster,
    chosen: gdal.Dataset | None,
    name: str,
    target: _Target,
    method: str,
    nodata: dict[str, object],
) -> QgsRasterLayer:
    """Warp the virtual raster `chosen`, which lies beside it and is written first, into the virtual raster `name`."""
    if chosen is not None:
        chosen.FlushCache()
    warped = chosen and call_gdal(
        gdal.Warp,
        name,
        chosen,
        format="VRT",
        srcSRS=raster.crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED_GDAL),
        dstSRS=target.zone.authid(),
        xRes=PIXEL_SIZE,
        yRes=PIXEL_SIZE,
        outputBounds=target.bounds,
        resampleAlg=method,
        **nodata,
    )
    if not warped:
        raise InputError(
            tr("The raster {name} cannot be resampled to 10 m ({reason}); check its CRS.").format(
                name=raster.name, reason=last_error()
            )
        )
    chosen = warped = None  # writes the files
    layer = open_layer(name, raster.name)
    if not layer.isValid():
        raise InputError(
            tr("The raster {name} cannot be resampled to 10 m ({reason}).").format(
                name=raster.name, reason=layer.error().summary()
            )
        )
    return layer


def _select(raster: Raster, numbers: Sequence[int], name: str) -> gdal.Dataset | None:
    """Make the virtual raster `name` of some bands of a file."""
    options = {"format": "VRT", "bandList": list(numbers), "maskBand": "none"}
    return call_gdal(gdal.Translate, name, raster.layer.source(), **options)


def _opacity(raster: Raster) -> str:
    """Return the band or mask of the file that tells where it is transparent, as GDAL names it; empty without one."""
    alpha, dataset = alpha_band(raster.layer, raster.numbers), open_dataset(raster.layer)
    if alpha is None or dataset is None:
        return ""
    return str(alpha) if alpha <= dataset.RasterCount else "mask,1"


def _off_the_globe(raster: Raster) -> InputError:
    crs = raster.crs.authid() or raster.crs.description() or tr("of its own")
    return InputError(
        tr(
            "The raster {name} does not lie where its coordinate reference system {crs} is defined; check the CRS in "
            "the layer's properties."
        ).format(name=raster.name, crs=crs)
    )
