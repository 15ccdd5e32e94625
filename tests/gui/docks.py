# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person sees and does in the dock, for the tests of the dock."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QLabel, QProgressBar, QSlider, QToolButton

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.gui.chart.histogram import ClassHistogram
from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.gui.dock.first_steps import FirstSteps
from tests.figures import Tile, table_of

FOUR_TILES = [("Forest", 0.9, ""), ("Forest", 0.8, ""), ("Forest", 0.7, ""), ("River", 0.4, "uncertain")]
EMPTY_SENTENCE = "Select a classified layer, or draw a rectangle on a Sentinel-2 image."


class Run(QObject):
    """What the dock needs of a run."""

    progressed = pyqtSignal(float)
    failed = pyqtSignal(str)
    ended = pyqtSignal()
    name = "Leipzig"
    doing = ""
    cell = 0

    def __init__(self) -> None:
        super().__init__()
        self.counts: GridCounts | None = None
        self.account: Account | None = None
        self.repeated: list[Reading] = []
        self.cancels = 0
        self.tiles = 0

    def cancel(self) -> None:
        self.cancels += 1

    def repeat(self, reading: Reading) -> None:
        self.repeated.append(reading)

    def count(self, *tiles: Tile) -> None:
        """Have counted `tiles` so far."""
        self.counts = table_of(tiles).counts()


URBAN_TILE = Tile("Residential", 0.8, urban=0.9)


def follow(dock: HistogramDock, layer: QgsMapLayer) -> None:
    """Let `dock` show `layer`, without the short wait for more changes."""
    dock.set_layer(layer)
    dock.refresh()


def shown(dock: HistogramDock) -> list[str]:
    """Return the texts of the labels that a person sees, besides the first steps of an empty dock."""
    steps = [label for page in dock.findChildren(FirstSteps) for label in page.findChildren(QLabel)]
    return [label.text() for label in dock.findChildren(QLabel) if label.isVisible() and label not in steps]


def label(dock: HistogramDock, name: str) -> QLabel:
    return dock.findChild(QLabel, name)


def slider(dock: HistogramDock) -> QSlider:
    return dock.findChild(QSlider, "EuroSatConfidence")


def progress(dock: HistogramDock) -> list[int]:
    """Return how far each of the progress bars is that a person sees, from the top."""
    return [bar.value() for bar in dock.findChildren(QProgressBar) if bar.isVisible()]


def run_counts(dock: HistogramDock) -> list[str]:
    """Return what the dock says of the tiles of each run, from the top."""
    return [each.text() for each in dock.findChildren(QLabel, "EuroSatRunCount") if each.isVisible()]


def cancel_buttons(dock: HistogramDock) -> list[QToolButton]:
    """Return the buttons that cancel runs, from the top."""
    return [each for each in dock.findChildren(QToolButton, "EuroSatCancel") if each.isVisible()]


def menu_action(dock: HistogramDock, name: str) -> QAction:
    return dock.findChild(QAction, name)


def chart_of(dock: HistogramDock) -> ClassHistogram:
    return dock.findChild(ClassHistogram, "EuroSatHistogram")


def tiles_by_class(dock: HistogramDock) -> dict[str, int]:
    """Return the tiles that the chart shows, by class key."""
    return {share.land_cover.key: share.tiles for share in chart_of(dock).shares if share.tiles}


def click_bar(dock: HistogramDock, key: str, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
    chart = chart_of(dock)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, modifiers, chart.bar_rect(key).center().toPoint())
