# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:composition``: what polygons, such as districts, consist of by a classified grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.output_sizes import EMPTY_LAYER_BYTES
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.core.summary.grid_counts import GridCounts

INPUT = "INPUT"
POLYGONS = "POLYGONS"
OUTPUT = "OUTPUT"

POLYGON_BYTES = 2_000


class CompositionAlgorithm(GridAlgorithm):
    """Tells the shares of the classes in each polygon."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "composition"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Composition of polygons")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,land cover,land use,zonal statistics,districts,shares,hectares,polygons").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Tells what polygons, such as districts, consist of: shares and hectares of each class.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Counts the tiles of a grid that Classify raster made in each polygon, in whatever coordinate system. A "
            "tile at the border counts by the part of it that is inside.\n\n"
            "Shares are those of the classified area. The column coverage says what part of the polygon that is: of "
            "the rest nothing is known, and nothing is said.\n\n"
            "Probable hectares count every tile for each class with its probability; they are exact where the grid has "
            "the columns of all probabilities (option of Classify raster), and otherwise estimated from the first two "
            "classes; the log says so."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("outputs.md#the-composition-of-polygons")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.addParameter(QgsProcessingParameterFeatureSource(INPUT, tr("Classified grid"), polygons))
        self.addParameter(QgsProcessingParameterFeatureSource(POLYGONS, tr("Polygons"), polygons))
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, tr("Composition"), polygons[0]))

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading tiles; the message says what to do."""
        arguments = Arguments(self, parameters, context)
        check_values(
            arguments,
            {
                INPUT: tr("There is no layer {value!r}; choose a layer that Classify raster made."),
                POLYGONS: tr("There is no layer {value!r}; choose a layer of polygons."),
                OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
            },
        )
        self._outputs(arguments, (OUTPUT,), (), (INPUT, POLYGONS)).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the layers up in the main thread."""
        for name in (INPUT, POLYGONS):
            self._source(parameters, name, context)
        self._held[POLYGONS].check_system(POLYGONS)
        self._scheme = self._scheme_of(INPUT)

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Count polygon by polygon; write all or nothing."""
        from eurosat_plugin.processing.composition_layer import CompositionLayer

        polygons = self._held[POLYGONS].features
        flat = QgsWkbTypes.geometryType(polygons.wkbType()) == QgsWkbTypes.GeometryType.PolygonGeometry
        if not flat or not polygons.featureCount():
            raise InputError(tr("There is no polygon; choose a layer that has some, or use more than its selection."))
        with self._outputs(arguments, (OUTPUT,), (), (INPUT, POLYGONS)) as outputs:
            outputs.reserve({OUTPUT: EMPTY_LAYER_BYTES + POLYGON_BYTES * max(0, polygons.featureCount())})
            transforms = arguments.context.transformContext()
            layer = CompositionLayer(outputs.layer(OUTPUT), polygons, transforms, self._scheme)
            for polygon, counts in self._counted(arguments, feedback):
                layer.write(polygon, counts)
            for sentence in layer.finish():
                feedback.pushWarning(sentence)
            return dict(outputs.publish())

    def _counted(
        self, arguments: Arguments, feedback: QgsProcessingFeedback
    ) -> Iterator[tuple[QgsFeature, GridCounts]]:
        """Yield each polygon with the counts of the tiles in it; :raises Cancelled: as soon as that is asked for."""
        from eurosat_plugin.adapters.grid.composition import TilesInside
        from eurosat_plugin.adapters.grid.grid_rows import GridRows

        grid, polygons = self._held[INPUT].features, self._held[POLYGONS].features
        transforms = arguments.context.transformContext()
        rows = GridRows.of_source(grid, grid.sourceName(), transforms, self._scheme)
        inside = TilesInside(rows, lambda: not feedback.isCanceled())
        to_grid = QgsCoordinateTransform(polygons.sourceCrs(), grid.sourceCrs(), transforms)
        total = max(1, polygons.featureCount())
        for number, polygon in enumerate(self._held[POLYGONS].polygons(), start=1):
            stop_if_cancelled(feedback)
            yield polygon, inside.counts(_moved(polygon.geometry(), to_grid))
            feedback.setProgress(100.0 * number / total)


def _moved(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> QgsGeometry:
    moved = QgsGeometry(geometry)
    try:
        moved.transform(transform)
    except QgsCsException:
        sentence = tr("A polygon lies where the coordinate system of the grid is not defined; leave it out.")
        raise InputError(sentence) from None
    return moved
