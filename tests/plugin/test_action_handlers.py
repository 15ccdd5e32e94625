# SPDX-License-Identifier: GPL-2.0-or-later
"""What the entries of the menu open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from qgis.core import QgsRasterLayer, QgsSettings
from qgis.PyQt.QtWidgets import QAction, QComboBox, QDialog

from eurosat_plugin.gui.action_handlers import ActionHandlers
from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.gui.settings.preferences import load_preferences
from eurosat_plugin.gui.settings.settings_dialog import SettingsDialog
from tests.rasters import ground, write_raster


@pytest.fixture
def handlers(desktop) -> Iterator[ActionHandlers]:
    dock = HistogramDock(desktop.window, desktop.canvas)
    handlers = ActionHandlers(desktop, dock, QAction(desktop.window), desktop)
    yield handlers
    handlers.shut_down()
    dock.shut_down()


def answer(monkeypatch, code: QDialog.DialogCode) -> None:
    """Choose the second stride in the dialog and close it with `code`."""

    def choose(dialog: SettingsDialog) -> QDialog.DialogCode:
        dialog.findChild(QComboBox, "EuroSatStride").setCurrentIndex(1)
        return code

    monkeypatch.setattr(SettingsDialog, "exec", choose)


def test_settings_that_are_accepted_are_remembered(handlers, monkeypatch):
    answer(monkeypatch, QDialog.DialogCode.Accepted)

    handlers.open_settings()

    assert load_preferences().stride == 32


def test_settings_that_are_cancelled_are_forgotten(handlers, monkeypatch):
    answer(monkeypatch, QDialog.DialogCode.Rejected)

    handlers.open_settings()

    assert load_preferences().stride == 64


def test_the_dialog_of_the_algorithm_is_filled_in_with_layer_extent_and_settings(
    handlers, desktop, monkeypatch, tmp_path: Path
):
    opened: list[tuple[str, dict]] = []
    dialogs = SimpleNamespace(execAlgorithmDialog=lambda name, parameters: opened.append((name, parameters)))
    monkeypatch.setitem(sys.modules, "processing", dialogs)
    QgsSettings().setValue("eurosat/stride", "32")
    layer = QgsRasterLayer(str(write_raster(tmp_path / "scene.tif", ground())), "scene")
    desktop.setActiveLayer(layer)
    desktop.canvas.setDestinationCrs(layer.crs())

    handlers.open_algorithm()

    [(name, parameters)] = opened
    assert name == "eurosat:classifyraster"
    assert parameters["INPUT"] == layer.id()
    assert parameters["EXTENT"].crs() == layer.crs()
    assert parameters["STRIDE"] == "32"
    desktop.layer = None


def test_the_dialog_for_the_displayed_colours_is_filled_in_with_the_layers_of_the_map(
    handlers, desktop, monkeypatch, tmp_path: Path
):
    opened: list[tuple[str, dict]] = []
    dialogs = SimpleNamespace(execAlgorithmDialog=lambda name, parameters: opened.append((name, parameters)))
    monkeypatch.setitem(sys.modules, "processing", dialogs)
    layer = QgsRasterLayer(str(write_raster(tmp_path / "scene.tif", ground())), "scene")
    desktop.canvas.setLayers([layer])

    handlers.open_displayed()

    [(name, parameters)] = opened
    assert (name, parameters["LAYERS"]) == ("eurosat:classifycanvas", [layer.id()])
    desktop.canvas.setLayers([])


def test_with_an_empty_map_the_dialog_asks_for_the_image(handlers, desktop, monkeypatch):
    opened: list[tuple[str, dict]] = []
    dialogs = SimpleNamespace(execAlgorithmDialog=lambda name, parameters: opened.append((name, parameters)))
    monkeypatch.setitem(sys.modules, "processing", dialogs)
    QgsSettings().setValue("eurosat/stride", "32")

    handlers.open_algorithm()

    [(name, parameters)] = opened
    assert name == "eurosat:classifyraster"
    assert parameters["STRIDE"] == "32"
    assert "INPUT" not in parameters
    assert desktop.bar.currentItem() is None
