# SPDX-License-Identifier: GPL-2.0-or-later
"""How cloudy a scene is over a place, by its scene classification, from as few pixels as will do."""

from __future__ import annotations

import numpy as np
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsFeedback

from eurosat_plugin.adapters.catalogue.item_access import open_access
from eurosat_plugin.adapters.catalogue.item_raster import ExtentIn
from eurosat_plugin.adapters.raster.file_part import file_box
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.georeference import bounds_of
from eurosat_plugin.adapters.raster.remote_files import options_here
from eurosat_plugin.adapters.raster.remote_reading import RemoteFile
from eurosat_plugin.adapters.web.retries import stopped_by
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.product.band_words import SCENE_CLASSES
from eurosat_plugin.core.product.scene_classes import CIRRUS, CLOUD_HIGH, CLOUD_MEDIUM, CLOUD_SHADOW

SIDE = 200
"""Pixels that are looked at along each side: of a larger place, overviews are read."""

_HIDDEN = (CLOUD_SHADOW, CLOUD_MEDIUM, CLOUD_HIGH, CIRRUS)


def cloud_here(item: SceneItem, extent_in: ExtentIn, feedback: QgsFeedback, authcfg: str = "") -> float | None:
    """Return the percentage of a place that is under cloud or its shadow; None where that cannot be told."""
    if SCENE_CLASSES not in item.bands:
        return None
    try:
        access = open_access(item, feedback, authcfg)
    except EuroSatError:  # the scene may still be chosen by what is known of it
        return None
    with options_here(access.options):
        dataset = RemoteFile(access.files[SCENE_CLASSES], stopped_by(feedback)).open()
        return None if dataset is None else _share(dataset, extent_in)


def _share(dataset: gdal.Dataset, extent_in: ExtentIn) -> float | None:
    box = file_box(dataset)
    extent = extent_in(QgsCoordinateReferenceSystem.fromWkt(dataset.GetProjection()))
    if box is None or extent.isNull():
        return None
    window = box.window(bounds_of(extent)).intersection(box.area)
    if not window.width or not window.height:
        return None
    shrink = max(1.0, max(window.width, window.height) / SIDE)
    classes = call_gdal(
        dataset.GetRasterBand(1).ReadAsArray,
        window.col,
        window.row,
        window.width,
        window.height,
        buf_xsize=max(1, round(window.width / shrink)),
        buf_ysize=max(1, round(window.height / shrink)),
    )
    seen = 0 if classes is None else int((classes != 0).sum())
    return 100.0 * float(np.isin(classes, _HIDDEN).sum()) / seen if seen else None
