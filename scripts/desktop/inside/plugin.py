# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions about QGIS as a whole and the plugin in it."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pyplugin_installer
import qgis.utils
from qgis.core import Qgis, QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QWidget
from qgis.utils import iface

PLUGIN = "eurosat_plugin"
LOG_TAG = "EuroSAT Land Cover"

said: list[str] = []
logged: list[str] = []


def listen() -> None:
    """Fill the screen; keep what the message bar and the message log say from now on."""
    iface.mainWindow().showMaximized()
    said.extend(item.text() for item in iface.messageBar().items())
    iface.messageBar().widgetAdded.connect(_hear)
    QgsApplication.messageLog().messageReceived.connect(_keep)


def versions() -> dict[str, str]:
    """Return the version of QGIS, and the loaded plugin's."""
    module = qgis.utils.pluginMetadata(PLUGIN, "version")
    return {"qgis": Qgis.QGIS_VERSION, "plugin": module if PLUGIN in qgis.utils.plugins else ""}


def messages() -> list[str]:
    """Return what the message bar has said."""
    return said


def clear_messages() -> None:
    """Close what the message bar shows."""
    iface.messageBar().clearWidgets()


def warnings() -> list[str]:
    """Return the warnings and errors of the message log that name the plugin, but not its warnings about images."""
    return logged


def is_drawing() -> bool:
    """Tell whether the map is being drawn, or about to be; once it is not, the screen shows it."""
    canvas = iface.mapCanvas()
    # It begins a moment after it was asked to, half a second after its size has changed: until then its timers run.
    soon = any(timer.isActive() for timer in canvas.findChildren(QTimer))
    if soon or canvas.isDrawing() or QgsApplication.taskManager().countActiveTasks():
        return True
    canvas.viewport().repaint()
    QApplication.sync()
    return False


def tasks() -> int:
    """Return the number of background tasks that go on."""
    return int(QgsApplication.taskManager().countActiveTasks())


def providers() -> list[str]:
    """Return the ids of the Processing providers."""
    return sorted(each.id() for each in QgsApplication.processingRegistry().providers())


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


def prefer(name: str, value: str | int | None) -> None:
    """Set one of the plugin's settings for new classifications; None is its default again."""
    QgsSettings().setValue(f"eurosat/{name}", value)


def slow_down(seconds: float) -> None:
    """Let every run of a network take so many seconds more; 0 takes that away."""
    network = import_module(f"{PLUGIN}.core.network.classifier")
    for kind in (network.OnnxTileClassifier, network.NumpyTileClassifier):
        classify = getattr(kind.classify, "__wrapped__", kind.classify)
        kind.classify = _after(seconds, classify) if seconds else classify


def answer_for_earth_search(address: str) -> None:
    """Let the catalogue at `address` answer in place of Earth Search, which is on the internet."""
    from eurosat_plugin.core.catalogue import services

    here = replace(services.EARTH_SEARCH, address=address)
    services.CATALOGUES = (here, *(known for known in services.CATALOGUES if known.key != here.key))


def quit_soon() -> None:
    """Quit once this question is answered."""
    QgsProject.instance().setDirty(False)
    QTimer.singleShot(100, iface.actionExit().trigger)


def _after(seconds: float, classify: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(classify)
    def slow(*arguments: Any) -> Any:
        time.sleep(seconds)
        return classify(*arguments)

    return slow


def _hear(item: QWidget) -> None:
    # The signal's own argument comes as a plain widget, without its text.
    current = iface.messageBar().currentItem()
    if current is not None:
        said.append(current.text())


def _keep(message: str, tag: str, level: Qgis.MessageLevel) -> None:
    if level == Qgis.MessageLevel.Info or tag == "Messages":  # that tag repeats the message bar
        return
    if level == Qgis.MessageLevel.Warning and tag == LOG_TAG:
        return
    # Python warns of the line before the traceback; QGIS's own code is warned of as well.
    about = message.partition("traceback:")[0] if tag == "Python warning" else f"{tag} {message}"
    if "eurosat" in about.lower():
        logged.append(f"{tag}: {message}")
