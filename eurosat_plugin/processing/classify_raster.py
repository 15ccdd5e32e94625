# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:classifyraster``: a Sentinel-2 raster becomes a land-cover grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.core.errors import Cancelled
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page, icon_path
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence, prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_parameters import grid_outputs, grid_parameters
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.adapters.raster.tile_source import TileSource
    from eurosat_plugin.processing.grid_settings import GridSettings
    from eurosat_plugin.processing.raster_source import ImageRequest


class ClassifyRasterAlgorithm(QgsProcessingAlgorithm):
    """Cuts an image into 640 m tiles and writes the EuroSAT class of each as a polygon."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "classifyraster"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Classify raster")

    def group(self) -> str:
        """Return the group in the toolbox."""
        return tr("Land cover")

    def groupId(self) -> str:
        """Return the id of the group."""
        return "landcover"

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("sentinel,sentinel-2,eurosat,land cover,land use,classification,cnn,deep learning").split(",")

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Classifies the 640 m tiles of a Sentinel-2 image into EuroSAT's ten land-cover classes.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Cuts a Sentinel-2 image into tiles of 64 × 64 pixels (640 m), classifies each with the bundled "
            "convolutional network into one of EuroSAT's ten land-cover classes, and writes a styled polygon grid.\n\n"
            "Any Sentinel-2 product will do: a GeoTIFF or virtual raster with B04, B03 and B02, the metadata file "
            "(MTD_MSIL1C.xml, MTD_MSIL2A.xml) of a .SAFE folder, or a true-colour image. Images with other pixels "
            "than 10 m are resampled. Radiometry “auto” reads from metadata, names and values how the numbers are "
            "to be understood, and says in the log what it found.\n\n"
            "The field flag tells why a tile is doubtful: uncertain (low confidence), unfamiliar (unlike the training "
            "tiles), bright (cloud, snow or sand), implausible (called water where near infrared or the scene "
            "classification shows hardly any, or land where it shows little else) or nodata (not classified).\n\n"
            "Table and report sum the grid up; “Class statistics” makes both of any grid later."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("outputs.md")

    def createInstance(self) -> ClassifyRasterAlgorithm:
        """Return a new instance: each run has its own."""
        return ClassifyRasterAlgorithm()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        for parameter in (*names.image_parameters(), *grid_parameters()):
            self.addParameter(parameter)
        for output in grid_outputs():
            self.addOutput(output)

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading pixels; the message says what to do."""
        # Not at the top: numpy comes with them, and QGIS should start without it.
        from eurosat_plugin.processing.grid_run import outputs_of
        from eurosat_plugin.processing.grid_settings import check_model
        from eurosat_plugin.processing.raster_source import check_raster

        arguments = Arguments(self, parameters, context)
        # Product folders are no layers to QGIS; opening them tells.
        check_values(arguments, names.image_sentences(), unchecked=(names.INPUT,))
        outputs_of(arguments, check_raster(arguments)).check()
        check_model(arguments)

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look up what the parameters name, in the thread where layers live; all else is done when the run works.

        Nothing can be cancelled meanwhile: this is QGIS's main thread as a rule.
        """
        from eurosat_plugin.processing import raster_source

        arguments = Arguments(self, parameters, context)
        self._request: ImageRequest | None = raster_source.ImageRequest.of(arguments)

    @fails_in_a_sentence
    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Open, classify and write tile by tile; in the end there is a whole grid or none."""
        from eurosat_plugin.processing.grid_run import prepare_run
        from eurosat_plugin.processing.raster_source import LOOK_PERCENT, raster_source

        arguments = Arguments(self, parameters, context)
        request, self._request = self._request, None  # it holds layers, and is let go of with the run
        if request is None:
            raise Cancelled

        def prepare_source(settings: GridSettings) -> TileSource:
            return raster_source(arguments, request, settings, feedback)

        return prepare_run(arguments, feedback, prepare_source).write(arguments, feedback, LOOK_PERCENT)
