# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms have in common that work with classified grids, and not with images."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import icon_path
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence
from eurosat_plugin.processing.feature_source import FeatureSource, layer_of

if TYPE_CHECKING:
    from eurosat_plugin.core.class_scheme import ClassScheme
    from eurosat_plugin.processing.outputs import Outputs


class GridAlgorithm(QgsProcessingAlgorithm):
    """Its place in the toolbox, its inputs and its outputs."""

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[str, FeatureSource] = {}

    def group(self) -> str:
        """Return the group in the toolbox."""
        return tr("Land cover")

    def groupId(self) -> str:
        """Return the id of the group."""
        return "landcover"

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))

    def createInstance(self) -> GridAlgorithm:
        """Return a new instance: each run has its own."""
        return type(self)()

    @fails_in_a_sentence
    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work with the layers that were looked up before it; write all or nothing."""
        try:
            for held in self._held.values():
                held.check_there()
            return self._work(Arguments(self, parameters, context), feedback)
        finally:
            self._held.clear()

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        raise NotImplementedError

    def _source(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext
    ) -> QgsProcessingFeatureSource:
        """Return a source that stays until the end of the run, also where its layer was loaded for that alone.

        :raises InputError: when there is none.
        """
        held = FeatureSource.of(Arguments(self, parameters, context), name)
        self._held[name] = held
        return held.features

    def _scheme_of(self, name: str) -> ClassScheme:
        """Return the classes of the source `name`, which was looked up: EuroSAT's where it does not say others."""
        # Not at the top: numpy comes with it, and QGIS should start without it.
        from eurosat_plugin.adapters.grid.provenance import scheme_of
        from eurosat_plugin.core.class_scheme import EUROSAT

        layer = self._held[name].layer
        return EUROSAT if layer is None else scheme_of(layer)

    def _name_of(self, name: str) -> str:
        """Return what people know the source `name` by, which was looked up."""
        held = self._held[name]
        found: str = held.features.sourceName() if held.layer is None else held.layer.name()
        return found

    def _outputs(
        self, arguments: Arguments, layers: Collection[str], files: Collection[str], inputs: Collection[str]
    ) -> Outputs:
        """Return the outputs `layers` and `files`, none of which may be one of the `inputs`.

        In a run the inputs are those that were looked up before it.
        """
        # Not at the top: GDAL comes with them, and QGIS should start without it.
        from eurosat_plugin.adapters.raster.input_files import input_files
        from eurosat_plugin.processing.outputs import Outputs

        found = [held.layer for held in self._held.values()]
        if not self._held:
            found = [layer_of(arguments, name) for name in filter(arguments.given, inputs)]
        there = (layer for layer in found if layer is not None)
        return Outputs(arguments, layers, files, [file for layer in there for file in input_files(layer)])
