# SPDX-License-Identifier: GPL-2.0-or-later
"""The background of a widget that lies on the map."""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor, QGuiApplication, QPainter, QPalette
from qgis.PyQt.QtWidgets import QWidget

READABLE = 4.5
"""The least contrast of text that people with weak eyes can read: https://www.w3.org/TR/WCAG21/#contrast-minimum"""


def paint_background(widget: QWidget, text: QColor) -> None:
    """Fill `widget` with a colour on which `text` can be read; called first in its ``paintEvent``.

    QGIS's dark theme makes every widget transparent, whatever it says of itself: the map would shine through.
    """
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), background_for(text))
    painter.end()


def background_for(text: QColor) -> QColor:
    """Return the colour of windows, or that of lists where `text` can be read only on that."""
    palette = QGuiApplication.palette()
    window, base = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Base)
    if contrast(text, window) >= READABLE:
        return window
    return max(window, base, key=lambda background: contrast(text, background))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21.

    See https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    """Return the relative luminance of an sRGB colour, 0..1."""
    shares = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
