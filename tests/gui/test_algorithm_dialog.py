# SPDX-License-Identifier: GPL-2.0-or-later
"""Dialogs of algorithms become as wide as their widest line."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QSplitter, QTextBrowser

from eurosat_plugin.gui.algorithm_dialog import widen


@pytest.fixture
def make(qtbot):
    """Return what shows a dialog 400 pixels wide: a scrolled line that needs `width`, with help beside it."""

    def dialog(width: int) -> tuple[QDialog, QScrollArea, QTextBrowser]:
        window, splitter, area, text, line = QDialog(), QSplitter(), QScrollArea(), QTextBrowser(), QLabel("line")
        line.setMinimumWidth(width)
        area.setWidget(line)
        area.setWidgetResizable(True)
        for part in (area, text):
            splitter.addWidget(part)
        QHBoxLayout(window).addWidget(splitter)
        qtbot.addWidget(window)
        window.resize(400, 300)
        window.show()
        qtbot.waitExposed(window)
        splitter.setSizes([200, 160])
        return window, area, text

    return dialog


def test_a_line_that_is_too_wide_widens_the_dialog_and_not_the_help(make):
    dialog, area, text = make(300)
    assert area.horizontalScrollBar().maximum() > 0
    before = text.width()

    widen(dialog)

    assert area.horizontalScrollBar().maximum() == 0
    assert abs(text.width() - before) <= 1


def test_a_dialog_that_is_wide_enough_stays_as_it_is(make):
    dialog, _, _ = make(100)

    widen(dialog)

    assert dialog.width() == 400


def test_a_dialog_stays_on_its_screen(make):
    dialog, _, _ = make(5000)

    widen(dialog)

    screen = dialog.screen().availableGeometry()
    assert dialog.frameGeometry().width() <= screen.width()
    assert dialog.frameGeometry().left() >= screen.left()
