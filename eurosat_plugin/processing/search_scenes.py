# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:searchscenes``: the Sentinel-2 images of a place, as a layer of footprints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page, icon_path
from eurosat_plugin.processing import search_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence, prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.output_sizes import EMPTY_LAYER_BYTES
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from qgis.core import QgsGeometry

    from eurosat_plugin.adapters.output.file_place import InputFile
    from eurosat_plugin.core.catalogue.pages import SceneQuery
    from eurosat_plugin.processing.outputs import Outputs

SCENE_BYTES = 3_000


class SearchScenesAlgorithm(QgsProcessingAlgorithm):
    """Asks a catalogue which images of a place there are."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "searchscenes"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Search Sentinel-2 scenes")

    def group(self) -> str:
        """Return the group in the toolbox."""
        return tr("Land cover")

    def groupId(self) -> str:
        """Return the id of the group."""
        return "landcover"

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("sentinel,sentinel-2,stac,catalogue,download,images,copernicus,earth search,cloud").split(",")

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Finds the Sentinel-2 images of a place and a period in a catalogue, without downloading any.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Asks a catalogue (STAC API) which Sentinel-2 images show a place in a period, and writes their footprints "
            "with day, cloud, level and addresses, the clearest that shows all of the place first.\n\n"
            "The value of the column item, or the output Address of the clearest scene, is the INPUT of Classify "
            "raster, which fetches only the pixels of its extent. In a batch or a model: search, then classify "
            "each.\n\n"
            "The layer has the times of the scenes for the temporal controller."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("places.md")

    def createInstance(self) -> SearchScenesAlgorithm:
        """Return a new instance: each run has its own."""
        return SearchScenesAlgorithm()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        for parameter in names.search_parameters():
            self.addParameter(parameter)
        for output in names.search_outputs():
            self.addOutput(output)

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without asking a catalogue; the message says what to do."""
        # Not at the top: numpy comes with it, and QGIS should start without it.
        from eurosat_plugin.processing.place_files import extent_files
        from eurosat_plugin.processing.scene_query import read_query

        arguments = Arguments(self, parameters, context)
        check_values(arguments, names.search_sentences())
        read_query(arguments)
        _outputs(arguments, extent_files(arguments, names.EXTENT)).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Read what is asked, of which the extent may be that of a layer, in the thread where layers live."""
        from eurosat_plugin.processing.place_files import extent_files
        from eurosat_plugin.processing.scene_query import read_query

        self._query: SceneQuery
        self._place: QgsGeometry
        arguments = Arguments(self, parameters, context)
        self._query, self._place = read_query(arguments)
        self._files = extent_files(arguments, names.EXTENT)

    @fails_in_a_sentence
    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Ask, rank and write; in the end there is a whole layer or none."""
        from eurosat_plugin.processing.scene_query import find_scenes, write_scenes

        arguments = Arguments(self, parameters, context)
        found = find_scenes(self._query, self._place, arguments.text(names.AUTH), feedback)
        with _outputs(arguments, self._files) as outputs:
            outputs.reserve({names.OUTPUT: EMPTY_LAYER_BYTES + SCENE_BYTES * len(found.scenes)})
            write_scenes(found, outputs.layer(names.OUTPUT))
            places = outputs.publish()
        return {**places, names.SCENE_COUNT: len(found.scenes), names.CLEAREST: found.clearest}


def _outputs(arguments: Arguments, files: tuple[InputFile, ...]) -> Outputs:
    from eurosat_plugin.processing.outputs import Outputs

    return Outputs(arguments, (names.OUTPUT,), (), files)
