# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel with the images of a place, against a catalogue on this machine."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from threading import Event
from time import sleep

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QTreeWidget

from eurosat_plugin.core.catalogue import services
from eurosat_plugin.gui.places import scene_finder
from eurosat_plugin.gui.places.place_dock import PlaceDock
from eurosat_plugin.gui.places.place_preferences import PlacePreferences, load_places
from eurosat_plugin.gui.places.time_line import TimeLine
from tests.catalogue_server import Trouble
from tests.gui.places.place_panel import CLEAR, CLOUDED, SOON, current_day, message, place, press, rows
from tests.rasters import ORIGIN, UTM33


def test_the_images_of_the_last_months_are_listed_with_the_cloud_over_the_place(searched) -> None:
    assert [row[:3] for row in rows(searched)] == [[CLOUDED.day, "100 %", "2 %"], [CLEAR.day, "0 %", "5 %"]]
    assert "Images found: 2" in message(searched)


def test_the_clearest_over_the_place_is_chosen(searched) -> None:
    assert current_day(searched) == CLEAR.day


def test_what_a_person_has_chosen_stays_chosen(qtbot, dock, server) -> None:
    server.always = {"SCL": Trouble(404)}
    dock.open(place(), search=True)
    qtbot.waitUntil(lambda: len(rows(dock)) == 2, timeout=SOON)
    tree = dock.findChild(QTreeWidget, "EuroSatScenes")

    tree.setCurrentItem(tree.topLevelItem(1))
    dock._renew(replace(next(iter(dock._scenes.values())), cloud_here=0.0))

    assert current_day(dock) == CLEAR.day


def test_a_search_that_fails_leaves_the_axis_of_the_period_that_was_asked_for(qtbot, dock, server) -> None:
    dock.open(place(), search=False)
    opened = dock.findChild(TimeLine).period
    server.always = {"search": Trouble(404)}
    press(dock, "EuroSatSearch")
    qtbot.waitUntil(lambda: not message(dock).startswith("Asking"), timeout=SOON)

    for first, last in (opened, dock.findChild(TimeLine).period):
        assert (last - first).days == dock._form.preferences.days


def test_a_click_on_the_time_line_chooses(searched) -> None:
    line = searched.findChild(TimeLine)
    clouded = next(scene for scene in searched._scenes.values() if scene.item.date == CLOUDED.day)

    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.place_of(clouded).toPoint())

    assert current_day(searched) == CLOUDED.day


def test_one_click_asks_for_the_classification_of_the_place(qtbot, searched, server) -> None:
    with qtbot.waitSignal(searched.classify, timeout=60_000) as asked:
        press(searched, "EuroSatClassifyScene")

    target, extent = asked.args
    assert target.parameters(extent)["INPUT"] == server.item_address(0)
    assert (extent.xMinimum(), extent.crs().authid()) == (ORIGIN[0] + 640, UTM33)


def test_a_place_of_which_a_day_shows_a_part_is_told(qtbot, dock, server) -> None:
    wide = place()
    wide.translate(1280, 0)  # its eastern half lies beyond the scenes, which end 2560 m from their beginning

    dock.open(wide, search=True)

    qtbot.waitUntil(lambda: re.search(r"show (49|50)\.\d\s% of the place", message(dock)), timeout=SOON)


def test_another_click_adds_the_image_alone(qtbot, searched, server) -> None:
    with qtbot.waitSignal(searched.added, timeout=SOON) as added:
        press(searched, "EuroSatAddScene")

    [layer] = added.args
    assert QgsProject.instance().mapLayers() == {layer.id(): layer}
    assert CLEAR.day in layer.name()
    year = CLEAR.day[:4]
    assert layer.metadata().rights()[0] == f"Contains modified Copernicus Sentinel data {year}."
    assert "Element 84" in layer.metadata().rights()[1]
    assert layer.metadata().licenses() == [services.SENTINEL_TERMS]
    assert layer.customProperty("eurosat/product") == server.item_address(0)


def test_the_buttons_are_seen_however_low_the_panel_is(searched) -> None:
    searched.resize(260, 240)
    searched.show()

    for name in ("EuroSatSearch", "EuroSatClassifyScene", "EuroSatAddScene"):
        button = searched.findChild(QPushButton, name)
        assert button.visibleRegion().boundingRect().size() == button.size()


def test_a_rectangle_asks_nobody_before_somebody_wants_it(qtbot, dock, server) -> None:
    dock.open(place(), search=False)
    assert server.requests == []

    press(dock, "EuroSatSearch")

    qtbot.waitUntil(lambda: len(rows(dock)) == 2, timeout=SOON)


def test_that_no_image_is_open_is_not_said_for_ever(qtbot, dock) -> None:
    dock.open(place(), search=False)
    assert message(dock).startswith("No Sentinel-2 image is open here.")

    QgsProject.instance().clear()

    assert message(dock) == ""


def test_what_was_found_stays_when_a_rectangle_is_classified(searched) -> None:
    searched.clear_outline()

    assert message(searched) == "Images found: 2"


def test_a_map_without_a_crs_is_no_place(dock) -> None:
    dock._canvas.setDestinationCrs(QgsCoordinateReferenceSystem())

    dock.open(place(), search=False)

    title = dock.findChild(QLabel, "EuroSatPlace").text()
    assert title == "The map lies where its coordinate system is not defined."


def test_period_cloud_and_catalogue_are_remembered(qtbot, dock, server) -> None:
    dock.open(place(), search=False)
    dock.findChild(QSpinBox).setValue(25)
    dock._form.period.setCurrentIndex(dock._form.period.findData(365))

    press(dock, "EuroSatSearch")

    assert load_places() == PlacePreferences(days=365, cloud=25)
    assert dock.findChild(QComboBox, "EuroSatCatalogue").count() == 4
    qtbot.waitUntil(lambda: len(rows(dock)) == 2, timeout=SOON)


def test_a_panel_that_closes_asks_for_nothing_more(qtbot, dock, server) -> None:
    server.may_answer.clear()
    dock.open(place(), search=True)

    dock.close()
    server.may_answer.set()

    qtbot.wait(300)
    assert rows(dock) == []


def test_a_panel_that_goes_waits_for_what_was_stopped_before(qtbot, qgis_new_project, server, monkeypatch) -> None:
    canvas, begun, ended = QgsMapCanvas(), Event(), Event()
    qtbot.addWidget(canvas)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(UTM33))

    def look_long(*given: object) -> None:
        begun.set()
        sleep(0.5)
        ended.set()

    monkeypatch.setattr(scene_finder, "cloud_here", look_long)
    dock = PlaceDock(canvas)
    qtbot.addWidget(dock)
    dock.open(place(), search=True)
    qtbot.waitUntil(begun.is_set, timeout=SOON)
    dock.close()

    dock.shut_down()

    assert ended.is_set()


def test_an_image_that_a_project_could_only_hold_with_keys_is_not_added(qtbot, searched, monkeypatch) -> None:
    scene = searched._scenes[searched._chosen]
    signed = replace(scene.item, catalogue=services.PLANETARY_COMPUTER)
    searched._scenes[searched._chosen] = replace(scene, item=signed)

    press(searched, "EuroSatAddScene")

    qtbot.waitUntil(lambda: "cannot be added to a project" in message(searched), timeout=SOON)
    assert json.dumps(list(QgsProject.instance().mapLayers())) == "[]"


def outline(dock: PlaceDock) -> QgsRubberBand:
    [band] = [item for item in dock._canvas.scene().items() if isinstance(item, QgsRubberBand)]
    return band


def test_a_new_project_takes_the_outline_of_the_place_away(dock) -> None:
    dock.open(place(), search=False)
    before = outline(dock).numberOfVertices()

    QgsProject.instance().clear()

    assert before >= 4
    assert outline(dock).numberOfVertices() == 0
