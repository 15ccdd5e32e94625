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

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.georeference import extent_in
from eurosat_plugin.adapters.raster.input_files import input_files
from eurosat_plugin.adapters.raster.zones import WGS84
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.feature_source import FeatureSource
from eurosat_plugin.processing.place_files import extent_files

_FURTHER = 30.0
"""Degrees beyond the area of a coordinate system in which it still tells places."""

_HIGHEST = (90.0, 85.0)
"""Latitudes up to which systems reach: Mercator's has no poles."""


@dataclass(frozen=True)
class Place:
    """An extent as it was `given`, null without one, and the polygons of the parameter `mask`, None without them.

    `files` are those of the layers that both are taken from.
    """

    given: QgsReferencedRectangle
    polygons: FeatureSource | None
    mask: str
    transforms: QgsCoordinateTransformContext
    files: tuple[InputFile, ...] = ()

    @classmethod
    def of(cls, arguments: Arguments, extent: str, mask: str) -> Place:
        """Look both parameters up, in the thread where layers live.

        :raises InputError: when there is no such layer, or polygons lie nowhere.
        """
        given = QgsReferencedRectangle(arguments.extent(extent), arguments.extent_crs(extent))
        polygons = FeatureSource.of(arguments, mask) if arguments.given(mask) else None
        if polygons is not None:
            polygons.check_system(mask)
        files = extent_files(arguments, extent)
        if polygons is not None and polygons.layer is not None:
            files += input_files(polygons.layer)
        return cls(given, polygons, mask, arguments.context.transformContext(), files)

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
        there = self.polygons.features.sourceCrs()
        transform, around = QgsCoordinateTransform(there, crs, self.transforms), self._where_defined(crs, there)
        for feature in self.polygons.polygons(QgsFeatureRequest().setNoAttributes()):
            shape = feature.geometry()
            if not around.isNull() and not around.contains(shape.boundingBox()):
                shape = shape.clipped(around)
            try:
                shape.transform(transform)
            except QgsCsException:
                sentence = tr(
                    "Polygon {number} of {layer} lies where the system of the image is not defined; leave it out."
                )
                told = {"number": feature.id(), "layer": self.polygons.features.sourceName()}
                raise InputError(sentence.format(**told)) from None
            yield shape

    def _where_defined(self, crs: QgsCoordinateReferenceSystem, there: QgsCoordinateReferenceSystem) -> QgsRectangle:
        """Return, in the system `there`, the area for which `crs` was made and some more; null: not known.

        Polygons may reach around the earth, and what lies far away has no place in a UTM zone.
        """
        area = crs.bounds()
        if area.isEmpty():
            return area
        area.grow(_FURTHER)
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(WGS84), there, self.transforms)
        for highest in _HIGHEST:
            try:
                around = transform.transformBoundingBox(area.intersect(QgsRectangle(-180.0, -highest, 180.0, highest)))
            except QgsCsException:
                continue
            if around.isFinite():
                return around
        return QgsRectangle()

    def _given_in(self, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
        """Return the extent in `crs`, or as it was given where it cannot be transformed."""
        given = QgsRectangle(self.given)
        if given.isNull() or not given.isFinite() or not self.given.crs().isValid():
            return given
        return extent_in(crs, self.given, self.transforms) or given
