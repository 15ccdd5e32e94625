# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtGui import QColor, QGuiApplication, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QToolButton, QWidget

from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.gui.readings.reading_line import ReadingLine
from eurosat_plugin.gui.tiles.tile_answer import TileAnswer
from eurosat_plugin.gui.tiles.tile_panel import ProbabilityBars, TilePanel

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
TILE = QgsReferencedRectangle(QgsRectangle(500_000, 5_000_000, 500_640, 5_000_640), UTM)
PROBABILITIES = (0.1, 0.6, 0.0, 0.0, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0)
"""Annual crop, forest, …, pasture."""


@pytest.fixture
def canvas(qtbot) -> Iterator[QgsMapCanvas]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    canvas = QgsMapCanvas()
    canvas.resize(600, 500)
    canvas.setDestinationCrs(UTM)
    canvas.setExtent(QgsRectangle(500_000, 5_000_000, 504_000, 5_003_000))
    canvas.show()
    qtbot.waitExposed(canvas)
    yield canvas
    canvas.close()
    canvas.deleteLater()
    QLocale.setDefault(before)


@pytest.fixture
def panel(canvas) -> TilePanel:
    return TilePanel(canvas)


def answer(probabilities=PROBABILITIES, flag: str = "") -> TileAnswer:
    return TileAnswer(TILE, probabilities, flag, "Leipzig")


def text(panel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    return label.text() if label.isVisible() else ""


def outlines(canvas) -> list[QgsRubberBand]:
    return [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand) and item.isVisible()]


def test_no_map_shines_through_in_a_theme_that_makes_widgets_transparent(panel, canvas):
    canvas.setStyleSheet("QWidget { background: transparent; }")
    canvas.setCanvasColor(QColor("#ff00ff"))
    panel.show_answer(answer())

    picture = canvas.grab().toImage()

    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window).name()
    inside = panel.geometry().adjusted(4, 4, -4, -4)
    corners = (inside.topLeft(), inside.topRight(), inside.bottomLeft(), inside.bottomRight())
    assert {picture.pixelColor(corner).name() for corner in corners} == {ground}


def test_everything_in_the_panel_that_the_tab_key_comes_to_has_a_name(panel):
    panel.show_answer(answer())

    widgets = [each for each in panel.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert [each.accessibleName() for each in widgets] == [
        "Close",
        "Why the image is read like this, and how else it could be",
    ]
    assert panel.accessibleName() == "Probabilities of a tile"


def test_before_a_click_nothing_is_shown(panel, canvas):
    assert not panel.isVisible()
    assert outlines(canvas) == []


def test_while_a_tile_is_classified_its_outline_is_shown(panel, canvas):
    panel.show_question(TILE)

    assert text(panel, "EuroSatTileTitle") == "Classifying…"
    assert [band.asGeometry().boundingBox() for band in outlines(canvas)] == [QgsRectangle(TILE)]


def test_the_title_is_the_most_probable_class(panel):
    panel.show_answer(answer())

    assert text(panel, "EuroSatTileTitle") == "Forest · 60.0\u00a0%"


def test_the_last_bar_is_whole_however_long_the_reading_is(panel):
    bars, words = panel.findChild(ProbabilityBars), panel.findChild(QLabel, "EuroSatReading")
    for count in range(2, 26):
        panel.show_answer(replace(answer(), account=Account("by number " * count)))
        QTest.qWait(10)

        assert bars.height() >= bars.sizeHint().height(), count
        assert words.height() >= words.heightForWidth(words.width()), count


def test_the_panel_stays_in_the_map_when_that_becomes_smaller(panel, canvas, qtbot):
    panel.show_answer(answer())

    canvas.resize(480, 500)

    qtbot.waitUntil(lambda: canvas.rect().contains(panel.geometry()), timeout=10_000)


def test_the_panel_comes_to_rest(panel, monkeypatch):
    places: list[int] = []
    place = panel._place
    monkeypatch.setattr(panel, "_place", lambda: (places.append(1), place()))

    panel.show_answer(replace(answer(), account=Account("by number " * 9)))
    QTest.qWait(300)

    assert len(places) < 6


def test_the_last_bar_is_whole_where_a_theme_widens_the_button_beside_the_reading(panel):
    line = "Read as digital numbers of unknown level, no offset (by the numbers)"
    panel.show_question(TILE)
    QTest.qWait(20)
    panel.show_answer(replace(answer(), account=Account(line)))
    panel.findChild(QToolButton, "EuroSatReadingDetails").setMinimumWidth(250)
    QTest.qWait(20)

    bars, reading = panel.findChild(ProbabilityBars), panel.findChild(ReadingLine)
    words = panel.findChild(QLabel, "EuroSatReading")
    assert bars.height() >= bars.sizeHint().height()
    assert words.height() >= words.heightForWidth(words.width())
    assert not bars.geometry().intersects(reading.geometry())


def test_ten_bars_stand_in_the_order_of_their_probabilities(panel):
    panel.show_answer(answer())

    rows = panel.findChild(ProbabilityBars).rows
    assert [row.name for row in rows[:3]] == ["Forest", "Pasture", "Annual crop"]
    assert [row.length for row in rows] == sorted(PROBABILITIES, reverse=True)


def test_the_classes_of_a_model_of_ones_own_have_its_names(panel):
    scheme = ClassScheme.of([f"kind {number}" for number in range(12)])
    probabilities = tuple(np.arange(12) / 66)

    panel.show_answer(replace(answer(probabilities=probabilities), scheme=scheme))

    rows = panel.findChild(ProbabilityBars).rows
    assert text(panel, "EuroSatTileTitle") == "kind 11 · 16.7\u00a0%"
    assert [row.name for row in rows] == [f"kind {number}" for number in range(11, 1, -1)]


def test_a_screen_reader_gets_the_probabilities(panel):
    panel.show_answer(answer())

    lines = panel.findChild(ProbabilityBars).accessibleDescription().split("\n")
    assert lines[:2] == ["Forest, 60.0\u00a0%", "Pasture, 30.0\u00a0%"]
    assert len(lines) == 10


def test_a_doubt_is_told(panel):
    panel.show_answer(answer(flag="uncertain"))

    assert text(panel, "EuroSatTileNote") == "Uncertain: the confidence is low"


def test_a_tile_without_doubt_has_no_note(panel):
    panel.show_answer(answer(flag="uncertain"))

    panel.show_answer(answer())

    assert text(panel, "EuroSatTileNote") == ""


def test_a_tile_without_class_says_why(panel):
    panel.show_answer(answer(probabilities=(), flag="nodata"))

    assert text(panel, "EuroSatTileTitle") == "Too few valid pixels"
    assert panel.findChild(ProbabilityBars).rows == []


def test_the_panel_stands_inside_the_canvas(panel, canvas):
    panel.show_answer(answer())

    assert canvas.rect().contains(panel.geometry())


@pytest.mark.parametrize("turned", [0.0, 30.0])
def test_the_panel_does_not_cover_its_tile(panel, canvas, turned):
    canvas.setRotation(turned)
    to_screen = canvas.getCoordinateTransform()
    for x, y in ((40, 460), (560, 460)):
        middle = to_screen.toMapCoordinates(x, y)
        tile = QgsReferencedRectangle(QgsRectangle.fromCenterAndSize(middle, 640, 640), UTM)

        panel.show_answer(TileAnswer(tile, PROBABILITIES, "", "Leipzig"))

        assert not panel.geometry().contains(x, y)
        assert canvas.rect().contains(panel.geometry())


def test_the_button_closes_panel_and_outline(panel, canvas):
    panel.show_answer(answer())

    QTest.mouseClick(panel.findChild(QToolButton, "EuroSatTileClose"), Qt.MouseButton.LeftButton)

    assert not panel.isVisible()
    assert outlines(canvas) == []


def test_escape_closes_the_panel(panel):
    panel.show_answer(answer())

    QTest.keyClick(panel, Qt.Key.Key_Escape)

    assert not panel.isVisible()


def test_a_removed_panel_leaves_nothing_on_the_canvas(panel, canvas, qtbot):
    panel.show_answer(answer())

    panel.remove()

    assert [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)] == []
    qtbot.waitUntil(lambda: canvas.findChild(TilePanel) is None, timeout=60_000)
