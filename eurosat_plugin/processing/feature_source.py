# SPDX-License-Identifier: GPL-2.0-or-later
"""A source of features, looked up before a run works, and held with its layer as long as it reads.

QGIS looks layers up in the project. From another thread that throws the expression scope of the project away, and QGIS
crashes when the main thread is about to use that, as it does whenever it draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsVectorLayer,
)
from qgis.PyQt.sip import isdeleted

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments


@dataclass(frozen=True)
class FeatureSource:
    """The `features` of `layer`, which is None where there is no layer behind them.

    `invalid` is what the run does with geometries that are invalid.
    """

    features: QgsProcessingFeatureSource
    layer: QgsVectorLayer | None
    invalid: QgsFeatureRequest.InvalidGeometryCheck  # type: ignore[valid-type]

    @classmethod
    def of(cls, arguments: Arguments, name: str) -> FeatureSource:
        """Look the source `name` up, in the thread where layers live.

        A layer that was loaded for this alone stays as long as what is returned.

        :raises InputError: when there is none.
        """
        algorithm, parameters, context = arguments.algorithm, arguments.parameters, arguments.context
        known = set(context.temporaryLayerStore().mapLayers())
        features: QgsProcessingFeatureSource | None = algorithm.parameterAsSource(parameters, name, context)
        if features is None:
            raise InputError(algorithm.invalidSourceError(parameters, name))
        layer = layer_of(arguments, name)
        store = context.temporaryLayerStore()
        if layer is not None and layer.id() in set(store.mapLayers()) - known:
            store.takeMapLayer(layer)
        return cls(features, layer, context.invalidGeometryCheck())

    def polygons(self, request: QgsFeatureRequest | None = None) -> Iterator[QgsFeature]:
        """Yield the features that `request` asks for, of which none crosses itself.

        Those whose geometry is invalid are left out where QGIS's setting *Invalid features filtering*, which is
        `invalid`, says so. QGIS looks for that too, but the exception that it throws ends the program where other code
        than its own is reading.

        :raises InputError: where there is one otherwise: what lies in it cannot be told.
        """
        checks: Any = QgsFeatureRequest.InvalidGeometryCheck
        unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks  # type: ignore[attr-defined]
        for feature in self.features.getFeatures(request or QgsFeatureRequest(), unchecked):
            geometry = feature.geometry()
            if geometry.isNull() or geometry.isGeosValid():
                yield feature
            elif self.invalid != checks.GeometrySkipInvalid:
                raise InputError(
                    tr(
                        "Polygon {number} of {layer} is invalid ({reason}); mend it with the algorithm Fix geometries, "
                        "or leave it out."
                    ).format(number=feature.id(), layer=self.features.sourceName(), reason=geometry.lastError())
                )

    def check_system(self, name: str) -> None:
        """Check that the polygons of the parameter `name` tell where on earth they lie.

        :raises InputError: when they do not: taken as they are they would lie anywhere, or nowhere.
        """
        if not self.features.sourceCrs().isValid():
            sentence = tr(
                "{name} cannot be {layer}: the layer has no coordinate reference system; set it in the layer's "
                "context menu (Layer CRS, Set Layer CRS…)."
            )
            raise InputError(sentence.format(name=name, layer=self.features.sourceName()))

    def check_there(self) -> None:
        """Check that nobody has removed the layer while the run waited for a thread.

        :raises InputError: when somebody has: the source would crash.
        """
        if self.layer is not None and isdeleted(self.layer):
            raise InputError(tr("A layer was removed before the run began; choose it once more."))


def layer_of(arguments: Arguments, name: str) -> QgsVectorLayer | None:
    """Return the layer that the features of the source `name` are read from, None where there is none."""
    value = arguments.parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        text, _ = value.source.valueAsString(arguments.context.expressionContext(), "")
        layer = QgsProcessingUtils.mapLayerFromString(text, arguments.context)
        return layer if isinstance(layer, QgsVectorLayer) else None
    return arguments.algorithm.parameterAsVectorLayer(arguments.parameters, name, arguments.context)
