# SPDX-License-Identifier: GPL-2.0-or-later
"""What lies on the map can be read in all themes of QGIS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsReferencedRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, QRect
from qgis.PyQt.QtGui import QColor, QImage, QPalette
from qgis.PyQt.QtWidgets import QApplication, QLabel, QWidget

from eurosat_plugin.gui.map.tile_preview import TilePreview
from eurosat_plugin.gui.overlay_background import READABLE, contrast
from eurosat_plugin.gui.tiles.tile_answer import TileAnswer
from eurosat_plugin.gui.tiles.tile_panel import TilePanel

MAP = QColor("#ff00ff")
THEMES = {
    "default": ("#efefef", "#ffffff", "#000000", ""),
    "Night Mapping": ("#535353", "#222222", "#535353", "#aaaaaa"),
    "Blend of Gray": ("#373737", "#b2b2b2", "#0e0e0e", "#0e0e0e"),
}
"""Windows, lists and text of the palette, and text of labels in the style sheet of QGIS's themes."""


@pytest.fixture
def canvas(qtbot) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.resize(600, 500)
    canvas.setCanvasColor(MAP)
    yield canvas
    canvas.close()
    canvas.deleteLater()


@pytest.fixture(params=THEMES)
def theme(request, canvas, qtbot) -> Iterator[None]:
    """Let canvas and application look as in a theme of QGIS."""
    before = QApplication.palette()
    window, base, text, label = THEMES[request.param]
    palette = QPalette(before)
    for role, color in (
        (QPalette.ColorRole.Window, window),
        (QPalette.ColorRole.Base, base),
        (QPalette.ColorRole.WindowText, text),
    ):
        palette.setColor(role, QColor(color))
    QApplication.setPalette(palette)
    if label:
        canvas.setStyleSheet(f"QWidget {{ background: transparent; }} QLabel {{ color: {label}; }}")
    canvas.show()
    qtbot.waitExposed(canvas)
    yield
    QApplication.setPalette(before)


def show_label(canvas: QgsMapCanvas) -> QLabel:
    TilePreview(canvas).show_text("12 tiles", QPoint(100, 100))
    return canvas.findChild(QLabel, "EuroSatRectangleLabel")


def show_panel(canvas: QgsMapCanvas) -> QLabel:
    crs = QgsCoordinateReferenceSystem("EPSG:32633")
    tile = QgsReferencedRectangle(canvas.extent(), crs)
    TilePanel(canvas).show_answer(TileAnswer(tile, (0.1, 0.6, 0.0, 0.0, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0), "", "Leipzig"))
    return canvas.findChild(QLabel, "EuroSatTileTitle")


def colors_of(canvas: QgsMapCanvas, widget: QWidget) -> list[QColor]:
    """Return the colours inside `widget` as they are on the screen, its first pixel first."""
    picture: QImage = canvas.grab().toImage()
    inside = QRect(widget.mapTo(canvas, QPoint(0, 0)), widget.size()).adjusted(3, 3, -3, -3)
    places = ((x, y) for y in range(inside.top(), inside.bottom()) for x in range(inside.left(), inside.right()))
    return [picture.pixelColor(x, y) for x, y in places]


@pytest.mark.parametrize("show", [show_label, show_panel])
@pytest.mark.usefixtures("theme")
def test_text_on_the_map_can_be_read_in_every_theme(canvas, show: Callable[[QgsMapCanvas], QLabel]):
    ground, *others = colors_of(canvas, show(canvas))

    assert max(contrast(ground, other) for other in others) >= READABLE


@pytest.mark.parametrize("show", [show_label, show_panel])
@pytest.mark.usefixtures("theme")
def test_no_map_shines_through_behind_text_on_it(canvas, show: Callable[[QgsMapCanvas], QLabel]):
    colors = {color.name() for color in colors_of(canvas, show(canvas))}

    assert MAP.name() not in colors


def test_black_on_white_has_the_greatest_contrast():
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21.0)


def test_the_order_of_two_colours_does_not_matter():
    # A grey of 0x77 = 119: ((119 / 255 + 0.055) / 1.055) ** 2.4 = 0.184; (1 + 0.05) / (0.184 + 0.05) = 4.48.
    white, grey = QColor("#ffffff"), QColor("#777777")

    assert contrast(white, grey) == contrast(grey, white) == pytest.approx(4.48, abs=0.005)
