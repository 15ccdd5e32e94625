# SPDX-License-Identifier: GPL-2.0-or-later
"""How a classified grid looks: one colour per class, paler the less the network is sure of it.

Selected tiles keep the colour of their class, and QGIS's colour of the selection goes around them.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsSVGFillSymbolLayer,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from eurosat_plugin.adapters.grid.class_names import class_name, no_class_name
from eurosat_plugin.adapters.grid.column import style_columns
from eurosat_plugin.adapters.grid.grid_columns import grid_columns
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.class_scheme import EUROSAT, OWN_PALETTE, ClassScheme
from eurosat_plugin.core.summary.flags import FLAGS, NODATA
from eurosat_plugin.core.translation import tr, tr_noop, translate

STYLE_NAMES: dict[str, str] = {
    "corine": tr_noop("EuroSAT classes"),
    "colourblind": tr_noop("EuroSAT, colour-blind safe"),
}
"""What the styles are called in English, by palette, the default first."""

OWN_STYLE = tr_noop("Classes of the model")
"""The same of a grid whose classes are not EuroSAT's; it has one."""

DOUBTFUL = "doubtful"
"""Value of the category that explains the dashed outline."""

LEAST_OPACITY, OPACITY_OF_CONFIDENCE = 0.35, 0.5
"""Opacity grows from 35 % without confidence to 85 % with full confidence."""

_OPACITY = f'({LEAST_OPACITY} + {OPACITY_OF_CONFIDENCE} * coalesce("confidence", 0))'
_FILL = f"set_color_part(@symbol_color, 'alpha', 255 * {_OPACITY})"
# Doubted tiles get a dashed outline.
_DOUBTED = f'"flag" IN ({", ".join(repr(flag) for flag in FLAGS if flag != NODATA)})'
_OUTLINE = f"if({_DOUBTED}, 'dash', 'no')"
_LINE = {"outline_color": "#303030", "outline_width": "0.3"}

_SELECTED = "coalesce(is_selected(), false)"
_SELECTED_OUTLINE = f"if({_DOUBTED}, 'dash', 'solid')"
_SELECTED_MM = 0.7

# Before QGIS 3.30 fills turn to the colour of the selection, but for those made of pictures, which are painted over it.
_PLAIN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z" fill="param(fill)"/></svg>'

_NAME = 'coalesce(represent_value("class_name"), represent_value("flag"), \'\')'
_PERCENT = "coalesce(' ' || round(100 * \"confidence\") || ' %', '')"
_DOUBT = "if(\"class_name\" IS NULL OR coalesce(\"flag\", '') = '', '', '<br>' || represent_value(\"flag\"))"
_MAP_TIP = f"<b>[% {_NAME} %]</b>[% {_PERCENT} %][% {_DOUBT} %]"


def style_name(palette: str) -> str:
    """Return what the style of `palette` is called in the layer's style menu and in a GeoPackage.

    A GeoPackage has room for thirty characters.
    """
    return translate(_style_in_english(palette))


def _style_in_english(palette: str) -> str:
    return OWN_STYLE if palette == OWN_PALETTE else STYLE_NAMES[palette]


def find_style(layer: QgsVectorLayer, palette: str) -> str:
    """Return the name of the layer's style of `palette`, also of a layer made in English; empty without."""
    styles = layer.styleManager().styles()
    return next((name for name in (style_name(palette), _style_in_english(palette)) if name in styles), "")


def class_renderer(palette: str = "corine", scheme: ClassScheme = EUROSAT) -> QgsCategorizedSymbolRenderer:
    """Return a renderer with one category per class, in class order, one for tiles without a class, and a last one.

    That one says in the legend what a dashed outline means; no tile has its value.

    :raises KeyError: when there is no such palette.
    """
    first, *_ = colors = scheme.palettes[palette]
    symbol = _symbol(first)
    categories = [
        QgsRendererCategory(c.key, _in_color(symbol, color), class_name(c)) for c, color in zip(scheme.classes, colors)
    ]
    nothing = QgsFillSymbol.createSimple({"style": "b_diagonal", "color": "#9e9e9e", "outline_style": "no"})
    categories.append(QgsRendererCategory(None, nothing, no_class_name()))
    doubtful = QgsFillSymbol.createSimple({**_LINE, "style": "no", "outline_style": "dash"})
    categories.append(QgsRendererCategory(DOUBTFUL, doubtful, tr("Doubtful")))
    return QgsCategorizedSymbolRenderer("class_key", categories)


def style_grid(layer: QgsVectorLayer, palette: str = "") -> None:
    """Give `layer` class colours, aliases, a map tip and a display expression.

    All palettes become styles of the layer, between which its style menu switches; `palette` is the current one (empty:
    the first). A style holds all custom properties too: what describes the layer is to be written before.
    """
    scheme = scheme_of(layer)
    palette = palette or next(iter(scheme.palettes))
    styles, name = layer.styleManager(), find_style(layer, palette)
    if name:
        styles.setCurrentStyle(name)
    else:
        styles.renameStyle(styles.currentStyle(), style_name(palette))
    style_columns(layer, grid_columns(True, scheme))
    layer.setDisplayExpression('represent_value("class_name")')
    layer.setMapTipTemplate(_MAP_TIP)
    for other in scheme.palettes:
        if other != palette:
            layer.setRenderer(class_renderer(other, scheme))
            name = find_style(layer, other) or style_name(other)
            styles.removeStyle(name)
            styles.addStyleFromLayer(name)
    layer.setRenderer(class_renderer(palette, scheme))
    layer.triggerRepaint()


def _symbol(color: str) -> QgsFillSymbol:
    symbol = QgsFillSymbol.createSimple({**_LINE, "color": color, "outline_style": "no"})
    kinds: Any = QgsSymbolLayer.Property
    fill = symbol.symbolLayer(0)
    _define(fill, kinds.PropertyFillColor, _FILL)
    _define(fill, kinds.PropertyStrokeStyle, _OUTLINE)
    flags: Any = getattr(Qgis, "SymbolLayerUserFlag", None)
    if flags is not None:
        # Since QGIS 3.30 an expression that asks for the selection waits for the main thread, which may be waiting for
        # the map: for ever. A line has the colour of the selection whatever its own is, even none.
        fill.setUserFlags(flags.DisableSelectionRecoloring)
        outline = QgsSimpleLineSymbolLayer(QColor(0, 0, 0, 0), _SELECTED_MM)
        outline.setLocked(True)  # no colour for it when somebody chooses another for the class
    else:
        selected = QgsSVGFillSymbolLayer(f"base64:{b64encode(_PLAIN).decode()}", 2.0)
        selected.setSvgFillColor(QColor(color))
        selected.setSubSymbol(QgsLineSymbol.createSimple({"line_style": "no"}))
        symbol.appendSymbolLayer(selected)
        outline = QgsSimpleLineSymbolLayer(QColor(color), _SELECTED_MM)
        _define(fill, kinds.PropertyLayerEnabled, f"NOT {_SELECTED}")
        _define(selected, kinds.PropertyLayerEnabled, _SELECTED)
        _define(outline, kinds.PropertyLayerEnabled, _SELECTED)
    _define(outline, kinds.PropertyStrokeStyle, _SELECTED_OUTLINE)
    symbol.appendSymbolLayer(outline)
    return symbol


def _in_color(symbol: QgsFillSymbol, color: str) -> QgsFillSymbol:
    """Return a copy of what `_symbol` has made, in another colour: to make each anew takes several times as long."""
    copy = symbol.clone()
    fill, *selected, outline = copy.symbolLayers()
    fill.setFillColor(QColor(color))
    for layer in selected:
        if isinstance(layer, QgsSVGFillSymbolLayer):
            layer.setSvgFillColor(QColor(color))
            outline.setColor(QColor(color))
    return copy


def _define(layer: QgsSymbolLayer, kind: Any, expression: str) -> None:
    layer.setDataDefinedProperty(kind, QgsProperty.fromExpression(expression))
