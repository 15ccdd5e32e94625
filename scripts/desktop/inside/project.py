# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions about the map and its layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

_STRETCH = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum


def new_project() -> None:
    """Close the project without a question."""
    iface.newProject(False)


def open_raster(path: str, bands: list[int], brightest: float) -> str:
    """Add a raster, its `bands` shown as red, green and blue up to `brightest`; return its id."""
    layer = QgsRasterLayer(path, Path(path).stem)
    colours = QgsMultiBandColorRenderer(layer.dataProvider(), bands[0], bands[1], bands[2])
    for band, channel in zip(bands, ("Red", "Green", "Blue")):
        stretch = QgsContrastEnhancement(layer.dataProvider().dataType(band))
        stretch.setContrastEnhancementAlgorithm(_STRETCH)
        stretch.setMinimumValue(0)
        stretch.setMaximumValue(brightest)
        getattr(colours, f"set{channel}ContrastEnhancement")(stretch)
    layer.setRenderer(colours)
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)
    return str(layer.id())


def drop(path: str) -> None:
    """Let go of a file or folder over the map, as from a file manager."""
    data, middle = QMimeData(), iface.mapCanvas().rect().center()
    data.setUrls([QUrl.fromLocalFile(path)])
    with_what = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    # Qt lets fall only what has entered before.
    QApplication.sendEvent(iface.mainWindow(), QDragEnterEvent(middle, *with_what))
    QApplication.sendEvent(iface.mainWindow(), QDropEvent(QPointF(middle), *with_what))


def open_file(path: str) -> str:
    """Open a raster, or GeoJSON, as QGIS does it when a file is dropped on the map; return its id."""
    name = Path(path).stem
    vector = path.endswith(".geojson")
    layer = iface.addVectorLayer(path, name, "ogr") if vector else iface.addRasterLayer(path, name)
    return str(layer.id())


def open_base_map(tiles: str) -> str:
    """Add a base map of the web by the address of its tiles; return its id."""
    layer = iface.addRasterLayer(f"type=xyz&url={tiles}&zmin=0&zmax=18", "Base map", "wms")
    return str(layer.id())


def layers() -> list[dict[str, Any]]:
    """Return id, name and number of features (-1 for a raster) of the project's layers."""
    found = QgsProject.instance().mapLayers().values()
    return [{"id": each.id(), "name": each.name(), "features": _count(each)} for each in found]


def tiles(layer: str) -> list[dict[str, Any]]:
    """Return the tiles of a classified grid: its fields of plain values, and its middle."""
    grid = QgsProject.instance().mapLayer(layer)
    found = []
    for feature in grid.getFeatures():
        middle = feature.geometry().centroid().asPoint()
        values = {name: value for name, value in feature.attributeMap().items() if isinstance(value, (int, float, str))}
        found.append({**values, "x": middle.x(), "y": middle.y()})
    return found


def selected(layer: str) -> int:
    """Return the number of selected tiles."""
    return int(QgsProject.instance().mapLayer(layer).selectedFeatureCount())


def select_all(layer: str) -> None:
    """Select all features of a layer."""
    QgsProject.instance().mapLayer(layer).selectAll()


def make_current(layer: str) -> None:
    """Select a layer in the layer tree."""
    iface.setActiveLayer(QgsProject.instance().mapLayer(layer))


def set_visible(layer: str, visible: bool) -> None:
    """Tick or untick a layer in the layer tree."""
    QgsProject.instance().layerTreeRoot().findLayer(layer).setItemVisibilityChecked(visible)


def remove_layer(layer: str) -> None:
    """Remove a layer from the project."""
    QgsProject.instance().removeMapLayer(layer)


def look_at(box: list[float], crs: str, map_crs: str = "", rotation: float = 0.0) -> None:
    """Show the map, in the projection `map_crs`, around west, south, east, north in `crs`."""
    canvas = iface.mapCanvas()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem(map_crs or crs))
    canvas.setRotation(rotation)
    canvas.setExtent(_to_canvas(crs).transformBoundingBox(QgsRectangle(*box)))
    canvas.refresh()


def extent() -> list[float]:
    """Return west, south, east, north of what the map shows."""
    box = iface.mapCanvas().extent()
    return [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]


def on_screen(x: float, y: float, crs: str) -> list[int]:
    """Return where on the screen the map shows a place."""
    canvas = iface.mapCanvas()
    pixel = canvas.getCoordinateTransform().transform(_to_canvas(crs).transform(QgsPointXY(x, y)))
    point = canvas.viewport().mapToGlobal(QPoint(round(pixel.x()), round(pixel.y())))
    return [point.x(), point.y()]


def _count(layer: QgsMapLayer) -> int:
    return int(layer.featureCount()) if isinstance(layer, QgsVectorLayer) else -1


def _to_canvas(crs: str) -> QgsCoordinateTransform:
    source, map_crs = QgsCoordinateReferenceSystem(crs), iface.mapCanvas().mapSettings().destinationCrs()
    return QgsCoordinateTransform(source, map_crs, QgsProject.instance())
