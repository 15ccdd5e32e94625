# SPDX-License-Identifier: GPL-2.0-or-later
"""Polygons of an input, of which none crosses itself.

QGIS looks for that too, but the exception that it throws ends the program where other code than its own is reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qgis.core import QgsFeature, QgsFeatureRequest, QgsProcessingFeatureSource

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr


def valid_features(
    source: QgsProcessingFeatureSource,
    request: QgsFeatureRequest,
    invalid: QgsFeatureRequest.InvalidGeometryCheck,  # type: ignore[valid-type]
) -> Iterator[QgsFeature]:
    """Yield the features of `source` that `request` asks for.

    Those whose geometry is invalid are left out where QGIS's setting *Invalid features filtering*, which is `invalid`,
    says so.

    :raises InputError: where there is one otherwise: what lies in it cannot be told.
    """
    checks: Any = QgsFeatureRequest.InvalidGeometryCheck
    unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks  # type: ignore[attr-defined]
    for feature in source.getFeatures(request, unchecked):
        geometry = feature.geometry()
        if geometry.isNull() or geometry.isGeosValid():
            yield feature
        elif invalid != checks.GeometrySkipInvalid:
            raise InputError(
                tr(
                    "Polygon {number} of {layer} is invalid ({reason}); mend it with the algorithm Fix geometries, or "
                    "leave it out."
                ).format(number=feature.id(), layer=source.sourceName(), reason=geometry.lastError())
            )
