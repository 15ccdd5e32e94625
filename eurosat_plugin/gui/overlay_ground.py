# SPDX-License-Identifier: GPL-2.0-or-later
"""The ground of a widget that lies on the map."""

from __future__ import annotations

from qgis.PyQt.QtGui import QGuiApplication, QPainter, QPalette
from qgis.PyQt.QtWidgets import QWidget


def paint_ground(widget: QWidget) -> None:
    """Fill `widget` with the colour of windows; called first in its ``paintEvent``.

    QGIS's dark theme makes every widget transparent, whatever it says of itself: the map would shine through.
    """
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), QGuiApplication.palette().color(QPalette.ColorRole.Window))
    painter.end()
