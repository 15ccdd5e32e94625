# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:composition``: what polygons, such as districts, consist of by a classified grid."""

from __future__ import annotations

from collections.abc import Iterator
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
    from eurosat_plugin.core.summary.grid_counts import GridCounts
    from eurosat_plugin.processing.layer_output import LayerOutput
    from eurosat_plugin.processing.outputs import Outputs

INPUT = "INPUT"
POLYGONS = "POLYGONS"
OUTPUT = "OUTPUT"

POLYGON_BYTES = 2_000
EMPTY_BYTES = 200_000
MULTI_POLYGON = QgsWkbTypes.Type.MultiPolygon
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
            return dict(outputs.publish())

    def _write(
        self,
        output: LayerOutput,
        polygons: QgsProcessingFeatureSource,
        arguments: Arguments,
        feedback: QgsProcessingFeedback,
    ) -> None:
        from eurosat_plugin.adapters.grid.columns import dress_columns, fields_of
        from eurosat_plugin.adapters.grid.composition import COMPOSITION_COLUMNS, composition_values
        from eurosat_plugin.adapters.grid.geopackage_styles import save_table
        from eurosat_plugin.adapters.grid.hectares import Hectares

        columns, crs = (*_own_columns(polygons), *COMPOSITION_COLUMNS), polygons.sourceCrs()

        def dress(layer: QgsVectorLayer) -> None:
            dress_columns(layer, COMPOSITION_COLUMNS)

        output.try_out(columns, crs)
        output.open(columns, dress, lambda layer: save_table(layer, columns), crs, MULTI_POLYGON)
        hectares, fields = Hectares(crs, arguments.context.transformContext()), fields_of(columns)
        taken = [polygons.fields().lookupField(name) for name in _own_names(polygons)]
        warnings = _Warnings()
        for polygon, counts in self._counted(polygons, arguments, feedback):
            figures, whole = counts.figures(), QgsGeometry(polygon.geometry())
            polygon_ha = hectares.of(whole)
            whole.convertToMultiType()
            feature = QgsFeature(fields)
            feature.setGeometry(whole)
            feature.setAttributes([*(polygon[index] for index in taken), *composition_values(figures, polygon_ha)])
            output.write(feature)
            warnings.look_at(polygon.id(), counts, polygon_ha)
        output.finish()
        for sentence in warnings.sentences():
            feedback.pushWarning(sentence)

    def _counted(
        self, polygons: QgsProcessingFeatureSource, arguments: Arguments, feedback: QgsProcessingFeedback
    ) -> Iterator[tuple[QgsFeature, GridCounts]]:
        """Yield each polygon with the counts of the tiles in it; :raises Cancelled: as soon as that is asked for."""
        from eurosat_plugin.adapters.grid.composition import TilesInside
        from eurosat_plugin.adapters.grid.grid_rows import GridRows

        if self._grid is None:
            raise Cancelled
        transforms = arguments.context.transformContext()
        rows = GridRows.of_source(self._grid, self._grid.sourceName(), transforms)
        inside = TilesInside(rows, lambda: not feedback.isCanceled())
        to_grid = QgsCoordinateTransform(polygons.sourceCrs(), self._grid.sourceCrs(), transforms)
        total = max(1, polygons.featureCount())
        for number, polygon in enumerate(polygons.getFeatures(), start=1):
            if feedback.isCanceled():
                raise Cancelled
            yield polygon, inside.counts(_moved(polygon.geometry(), to_grid))
            feedback.setProgress(100.0 * number / total)

    def _outputs(self, arguments: Arguments) -> Outputs:
        # Not at the top: GDAL comes with them, and QGIS should start without it.
        from eurosat_plugin.adapters.raster.input_files import input_files
        from eurosat_plugin.processing.outputs import Outputs

        layers = (
            self.parameterAsVectorLayer(arguments.parameters, name, arguments.context) for name in (INPUT, POLYGONS)
        )
        files = [file for layer in layers if layer is not None for file in input_files(layer)]
        return Outputs(arguments, (OUTPUT,), (), files)


class _Warnings:
    """What is odd about polygons, said once in the end."""

    def __init__(self) -> None:
        self._counts: GridCounts | None = None
        self._bare = 0
        self._overlaid: list[int] = []

    def look_at(self, polygon: int, counts: GridCounts, polygon_ha: float) -> None:
        """Take note of the tiles in the polygon with the id `polygon`, which has `polygon_ha` hectares."""
        self._counts = counts if self._counts is None else self._counts + counts
        figures = counts.figures()
        self._bare += not figures.classified
        if figures.area_ha > OVERLAP * polygon_ha:
            self._overlaid.append(polygon)

    def sentences(self) -> list[str]:
        """Say it."""
        from eurosat_plugin.core.summary.estimates import estimate_sentences

        sentences = []
        if self._bare:
            sentences.append(tr("Polygons without a classified tile: {count}.").format(count=self._bare))
        if self._overlaid:
            sentence = tr("Tiles of the grid overlap in polygon {id}: choose a grid of one image and date.")
            sentences.append(sentence.format(id=self._overlaid[0]))
        if self._counts is not None:
            sentences += estimate_sentences(replace(self._counts.figures(), urban_estimated=False))
        return sentences


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
