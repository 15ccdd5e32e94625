# SPDX-License-Identifier: GPL-2.0-or-later
"""What ``eurosat:accuracyassessment`` writes, where it is asked for: two tables and a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from qgis.core import QgsProcessingFeedback

from eurosat_plugin.adapters.grid.accuracy_tables import (
    accuracy_columns,
    accuracy_features,
    matrix_columns,
    matrix_features,
)
from eurosat_plugin.adapters.grid.column import style_columns
from eurosat_plugin.adapters.grid.geopackage_styles import save_table
from eurosat_plugin.core.assessment.assessment import Assessment
from eurosat_plugin.core.assessment.assessment_report import AssessmentReport
from eurosat_plugin.core.assessment.assessment_words import accuracy_sentence, area_sentence, calibration_sentences
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import homepage, plugin_version
from eurosat_plugin.processing.grid_parameters import REPORT
from eurosat_plugin.processing.outputs import Outputs

OUTPUT, MATRIX = "OUTPUT", "MATRIX"


def write_assessment(
    outputs: Outputs,
    found: Assessment,
    warnings: Sequence[str],
    names: tuple[str, str],
    colors: Sequence[str],
    feedback: QgsProcessingFeedback,
) -> None:
    """Write what is asked for, and say the main things in the log; :raises EuroSatError: when it cannot be written.

    `names` are those of grid and sample.
    """
    accuracy = found.accuracy
    for name, columns, rows in (
        (OUTPUT, accuracy_columns(accuracy.scheme), accuracy_features(accuracy)),
        (MATRIX, matrix_columns(accuracy.scheme), matrix_features(accuracy)),
    ):
        if outputs.asks_for(name):
            layer = outputs.layer(name)
            layer.try_out(columns)
            layer.open(columns, partial(style_columns, columns=columns), partial(save_table, columns=columns))
            for row in rows:
                layer.write(row)
            layer.finish()
    if outputs.asks_for(REPORT):
        title, lead = tr("Accuracy of {grid}"), tr("Grid: {grid}. Reference: {sample}.")
        texts = {"grid": names[0], "sample": names[1]}
        report = AssessmentReport(
            title.format(**texts), lead.format(**texts), found, warnings, _made(), homepage(), colors
        )
        outputs.write_text(REPORT, report.html())
    feedback.pushInfo(accuracy_sentence(accuracy, len(found.sizes)))
    for each in accuracy.classes:
        if each.mapped_ha or each.area.value:
            feedback.pushInfo(area_sentence(each))
    for sentence in calibration_sentences(found):
        feedback.pushInfo(sentence)


def _made() -> str:
    sentence = tr("Report of {time} by version {version} of the QGIS plugin")
    return sentence.format(time=f"{datetime.now():%Y-%m-%d %H:%M}", version=plugin_version())
