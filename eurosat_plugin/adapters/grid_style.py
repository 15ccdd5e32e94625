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

from eurosat_plugin.core.classes import CLASSES

# Opacity grows from 35 % without confidence to 85 % with full confidence; doubted tiles get a dashed outline.
_FILL = "set_color_part(@symbol_color, 'alpha', 255 * (0.35 + 0.5 * coalesce(\"confidence\", 0)))"
_OUTLINE = "if(\"flag\" IN ('uncertain', 'unfamiliar', 'bright'), 'dash', 'no')"


def class_renderer() -> QgsCategorizedSymbolRenderer:
    """Return a renderer with one category per class, in class order, and one for tiles without a class."""
    categories = [QgsRendererCategory(c.key, _symbol(c.color), c.name) for c in CLASSES]
    nothing = QgsFillSymbol.createSimple({"style": "b_diagonal", "color": "#9e9e9e", "outline_style": "no"})
    categories.append(QgsRendererCategory(None, nothing, "No data"))
    return QgsCategorizedSymbolRenderer("class_key", categories)


def style_grid(layer: QgsVectorLayer) -> None:
    """Give `layer` the class colours and a map tip, and set the display expression."""
    layer.setRenderer(class_renderer())
    layer.setDisplayExpression('"class_name"')
    layer.setMapTipTemplate('<b>[% "class_name" %]</b> [% round(100 * "confidence") %] % [% "flag" %]')
    layer.triggerRepaint()


def _symbol(color: str) -> QgsFillSymbol:
    symbol = QgsFillSymbol.createSimple(
        {"color": color, "outline_color": "#303030", "outline_width": "0.3", "outline_style": "no"}
    )
    fill = symbol.symbolLayer(0)
    fill.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyFillColor, QgsProperty.fromExpression(_FILL))
    fill.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyStrokeStyle, QgsProperty.fromExpression(_OUTLINE))
    return symbol
