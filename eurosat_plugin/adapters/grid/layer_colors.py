# SPDX-License-Identifier: GPL-2.0-or-later
"""How a layer shows its classes, and which, for a chart and a report that match the map."""

from __future__ import annotations

from qgis.core import QgsCategorizedSymbolRenderer, QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_style import find_style, style_grid
from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.palettes import PALETTES


def layer_colors(layer: QgsVectorLayer) -> dict[str, str]:
    """Return ``#rrggbb`` by class key for the classes that have a category of their own."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return {}
    return {
        category.value(): category.symbol().color().name()
        for category in renderer.categories()
        if category.value() in CLASS_KEYS and category.symbol() is not None
    }


def hidden_classes(layer: QgsVectorLayer) -> frozenset[str]:
    """Return the keys of the classes that are switched off in the legend of `layer`."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return frozenset()
    off = [category.value() for category in renderer.categories() if not category.renderState()]
    # A category may be about several values.
    keys = {key for value in off for key in (value if isinstance(value, list) else [value])}
    return frozenset(keys.intersection(CLASS_KEYS))


def class_colors(layer: QgsVectorLayer) -> tuple[str, ...]:
    """Return ``#rrggbb`` of the ten classes, in class order: the usual ones where the layer has none of its own."""
    own = layer_colors(layer)
    return tuple(own.get(key, usual) for key, usual in zip(CLASS_KEYS, PALETTES["corine"]))


def palette_of(layer: QgsVectorLayer) -> str:
    """Return the name of the palette that `layer` shows, empty when it is none of the plugin's."""
    colors = layer_colors(layer)
    shown = tuple(colors.get(key, "") for key in CLASS_KEYS)
    return next((name for name, palette in PALETTES.items() if palette == shown), "")


def set_palette(layer: QgsVectorLayer, palette: str) -> None:
    """Show the classes of `layer` in the colours of `palette`, by its style of that name if it has one."""
    styles, name = layer.styleManager(), find_style(layer, palette)
    if name and styles.currentStyle() != name:
        styles.setCurrentStyle(name)
    if palette_of(layer) != palette:
        style_grid(layer, palette)
