# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:compare``: what has changed between two grids of one place, and how probable that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsVectorLayer,
)

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.grid_parameters import explained
from eurosat_plugin.processing.output_sizes import CHANGE_TILE_BYTES, EMPTY_LAYER_BYTES
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.core.assessment.map_comparison import Comparison

BEFORE = "BEFORE"
AFTER = "AFTER"
REFERENCE = "REFERENCE"
BEFORE_FIELD = "BEFORE_FIELD"
AFTER_FIELD = "AFTER_FIELD"
OUTPUT = "OUTPUT"
MATRIX = "MATRIX"


class CompareAlgorithm(GridAlgorithm):
    """Compares two grids of one place."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "compare"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Compare two grids")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,land cover,change detection,two dates,from-to matrix,transition,difference").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Tells what has changed between two grids of one place, and how probable that is.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Two maps that are right in nine of ten tiles differ in nearly one of five, though nothing has changed. "
            "So each tile gets a probability of change, from the probabilities of both grids (option of Classify "
            "raster) and from how often each pair of classes occurs; without them it is estimated from the "
            "confidence. Where the grids lie differently, the second is taken by the part of its tiles on each tile "
            "of the first.\n\n"
            "Level-1C and Level-2A of the same ground get different classes in up to one of three tiles. When the "
            "grids were read from different products, what differs all the same is taken off, and a warning says so. "
            "Other differences (offset, model, cell size) are warned of.\n\n"
            "With reference tiles that were labelled for both dates, the area that has changed is estimated with its "
            "error."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("assessment.md#compare-two-dates")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        polygons, table = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVector
        parameters = [
            QgsProcessingParameterFeatureSource(BEFORE, tr("Grid before"), [polygons]),
            QgsProcessingParameterFeatureSource(AFTER, tr("Grid after"), [polygons]),
            QgsProcessingParameterFeatureSource(
                REFERENCE, tr("Sample labelled for both dates"), [polygons], optional=True
            ),
            QgsProcessingParameterField(BEFORE_FIELD, tr("Labels before"), "label_1", REFERENCE, optional=True),
            QgsProcessingParameterField(AFTER_FIELD, tr("Labels after"), "label_2", REFERENCE, optional=True),
            QgsProcessingParameterFeatureSink(OUTPUT, tr("Changes"), polygons),
            QgsProcessingParameterFeatureSink(
                MATRIX, tr("Hectares from class to class"), table, optional=True, createByDefault=False
            ),
        ]
        for parameter in explained(parameters, _helps()):
            self.addParameter(parameter)
        for name, title in _numbers().items():
            self.addOutput(QgsProcessingOutputNumber(name, title))

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading tiles; the message says what to do."""
        arguments = Arguments(self, parameters, context)
        grid = tr("There is no layer {value!r}; choose a layer that Classify raster made.")
        check_values(
            arguments,
            {
                BEFORE: grid,
                AFTER: grid,
                REFERENCE: tr("There is no layer {value!r}; choose a sample that Sample tiles drew."),
                OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
                MATRIX: tr("MATRIX cannot be {value!r}; give a file or TEMPORARY_OUTPUT, or leave it out."),
            },
        )
        self._outputs(arguments, (OUTPUT, MATRIX), (), (BEFORE, AFTER, REFERENCE)).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the layers up in the main thread, and read what they say of themselves."""
        from eurosat_plugin.adapters.grid.provenance import read_provenance
        from eurosat_plugin.adapters.grid.reference_tiles import check_classes

        arguments = Arguments(self, parameters, context)
        self._names: list[str] = []
        self._origins: list[dict[str, str]] = []
        for name in (BEFORE, AFTER):
            self._source(parameters, name, context)
            layer = self._held[name].layer
            self._names.append(self._name_of(name))
            self._origins.append(dict(read_provenance(layer)) if isinstance(layer, QgsVectorLayer) else {})
        self._scheme = self._scheme_of(BEFORE)
        if self._scheme != self._scheme_of(AFTER):
            sentence = tr(
                "{first} and {second} have different classes, so they cannot be compared; choose two grids of one "
                "model."
            )
            raise InputError(sentence.format(first=self._names[0], second=self._names[1]))
        if arguments.given(REFERENCE):
            self._source(parameters, REFERENCE, context)
            check_classes(self._scheme_of(REFERENCE), self._name_of(REFERENCE), self._scheme, self._names[0])

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Compare, then write layer and table: both or none."""
        from eurosat_plugin.processing.comparison_inputs import ComparisonInputs
        from eurosat_plugin.processing.comparison_output import write_comparison

        first, second = self._held[BEFORE].features, self._held[AFTER].features
        with self._outputs(arguments, (OUTPUT, MATRIX), (), (BEFORE, AFTER, REFERENCE)) as outputs:
            outputs.reserve(
                {
                    OUTPUT: EMPTY_LAYER_BYTES + CHANGE_TILE_BYTES * max(0, first.featureCount()),
                    MATRIX: EMPTY_LAYER_BYTES,
                }
            )
            inputs = ComparisonInputs.read(
                (first, second),
                (self._names[0], self._names[1]),
                (self._origins[0], self._origins[1]),
                arguments,
                feedback,
                self._scheme,
            )
            found = inputs.compare()
            for sentence in inputs.warnings(found):
                feedback.pushWarning(sentence)
            write_comparison(outputs, first, inputs, found, feedback)
            results = _results(found)
            if REFERENCE in self._held:
                columns = [
                    arguments.text(name) if arguments.given(name) else usual
                    for name, usual in ((BEFORE_FIELD, "label_1"), (AFTER_FIELD, "label_2"))
                ]
                results.update(inputs.estimate(self._held[REFERENCE].features, (columns[0], columns[1]), feedback))
            return {**outputs.publish(), **results}


def _helps() -> dict[str, str]:
    return {
        BEFORE: tr("The grid of the first date; the changes have its tiles."),
        AFTER: tr("The grid of the second date."),
        REFERENCE: tr("A sample of either grid: the area that has changed is estimated from its labels of both dates."),
        BEFORE_FIELD: tr("Empty: label_1, which the first interpreter of the panel fills in."),
        AFTER_FIELD: tr("Empty: label_2, which the second interpreter of the panel fills in."),
        MATRIX: tr("A row for each class before, with the hectares of each class after."),
    }


def _numbers() -> dict[str, str]:
    return {
        "COMPARED_HA": tr("Hectares compared"),
        "DIFFERENT_HA": tr("Hectares whose classes differ"),
        "CHANGE_HA": tr("Hectares changed, by probability"),
        "CHANGE_SHARE": tr("Part of the area that has changed, by probability"),
        "FLOOR_SHARE": tr("Part of the area that differs without any change"),
        "REFERENCE_CHANGE_HA": tr("Hectares changed, estimated from the sample"),
        "REFERENCE_ERROR_HA": tr("Standard error of the hectares changed"),
        "REFERENCE_LOW_HA": tr("Lower end of the 95 % interval of the hectares changed"),
        "REFERENCE_HIGH_HA": tr("Upper end of the 95 % interval of the hectares changed"),
    }


def _results(found: Comparison) -> dict[str, float]:
    compared = found.compared_ha
    return {
        "COMPARED_HA": compared,
        "DIFFERENT_HA": found.different_ha,
        "CHANGE_HA": found.change_ha,
        "CHANGE_SHARE": found.change_ha / compared,
        "FLOOR_SHARE": found.floor_ha / compared,
    }
