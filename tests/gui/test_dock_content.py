# SPDX-License-Identifier: GPL-2.0-or-later
"""Panels beside a map that needs the room: narrow enough for a screen of 1024 × 768, however large their content."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QPushButton, QWidget

from eurosat_plugin.gui.dock_content import MIN_WIDTH, DockContent
from eurosat_plugin.gui.labelling.label_buttons import LabelButtons
from eurosat_plugin.gui.labelling.labelling_form import LabellingForm
from eurosat_plugin.gui.places.place_form import PlaceForm

LETTERS = 32
"""Letters of mean width that fit into the panels: a third of 1024 pixels in letters of 11 pixels."""


@pytest.mark.parametrize("kind", [LabellingForm, PlaceForm])
def test_no_panel_is_wider_than_a_third_of_a_small_screen(qtbot, language: str, kind: type[QWidget]):
    content = DockContent(kind())
    qtbot.addWidget(content)
    content.show()

    width = content.minimumSizeHint().width()
    content.resize(width, 300)

    assert MIN_WIDTH <= width <= LETTERS * content.fontMetrics().averageCharWidth()
    assert content.horizontalScrollBar().maximum() == 0
    assert content.minimumSizeHint().height() < content.widget().minimumSizeHint().height()


def test_the_labels_stand_in_two_columns_where_these_have_room(qtbot):
    buttons = LabelButtons()
    qtbot.addWidget(buttons)
    widest = buttons.minimumSizeHint().width()
    buttons.show()

    columns = {}
    for width in (widest, 2 * widest + 20, widest):
        buttons.resize(width, 400)
        buttons.layout().activate()
        columns[width] = len({button.x() for button in buttons.findChildren(QPushButton)})

    assert list(columns.values()) == [1, 2]


def test_keys_are_left_to_the_dock(qtbot):
    content = DockContent(QWidget())
    qtbot.addWidget(content)
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)

    content.keyPressEvent(event)

    assert not event.isAccepted()
