# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers that show a picture of the ground, and not symbols alone."""

from __future__ import annotations

import qgis.core
from qgis.core import QgsMapLayer, QgsMeshLayer, QgsPluginLayer, QgsRasterLayer, QgsVectorTileLayer

_GROUP = getattr(qgis.core, "QgsGroupLayer", ())
"""QGIS 3.24"""


def is_picture(layer: QgsMapLayer) -> bool:
    """Tell whether the colours of `layer` may be those of the ground: rasters, meshes, tiles, and groups with them.

    Layers of other plugins count: base maps are among them.
    """
    if isinstance(layer, _GROUP):
        return any(map(is_picture, layer.childLayers()))
    return isinstance(layer, (QgsRasterLayer, QgsMeshLayer, QgsVectorTileLayer, QgsPluginLayer)) and layer.isValid()
