# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside QGIS (``qgis --code``) and answers, by its functions, what the host asks through files.

It looks and prepares; what is tested is done with mouse and keyboard from outside. The folder of the files is named
by ``EUROSAT_DESKTOP_POST``: ``question.json`` names a function and its arguments, ``answer.json`` is what it returns.
"""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path
from typing import Any

import pyplugin_installer
import qgis.utils
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QPoint, QTimer
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QAction, QApplication, QLabel, QToolBar, QWidget
from qgis.utils import iface

POST = Path(os.environ["EUROSAT_DESKTOP_POST"])
PLUGIN = "eurosat_plugin"
LOOK_MS = 20
_STRETCH = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum

window = iface.mainWindow()
said: list[str] = []
logged: list[str] = []


def be_ready() -> None:
    """Fill the screen; keep what the message bar says."""
    window.showMaximized()
    said.extend(item.text() for item in iface.messageBar().items())
    iface.messageBar().widgetAdded.connect(_hear)


def versions() -> dict[str, str]:
    """Return the version of QGIS, and the loaded plugin's."""
    module = qgis.utils.pluginMetadata(PLUGIN, "version")
    return {"qgis": Qgis.QGIS_VERSION, "plugin": module if PLUGIN in qgis.utils.plugins else ""}


def messages() -> list[str]:
    """Return what the message bar has said."""
    return said


def warnings() -> list[str]:
    """Return the warnings and errors of the message log that come from Python or name the plugin."""
    return logged


def place(name: str) -> list[int] | None:
    """Return left, top, width, height on the screen of a visible widget, or of a tool button by its action's name."""
    widget = iface.mapCanvas().viewport() if name == "canvas" else _visible(name)
    if widget is None:
        return None
    corner = widget.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), widget.width(), widget.height()]


def place_of_bar(key: str) -> list[int]:
    """Return the middle, on the screen, of the chart's bar of class `key`."""
    chart = window.findChild(QWidget, "EuroSatHistogram")
    middle = chart.mapToGlobal(chart.bar_rect(key).center().toPoint())
    return [middle.x(), middle.y()]


def text(name: str) -> str:
    """Return the text of a visible label, or nothing."""
    label = _visible(name)
    return str(label.text()) if label is not None else ""


def description(name: str) -> str:
    """Return what a screen reader says about a visible widget, or nothing."""
    widget = _visible(name)
    return str(widget.accessibleDescription()) if widget is not None else ""


def texts(name: str) -> list[str]:
    """Return the texts of all visible labels inside a visible widget."""
    widget = _visible(name)
    return [] if widget is None else [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def is_checked(action: str) -> bool:
    """Tell whether an action is on."""
    return bool(window.findChild(QAction, action).isChecked())


def actions(prefix: str) -> list[str]:
    """Return the names of all actions, tool bars and other widgets of the main window that begin with `prefix`."""
    return sorted(each.objectName() for each in window.findChildren(QObject) if each.objectName().startswith(prefix))


def windows() -> list[str]:
    """Return the titles of the windows that are open beside the main window."""
    others = (each for each in QApplication.topLevelWidgets() if each is not window and each.isVisible())
    return [each.windowTitle() or each.metaObject().className() for each in others]


def is_drawing() -> bool:
    """Tell whether the map is being drawn, or about to be."""
    canvas = iface.mapCanvas()
    return bool(canvas.isDrawing() or QgsApplication.taskManager().countActiveTasks())


def tasks() -> int:
    """Return the number of background tasks that go on."""
    return int(QgsApplication.taskManager().countActiveTasks())


def on_screen(x: float, y: float, crs: str) -> list[int]:
    """Return where on the screen the map shows a place."""
    canvas = iface.mapCanvas()
    pixel = canvas.getCoordinateTransform().transform(_to_canvas(crs).transform(QgsPointXY(x, y)))
    point = canvas.viewport().mapToGlobal(QPoint(round(pixel.x()), round(pixel.y())))
    return [point.x(), point.y()]


def look_at(box: list[float], crs: str, map_crs: str = "", rotation: float = 0.0) -> None:
    """Show the map, in the projection `map_crs`, around west, south, east, north in `crs`."""
    canvas = iface.mapCanvas()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem(map_crs or crs))
    canvas.setRotation(rotation)
    canvas.setExtent(_to_canvas(crs).transformBoundingBox(QgsRectangle(*box)))
    canvas.refresh()


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


def make_current(layer: str) -> None:
    """Select a layer in the layer tree."""
    iface.setActiveLayer(QgsProject.instance().mapLayer(layer))


def open_raster(path: str, bands: list[int], brightest: float) -> str:
    """Add a raster, its `bands` shown as red, green and blue up to `brightest`; return its id."""
    layer = QgsRasterLayer(path, Path(path).stem)
    colours = QgsMultiBandColorRenderer(layer.dataProvider(), *bands)
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


def remove_layer(layer: str) -> None:
    """Remove a layer from the project."""
    QgsProject.instance().removeMapLayer(layer)


def extent() -> list[float]:
    """Return west, south, east, north of what the map shows."""
    box = iface.mapCanvas().extent()
    return [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]


def providers() -> list[str]:
    """Return the ids of the Processing providers."""
    return sorted(each.id() for each in QgsApplication.processingRegistry().providers())


def set_setting(key: str, value: Any) -> None:
    """Change one of QGIS's settings."""
    QgsSettings().setValue(key, value)


def trigger(action: str) -> None:
    """Trigger an action of the main window once this question is answered: it may open a window that waits."""
    QTimer.singleShot(0, window.findChild(QAction, action).trigger)


def new_project() -> None:
    """Close the project without a question."""
    iface.newProject(False)


def reload_plugin(times: int) -> None:
    """Unload and load the plugin, `times` times, as the plugin reloader does."""
    for _ in range(times):
        qgis.utils.reloadPlugin(PLUGIN)
        QApplication.processEvents()


def unload_plugin() -> None:
    """Unload the plugin as the plugin manager does when its box is unticked."""
    qgis.utils.unloadPlugin(PLUGIN)


def load_plugin() -> bool:
    """Load and start the plugin as the plugin manager does when its box is ticked."""
    return bool(qgis.utils.loadPlugin(PLUGIN) and qgis.utils.startPlugin(PLUGIN))


def install_zip(path: str) -> None:
    """Install the plugin by the plugin manager's *Install from ZIP*."""
    pyplugin_installer.instance().installFromZipFile(path)


def quit_soon() -> None:
    """Quit once this question is answered."""
    QgsProject.instance().setDirty(False)
    QTimer.singleShot(100, iface.actionExit().trigger)


def _to_canvas(crs: str) -> QgsCoordinateTransform:
    source, map_crs = QgsCoordinateReferenceSystem(crs), iface.mapCanvas().mapSettings().destinationCrs()
    return QgsCoordinateTransform(source, map_crs, QgsProject.instance())


def _visible(name: str) -> QWidget | None:
    for bar in window.findChildren(QToolBar):
        for action in bar.actions():
            if action.objectName() == name and bar.widgetForAction(action).isVisible():
                return bar.widgetForAction(action)
    for widget in QApplication.allWidgets():
        if widget.objectName() == name and widget.isVisible():
            return widget
    return None


def _count(layer: QgsMapLayer) -> int:
    return int(layer.featureCount()) if isinstance(layer, QgsVectorLayer) else -1


def _hear(item: QWidget) -> None:
    # The signal's own argument comes as a plain widget, without its text.
    current = iface.messageBar().currentItem()
    if current is not None:
        said.append(current.text())


def _keep(message: str, tag: str, level: Qgis.MessageLevel) -> None:
    if level == Qgis.MessageLevel.Info or tag == "Messages":  # that tag repeats the message bar
        return
    if tag.startswith("Python") or "eurosat" in f"{tag} {message}".lower():
        logged.append(f"{tag}: {message}")


def _answer() -> None:
    paper = POST / "question.json"
    if not paper.exists():
        return
    asked = json.loads(paper.read_text(encoding="utf-8"))
    paper.unlink()
    try:
        told = {"answer": globals()[asked["question"]](**asked["arguments"])}
    except Exception:
        told = {"failure": traceback.format_exc()}
    draft = POST / "answer.draft"
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.rename(POST / "answer.json")


QgsApplication.messageLog().messageReceived.connect(_keep)
# On the application, not a local: this code's names are QGIS's own, and nothing else keeps the timer.
_timer = QTimer(QGuiApplication.instance())
_timer.timeout.connect(_answer)
_timer.start(LOOK_MS)
(POST / "ready").touch()
