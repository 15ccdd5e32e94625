# SPDX-License-Identifier: GPL-2.0-or-later
"""The images of a place along the days."""

from __future__ import annotations

from datetime import date

from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QWidget

from eurosat_plugin.gui.overlay_background import READABLE, contrast
from eurosat_plugin.gui.places.time_line import TimeLine

DARK = QColor("#323232")


def test_days_can_be_read_on_the_ground_of_a_dark_theme(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("QWidget { background: #323232 } QLabel { color: #b1b1b1 }")
    line = TimeLine(window)
    line.resize(300, line.sizeHint().height())
    line.show_scenes([], date(2024, 1, 1), date(2024, 3, 31))
    window.show()

    picture = line.grab().toImage()
    colors = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}

    assert max(contrast(QColor(name), DARK) for name in colors) >= READABLE
