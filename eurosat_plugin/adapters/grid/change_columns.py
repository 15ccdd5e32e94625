# SPDX-License-Identifier: GPL-2.0-or-later
"""The layer and the table of a comparison of two grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFillSymbol,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid.column import INTEGER, REAL, TEXT, Column, fields_of, style_columns
from eurosat_plugin.core.assessment.map_comparison import CHANGED, DOUBTFUL, SAME, Comparison
from eurosat_plugin.core.class_scheme import EUROSAT, LONGEST_NAME, ClassScheme
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.translation import tr_noop, translate

_CLASS_WORDS = {c.key: c.name for c in CLASSES}
CHANGE_WORDS: dict[str, str] = {
    SAME: tr_noop("The same class"),
    DOUBTFUL: tr_noop("Another class, change doubtful"),
    CHANGED: tr_noop("Changed"),
}

CHANGE_COLUMNS = (
    Column("row", INTEGER, "Row", "Row of the tile in the grid, from 0 at the top"),
    Column("col", INTEGER, "Column", "Column of the tile in the grid, from 0 at the left"),
    Column("before_key", TEXT, "Class before", "Name of the class in the first grid", 24, words=_CLASS_WORDS),
    Column("after_key", TEXT, "Class after", "Name of the class in the second grid", 24, words=_CLASS_WORDS),
    Column("change", TEXT, "Change", "What the classes and the probability of change say", 12, words=CHANGE_WORDS),
    Column("p_change", REAL, "Probability of change", "Probability that the class is another than before, 0 to 1"),
    Column("coverage", REAL, "Covered part", "Part of the tile that the second grid has, 0 to 1"),
    Column("area_ha", REAL, "Area (ha)", "Hectares of the tile that both grids have"),
)

FROM_TO_COLUMNS = (
    Column("class_id", INTEGER, "Class number", "Number of the class before, 0 to 9 in EuroSAT's order"),
    Column("class_key", TEXT, "Class before", "Name of the class before in EuroSAT", 24),
    Column("class_name", TEXT, "Name of the class before", "Name of the class before in words", 32),
    *(
        Column(f"to_{c.key}", REAL, "To {land_cover} (ha)", "Hectares that are {land_cover} after", land_cover=c)
        for c in CLASSES
    ),
    Column("total_ha", REAL, "Before (ha)", "Hectares of the class before that both grids have"),
)


def has_changes(layer: QgsVectorLayer) -> bool:
    """Tell whether `layer` has the columns of a comparison of two grids."""
    return all(layer.fields().lookupField(column.name) >= 0 for column in CHANGE_COLUMNS)


def change_columns(scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns of the layer for grids of these classes."""
    if scheme.is_eurosat:
        return CHANGE_COLUMNS
    words = {c.key: c.name for c in scheme.classes}
    return tuple(replace(column, words=words) if column.words is _CLASS_WORDS else column for column in CHANGE_COLUMNS)


def from_to_columns(scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns of the table for grids of these classes."""
    if scheme.is_eurosat:
        return FROM_TO_COLUMNS
    return (
        Column("class_id", INTEGER, "Class number", "Number of the class in the model"),
        Column("class_key", TEXT, "Class before", "Key of the class before", 24),
        Column("class_name", TEXT, "Name of the class before", "Name of the class before in words", LONGEST_NAME),
        *(
            Column(f"to_{c.key}", REAL, "To {land_cover} (ha)", "Hectares that are {land_cover} after", land_cover=c)
            for c in scheme.classes
        ),
        FROM_TO_COLUMNS[-1],
    )


def from_to_features(found: Comparison, scheme: ClassScheme = EUROSAT) -> Iterator[QgsFeature]:
    """Yield the rows of the table from class to class."""
    fields = fields_of(from_to_columns(scheme))
    for land_cover, hectares in zip(scheme.classes, found.matrix.tolist()):
        row = QgsFeature(fields)
        row.setAttributes([land_cover.id, land_cover.key, land_cover.name, *hectares, sum(hectares)])
        yield row


def style_changes(layer: QgsVectorLayer, scheme: ClassScheme = EUROSAT) -> None:
    """Show changed tiles in red, the more probable the darker; doubtful ones dashed; the others not at all."""
    style_columns(layer, change_columns(scheme))
    root = QgsRuleBasedRenderer.Rule(None)
    fill = QgsFillSymbol.createSimple({"color": "#c7162b", "outline_color": "#7a0c19", "outline_width": "0.3"})
    kinds: Any = QgsSymbolLayer.Property
    shade = QgsProperty.fromExpression("set_color_part(@symbol_color, 'alpha', 255 * (0.2 + 0.6 * \"p_change\"))")
    fill.symbolLayer(0).setDataDefinedProperty(kinds.PropertyFillColor, shade)
    doubtful = QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": "#7a0c19", "outline_width": "0.3", "outline_style": "dash"}
    )
    for symbol, kind in ((fill, CHANGED), (doubtful, DOUBTFUL)):
        label = translate(CHANGE_WORDS[kind])
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, f"\"change\" = '{kind}'", label))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setMapTipTemplate(
        '<b>[% represent_value("before_key") %] \u2192 [% represent_value("after_key") %]</b> '
        '[% round(100 * "p_change") %] %'
    )
    layer.triggerRepaint()
