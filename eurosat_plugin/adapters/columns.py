# SPDX-License-Identifier: GPL-2.0-or-later
"""Attribute columns that explain themselves: each with an alias and a description, as far as a format can hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsField, QgsFields, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

INTEGER, REAL, TEXT = QVariant.Int, QVariant.Double, QVariant.String


@dataclass(frozen=True)
class Column:
    """One column; `alias` is what people see in place of `name`, `description` says meaning and unit."""

    name: str
    kind: QVariant.Type
    alias: str
    description: str
    length: int = 0

    @property
    def field(self) -> QgsField:
        """The column as QGIS wants it."""
        field = QgsField(self.name, self.kind, "", self.length)
        field.setAlias(self.alias)
        field.setComment(self.description)
        return field


def fields_of(columns: Sequence[Column]) -> QgsFields:
    """Return the fields of `columns`."""
    fields = QgsFields()
    for column in columns:
        fields.append(column.field)
    return fields


def set_aliases(layer: QgsVectorLayer, columns: Sequence[Column]) -> None:
    """Show the aliases in `layer`: no format brings them along by itself."""
    for column in columns:
        index = layer.fields().lookupField(column.name)
        if index >= 0:
            layer.setFieldAlias(index, column.alias)


def keep_descriptions(layer: QgsVectorLayer, columns: Sequence[Column]) -> None:
    """Give an empty memory layer its columns once more: when QGIS makes one, the descriptions get lost."""
    provider = layer.dataProvider()
    provider.deleteAttributes(list(range(layer.fields().count())))
    provider.addAttributes([column.field for column in columns])
    layer.updateFields()
