# SPDX-License-Identifier: GPL-2.0-or-later
"""How a layer shows its classes, and which, for a chart and a report that match the map."""

from __future__ import annotations

from qgis.core import QgsCategorizedSymbolRenderer, QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_style import find_style, style_grid
from eurosat_plugin.adapters.grid.provenance import scheme_of


def layer_colors(layer: QgsVectorLayer) -> dict[str, str]:
    """Return ``#rrggbb`` by class key for the classes that have a category of their own."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return {}
    keys = scheme_of(layer).keys
    return {
        category.value(): category.symbol().color().name()
        for category in renderer.categories()
        if category.value() in keys and category.symbol() is not None
    }


def hidden_classes(layer: QgsVectorLayer) -> frozenset[str]:
    """Return the keys of the classes that are switched off in the legend of `layer`."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return frozenset()
    off = [category.value() for category in renderer.categories() if not category.renderState()]
    # A category may be about several values.
    keys = {key for value in off for key in (value if isinstance(value, list) else [value])}
    return frozenset(keys.intersection(scheme_of(layer).keys))


def class_colors(layer: QgsVectorLayer) -> tuple[str, ...]:
    """Return ``#rrggbb`` of the classes, in class order: the usual ones where the layer has none of its own."""
    own, scheme = layer_colors(layer), scheme_of(layer)
    return tuple(own.get(key, usual) for key, usual in zip(scheme.keys, scheme.colors))


def palette_of(layer: QgsVectorLayer) -> str:
    """Return the name of the palette that `layer` shows, empty when it is none of the plugin's."""
    colors, scheme = layer_colors(layer), scheme_of(layer)
    shown = tuple(colors.get(key, "") for key in scheme.keys)
    return next((name for name, palette in scheme.palettes.items() if palette == shown), "")


def set_palette(layer: QgsVectorLayer, palette: str) -> None:
    """Show the classes of `layer` in the colours of `palette`, by its style of that name if it has one.

    A layer of other classes than EuroSAT's keeps their own colours.
    """
    if palette not in scheme_of(layer).palettes:
        return
    styles, name = layer.styleManager(), find_style(layer, palette)
    if name and styles.currentStyle() != name:
        styles.setCurrentStyle(name)
    if palette_of(layer) != palette:
        style_grid(layer, palette)
