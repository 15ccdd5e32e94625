# SPDX-License-Identifier: GPL-2.0-or-later
"""How a class raster looks when it is loaded: like the grid, in both palettes."""

from __future__ import annotations

from qgis.core import QgsPalettedRasterRenderer, QgsRasterLayer
from qgis.PyQt.QtGui import QColor

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.adapters.grid.grid_style import style_name
from eurosat_plugin.adapters.raster.gdal_calls import open_raster_file
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme


def style_class_raster(layer: QgsRasterLayer) -> None:
    """Give `layer` a style for each palette, the default one last, so that it shows it."""
    styles = layer.styleManager()
    scheme = _scheme_of(layer)
    default, *others = scheme.palettes
    for palette in (*others, default):
        layer.setRenderer(class_renderer(layer, palette, scheme))
        styles.addStyleFromLayer(style_name(palette))
    styles.setCurrentStyle(style_name(default))


def class_renderer(layer: QgsRasterLayer, palette: str, scheme: ClassScheme = EUROSAT) -> QgsPalettedRasterRenderer:
    """Return what draws the first band of `layer` in the colours of `palette`, by the names of the classes."""
    classes = [
        QgsPalettedRasterRenderer.Class(land_cover.id, QColor(color), class_name(land_cover))
        for land_cover, color in zip(scheme.classes, scheme.palettes[palette])
    ]
    return QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes)


def _scheme_of(layer: QgsRasterLayer) -> ClassScheme:
    """Return the classes of a raster: EuroSAT's where its file does not say that it has others."""
    dataset = open_raster_file(layer.source())
    text = dataset.GetMetadataItem("EUROSAT_CLASSES") if dataset is not None else None
    return ClassScheme.of_entry(text)
