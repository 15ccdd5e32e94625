# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's layers, rectangles and reference systems as core's values, and back. Without numpy and GDAL."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.core.tiles.geobox import Bounds, GeoBox
from eurosat_plugin.core.tiles.tiling import Window

_STEPS = 20
"""Points along each side of an extent that is transformed, as QGIS has them."""


def layer_box(layer: QgsRasterLayer) -> GeoBox:
    """Return the pixels of `layer`."""
    extent = layer.extent()
    return GeoBox(
        crs_text(layer.crs()),
        extent.xMinimum(),
        extent.yMaximum(),
        layer.rasterUnitsPerPixelX(),
        layer.rasterUnitsPerPixelY(),
        Window(0, 0, layer.width(), layer.height()),
    )


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the identifier of `crs`, or its WKT where it has none."""
    return str(crs.authid() or wkt_of(crs))


def wkt_of(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the WKT of `crs` in the form that GDAL reads best."""
    preferred = QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL  # type: ignore[attr-defined]
    return str(crs.toWkt(preferred))


def crs_of(box: GeoBox) -> QgsCoordinateReferenceSystem:
    """Return the reference system of `box`."""
    return QgsCoordinateReferenceSystem(box.crs)


def bounds_of(rectangle: QgsRectangle) -> Bounds:
    """Return `rectangle` as core has it."""
    return Bounds(rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(), rectangle.yMaximum())


def rectangle_of(bounds: Bounds) -> QgsRectangle:
    """Return `bounds` as QGIS has it."""
    return QgsRectangle(bounds.xmin, bounds.ymin, bounds.xmax, bounds.ymax)


def extent_of(box: GeoBox) -> QgsReferencedRectangle:
    """Return the place of all pixels of `box`."""
    return QgsReferencedRectangle(rectangle_of(box.ground), crs_of(box))


def extent_in(
    crs: QgsCoordinateReferenceSystem, extent: QgsReferencedRectangle, transforms: QgsCoordinateTransformContext
) -> QgsRectangle | None:
    """Return the rectangle in `crs` around `extent`, None where the transformation is not defined.

    Of `extent` it has to be around more than the corners.
    """
    if extent.crs() == crs:
        return QgsRectangle(extent)
    around = QgsGeometry.fromRect(QgsRectangle(extent)).densifyByCount(_STEPS)
    try:
        around.transform(QgsCoordinateTransform(extent.crs(), crs, transforms))
    except QgsCsException:
        return None
    return around.boundingBox()


def transformed(
    geometry: QgsGeometry, source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem
) -> QgsGeometry | None:
    """Return `geometry` in `target`, None where the transformation is not defined."""
    moved = QgsGeometry(geometry)
    try:
        moved.transform(QgsCoordinateTransform(source, target, QgsCoordinateTransformContext()))
    except QgsCsException:
        return None
    return moved if moved.boundingBox().isFinite() else None
