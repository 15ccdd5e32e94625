# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:accuracyassessment``: how right a grid is, and the areas of its classes with their errors."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from eurosat_plugin.core.choices import AGREEMENTS
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.grid_parameters import REPORT, choice, explained, report_parameter
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.core.assessment.assessment import Assessment

INPUT = "INPUT"
REFERENCE = "REFERENCE"
LABEL_FIELD = "LABEL_FIELD"
SECOND_FIELD = "SECOND_FIELD"
AGREEMENT = "AGREEMENT"
OUTPUT = "OUTPUT"
MATRIX = "MATRIX"

LABEL = "label_1"
SECONDS = {"label_1": "second_1", "label_2": "second_2"}
"""The second labels of the interpreter whose labels are taken, where no others are asked for."""


class AccuracyAssessmentAlgorithm(GridAlgorithm):
    """Compares a grid with reference tiles."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "accuracyassessment"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Accuracy assessment")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,accuracy,validation,error matrix,confusion matrix,area,confidence interval,kappa").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Tells how right a grid is by a labelled sample, and the area of each class with its error.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Takes a grid and a sample that Sample tiles drew and people labelled (Label Tiles in the plugin's menu). "
            "The map's classes are those of the grid where each reference tile lies, so another map of the same place "
            "can be assessed with the same sample.\n\n"
            "The table has the area of each class, estimated from the sample, beside the mapped one, and user's and "
            "producer's accuracy and F1: all with standard errors and 95 % intervals, by Olofsson et al. (2014) and "
            "Stehman (2014). The report has charts, the error matrix, the sentences for a paper, and whether the "
            "confidence of the map is true here.\n\n"
            "Tiles labelled as mixed are a category of their own. Tiles that nobody can tell, or nobody has labelled, "
            "are left out and counted; each stratum needs at least two labelled tiles.\n\n"
            "The classes are those of the grid, and the sample has to have the same. Of other classes than EuroSAT's a "
            "temperature is suggested only where the grid has the columns of all probabilities (option of Classify "
            "raster)."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("assessment.md#assess-the-map")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        polygons, table = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVector
        parameters = [
            QgsProcessingParameterFeatureSource(INPUT, tr("Classified grid"), [polygons]),
            QgsProcessingParameterFeatureSource(REFERENCE, tr("Labelled sample"), [polygons]),
            QgsProcessingParameterField(LABEL_FIELD, tr("Column with the labels"), LABEL, REFERENCE, optional=True),
            QgsProcessingParameterField(
                SECOND_FIELD, tr("Column with the second labels"), None, REFERENCE, optional=True
            ),
            choice(AGREEMENT, tr("The map is right if it agrees with"), AGREEMENTS),
            QgsProcessingParameterFeatureSink(OUTPUT, tr("Areas and accuracies"), table),
            QgsProcessingParameterFeatureSink(MATRIX, tr("Error matrix"), table, optional=True, createByDefault=False),
            report_parameter(),
        ]
        for parameter in explained(parameters, _helps()):
            self.addParameter(parameter)
        for name, title in _numbers().items():
            self.addOutput(QgsProcessingOutputNumber(name, title))

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading tiles; the message says what to do."""
        arguments = Arguments(self, parameters, context)
        check_values(
            arguments,
            {
                INPUT: tr("There is no layer {value!r}; choose a layer that Classify raster made."),
                REFERENCE: tr("There is no layer {value!r}; choose a sample that Sample tiles drew."),
                OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
                MATRIX: tr("MATRIX cannot be {value!r}; give a file or TEMPORARY_OUTPUT, or leave it out."),
                REPORT: tr("REPORT cannot be {value!r}; give the path of a file, such as report.html."),
            },
        )
        self._outputs(arguments, (OUTPUT, MATRIX), (REPORT,), (INPUT, REFERENCE)).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the layers up in the main thread, and read what they say of themselves."""
        from eurosat_plugin.adapters.grid.layer_colors import class_colors
        from eurosat_plugin.adapters.grid.reference_tiles import check_classes

        for name in (INPUT, REFERENCE):
            self._source(parameters, name, context)
        self._names = self._name_of(INPUT), self._name_of(REFERENCE)
        grid, self._scheme = self._held[INPUT].layer, self._scheme_of(INPUT)
        check_classes(self._scheme_of(REFERENCE), self._names[1], self._scheme, self._names[0])
        self._colors = self._scheme.colors if grid is None else class_colors(grid)

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Assess, then write tables and report: all or none."""
        from eurosat_plugin.processing.assessment_inputs import AssessmentInputs
        from eurosat_plugin.processing.assessment_output import write_assessment
        from eurosat_plugin.processing.output_sizes import table_bytes

        wanted = dict.fromkeys((OUTPUT, MATRIX, REPORT), table_bytes(self._scheme))
        label = arguments.text(LABEL_FIELD) if arguments.given(LABEL_FIELD) else LABEL
        second = arguments.text(SECOND_FIELD) if arguments.given(SECOND_FIELD) else SECONDS.get(label, "")
        with self._outputs(arguments, (OUTPUT, MATRIX), (REPORT,), (INPUT, REFERENCE)) as outputs:
            outputs.reserve(wanted)
            inputs = AssessmentInputs.read(
                (self._held[INPUT].features, self._held[REFERENCE].features),
                self._names,
                (label, second),
                arguments,
                feedback,
                self._scheme,
            )
            found = inputs.assess(arguments.choice(AGREEMENT) == "either")
            warnings = inputs.warnings()
            for sentence in warnings:
                feedback.pushWarning(sentence)
            write_assessment(outputs, found, warnings, self._names, self._colors, feedback)
            places = outputs.publish()
        return {**places, **_results(found), **inputs.counts()}


def _helps() -> dict[str, str]:
    return {
        INPUT: tr("The map: the grid that the sample was drawn from, or another of the same place."),
        LABEL_FIELD: tr("label_1 and label_2 are those of the two interpreters of the panel; empty: label_1."),
        SECOND_FIELD: tr("For tiles in which two classes fit. Empty: those of the same interpreter."),
        AGREEMENT: tr("either takes the map's class for the truth where it is one of the two labels of a tile."),
        MATRIX: tr("A row for each class of the map: reference tiles by what they are, and shares of the area."),
        REPORT: tr("One HTML file with charts, tables and sentences for a paper."),
    }


def _numbers() -> dict[str, str]:
    return {
        "OVERALL_ACCURACY": tr("Overall accuracy"),
        "OVERALL_ERROR": tr("Standard error of the overall accuracy"),
        "OVERALL_LOW": tr("Lower end of its 95 % interval"),
        "OVERALL_HIGH": tr("Upper end of its 95 % interval"),
        "CALIBRATION_ERROR": tr("Expected calibration error"),
        "TEMPERATURE": tr("Suggested temperature"),
        "REFERENCE_COUNT": tr("Number of reference tiles used"),
        "UNCLEAR_COUNT": tr("Reference tiles that nobody can tell"),
        "UNLABELLED_COUNT": tr("Reference tiles without a label"),
    }


def _results(found: Assessment) -> dict[str, float]:
    overall = found.accuracy.overall
    results = {
        "OVERALL_ACCURACY": overall.value,
        "OVERALL_ERROR": overall.error,
        "OVERALL_LOW": overall.low,
        "OVERALL_HIGH": overall.high,
        "CALIBRATION_ERROR": found.calibration_error,
        "REFERENCE_COUNT": found.accuracy.units,
    }
    if found.temperature is not None:
        results["TEMPERATURE"] = found.temperature.value
    return {name: value for name, value in results.items() if not isnan(value)}
