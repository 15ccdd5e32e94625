# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a raster to 10 m pixels on the ground when it has others: the networks know one scale only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osgeo import gdal
from qgis.core import (
    QgsRasterLayer,
)

from eurosat_plugin.adapters.raster.band_names import open_dataset
from eurosat_plugin.adapters.raster.data_only_layer import open_layer, reason_of
from eurosat_plugin.adapters.raster.declared_nodata import alpha_band
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, last_error
from eurosat_plugin.adapters.raster.georeference import wkt_of
from eurosat_plugin.adapters.raster.pixel_size import needs_resampling
from eurosat_plugin.adapters.raster.raster import ExtraBand, Raster
from eurosat_plugin.adapters.raster.valid_band import OPAQUE, add_valid_band
from eurosat_plugin.adapters.raster.virtual_raster import new_virtual, remove_virtual
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.translation import number, tr

FINE_PIXEL = 7.5
"""Metres below which several pixels fall into one of 10 m."""


def resample(raster: Raster, box: GeoBox, pixel_size: tuple[float, float]) -> Raster:
    """Return `raster`, whose own pixels have `pixel_size` in metres, on the pixels of `box`, computed as it is read.

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
        return _warp(raster, virtual, box, resampling_method(pixel_size))
    except InputError:
        remove_virtual(virtual)
        raise


def resampling_method(pixel_size: tuple[float, float]) -> str:
    """Choose GDAL's resampling by what left most tiles of a generated scene in their class."""
    if not needs_resampling(pixel_size):
        return "near"
    return "average" if min(pixel_size) < FINE_PIXEL else "cubic"


def _warp(raster: Raster, virtual: str, box: GeoBox, method: str) -> Raster:
    valid = {"dstAlpha": True, "warpOptions": [f"SRC_ALPHA_MAX={OPAQUE}", f"DST_ALPHA_MAX={OPAQUE}"]}
    chosen = _select(raster, raster.numbers, virtual + ".bands.vrt")
    if chosen is not None:
        add_valid_band(chosen, raster.layer.source(), raster.numbers, raster.missing, _opacity(raster))
    layer = _warp_bands(raster, chosen, virtual, box, method, valid)
    chosen = None
    folder = virtual.rpartition("/")[0]
    classes = _warp_extra(raster, raster.scene_classes, f"{folder}/scene_classes.vrt", box)
    infrared = _warp_extra(raster, raster.infrared, f"{folder}/infrared.vrt", box)
    more = (_warp_extra(raster, band, f"{folder}/more_{band.number}.vrt", box, method) for band in raster.more)
    return replace(
        raster,
        layer=layer,
        virtual=virtual,
        scene_classes=classes,
        infrared=infrared,
        more=tuple(band for band in more if band is not None),
        warped=(1, 2, 3),
        missing=raster.missing.decided(),
        dataset=open_dataset(layer),
    )


def _warp_extra(
    raster: Raster, band: ExtraBand | None, name: str, box: GeoBox, method: str = "near"
) -> ExtraBand | None:
    """Warp a band into the virtual raster `name`: averages of class numbers would be other classes."""
    if band is None:
        return None
    plain = replace(raster, layer=band.layer)
    selected = _select(plain, [band.number], name + ".bands.vrt")
    return ExtraBand(_warp_bands(plain, selected, name, box, method, {"dstNodata": "0"}), 1)


def _warp_bands(
    raster: Raster,
    chosen: gdal.Dataset | None,
    name: str,
    box: GeoBox,
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
        srcSRS=wkt_of(raster.crs),
        **warp_target(box),
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
                name=raster.name, reason=reason_of(layer.error())
            )
        )
    return layer


def _select(raster: Raster, numbers: Sequence[int], name: str) -> gdal.Dataset | None:
    """Make the virtual raster `name` of some bands of a file."""
    options = {"format": "VRT", "bandList": list(numbers), "maskBand": "none"}
    return call_gdal(gdal.Translate, name, raster.layer.source(), **options)


def warp_target(box: GeoBox) -> dict[str, object]:
    """Return GDAL's options for a warp onto the pixels of `box`."""
    ground = box.ground
    return {
        "dstSRS": box.crs,
        "outputBounds": (ground.xmin, ground.ymin, ground.xmax, ground.ymax),
        "width": box.area.width,
        "height": box.area.height,
    }


def _opacity(raster: Raster) -> str:
    """Return the band or mask of the file that tells where it is transparent, as GDAL names it; empty without one."""
    alpha = alpha_band(raster.layer, raster.numbers)
    if alpha is None or not raster.file.band_count:
        return ""
    return str(alpha) if alpha <= raster.file.band_count else "mask,1"
