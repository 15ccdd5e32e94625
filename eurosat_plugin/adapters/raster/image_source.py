# SPDX-License-Identifier: GPL-2.0-or-later
"""What an image is opened by once more, long after the layer that showed it is gone."""

from __future__ import annotations

from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.band_names import files_in_text

_PRODUCT = "eurosat/product"


def name_product(layer: QgsRasterLayer, path: str) -> None:
    """Remember in `layer`, whose own source is the text of a virtual raster, the product that it shows."""
    layer.setCustomProperty(_PRODUCT, path)


def source_of(layer: QgsRasterLayer) -> str:
    """Return the product that `layer` was opened from, or its file."""
    return str(layer.customProperty(_PRODUCT, "") or origin(layer.source()))


def scene_of(layer: QgsRasterLayer) -> str:
    """Return the address of the scene of a catalogue that `layer` shows, empty where it shows something else."""
    product = str(layer.customProperty(_PRODUCT, ""))
    return product if product.startswith(("https://", "http://")) else ""


def origin(source: str) -> str:
    """Return the path of a layer's `source`; of a virtual raster that is only a text, its first file's.

    Of a product's bands that is the red one, beside which the others are found again.
    """
    if not source.lstrip().startswith("<"):
        return source
    return next(iter(files_in_text(source)), source)
