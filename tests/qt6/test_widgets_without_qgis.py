# SPDX-License-Identifier: GPL-2.0-or-later
"""The widgets that need only Qt: run with QGIS's Qt by `make test`, and with PyQt6, without QGIS, by `make compat`."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QFont, QHelpEvent, QImage, QKeyEvent, QMouseEvent
from qgis.PyQt.QtWidgets import QApplication, QLabel, QSlider, QWidget

from eurosat_plugin.core.classes import CLASSES, class_by_key
from eurosat_plugin.core.summary.grid_figures import ClassShare, GridFigures
from eurosat_plugin.gui.chart.chart_export import chart_csv, save_chart
from eurosat_plugin.gui.chart.chart_menu import ChartMenu
from eurosat_plugin.gui.chart.class_bars import ClassBars
from eurosat_plugin.gui.chart.histogram import ClassHistogram
from eurosat_plugin.gui.dock.confidence_slider import ConfidenceSlider
from eurosat_plugin.gui.dock.selection_row import SelectionRow
from eurosat_plugin.gui.dock.work_bar import WorkBar

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="session")
def application() -> QApplication:
    return QApplication.instance() or QApplication([])


@pytest.fixture(autouse=True)
def english(application: QApplication) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def bars() -> ClassBars:
    counts = {"Forest": 5, "SeaLake": 3, "River": 1}
    shares = (
        ClassShare(c, tiles, 40.96 * tiles, tiles / 9, 0.9 if tiles else nan)
        for c in CLASSES
        for tiles in (counts.get(c.key, 0),)
    )
    return ClassBars(GridFigures(tuple(shares), tiles=9, area_ha=9 * 40.96))


@pytest.fixture
def chart(bars: ClassBars) -> ClassHistogram:
    widget = ClassHistogram()
    widget.set_bars(bars)
    widget.resize(360, 400)
    return widget


def test_the_chart_paints_its_bars_in_class_colours(chart: ClassHistogram) -> None:
    picture = _painted(chart)

    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}

    assert {class_by_key(key).color for key in ("Forest", "SeaLake", "River")} <= colours


def test_a_click_on_a_bar_chooses_its_class(chart: ClassHistogram) -> None:
    chosen: list[tuple[str, bool]] = []
    chart.chosen.connect(lambda key, add: chosen.append((key, add)))

    _mouse(chart, QEvent.Type.MouseButtonRelease, chart.bar_rect("SeaLake").center())
    _mouse(chart, QEvent.Type.MouseButtonRelease, chart.bar_rect("River").center(), Qt.KeyboardModifier.ControlModifier)

    assert chosen == [("SeaLake", False), ("River", True)]


def test_a_double_click_opens_its_class(chart: ClassHistogram) -> None:
    opened: list[str] = []
    chart.opened.connect(opened.append)

    _mouse(chart, QEvent.Type.MouseButtonDblClick, chart.bar_rect("Forest").center())

    assert opened == ["Forest"]


def test_the_mouse_over_a_bar_shows_a_hand(chart: ClassHistogram) -> None:
    _mouse(chart, QEvent.Type.MouseMove, chart.bar_rect("Forest").center())

    assert chart.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_tool_tip_is_answered(chart: ClassHistogram) -> None:
    spot = chart.bar_rect("Forest").center().toPoint()

    assert chart.event(QHelpEvent(QEvent.Type.ToolTip, spot, chart.mapToGlobal(spot)))


@pytest.mark.parametrize(
    ("keys", "focused"),
    [
        ((Qt.Key.Key_Down,), "Forest"),
        ((Qt.Key.Key_Down, Qt.Key.Key_Down), "SeaLake"),
        ((Qt.Key.Key_End,), "River"),
        ((Qt.Key.Key_End, Qt.Key.Key_Up), "SeaLake"),
        ((Qt.Key.Key_End, Qt.Key.Key_Home), "Forest"),
    ],
)
def test_the_keyboard_walks_through_the_bars(chart: ClassHistogram, keys: tuple[Qt.Key, ...], focused: str) -> None:
    for key in keys:
        chart.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, NO_MODIFIER))

    assert chart.focused == focused


def test_enter_chooses_the_bar_that_the_keyboard_is_on(chart: ClassHistogram) -> None:
    chosen: list[str] = []
    chart.chosen.connect(lambda key, add: chosen.append(key))

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        chart.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, NO_MODIFIER))

    assert chosen == ["Forest"]


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_chart_is_saved_as_a_picture(bars: ClassBars, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"chart.{ending}"

    save_chart(path, "Land cover", bars, QFont())

    assert path.stat().st_size > 500


def test_the_chart_is_copied_as_a_table(bars: ClassBars) -> None:
    rows = chart_csv(bars).splitlines()

    assert rows[0].startswith("class_key,")
    assert any(row.startswith("Forest,Forest,5,") for row in rows)


def test_the_menu_tells_what_was_picked() -> None:
    menu, picked = ChartMenu(), []
    menu.set_state(True, True, "corine")
    menu.copy_text.connect(lambda: picked.append("text"))
    menu.order_changed.connect(picked.append)
    menu.palette_picked.connect(picked.append)

    for name in ("eurosatCopyText", "eurosatClassOrder", "eurosatPalette_colourblind"):
        next(action for action in _actions(menu) if action.objectName() == name).trigger()

    assert picked == ["text", True, "colourblind"]


def test_the_slider_tells_the_lowest_confidence() -> None:
    row, told = ConfidenceSlider(), []
    row.changed.connect(lambda: told.append(row.min_confidence))

    row.findChild(QSlider, "EuroSatConfidence").setValue(75)

    assert told == [0.75]


def test_the_row_of_the_selection_is_seen_only_with_one() -> None:
    row = SelectionRow()
    row.show_count(0)
    hidden = row.isHidden()
    row.show_count(3)

    assert hidden
    assert not row.isHidden()
    assert "3 tiles" in _texts(row)


def test_the_bar_of_the_work_says_what_is_read() -> None:
    bar = WorkBar()
    bar.begin_reading(3)
    bar.set_progress(41.6)

    assert not bar.isHidden()
    assert "3 tiles" in _texts(bar)


def _painted(widget: QWidget) -> QImage:
    picture = QImage(widget.size(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.white)
    widget.render(picture)
    return picture


def _mouse(widget: QWidget, kind: QEvent.Type, spot: QPointF, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    whole = QPointF(widget.mapToGlobal(QPoint(0, 0))) + spot
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, spot, whole, button, Qt.MouseButton.NoButton, modifiers)
    QApplication.sendEvent(widget, event)


def _actions(menu: ChartMenu) -> list:
    return [*menu.actions(), *(action for each in menu.actions() if each.menu() for action in each.menu().actions())]


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel)).lower()
