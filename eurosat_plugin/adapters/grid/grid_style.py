# SPDX-License-Identifier: GPL-2.0-or-later
"""How a classified grid looks: one colour per class, paler the less the network is sure of it."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid.class_names import class_name, no_class_name
from eurosat_plugin.adapters.grid.columns import set_aliases
from eurosat_plugin.adapters.grid.grid_layer import grid_columns
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.summary.flags import FLAGS, NODATA
from eurosat_plugin.core.translation import tr_noop, translate

STYLE_NAMES: dict[str, str] = {
    "corine": tr_noop("EuroSAT classes"),
    "colourblind": tr_noop("EuroSAT, colour-blind safe"),
}
"""What the styles are called in English, by palette, the default first."""

# Opacity grows from 35 % without confidence to 85 % with full confidence; doubted tiles get a dashed outline.
_FILL = "set_color_part(@symbol_color, 'alpha', 255 * (0.35 + 0.5 * coalesce(\"confidence\", 0)))"
_OUTLINE = f"if(\"flag\" IN ({', '.join(repr(flag) for flag in FLAGS if flag != NODATA)}), 'dash', 'no')"


def style_name(palette: str) -> str:
    """Return what the style of `palette` is called in the layer's style menu and in a GeoPackage.

    A GeoPackage has room for thirty characters.
    """
    return translate(STYLE_NAMES[palette])


def find_style(layer: QgsVectorLayer, palette: str) -> str:
    """Return the name of the layer's style of `palette`, also of a layer made in English; empty without."""
    styles = layer.styleManager().styles()
    return next((name for name in (style_name(palette), STYLE_NAMES[palette]) if name in styles), "")


def class_renderer(palette: str = "corine") -> QgsCategorizedSymbolRenderer:
    """Return a renderer with one category per class, in class order, and one for tiles without a class.

    :raises KeyError: when there is no such palette.
    """
    categories = [
        QgsRendererCategory(c.key, _symbol(color), class_name(c)) for c, color in zip(CLASSES, PALETTES[palette])
    ]
    nothing = QgsFillSymbol.createSimple({"style": "b_diagonal", "color": "#9e9e9e", "outline_style": "no"})
    categories.append(QgsRendererCategory(None, nothing, no_class_name()))
    return QgsCategorizedSymbolRenderer("class_key", categories)


def style_grid(layer: QgsVectorLayer, palette: str = "corine") -> None:
    """Give `layer` class colours, aliases, a map tip and a display expression.

    All palettes become styles of the layer, between which its style menu switches; `palette` is the current one. A
    style holds all custom properties too: what describes the layer is to be written before.
    """
    styles, name = layer.styleManager(), find_style(layer, palette)
    if name:
        styles.setCurrentStyle(name)
    else:
        styles.renameStyle(styles.currentStyle(), style_name(palette))
    set_aliases(layer, grid_columns(probabilities=True))
    layer.setDisplayExpression('"class_name"')
    layer.setMapTipTemplate('<b>[% "class_name" %]</b> [% round(100 * "confidence") %] % [% "flag" %]')
    for other in PALETTES:
        if other != palette:
            layer.setRenderer(class_renderer(other))
            name = find_style(layer, other) or style_name(other)
            styles.removeStyle(name)
            styles.addStyleFromLayer(name)
    layer.setRenderer(class_renderer(palette))
    layer.triggerRepaint()


def _symbol(color: str) -> QgsFillSymbol:
    symbol = QgsFillSymbol.createSimple(
        {"color": color, "outline_color": "#303030", "outline_width": "0.3", "outline_style": "no"}
    )
    color_of = QgsSymbolLayer.Property.PropertyFillColor  # type: ignore[attr-defined]
    outline_of = QgsSymbolLayer.Property.PropertyStrokeStyle  # type: ignore[attr-defined]
    fill = symbol.symbolLayer(0)
    fill.setDataDefinedProperty(color_of, QgsProperty.fromExpression(_FILL))
    fill.setDataDefinedProperty(outline_of, QgsProperty.fromExpression(_OUTLINE))
    return symbol
