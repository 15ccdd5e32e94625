# SPDX-License-Identifier: GPL-2.0-or-later
"""Attribute columns that explain themselves: each with an alias and a description, as far as a format can hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    Qgis,
    QgsEditorWidgetSetup,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QTime, QVariant

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.classes import CLASS_KEYS, LandCoverClass
from eurosat_plugin.core.translation import translate

# QGIS changed over to the types of Qt 6 in 3.38 and warns of the others since.
INTEGER, REAL, TEXT, DAY, MOMENT = (
    (
        QMetaType.Type.Int,
        QMetaType.Type.Double,
        QMetaType.Type.QString,
        QMetaType.Type.QDate,
        QMetaType.Type.QDateTime,
    )
    if Qgis.QGIS_VERSION_INT >= 33800
    else (QVariant.Int, QVariant.Double, QVariant.String, QVariant.Date, QVariant.DateTime)
)


DECIMALS = 3
"""As many are shown of a number; the layer holds all."""

_NO_VALUE = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
"""How a value map of QGIS writes NULL."""


@dataclass(frozen=True)
class Column:
    """One column; `title` and `meaning` are English and may name the class it is about as ``{land_cover}``.

    `words` says in English what people see in place of a value of text; an empty value stands for none.
    """

    name: str
    kind: Any
    title: str
    meaning: str
    length: int = 0
    land_cover: LandCoverClass | None = None
    words: Mapping[str, str] | None = None

    @property
    def alias(self) -> str:
        """What people see in place of `name`, in their language."""
        return self._translated(self.title)

    @property
    def description(self) -> str:
        """Meaning and unit, in the user's language."""
        return self._translated(self.meaning)

    @property
    def bare_field(self) -> QgsField:
        """Name and type alone."""
        return QgsField(self.name, self.kind, "", self.length)

    @property
    def field(self) -> QgsField:
        """The column as it explains itself."""
        field = self.bare_field
        field.setAlias(self.alias)
        field.setComment(self.description)
        return field

    @property
    def widget(self) -> QgsEditorWidgetSetup:
        """How forms and attribute tables show a value: rounded, in words, or as it is."""
        if self.words is not None:
            shown = [{translate(word): value or _NO_VALUE} for value, word in self.words.items()]
            return QgsEditorWidgetSetup("ValueMap", {"map": shown})
        if self.kind == REAL:
            return QgsEditorWidgetSetup("Range", {"Style": "SpinBox", "Precision": DECIMALS, "AllowNull": True})
        return QgsEditorWidgetSetup()

    def _translated(self, text: str) -> str:
        translated = translate(text)
        return translated if self.land_cover is None else translated.format(land_cover=class_name(self.land_cover))


def fields_of(columns: Sequence[Column]) -> QgsFields:
    """Return the fields to make an output with: bare, since QGIS warns of every alias that a format does not know."""
    fields = QgsFields()
    for column in columns:
        fields.append(column.bare_field)
    return fields


def sample(columns: Sequence[Column], is_polygon: bool) -> QgsFeature:
    """Return a feature with a value in each of `columns`, to try out whether a format keeps them."""
    day = QDate(2020, 1, 1)
    values = {INTEGER: 1, REAL: 0.5, TEXT: CLASS_KEYS[0], DAY: day, MOMENT: QDateTime(day, QTime(0, 0))}
    feature = QgsFeature(fields_of(columns))
    feature.setAttributes([values[column.kind] for column in columns])
    if is_polygon:
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(0.0, 0.0, 1.0, 1.0)))
    return feature


def style_columns(layer: QgsVectorLayer, columns: Sequence[Column]) -> None:
    """Show aliases, rounded numbers and words in `layer`: no format brings them along by itself.

    Where somebody has chosen how a column is shown, it stays so.
    """
    form = layer.editFormConfig()
    for column in columns:
        index = layer.fields().lookupField(column.name)
        if index < 0:
            continue
        chosen = layer.editorWidgetSetup(index)
        layer.setFieldAlias(index, column.alias)  # QGIS 3.22 may forget by it what was chosen
        layer.setEditorWidgetSetup(index, column.widget if chosen.isNull() else chosen)
        if chosen.isNull() and column.kind == REAL:
            form.setReadOnly(index, True)  # a form writes a number back as it shows it, also where it is untouched
    layer.setEditFormConfig(form)


def keep_descriptions(layer: QgsVectorLayer, columns: Sequence[Column]) -> None:
    """Give an empty memory layer its columns once more: when QGIS makes one, the descriptions get lost."""
    provider = layer.dataProvider()
    provider.deleteAttributes(list(range(layer.fields().count())))
    provider.addAttributes([column.field for column in columns])
    layer.updateFields()
