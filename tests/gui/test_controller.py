# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import QLocale, QThreadPool

from eurosat_plugin.gui.controller import ClassificationController

INSIDE = QgsReferencedRectangle(
    QgsRectangle(500_000, 5_000_000, 500_640, 5_000_640), QgsCoordinateReferenceSystem("EPSG:32633")
)


@pytest.fixture
def iface(qgis_iface, qgis_new_project):
    qgis_iface._active_layer_id = None
    qgis_iface.messageBar().clear_messages()
    qgis_iface.mapCanvas().setLayers([])
    return qgis_iface


@pytest.fixture
def controller(iface) -> Iterator[ClassificationController]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    controller = ClassificationController(iface)
    yield controller
    controller.shut_down()
    QLocale.setDefault(before)


def messages(iface, level) -> list[str]:
    return [message.split(":", 1)[1] for message in iface.messageBar().get_messages(level)]


def wait_until_done(qtbot, controller) -> None:
    qtbot.waitUntil(lambda: controller.running == 0, timeout=10_000)


def test_without_a_raster_one_is_told_to_select_one(controller, iface):
    controller.classify_layer()

    sentence = "Select a raster layer with at least three bands in the layer panel first."
    assert messages(iface, Qgis.MessageLevel.Warning) == [sentence]
    assert controller.running == 0


def test_the_result_comes_into_the_project_named_after_its_source(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster("Leipzig"))

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    [layer] = QgsProject.instance().mapLayersByName("Land cover of Leipzig")
    assert layer.featureCount() == len(stand_in.tiles)
    assert layer.customProperty("eurosat/style") == "stamped"


def test_the_result_becomes_the_active_layer(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster("Leipzig"))

    with qtbot.waitSignal(controller.classified, timeout=10_000) as blocker:
        controller.classify_layer()

    assert iface.activeLayer() is blocker.args[0]


def test_success_is_told_with_the_dominant_class(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster("Leipzig"))

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert messages(iface, Qgis.MessageLevel.Success) == [
        "Classified 4 tiles of Leipzig; the largest class is forest (75.0\u00a0%)."
    ]


def test_a_result_without_a_classified_tile_is_told(controller, iface, make_raster, stand_in, qtbot):
    stand_in.tiles = []
    iface.setActiveLayer(make_raster("Leipzig"))

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert messages(iface, Qgis.MessageLevel.Success) == ["No tile of Leipzig could be classified."]


def test_failure_is_told_in_the_words_of_the_algorithm(controller, iface, make_raster, stand_in, qtbot):
    def refuse(feedback):
        raise QgsProcessingException("The raster has no valid pixel.")

    stand_in.behaviour = staticmethod(refuse)
    iface.setActiveLayer(make_raster())
    layers = len(QgsProject.instance().mapLayers())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert messages(iface, Qgis.MessageLevel.Critical) == ["The raster has no valid pixel."]
    assert len(QgsProject.instance().mapLayers()) == layers


def test_a_whole_layer_is_classified_without_an_extent(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert [extent.isNull() for extent in stand_in.extents] == [True]


def test_a_rectangle_is_classified_in_its_own_bounds(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster())

    controller.classify_rectangle(INSIDE)
    wait_until_done(qtbot, controller)

    assert stand_in.extents == [QgsRectangle(INSIDE)]


def test_the_visible_extent_is_the_tiles_that_the_canvas_shows(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster())
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(INSIDE.crs())
    canvas.setExtent(QgsRectangle(500_100, 5_000_100, 500_200, 5_000_200))
    seen = canvas.mapSettings().visibleExtent()
    columns = 1 if seen.xMaximum() <= 500_640 else 2
    rows = 1 if seen.yMaximum() <= 5_000_640 else 2

    controller.classify_visible()
    wait_until_done(qtbot, controller)

    assert stand_in.extents == [QgsRectangle(500_000, 5_000_000, 500_000 + 640 * columns, 5_000_000 + 640 * rows)]


def test_two_runs_at_once_give_two_layers(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(lambda feedback: time.sleep(0.2))
    iface.setActiveLayer(make_raster("Leipzig"))

    controller.classify_layer()
    controller.classify_rectangle(INSIDE)
    assert controller.running == 2
    wait_until_done(qtbot, controller)

    assert len(QgsProject.instance().mapLayersByName("Land cover of Leipzig")) == 2


def wait_for_cancel(feedback):
    give_up = time.monotonic() + 20
    while not feedback.isCanceled() and time.monotonic() < give_up:
        time.sleep(0.01)


def test_a_cancelled_run_is_told(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(wait_for_cancel)
    iface.setActiveLayer(make_raster("Leipzig"))
    controller.classify_layer()

    QgsApplication.taskManager().cancelAll()
    wait_until_done(qtbot, controller)

    assert messages(iface, Qgis.MessageLevel.Info) == ["The classification of Leipzig was cancelled."]


def test_shutting_down_stops_what_runs(iface, make_raster, stand_in, qtbot):
    controller = ClassificationController(iface)
    stand_in.behaviour = staticmethod(wait_for_cancel)
    iface.setActiveLayer(make_raster())
    controller.classify_layer()
    controller.classify_layer()

    controller.shut_down()

    assert controller.running == 0
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=1000)


def test_runs_that_have_not_begun_are_cancelled_with_the_others(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(wait_for_cancel)
    iface.setActiveLayer(make_raster("Leipzig"))
    runs = 2 * QThreadPool.globalInstance().maxThreadCount()
    for _ in range(runs):
        controller.classify_layer()

    controller.cancel()
    wait_until_done(qtbot, controller)

    assert len(messages(iface, Qgis.MessageLevel.Info)) == runs


def test_shutting_down_says_nothing_and_adds_nothing(iface, make_raster, stand_in):
    controller = ClassificationController(iface)
    stand_in.behaviour = staticmethod(wait_for_cancel)
    iface.setActiveLayer(make_raster())
    controller.classify_layer()

    controller.shut_down()

    assert messages(iface, Qgis.MessageLevel.Info) == []
    assert len(QgsProject.instance().mapLayers()) == 1


def test_removing_the_source_while_it_is_classified_does_no_harm(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(lambda feedback: time.sleep(0.2))
    source = make_raster("Leipzig")
    iface.setActiveLayer(source)
    controller.classify_layer()

    QgsProject.instance().removeMapLayer(source.id())
    wait_until_done(qtbot, controller)

    assert len(QgsProject.instance().mapLayersByName("Land cover of Leipzig")) == 1
