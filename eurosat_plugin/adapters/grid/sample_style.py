# SPDX-License-Identifier: GPL-2.0-or-later
"""How a sample looks while it is labelled: outlines alone, so that the image is seen, and no class of the map."""

from __future__ import annotations

from qgis.core import (
    QgsEditorWidgetSetup,
    QgsFillSymbol,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid.column import style_columns
from eurosat_plugin.adapters.grid.provenance import describe_classes
from eurosat_plugin.adapters.grid.sample_columns import BLIND_COLUMNS, DESIGN_COLUMNS, sample_columns
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.translation import tr

_TO_DO, _DONE, _UNCLEAR = "#ff7f00", "#3f8f3f", "#7f7f7f"
_LABELLED = '"label_1" IS NOT NULL AND "label_1" <> \'\''


def style_sample(layer: QgsVectorLayer, blind: bool, scheme: ClassScheme = EUROSAT) -> None:
    """Give `layer` outlines and aliases, and say that its classes are those of `scheme`.

    A `blind` one hides what tells the class on the map.
    """
    describe_classes(layer, scheme)
    style_columns(layer, sample_columns(scheme))
    layer.setRenderer(_renderer())
    layer.setDisplayExpression('"sample"')
    form = layer.editFormConfig()
    for column in DESIGN_COLUMNS:
        index = layer.fields().lookupField(column.name)
        if index >= 0:
            form.setReadOnly(index, True)
    layer.setEditFormConfig(form)
    if blind:
        _hide(layer)
    layer.triggerRepaint()


def _hide(layer: QgsVectorLayer) -> None:
    """Leave the columns that would tell out of attribute table and form; they stay in the layer."""
    table = layer.attributeTableConfig()
    table.update(layer.fields())
    columns = table.columns()
    for column in columns:
        column.hidden = column.hidden or column.name in BLIND_COLUMNS
    table.setColumns(columns)
    layer.setAttributeTableConfig(table)
    for name in BLIND_COLUMNS:
        index = layer.fields().lookupField(name)
        if index >= 0:
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Hidden", {}))


def _renderer() -> QgsRuleBasedRenderer:
    root = QgsRuleBasedRenderer.Rule(None)
    rules = (
        (tr("To be labelled"), "ELSE", _TO_DO, "0.6"),
        (tr("Labelled"), f"{_LABELLED} AND \"label_1\" <> 'unclear'", _DONE, "0.4"),
        (tr("Can't tell"), "\"label_1\" = 'unclear'", _UNCLEAR, "0.4"),
    )
    for label, expression, color, width in rules:
        symbol = QgsFillSymbol.createSimple({"style": "no", "outline_color": color, "outline_width": width})
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, expression, label))
    return QgsRuleBasedRenderer(root)
