# SPDX-License-Identifier: GPL-2.0-or-later
"""Places and scenes in degrees, cut where longitudes jump from 180 to −180."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.raster.zones import WGS84
from eurosat_plugin.core.catalogue.scene_item import SceneItem

_SIDE_POINTS = 8
"""Corners that are added to each side of an extent: straight lines in one system are bent in another."""

_TURN, _HALF = 360.0, 180.0
"""Degrees."""


def extent_shape(extent: QgsReferencedRectangle) -> QgsGeometry:
    """Return an extent as polygons in degrees; null where it has no system, or lies where that is not defined."""
    if not extent.crs().isValid():
        return QgsGeometry()
    shape = QgsGeometry.fromRect(extent).densifyByCount(_SIDE_POINTS)
    target = QgsCoordinateReferenceSystem(WGS84)
    try:
        shape.transform(QgsCoordinateTransform(extent.crs(), target, QgsCoordinateTransformContext()))
    except QgsCsException:
        return QgsGeometry()
    if not shape.boundingBox().isFinite():
        return QgsGeometry()
    return _on_the_globe([_without_jumps([(point.x(), point.y()) for point in shape.vertices()])])


def search_box(shape: QgsGeometry) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a place; west is larger than east where it lies on both sides of 180°."""
    box = shape.boundingBox()
    west, south, east, north = box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
    parts = [part.boundingBox() for part in shape.asGeometryCollection()]
    if len(parts) > 1 and east - west > _HALF:
        west = min(part.xMinimum() for part in parts if part.xMinimum() >= 0)
        east = max(part.xMaximum() for part in parts if part.xMaximum() <= 0)
    return west, south, east, north


def footprint(item: SceneItem) -> QgsGeometry:
    """Return where a scene lies, in degrees; null where the catalogue does not say."""
    return _on_the_globe([_without_jumps(ring) for ring in item.footprint]) if item.footprint else QgsGeometry()


def coverage(items: Sequence[SceneItem], place: QgsGeometry) -> float:
    """Return what part of `place` the scenes show together, from 0 to 1; 1 where a footprint is not known."""
    prints = [footprint(item) for item in items]
    if any(shape.isNull() for shape in prints) or not place.area():
        return 1.0
    there = prints[0] if len(prints) == 1 else QgsGeometry.unaryUnion(prints)
    return min(1.0, float(there.intersection(place).area() / place.area()))


def _without_jumps(ring: Iterable[tuple[float, float]]) -> list[QgsPointXY]:
    """Return the corners of a ring with longitudes that go on beyond 180 instead of beginning anew at −180."""
    points: list[QgsPointXY] = []
    for x, y in ring:
        turns = 0 if not points else round((points[-1].x() - x) / _TURN)
        points.append(QgsPointXY(x + turns * _TURN, y))
    return points


def _on_the_globe(rings: Iterable[Sequence[QgsPointXY]]) -> QgsGeometry:
    """Return polygons with these outer rings, with longitudes from −180 to 180."""
    whole = QgsGeometry.fromMultiPolygonXY([[list(ring)] for ring in rings]).makeValid()
    box = whole.boundingBox()
    if box.xMinimum() >= -_HALF and box.xMaximum() <= _HALF:
        return whole
    parts = []
    for turn in (-_TURN, 0.0, _TURN):
        part = whole.intersection(QgsGeometry.fromRect(QgsRectangle(turn - _HALF, -90, turn + _HALF, 90)))
        if part.area():
            part.translate(-turn, 0.0)
            parts.append(part)
    return QgsGeometry.unaryUnion(parts)
