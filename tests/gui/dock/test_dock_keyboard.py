# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock for those who have no mouse, or do not see it."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QProgressBar, QToolButton, QWidget

from tests.gui.docks import FOUR_TILES, chart_of, follow


def controls(widget) -> list[QWidget]:
    """Return what the Tab key comes to, in its order."""
    found, at = [], widget.nextInFocusChain()
    while at is not widget:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(widget) and widget.isAncestorOf(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def names_of(widgets) -> list[str]:
    return [widget.accessibleName() or getattr(widget, "text", str)() for widget in widgets]


def test_everything_that_the_tab_key_comes_to_has_a_name_for_screen_readers(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    layer.selectByIds([1])
    follow(dock, layer)

    names = names_of(controls(dock.widget()))

    assert names[:5] == [
        "Keep showing this grid when another one is selected",
        "Copy, save and arrange the histogram",
        "Deselect",
        names[3],
        "Lowest confidence shown, in percent",
    ]
    assert names[3].startswith("Land cover histogram")
    assert "" not in names


def test_during_a_run_everything_that_the_tab_key_comes_to_has_a_name(dock, run):
    assert "" not in names_of(controls(dock.widget()))


def test_the_progress_of_a_run_has_a_name(dock, run):
    assert [bar.accessibleName() for bar in dock.findChildren(QProgressBar) if bar.isVisible()] == [
        "Classifying Leipzig…"
    ]


def test_return_presses_the_button_that_the_tab_key_came_to(dock, run):
    button = dock.findChild(QToolButton, "EuroSatCancel")

    QTest.keyClick(button, Qt.Key.Key_Return)

    assert run.cancels == 1


def test_the_chart_is_reached_with_the_tab_key(dock):
    assert chart_of(dock).focusPolicy() == Qt.FocusPolicy.StrongFocus
