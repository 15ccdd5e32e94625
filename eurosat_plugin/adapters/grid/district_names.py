# SPDX-License-Identifier: GPL-2.0-or-later
"""In which district each tile lies: that of its centre."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy.typing as npt
from qgis.core import (
    NULL,
    QgsFeature,
    QgsGeometry,
    QgsPoint,
    QgsPointXY,
    QgsProcessingFeatureSource,
    QgsRectangle,
    QgsSpatialIndex,
)

from eurosat_plugin.core.assessment.tile_strata import OUTSIDE
from eurosat_plugin.core.errors import Cancelled, InputError
from eurosat_plugin.core.translation import tr


class DistrictNames:
    """Names of `districts`, from their column `field`, by places in the coordinate system in which `features` are.

    :raises InputError: when there is no such column, no district, or one has no name.
    """

    def __init__(
        self,
        districts: QgsProcessingFeatureSource,
        features: Iterable[QgsFeature],
        field: str,
    ) -> None:
        column = districts.fields().lookupField(field)
        if column < 0:
            sentence = tr("The layer {layer} has no column {column}; choose the one with the names of the districts.")
            raise InputError(sentence.format(layer=districts.sourceName(), column=field))
        self._index, self._shapes = QgsSpatialIndex(), []
        for number, feature in enumerate(features):
            name, shape = feature[column], QgsGeometry(feature.geometry())
            if name is None or name == NULL or str(name) == "":
                sentence = tr("A district in {layer} has no name in the column {column}; fill it in.")
                raise InputError(sentence.format(layer=districts.sourceName(), column=field))
            engine = QgsGeometry.createGeometryEngine(shape.constGet())
            engine.prepareGeometry()
            self._index.addFeature(number, shape.boundingBox())
            self._shapes.append((str(name), shape, engine))
        if not self._shapes:
            raise InputError(tr("There is no district; choose a layer of polygons that has some."))

    def of(self, centers: npt.NDArray[Any], go_on: Callable[[int], bool]) -> list[str]:
        """Return the name of the district of each of `centers` ``(tiles, 2)``, OUTSIDE where there is none.

        :raises Cancelled: when `go_on`, which gets the number of tiles so far, says no.
        """
        names = []
        for number, (x, y) in enumerate(centers.tolist()):
            if number % 1000 == 0 and not go_on(number):
                raise Cancelled
            names.append(self._name(x, y))
        return names

    def _name(self, x: float, y: float) -> str:
        place, point = QgsPointXY(x, y), QgsPoint(x, y)
        for number in sorted(self._index.intersects(QgsRectangle(place, place))):
            name, _, engine = self._shapes[number]
            if engine.intersects(point):
                return name
        return OUTSIDE
