# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:classifycanvas``: what the map displays becomes a land-cover grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingMultiStepFeedback,
)
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page, icon_path
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.canvas_parameters import EXTENT, canvas_parameters, canvas_sentences
from eurosat_plugin.processing.failures import fails_in_a_sentence, prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_parameters import grid_outputs, grid_parameters
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.adapters.raster.tile_source import TileSource
    from eurosat_plugin.processing.grid_settings import GridSettings


class ClassifyCanvasAlgorithm(QgsProcessingAlgorithm):
    """Renders map layers at 10 m per pixel and writes the EuroSAT class of each 640 m tile as a polygon."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "classifycanvas"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Classify map as displayed")

    def group(self) -> str:
        """Return the group in the toolbox."""
        return tr("Land cover")

    def groupId(self) -> str:
        """Return the id of the group."""
        return "landcover"

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("map,canvas,theme,xyz,wms,base map,eurosat,land cover,land use,classification,cnn").split(",")

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Classifies what the map displays, such as a base map from a server, into EuroSAT's ten classes.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Renders layers, a map theme or all visible layers at 10 m per pixel in the UTM zone of the extent, and "
            "classifies each tile of 64 × 64 pixels (640 m) by its colours as displayed into one of EuroSAT's ten "
            "land-cover classes. It takes anything that QGIS can draw: XYZ and WMS layers, mosaics, styled images.\n\n"
            "Where the numbers of a Sentinel-2 image are at hand, “Classify raster” is the better choice: the network "
            "learned unstyled Sentinel-2 images, and neither contrast stretches nor other sensors nor symbols.\n\n"
            "Places where nothing is drawn have no data. Classified grids are not rendered unless they are chosen. At "
            "most 100 million pixels (100 × 100 km) are rendered at once; servers may ask for less."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("canvas.md")

    def createInstance(self) -> ClassifyCanvasAlgorithm:
        """Return a new instance: each run has its own."""
        return ClassifyCanvasAlgorithm()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        for parameter in (*canvas_parameters(), *grid_parameters()):
            self.addParameter(parameter)
        for output in grid_outputs():
            self.addOutput(output)

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without rendering; the message says what to do."""
        # Not at the top: numpy comes with them, and QGIS should start without it.
        from eurosat_plugin.processing.canvas_source import files_of_map, read_area, read_selection
        from eurosat_plugin.processing.grid_run import outputs_of
        from eurosat_plugin.processing.grid_settings import check_model
        from eurosat_plugin.processing.place_files import extent_files

        arguments = Arguments(self, parameters, context)
        check_values(arguments, canvas_sentences())
        read_area(arguments)
        files = files_of_map(read_selection(arguments).layers, in_no_time=True)
        outputs_of(arguments, (*files, *extent_files(arguments, EXTENT))).check()
        check_model(arguments)

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Copy the layers in the thread they live in, as the project shows them now."""
        from eurosat_plugin.processing.canvas_source import (
            open_picture,
            picture_source,
            read_area,
            read_selection,
            refuse_reflectance,
        )
        from eurosat_plugin.processing.grid_run import prepare_run
        from eurosat_plugin.processing.place_files import extent_files

        arguments = Arguments(self, parameters, context)

        def prepare_source(settings: GridSettings) -> TileSource:
            card = settings.classifier.card
            refuse_reflectance(card)
            self._picture = open_picture(read_selection(arguments), read_area(arguments), context)
            return picture_source(self._picture, settings.stride, settings.edge, card.tile_size)

        self._run = prepare_run(arguments, feedback, prepare_source)
        self._run.add_files(extent_files(arguments, EXTENT))

    @fails_in_a_sentence
    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Render the map, then classify it; in the end there is a whole grid or none, and no picture."""
        steps = QgsProcessingMultiStepFeedback(2, feedback)
        self._render(steps)
        steps.setCurrentStep(1)
        steps.setProgress(0.0)  # it has the 100 of the first step, and tells nothing that is not new
        return self._run.write(Arguments(self, parameters, context), steps)

    def _render(self, feedback: QgsProcessingFeedback) -> None:
        """Draw the map; what goes wrong on the way goes into the provenance."""
        from eurosat_plugin.processing.canvas_source import files_of_map

        picture = self._picture
        del self._picture  # the run closes it, and nothing else holds it then
        try:
            self._run.add_files(files_of_map(picture.content.layers))
            warnings = picture.render(feedback.isCanceled, feedback.setProgress)
        except EuroSatError:
            picture.close()
            raise
        for warning in warnings:
            feedback.pushWarning(warning)
        self._run.add_warnings(warnings)
