# SPDX-License-Identifier: GPL-2.0-or-later
"""Images of which nothing tells where they lie: QGIS shows them from 0, 0 on, a unit for each pixel, in any CRS."""

from __future__ import annotations

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRasterLayer,
)

from eurosat_plugin.adapters.raster.gdal_calls import text_of
from eurosat_plugin.adapters.raster.zones import WGS84
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

_FROM_TOP = (0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
"""What GDAL says of an image without a place; some programs write it down."""

_SHOWN = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)
"""Where QGIS shows such an image, and where it lies when QGIS has saved it."""


def refuse_without_crs(layer: QgsRasterLayer, name: str) -> None:
    """Check that somebody has said which coordinates `layer`, called `name`, has.

    :raises InputError: when nobody has.
    """
    if not layer.crs().isValid():
        sentence = tr("The raster {name} has no coordinate reference system; set it in the layer's properties.")
        raise InputError(sentence.format(name=name))


def refuse_placeless(dataset: gdal.Dataset | None, name: str) -> None:
    """Check that the file of the raster `name` tells where it lies; `dataset` is None where GDAL does not read it.

    :raises InputError: with what has to be done.
    """
    if dataset is None or dataset.GetGCPCount() > 0:
        return
    placement = dataset.GetGeoTransform(can_return_null=True)
    if placement is not None and not _is_default(dataset, tuple(placement)):
        return
    if dataset.GetMetadata("RPC"):
        sentence = tr(
            "Only rational polynomials (RPC) tell where the raster {name} lies; orthorectify it (gdalwarp -rpc -to "
            "RPC_DEM=heights.tif), and classify the result."
        )
    elif dataset.GetMetadata("GEOLOCATION"):
        sentence = tr(
            "Only a coordinate for each pixel tells where the raster {name} lies; warp it (gdalwarp -geoloc), and "
            "classify the result."
        )
    else:
        sentence = tr(
            "Nothing tells where the raster {name} lies, and a CRS alone does not. Put its world file beside it, "
            "georeference it (Georeferencer, in the menu Raster or Layer), or take the file from which it was made."
        )
    raise InputError(sentence.format(name=name))


def _is_default(dataset: gdal.Dataset, placement: tuple[float, ...]) -> bool:
    """Tell whether `placement` is where any image without a place lies.

    In a CRS of the file that is made for that place, such as Web Mercator, there may be an image of pixels of 1 m.
    """
    if placement == _FROM_TOP:
        return True
    return placement == _SHOWN and not _is_meant(dataset)


def _is_meant(dataset: gdal.Dataset) -> bool:
    """Tell whether the middle of the image lies where the CRS of its file is used."""
    crs = QgsCoordinateReferenceSystem(text_of(dataset.GetProjection()))
    if not crs.isValid() or crs.isGeographic():
        return False
    degrees = QgsCoordinateReferenceSystem(WGS84)
    transform = QgsCoordinateTransform(crs, degrees, QgsCoordinateTransformContext())
    try:
        middle = transform.transform(QgsPointXY(dataset.RasterXSize / 2, -dataset.RasterYSize / 2))
    except QgsCsException:
        return False
    return bool(crs.bounds().contains(middle))
