# SPDX-License-Identifier: GPL-2.0-or-later
"""A sink of QGIS's, and whether it took all that it was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingException,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.column import Column, fields_of
from eurosat_plugin.adapters.grid.completeness import telling_column
from eurosat_plugin.adapters.grid.grid_layer import FeatureRow
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments

FEATURES_AT_ONCE = 1000


class LayerSink:
    """The sink of the parameter `name`, whose value is `value` here: `id` is what QGIS knows its layer by.

    Without a `crs` it is a table without geometry, otherwise it holds polygons, or what `shape` says.

    :raises QgsProcessingException: when QGIS cannot make such a layer.
    """

    def __init__(
        self,
        arguments: Arguments,
        name: str,
        value: Any,
        columns: Sequence[Column],
        crs: QgsCoordinateReferenceSystem | None,
        shape: QgsWkbTypes.Type = QgsWkbTypes.Type.Polygon,  # type: ignore[valid-type]
    ) -> None:
        self._waiting: list[QgsFeature] = []
        self.written: Counter[str] = Counter()
        """Number of features that were given, by the text in the column that tells, which is empty without one."""
        self._telling = [column.name for column in columns].index(telling_column(columns))
        kind = QgsWkbTypes.Type.NoGeometry if crs is None else shape
        parameters = {**arguments.parameters, name: value}
        sink, self.id = arguments.algorithm.parameterAsSink(
            parameters,
            name,
            arguments.context,
            fields_of(columns),
            kind,
            QgsCoordinateReferenceSystem() if crs is None else crs,
        )
        if sink is None:
            raise QgsProcessingException(arguments.algorithm.invalidSinkError(parameters, name))
        self._sink: QgsFeatureSink | None = sink

    @property
    def count(self) -> int:
        """Number of features that were given."""
        return sum(self.written.values())

    def write(self, feature: QgsFeature) -> None:
        """Add one feature; :raises OutputError: when it, or one before it, cannot be written."""
        text = feature[self._telling]
        self.written[text if isinstance(text, str) else ""] += 1
        self._waiting.append(feature)
        if len(self._waiting) >= FEATURES_AT_ONCE:
            self._flush()

    def write_row(self, row: FeatureRow) -> None:
        """Add the features of a row of tiles; :raises OutputError: when one, or one before it, cannot be written."""
        self.written.update([text if isinstance(text, str) else "" for text in row.columns[self._telling]])
        self._waiting += row.features
        if len(self._waiting) >= FEATURES_AT_ONCE:
            self._flush()

    def finish(self) -> None:
        """Write what is waiting and close; :raises OutputError: when it cannot be written."""
        self._flush()
        if self._sink is not None and not self._sink.flushBuffer():
            raise self._failure()
        self.close()

    def close(self) -> None:
        """Close, whatever is still waiting."""
        self._sink = None

    def _flush(self) -> None:
        if self._sink is not None and not self._sink.addFeatures(self._waiting, QgsFeatureSink.Flag.FastInsert):
            raise self._failure()
        self._waiting = []

    def _failure(self) -> OutputError:
        reason = " ".join(self._sink.lastError().split()) if self._sink is not None else ""
        sentence = tr("Features cannot be written ({reason}); is the disk full?")
        return OutputError(sentence.format(reason=reason or tr("QGIS gives no reason")))
