# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms have in common that work with classified grids, and not with images."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.sip import isdeleted

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import icon_path
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence

if TYPE_CHECKING:
    from eurosat_plugin.processing.outputs import Outputs


_CLASSES_TOLD = 3


class GridAlgorithm(QgsProcessingAlgorithm):
    """Its place in the toolbox, its inputs and its outputs."""

    any_classes = False
    """Whether grids of other classes than EuroSAT's will do."""

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, QgsProcessingFeatureSource] = {}
        self._layers: dict[str, QgsVectorLayer | None] = {}

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
            self._check_there()
            return self._work(Arguments(self, parameters, context), feedback)
        finally:
            self._sources.clear()
            self._layers.clear()

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        raise NotImplementedError

    def _source(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext
    ) -> QgsProcessingFeatureSource:
        """Return a source that stays until the end of the run, also where its layer was loaded for that alone.

        :raises InputError: when there is none.
        """
        known = set(context.temporaryLayerStore().mapLayers())
        source: QgsProcessingFeatureSource | None = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise InputError(self.invalidSourceError(parameters, name))
        layer = self._layer(parameters, name, context)
        store = context.temporaryLayerStore()
        if layer is not None and layer.id() in set(store.mapLayers()) - known:
            store.takeMapLayer(layer)
        if layer is not None and not self.any_classes:
            self._refuse_other_classes(layer)
        self._sources[name], self._layers[name] = source, layer
        return source

    def _refuse_other_classes(self, layer: QgsVectorLayer) -> None:
        # Not at the top: numpy comes with it, and QGIS should start without it.
        from eurosat_plugin.adapters.grid.provenance import scheme_of

        scheme = scheme_of(layer)
        if not scheme.is_eurosat:
            classes = ", ".join(c.name for c in scheme.classes[:_CLASSES_TOLD]) + " …"
            raise InputError(
                tr(
                    "{algorithm} knows EuroSAT's ten classes, and the grid {layer} has those of another model "
                    "({classes}); Class statistics, Composition of polygons, Grid to raster and Compare two grids take "
                    "grids of any classes."
                ).format(algorithm=self.displayName(), layer=layer.name(), classes=classes)
            )

    def _check_there(self) -> None:
        """Check that nobody has removed a layer while the run waited for a thread.

        :raises InputError: when somebody has: its source would crash.
        """
        if any(layer is not None and isdeleted(layer) for layer in self._layers.values()):
            raise InputError(tr("A layer was removed before the run began; choose it once more."))

    def _layer(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> QgsVectorLayer | None:
        """Return the layer that features are read from, None where there is none."""
        value = parameters.get(name)
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source.staticValue()
            layer = QgsProcessingUtils.mapLayerFromString(str(value), context)
            return layer if isinstance(layer, QgsVectorLayer) else None
        return self.parameterAsVectorLayer(parameters, name, context)

    def _outputs(
        self, arguments: Arguments, layers: Collection[str], files: Collection[str], inputs: Collection[str]
    ) -> Outputs:
        """Return the outputs `layers` and `files`, none of which may be one of the `inputs`.

        In a run the inputs are those that were read: a look at the project's layers in another thread throws its
        expression scope away, and QGIS crashes when the main thread is about to use that.
        """
        # Not at the top: GDAL comes with them, and QGIS should start without it.
        from eurosat_plugin.adapters.raster.input_files import input_files
        from eurosat_plugin.processing.outputs import Outputs

        read = self._layers
        if not self._sources:
            given = filter(arguments.given, inputs)
            read = {name: self._layer(arguments.parameters, name, arguments.context) for name in given}
        found = (layer for layer in read.values() if layer is not None)
        return Outputs(arguments, layers, files, [file for layer in found for file in input_files(layer)])
