# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:gridtoraster``: a classified grid becomes a GeoTIFF of classes."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterDestination,
    QgsProcessingUtils,
)

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.output_sizes import EMPTY_RASTER_BYTES, RASTER_TILE_BYTES
from eurosat_plugin.processing.parameter_check import check_values

INPUT = "INPUT"
OUTPUT = "OUTPUT"


class GridToRasterAlgorithm(GridAlgorithm):
    """Writes the classes of a grid as pixels."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "gridtoraster"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Grid to raster")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,land cover,export,raster,GeoTIFF,COG,AcATaMa,SCP,EnMAP-Box").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Writes the classes of a grid as a GeoTIFF with colours and names, for other programs.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "One pixel for each tile: the number of its class, 0 to 9, and 255 where there is none. The file has the "
            "colours of the layer as colour table and the names of the classes as categories, as AcATaMa, the "
            "Semi-Automatic Classification Plugin and EnMAP-Box read them; where GDAL can, it is a cloud-optimised "
            "GeoTIFF."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("outputs.md#the-grid-as-a-raster")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.addParameter(QgsProcessingParameterFeatureSource(INPUT, tr("Classified grid"), polygons))
        self.addParameter(QgsProcessingParameterRasterDestination(OUTPUT, tr("Raster of the classes")))
        self.addOutput(QgsProcessingOutputNumber("TILE_COUNT", tr("Number of tiles")))

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading tiles; the message says what to do."""
        arguments = Arguments(self, parameters, context)
        sentence = tr("OUTPUT cannot be {value!r}; give the path of a GeoTIFF, such as classes.tif.")
        check_values(
            arguments,
            {INPUT: tr("There is no layer {value!r}; choose a layer that Classify raster made."), OUTPUT: sentence},
        )
        path = arguments.output_file(OUTPUT)
        if not path.lower().endswith((".tif", ".tiff")):
            raise InputError(sentence.format(value=path))
        self._outputs(arguments, (), (OUTPUT,), (INPUT,)).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the layer up in the main thread, and read what it says of itself."""
        from eurosat_plugin.adapters.grid.layer_colors import class_colors
        from eurosat_plugin.adapters.grid.provenance import read_provenance

        self._source(parameters, INPUT, context)
        layer = self._held[INPUT].layer
        self._name, self._scheme = self._name_of(INPUT), self._scheme_of(INPUT)
        self._colors = self._scheme.colors if layer is None else class_colors(layer)
        self._origin = {} if layer is None else dict(read_provenance(layer))

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Read the tiles and write the raster, or nothing."""
        from eurosat_plugin.adapters.grid.grid_rows import GridRows
        from eurosat_plugin.adapters.grid.tile_population import read_population
        from eurosat_plugin.adapters.grid.tile_raster import rasterised
        from eurosat_plugin.adapters.raster.class_raster import ClassRaster, origin_tags

        grid = self._held[INPUT].features
        total = max(1, grid.featureCount())

        def go_on(tiles: int) -> bool:
            feedback.setProgress(90.0 * tiles / total)
            return not feedback.isCanceled()

        with self._outputs(arguments, (), (OUTPUT,), (INPUT,)) as outputs:
            outputs.reserve({OUTPUT: EMPTY_RASTER_BYTES + RASTER_TILE_BYTES * total})
            rows = GridRows.of_source(grid, self._name, arguments.context.transformContext(), self._scheme)
            tiles = read_population(rows, go_on)
            if not len(tiles):
                sentence = tr("No tile of {layer} has a class; there is nothing to export.")
                raise InputError(sentence.format(layer=self._name))
            classes, transform = rasterised(tiles, self._name)
            tags, names = origin_tags(self._origin), tuple(c.name for c in self._scheme.classes)
            raster = ClassRaster(classes, transform, grid.sourceCrs().toWkt(), self._colors, tags, names=names)
            raster.write(*outputs.place(OUTPUT))
            places = outputs.publish()
        self._load(arguments, places[OUTPUT])
        return {**places, "TILE_COUNT": len(tiles)}

    def _load(self, arguments: Arguments, path: str) -> None:
        """Let QGIS load the raster, where that was asked for."""
        value = arguments.parameters.get(OUTPUT)
        if isinstance(value, QgsProcessingOutputLayerDefinition) and value.destinationProject is not None:
            title = value.destinationName or self.parameterDefinition(OUTPUT).description()
            details = QgsProcessingContext.LayerDetails(
                title, value.destinationProject, OUTPUT, QgsProcessingUtils.LayerHint.Raster
            )
            arguments.context.addLayerToLoadOnCompletion(path, details)
