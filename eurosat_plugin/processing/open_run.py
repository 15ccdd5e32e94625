# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:openrun``: the grids of a run over many scenes as one layer that changes along its days."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)

from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.processing.outputs import Outputs
    from eurosat_plugin.processing.run_layer import FinishedGrid

FOLDER = "FOLDER"
OUTPUT = "OUTPUT"


class OpenRunAlgorithm(GridAlgorithm):
    """Copies the tiles of all grids of a run into one layer."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "openrun"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Open run")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,land cover,batch,time series,temporal controller,animation,merge").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Makes one styled layer of the grids of a run, for the temporal controller.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Makes one layer of all grids that Classify many scenes, or the command line, has finished in a folder. It "
            "has the style of a grid, and the days of the images for the temporal controller.\n\n"
            "Tiles without a class are left out, and so are tiles more than half of which an earlier image of the same "
            "day shows, so that sums over a day count ground once. Where the images lie in several UTM zones, the "
            "layer is in degrees."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("many-scenes.md#in-qgis")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        folders = QgsProcessingParameterFile.Behavior.Folder
        self.addParameter(QgsProcessingParameterFile(FOLDER, tr("Folder of the run"), folders))
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, tr("Land cover"), polygons))
        self.addOutput(QgsProcessingOutputNumber("TILE_COUNT", tr("Number of tiles")))
        self.addOutput(QgsProcessingOutputNumber("SCENE_COUNT", tr("Images done")))

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading tiles; the message says what to do."""
        # Not at the top: GDAL comes with it, and QGIS should start without it.
        from eurosat_plugin.processing.run_layer import finished_grids

        arguments = Arguments(self, parameters, context)
        check_values(
            arguments,
            {
                FOLDER: tr("FOLDER cannot be {value!r}; give the path of a folder."),
                OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
            },
        )
        _output(arguments, finished_grids(arguments.file(FOLDER))).check()

    @fails_in_a_sentence
    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Copy the tiles, grid by grid; in the end there is a whole layer or none."""
        from eurosat_plugin.adapters.batch.run_folder import RunFolder
        from eurosat_plugin.processing.run_layer import RunLayer, finished_grids

        arguments = Arguments(self, parameters, context)
        grids = finished_grids(arguments.file(FOLDER))
        scheme = RunFolder(Path(arguments.file(FOLDER))).plan().scheme
        with _output(arguments, grids) as outputs:
            layer = RunLayer(grids, scheme, context.transformContext(), feedback)
            outputs.reserve({OUTPUT: layer.size})
            layer.write(outputs.layer(OUTPUT))
            places = outputs.publish()
        return {**places, "TILE_COUNT": layer.count, "SCENE_COUNT": len(grids)}


def _output(arguments: Arguments, grids: Sequence[FinishedGrid]) -> Outputs:
    """Return the layer, which may be none of the `grids`, nor anything else that the run has written."""
    # Not at the top: GDAL comes with them, and QGIS should start without it.
    from eurosat_plugin.adapters.batch.run_folder import RunFolder
    from eurosat_plugin.adapters.batch.spared_files import files_of_run
    from eurosat_plugin.adapters.output.file_place import InputFile
    from eurosat_plugin.processing.outputs import Outputs

    spared = files_of_run(RunFolder(Path(arguments.file(FOLDER))))
    return Outputs(arguments, (OUTPUT,), (), [*spared, *(InputFile(grid.path) for grid in grids)])
