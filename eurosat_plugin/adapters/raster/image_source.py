# SPDX-License-Identifier: GPL-2.0-or-later
"""What an image is opened by once more, long after the layer that showed it is gone."""

from __future__ import annotations

from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.band_names import origin

_PRODUCT = "eurosat/product"


def name_product(layer: QgsRasterLayer, path: str) -> None:
    """Remember in `layer`, whose own source is the text of a virtual raster, the product that it shows."""
    layer.setCustomProperty(_PRODUCT, path)


def source_of(layer: QgsRasterLayer) -> str:
    """Return the product that `layer` was opened from, or its file."""
    return str(layer.customProperty(_PRODUCT, "") or origin(layer.source()))
