# SPDX-License-Identifier: GPL-2.0-or-later
"""Bars that are chosen by mouse and keyboard, and what is told of the one that is pointed at."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication


def middle(chart, key: str) -> QPoint:
    return chart.bar_rect(key).center().toPoint()


def test_clicking_a_bar_chooses_its_class(chart, qtbot):
    with qtbot.waitSignal(chart.chosen, timeout=60_000) as blocker:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, "SeaLake"))

    assert blocker.args == ["SeaLake", False]


@pytest.mark.parametrize("key", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_ctrl_and_shift_add_to_what_was_chosen(chart, qtbot, key):
    with qtbot.waitSignal(chart.chosen, timeout=60_000) as blocker:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, key, middle(chart, "SeaLake"))

    assert blocker.args == ["SeaLake", True]


def test_clicking_beside_the_bars_chooses_nothing(chart, qtbot):
    with qtbot.assertNotEmitted(chart.chosen):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(20, 395))


def test_a_class_without_tiles_cannot_be_chosen(chart):
    assert chart.bar_rect("River").isNull()


def test_double_clicking_a_bar_opens_its_class(chart, qtbot):
    with qtbot.waitSignal(chart.opened, timeout=60_000) as blocker:
        QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, "Forest"))

    assert blocker.args == ["Forest"]


def test_the_right_button_chooses_nothing(chart, qtbot):
    with qtbot.assertNotEmitted(chart.chosen):
        QTest.mouseClick(chart, Qt.MouseButton.RightButton, pos=middle(chart, "Forest"))


def press_keys(chart, *keys: Qt.Key) -> str:
    chart.setFocus()
    for key in keys:
        QTest.keyClick(chart, key)
    return chart.focused


@pytest.mark.parametrize(
    ("keys", "focused"),
    [
        ([], "Residential"),
        ([Qt.Key.Key_Down], "SeaLake"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down], "Forest"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Up], "Residential"),
        ([Qt.Key.Key_Up], "Residential"),
        ([Qt.Key.Key_End], "Forest"),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "Residential"),
    ],
)
def test_the_keyboard_walks_through_the_bars(chart, keys, focused):
    chart.activateWindow()

    assert press_keys(chart, *keys) == focused


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_choose_the_bar_that_the_keyboard_is_on(chart, qtbot, key):
    press_keys(chart, Qt.Key.Key_Down)

    with qtbot.waitSignal(chart.chosen, timeout=60_000) as blocker:
        QTest.keyClick(chart, key)

    assert blocker.args == ["SeaLake", False]


def test_a_screen_reader_hears_the_bar_that_the_keyboard_is_on(chart):
    press_keys(chart, Qt.Key.Key_Down)

    assert chart.accessibleName() == (
        "Land cover histogram: Sea or lake, 3 tiles, 30.0\u00a0ha, 33.3\u00a0%, Mean confidence 90.0\u00a0%"
    )


def test_the_tip_of_a_bar_has_its_numbers(chart):
    assert chart.tip("Forest") == "Forest, 1 tile, 10.0\u00a0ha, 11.1\u00a0%\nMean confidence 90.0\u00a0%"


def test_the_row_under_the_mouse_is_highlighted(chart):
    before = chart.grab().toImage()

    hover = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(middle(chart, "Forest")),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(chart, hover)

    row = chart.bar_rect("Forest").toRect()
    assert chart.grab(row).toImage() != before.copy(row)
