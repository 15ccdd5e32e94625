# SPDX-License-Identifier: GPL-2.0-or-later
"""What the dock says to somebody who has not classified anything yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QAction, QLabel, QMainWindow, QToolButton, QWidget

from eurosat_plugin.gui.dock.first_steps import SEEN_KEY, FirstSteps, seen_before
from eurosat_plugin.gui.dock.message_page import MessagePage
from eurosat_plugin.gui.dock_content import MIN_WIDTH
from tests.gui.docks import FOUR_TILES, follow


@pytest.fixture
def window(qtbot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def test_an_empty_dock_shows_the_steps_and_a_grid_takes_their_place(dock, make_grid):
    follow(dock, None)
    empty = dock.findChild(QWidget, "EuroSatFirstSteps").isVisible()

    follow(dock, make_grid(FOUR_TILES))

    assert empty
    assert not dock.findChild(QWidget, "EuroSatFirstSteps").isVisible()


def test_a_step_has_the_action_of_the_main_window_that_does_it(window):
    opened: list[bool] = []
    action = QAction("Open Sentinel-2 Product…", window)
    action.setObjectName("eurosatOpenProduct")
    action.triggered.connect(opened.append)
    steps = FirstSteps()
    window.setCentralWidget(steps)

    window.show()
    shown = [button for button in steps.findChildren(QToolButton) if button.isVisible()]
    for button in shown:
        button.click()

    assert [button.text() for button in shown] == ["Open Sentinel-2 Product…"]
    assert opened == [False]


def test_a_long_text_on_a_button_does_not_keep_the_dock_wide(window):
    action = QAction("Ouvrir un produit Sentinel-2 d’un nom particulièrement long…", window)
    action.setObjectName("eurosatOpenProduct")
    page = MessagePage()
    window.setCentralWidget(page)

    window.show()

    assert [button.text() for button in page.findChildren(QToolButton) if button.isVisible()] == [action.text()]
    assert page.minimumSizeHint().width() <= MIN_WIDTH


def test_steps_that_were_on_the_screen_have_been_seen(window):
    QgsSettings().remove(SEEN_KEY)
    window.setCentralWidget(FirstSteps())
    before = seen_before()

    window.show()

    assert not before
    assert seen_before()


def test_the_link_opens_a_page_that_is_there(window, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: opened.append(address.toLocalFile()))
    steps = FirstSteps()
    window.setCentralWidget(steps)

    steps.findChild(QLabel, "EuroSatMoreSteps").linkActivated.emit("steps")

    (page,) = opened
    assert "<h1>First steps</h1>" in Path(page).read_text(encoding="utf-8")
