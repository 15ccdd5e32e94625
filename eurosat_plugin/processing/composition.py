# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:composition``: what polygons, such as districts, consist of by a classified grid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.core.errors import Cancelled, InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page, icon_path
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence, prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.adapters.grid.columns import Column
    from eurosat_plugin.processing.layer_output import LayerOutput
    from eurosat_plugin.processing.outputs import Outputs

INPUT = "INPUT"
POLYGONS = "POLYGONS"
OUTPUT = "OUTPUT"

POLYGON_BYTES = 2_000
EMPTY_BYTES = 200_000
OVERLAP = 1.001
"""Classified part of a polygon above which tiles must overlap: not by rounding."""


class CompositionAlgorithm(QgsProcessingAlgorithm):
    """Tells the shares of the classes in each polygon."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "composition"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Composition of polygons")

    def group(self) -> str:
        """Return the group in the toolbox."""
        return tr("Land cover")

    def groupId(self) -> str:
        """Return the id of the group."""
        return "landcover"

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,land cover,land use,zonal statistics,districts,shares,hectares,polygons").split(",")

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))

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
            "the ten columns of probabilities (option of Classify raster), and otherwise estimated from the first two "
            "classes; the log says so."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("outputs.md#the-composition-of-polygons")

    def createInstance(self) -> CompositionAlgorithm:
        """Return a new instance: each run has its own."""
        return CompositionAlgorithm()

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
        self._outputs(arguments).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the layers up in the main thread."""
        self._grid: QgsProcessingFeatureSource | None = self.parameterAsSource(parameters, INPUT, context)
        self._polygons: QgsProcessingFeatureSource | None = self.parameterAsSource(parameters, POLYGONS, context)
        for name, source in ((INPUT, self._grid), (POLYGONS, self._polygons)):
            if source is None:
                raise InputError(self.invalidSourceError(parameters, name))

    @fails_in_a_sentence
    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Count polygon by polygon; write all or nothing."""
        try:
            return self._compose(Arguments(self, parameters, context), feedback)
        finally:
            self._grid = self._polygons = None

    def _compose(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        polygons = self._polygons
        if polygons is None or not polygons.featureCount():
            raise InputError(tr("There is no polygon; choose a layer that has some, or use more than its selection."))
        with self._outputs(arguments) as outputs:
            outputs.reserve({OUTPUT: EMPTY_BYTES + POLYGON_BYTES * max(0, polygons.featureCount())})
            self._write(outputs.layer(OUTPUT), polygons, arguments, feedback)
            if feedback.isCanceled():
                raise Cancelled
            return dict(outputs.publish())

    def _write(
        self,
        output: LayerOutput,
        polygons: QgsProcessingFeatureSource,
        arguments: Arguments,
        feedback: QgsProcessingFeedback,
    ) -> None:
        from eurosat_plugin.adapters.grid.columns import dress_columns, fields_of
        from eurosat_plugin.adapters.grid.composition import COMPOSITION_COLUMNS, TilesInside, composition_values
        from eurosat_plugin.adapters.grid.geopackage_styles import save_table
        from eurosat_plugin.adapters.grid.grid_rows import GridRows
        from eurosat_plugin.adapters.grid.hectares import Hectares
        from eurosat_plugin.core.summary.estimates import estimate_sentences
        from eurosat_plugin.core.summary.grid_counts import GridCounts

        if self._grid is None:
            raise Cancelled
        transforms = arguments.context.transformContext()
        rows = GridRows.of_source(self._grid, self._grid.sourceName(), transforms)
        inside = TilesInside(rows, lambda: not feedback.isCanceled())
        to_grid = QgsCoordinateTransform(polygons.sourceCrs(), self._grid.sourceCrs(), transforms)
        hectares, own = Hectares(polygons.sourceCrs(), transforms), _own_columns(polygons)
        columns = (*own, *COMPOSITION_COLUMNS)

        def dress(layer: QgsVectorLayer) -> None:
            dress_columns(layer, COMPOSITION_COLUMNS)

        shape = QgsWkbTypes.Type.MultiPolygon
        output.open(columns, dress, lambda layer: save_table(layer, columns), polygons.sourceCrs(), shape)
        fields, total, all_counts, bare = fields_of(columns), max(1, polygons.featureCount()), GridCounts.none(True), 0
        taken = [polygons.fields().lookupField(name) for name in _own_names(polygons)]
        for number, polygon in enumerate(polygons.getFeatures(), start=1):
            if feedback.isCanceled():
                return
            geometry = polygon.geometry()
            counts = inside.counts(_moved(geometry, to_grid))
            figures, all_counts = counts.figures(), all_counts + counts
            values = composition_values(figures, hectares.of(geometry))
            feature, whole = QgsFeature(fields), QgsGeometry(geometry)
            whole.convertToMultiType()
            feature.setGeometry(whole)
            feature.setAttributes([*(polygon[index] for index in taken), *values])
            output.write(feature)
            bare += not figures.classified
            if figures.area_ha > OVERLAP * hectares.of(geometry):
                sentence = tr("Tiles of the grid overlap in polygon {id}: choose a grid of one image and date.")
                feedback.pushWarning(sentence.format(id=polygon.id()))
            feedback.setProgress(100.0 * number / total)
        output.finish()
        if bare:
            feedback.pushWarning(tr("Polygons without a classified tile: {count}.").format(count=bare))
        for sentence in estimate_sentences(replace(all_counts.figures(), urban_estimated=False)):
            feedback.pushWarning(sentence)

    def _outputs(self, arguments: Arguments) -> Outputs:
        # Not at the top: GDAL comes with them, and QGIS should start without it.
        from eurosat_plugin.adapters.raster.input_files import input_files
        from eurosat_plugin.processing.outputs import Outputs

        layers = (
            self.parameterAsVectorLayer(arguments.parameters, name, arguments.context) for name in (INPUT, POLYGONS)
        )
        files = [file for layer in layers if layer is not None for file in input_files(layer)]
        return Outputs(arguments, (OUTPUT,), (), files)


def _moved(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> QgsGeometry:
    moved = QgsGeometry(geometry)
    try:
        moved.transform(transform)
    except QgsCsException:
        sentence = tr("A polygon lies where the coordinate system of the grid is not defined; leave it out.")
        raise InputError(sentence) from None
    return moved


def _own_names(polygons: QgsProcessingFeatureSource) -> list[str]:
    """Return the columns of `polygons` that are kept: all but the key of a GeoPackage, which gets new ones."""
    return [name for name in polygons.fields().names() if name.lower() != "fid"]


def _own_columns(polygons: QgsProcessingFeatureSource) -> list[Column]:
    """Return the columns of `polygons`; those that are called like ours get ``polygon_`` before their name."""
    from eurosat_plugin.adapters.grid.columns import Column
    from eurosat_plugin.adapters.grid.composition import COMPOSITION_COLUMNS

    ours, fields = {column.name.lower() for column in COMPOSITION_COLUMNS}, polygons.fields()
    columns = []
    for field in (fields.at(fields.lookupField(name)) for name in _own_names(polygons)):
        name = f"polygon_{field.name()}" if field.name().lower() in ours else field.name()
        columns.append(Column(name, field.type(), field.displayName(), field.comment(), field.length()))
    return columns
