# SPDX-License-Identifier: GPL-2.0-or-later
"""What sums a grid up, when it is asked for: the table of its classes and the report."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from qgis.core import QgsProcessingContext, QgsProcessingUtils, QgsVectorLayer

from eurosat_plugin.adapters.grid.columns import set_aliases
from eurosat_plugin.adapters.grid.geopackage import save_table
from eurosat_plugin.adapters.grid.statistics_table import STATISTICS_COLUMNS, statistics_features
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.summary.report import Report
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import homepage, plugin_version
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.grid_parameters import REPORT
from eurosat_plugin.processing.layer_finisher import LayerFinisher
from eurosat_plugin.processing.report_file import ReportFile, check_report_path
from eurosat_plugin.processing.sink_output import SinkOutput


class SummaryOutput:
    """Table and report of one run; `table` is the name of the table's parameter.

    :raises InputError: when the report cannot be written where it is to be.
    """

    def __init__(self, arguments: Arguments, table: str) -> None:
        self._arguments, self._table = arguments, table
        self._report = check_report_path(arguments.output_file(REPORT)) if arguments.given(REPORT) else None

    def write(self, figures: GridFigures, title: str, provenance: Mapping[str, str], undo: ExitStack) -> dict[str, str]:
        """Write what is asked for and return the outputs; `undo` learns how to take it back.

        :raises QgsProcessingException: when it cannot be written.
        """
        outputs = {}
        if self._arguments.given(self._table):
            sink = SinkOutput(self._arguments, self._table, STATISTICS_COLUMNS)
            undo.callback(sink.discard)
            for row in statistics_features(figures):
                sink.write(row)
            outputs[self._table] = sink.close()
            LayerFinisher.attach(sink.id, self._arguments.context, _name_columns)
        if self._report is not None:
            file = ReportFile(self._report)
            file.write(Report(title, figures, provenance, _made(), homepage()).html())
            file.publish()
            outputs[REPORT] = str(self._report)
        return outputs

    @staticmethod
    def finish(table: str, context: QgsProcessingContext) -> None:
        """Let the table `table` explain itself, in the main thread."""
        layer = QgsProcessingUtils.mapLayerFromString(table, context)
        if isinstance(layer, QgsVectorLayer):
            _name_columns(layer)
            save_table(layer, STATISTICS_COLUMNS)


def title_of(source: str) -> str:
    """Return the last part of a path or layer source, as a name for people; a description stays as it is."""
    path = Path(source.partition("|")[0])
    return path.stem if path.is_absolute() or " " not in source else source


def _made() -> str:
    sentence = tr("Report of {time} by version {version} of the QGIS plugin")
    return sentence.format(time=f"{datetime.now():%Y-%m-%d %H:%M}", version=plugin_version())


def _name_columns(layer: QgsVectorLayer) -> None:
    set_aliases(layer, STATISTICS_COLUMNS)
