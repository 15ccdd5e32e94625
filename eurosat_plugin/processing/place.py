# SPDX-License-Identifier: GPL-2.0-or-later
"""Where to classify, by an extent and polygons: looked up before a run works, and used in its thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.held_source import HeldSource

_STEPS = 20
"""Points along each side of an extent that is transformed, as QGIS has them."""


@dataclass(frozen=True)
class Place:
    """An extent as it was `given`, null without one, and the polygons of the parameter `mask`, None without them."""

    given: QgsReferencedRectangle
    polygons: HeldSource | None
    mask: str
    transforms: QgsCoordinateTransformContext

    @classmethod
    def of(cls, arguments: Arguments, extent: str, mask: str) -> Place:
        """Look both parameters up, in the thread where layers live; :raises InputError: when there is no such layer."""
        given = QgsReferencedRectangle(arguments.extent(extent), arguments.extent_crs(extent))
        polygons = HeldSource.of(arguments, mask) if arguments.given(mask) else None
        return cls(given, polygons, mask, arguments.context.transformContext())

    def extent_in(self, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
        """Return what is to be classified in `crs`: the extent, or what is around the polygons; null: everywhere.

        :raises InputError: when there are no polygons.
        """
        if not self.given.isNull() or self.polygons is None:
            return self._given_in(crs)
        around = QgsRectangle()
        for polygon in self.polygons_in(crs):
            around.combineExtentWith(polygon.boundingBox())
        if around.isEmpty():
            sentence = tr("{name} holds no polygon; choose a layer that has some, or use more than its selection.")
            raise InputError(sentence.format(name=self.mask))
        return around

    def polygons_in(self, crs: QgsCoordinateReferenceSystem) -> Iterator[QgsGeometry]:
        """Yield the polygons in `crs`.

        :raises InputError: when their layer was removed, or one of them is invalid.
        """
        if self.polygons is None:
            return
        self.polygons.check_there()
        request = QgsFeatureRequest().setNoAttributes().setDestinationCrs(crs, self.transforms)
        for feature in self.polygons.polygons(request):
            yield feature.geometry()

    def _given_in(self, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
        """Return the extent in `crs`, or as it was given where it cannot be transformed."""
        given = QgsRectangle(self.given)
        if given.isNull() or not given.isFinite() or not self.given.crs().isValid() or self.given.crs() == crs:
            return given
        around = QgsGeometry.fromRect(given).densifyByCount(_STEPS)
        try:
            around.transform(QgsCoordinateTransform(self.given.crs(), crs, self.transforms))
        except QgsCsException:
            return given
        return around.boundingBox()
