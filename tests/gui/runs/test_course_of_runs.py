# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs that a controller has begun: several at once, cancelled, shut down, remembered."""

from __future__ import annotations

import time

import pytest
from qgis.core import Qgis, QgsApplication, QgsGeometry, QgsProject, QgsVector
from qgis.PyQt.QtCore import QThreadPool

from eurosat_plugin.gui.runs.controller import ClassificationController
from tests.figures import Tile, table_of
from tests.gui.runs.controlled import inside, messages, offer, refuse_pixels, wait_until_done


def test_two_runs_at_once_give_two_layers(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(lambda feedback: time.sleep(0.2))
    iface.setActiveLayer(make_raster("Leipzig"))

    controller.classify_layer()
    controller.classify_rectangle(inside(controller))
    assert len(controller.runs) == 2
    wait_until_done(qtbot, controller)

    names = [layer.name() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]
    assert names == ["Land cover of Leipzig (2)", "Land cover of Leipzig", "Leipzig"]


def wait_for_cancel(feedback):
    give_up = time.monotonic() + 300
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

    assert len(controller.runs) == 0
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=60_000)


def test_runs_that_have_not_begun_are_cancelled_with_the_others(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(wait_for_cancel)
    runs = 2 * QThreadPool.globalInstance().maxThreadCount()
    for number in range(runs):
        iface.setActiveLayer(make_raster(f"Leipzig {number}"))
        controller.classify_layer()

    controller.runs.cancel()
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


@pytest.mark.parametrize(
    ("behaviour", "ended"),
    [(lambda feedback: None, "succeeded"), (refuse_pixels, "failed: The raster has no valid pixel.")],
)
def test_the_last_run_is_remembered(controller, iface, make_raster, stand_in, qtbot, behaviour, ended):
    stand_in.behaviour = staticmethod(behaviour)
    iface.setActiveLayer(make_raster())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert controller.runs.last.ended == ended


def test_a_run_tells_that_it_has_started_and_its_tiles_so_far(controller, iface, make_raster, stand_in, qtbot):
    seen: list[int] = []

    def one_tile(feedback):
        feedback.take_counts(table_of([Tile("Forest", 0.9)]).counts())

    stand_in.behaviour = staticmethod(one_tile)
    iface.setActiveLayer(make_raster())
    controller.started.connect(lambda run: run.ended.connect(lambda: seen.append(run.counts.tiles)))

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert seen == [1]


def test_a_long_run_teaches_how_long_the_next_will_take(controller, iface, make_raster, stand_in, qtbot, monkeypatch):
    learnt: list[int] = []
    monkeypatch.setattr(
        "eurosat_plugin.gui.runs.controller.remember_speed", lambda views, seconds, effort: learnt.append(views)
    )
    iface.setActiveLayer(make_raster())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert learnt == [len(stand_in.tiles) + 1]


def test_a_run_that_has_ended_is_let_go(controller, iface, make_raster, stand_in, qtbot):
    gone: list[int] = []
    controller.started.connect(lambda run: run.destroyed.connect(lambda: gone.append(1)))
    iface.setActiveLayer(make_raster())

    controller.classify_layer()

    qtbot.waitUntil(lambda: gone == [1], timeout=60_000)


@pytest.mark.parametrize(("east", "told"), [(0.0, 0), (0.02, 0), (0.5, 1)])
def test_a_rectangle_that_reaches_beyond_the_image_is_told_so(
    controller, iface, make_raster, stand_in, qtbot, east, told
):
    layer = make_raster("Leipzig")
    iface.setActiveLayer(layer)
    iface.mapCanvas().setDestinationCrs(layer.crs())
    drawn = layer.extent()
    drawn = drawn + QgsVector(east * drawn.width(), 0.0)

    controller.classify_rectangle(controller.planner.plan(QgsGeometry.fromRect(drawn)))
    wait_until_done(qtbot, controller)

    sentence = "A part of the rectangle lies outside Leipzig; nothing is classified there."
    assert messages(iface, Qgis.MessageLevel.Info) == [sentence] * told


def held(feedback) -> None:
    while not feedback.isCanceled():
        time.sleep(0.01)


def test_a_second_run_of_the_same_is_asked_about(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(held)
    iface.setActiveLayer(make_raster())
    controller.classify_rectangle(inside(controller))

    controller.classify_rectangle(inside(controller))
    asked = len(controller.runs), iface.messageBar().currentItem().text()
    offer(iface).click()

    assert asked == (1, "scene is being classified already: the same extent with the same settings.")
    assert len(controller.runs) == 2
    controller.runs.cancel()
    wait_until_done(qtbot, controller)


def test_another_extent_and_a_run_after_a_cancelled_one_are_not_asked_about(
    controller, iface, make_raster, stand_in, qtbot
):
    stand_in.behaviour = staticmethod(held)
    iface.setActiveLayer(make_raster())
    controller.classify_rectangle(inside(controller))

    controller.classify_layer()
    both = len(controller.runs)
    controller.runs.cancel()
    controller.classify_layer()

    assert offer(iface) is None
    assert both == 2
    controller.runs.cancel()
    wait_until_done(qtbot, controller)
