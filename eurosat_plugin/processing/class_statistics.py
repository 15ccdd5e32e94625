# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:classstatistics``: a classified grid becomes a table of its classes, and a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.grid_parameters import REPORT, figure_output_definitions, report_parameter
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.core.summary.grid_figures import GridFigures

INPUT = "INPUT"
OUTPUT = "OUTPUT"


class ClassStatisticsAlgorithm(GridAlgorithm):
    """Sums a classified grid up, or the selected part of it."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "classstatistics"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Class statistics")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,land cover,land use,statistics,histogram,area,hectares,share,report").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Sums up a classified grid: tiles, hectares, share and confidence of each class.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Counts a grid that Classify raster made, however long ago, or only its selected tiles. The table has a "
            "row for each class, in class order: tiles, hectares, share of the classified area, mean "
            "confidence, probable hectares and uncertain hectares.\n\n"
            "Probable hectares count every tile for each class with its probability, so that a tile half forest, half "
            "pasture is half of each. They are exact where the grid has the columns of all probabilities (option of "
            "Classify raster), and otherwise estimated from the first two classes; log and report say so.\n\n"
            "The report is one HTML file with histogram, table, warnings and settings; any browser shows and prints it."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("outputs.md#the-table-of-classes")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.addParameter(QgsProcessingParameterFeatureSource(INPUT, tr("Classified grid"), polygons))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Statistics of the classes"), QgsProcessing.SourceType.TypeVector
            )
        )
        self.addParameter(report_parameter())
        for output in figure_output_definitions():
            self.addOutput(output)

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading tiles; the message says what to do."""
        sentences = {
            INPUT: tr("There is no layer {value!r}; choose a layer that Classify raster made."),
            OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
            REPORT: tr("REPORT cannot be {value!r}; give the path of a file, such as report.html."),
        }
        arguments = Arguments(self, parameters, context)
        check_values(arguments, sentences)
        self._outputs(arguments, (OUTPUT,), (REPORT,), (INPUT,)).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the layer up in the main thread, and read what it says of itself."""
        from eurosat_plugin.adapters.grid.layer_colors import class_colors
        from eurosat_plugin.adapters.grid.provenance import read_provenance
        from eurosat_plugin.core.class_scheme import EUROSAT

        self._source(parameters, INPUT, context)
        layer = self._held[INPUT].layer
        self._provenance = {} if layer is None else dict(read_provenance(layer))
        self._colors = EUROSAT.colors if layer is None else class_colors(layer)
        self._scheme = self._scheme_of(INPUT)
        value = parameters.get(INPUT)
        self._selected = isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Count, then write table and report: both or none."""
        from eurosat_plugin.adapters.grid.grid_rows import GridRows, tile_map
        from eurosat_plugin.processing.figure_outputs import figure_outputs
        from eurosat_plugin.processing.output_sizes import table_bytes
        from eurosat_plugin.processing.summary_output import try_out_summary, write_summary

        source, name = self._held[INPUT].features, self._name_of(INPUT)
        total = max(1, source.featureCount())

        with self._outputs(arguments, (OUTPUT,), (REPORT,), (INPUT,)) as outputs:
            mapped = outputs.asks_for(REPORT)

            def go_on(done: int, first: float = 0.0) -> bool:
                # With a report the tiles are read twice: to count them, and to draw them.
                feedback.setProgress(first + (50.0 if mapped else 100.0) * done / total)
                return not feedback.isCanceled()

            outputs.reserve(dict.fromkeys((OUTPUT, REPORT), table_bytes(self._scheme)))
            try_out_summary(outputs, OUTPUT, self._scheme)
            rows = GridRows.of_source(source, name, arguments.context.transformContext(), self._scheme)
            figures = rows.count(lambda counts: go_on(counts.tiles)).figures()
            stop_if_cancelled(feedback)
            if not figures.tiles:
                sentence = tr("There is no tile in {layer}; select some tiles, or use all of a layer that has any.")
                raise InputError(sentence.format(layer=name))
            title = tr("{layer}: selected tiles").format(layer=name) if self._selected else name
            tiles = tile_map(source, lambda done: go_on(done, first=50.0), self._scheme) if mapped else None
            stop_if_cancelled(feedback)
            write_summary(outputs, OUTPUT, figures, title, self._provenance, tiles, self._colors)
            places = outputs.publish()
        self._report(figures, name, feedback)
        return {**places, **figure_outputs(figures)}

    def _report(self, figures: GridFigures, name: str, feedback: QgsProcessingFeedback) -> None:
        from eurosat_plugin.processing.figure_outputs import report_estimates, report_figures

        sentence = tr("Tiles counted in {layer}: {count}.")
        feedback.pushInfo(sentence.format(count=figures.classified, layer=name))
        report_figures(figures, feedback)
        report_estimates(figures, feedback)
        if not figures.classified:
            sentence = tr("No tile has one of EuroSAT's ten classes.")
            if not self._scheme.is_eurosat:
                sentence = tr("No tile has one of the classes of the model.")
            feedback.pushWarning(sentence)
