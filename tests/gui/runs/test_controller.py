# SPDX-License-Identifier: GPL-2.0-or-later
"""What a controller classifies when it is asked to, and what it says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.runs.controller import ClassificationController
from eurosat_plugin.gui.runs.tile_plan import NoPlan
from eurosat_plugin.gui.settings.preferences import Preferences
from tests.file_server import file_server
from tests.gui.runs.controlled import (
    INSIDE,
    inside,
    messages,
    offer,
    refuse_pixels,
    wait_for_message,
    wait_until_done,
)


def test_with_an_empty_map_one_is_told_to_add_an_image(controller, iface):
    controller.classify_layer()

    sentence = "Add a Sentinel-2 image to the map first; there is nothing to classify."
    assert messages(iface, Qgis.MessageLevel.Warning) == [sentence]
    assert offer(iface) is None
    assert len(controller.runs) == 0


def test_without_an_image_the_displayed_colours_are_offered_and_not_classified(controller, iface, elevation, stand_in):
    iface.mapCanvas().setExtent(elevation.extent())

    controller.classify_visible()

    assert "No Sentinel-2 image is on the map" in iface.messageBar().currentItem().text()
    assert offer(iface).text() == "Classify Displayed Colours"
    assert len(controller.runs) == 0


def test_over_an_image_without_a_crs_that_is_the_reason(controller, iface, make_raster):
    image = make_raster("image")
    image.setCrs(QgsCoordinateReferenceSystem())
    iface.setActiveLayer(image)

    refused = controller.planner.plan(QgsGeometry.fromRect(image.extent()))

    sentence = "The raster image has no coordinate reference system; set it in the layer's properties."
    assert refused == NoPlan(sentence)


def test_the_answer_to_the_offer_classifies_the_displayed_colours_of_the_rectangle(
    controller, iface, elevation, stand_in, qtbot
):
    controller.refuse(controller.planner.plan(QgsGeometry.fromRect(INSIDE.buffered(-10))))

    offer(iface).click()
    wait_until_done(qtbot, controller)

    assert controller.runs.last.parameters["LAYERS"] == [elevation.id()]
    assert controller.runs.last.parameters["EXTENT"].contains(INSIDE.buffered(-10))
    assert len(QgsProject.instance().mapLayersByName("Land cover of the map as displayed")) == 1


def test_the_answer_to_the_offer_after_a_click_is_about_one_tile(controller, iface, elevation, stand_in, qtbot):
    controller.refuse(controller.planner.plan(QgsGeometry.fromPointXY(INSIDE.center())))

    with qtbot.waitSignal(controller.answered, timeout=60_000):
        offer(iface).click()

    assert QgsProject.instance().mapLayersByName("Land cover of the map as displayed") == []


def test_an_offer_is_taken_back_when_nobody_is_there_any_more(iface, elevation, stand_in):
    controller = ClassificationController(iface)
    controller.classify_layer()
    controller.shut_down()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert offer(iface) is None


def test_of_the_bands_that_were_put_together_nothing_is_left_when_the_controller_is_shut_down(iface, make_bands):
    iface.setActiveLayer(make_bands("one", bands=["B04"])["B04"])
    make_bands("two", bands=["B03", "B02"])
    controller = ClassificationController(iface)
    stack = inside(controller).target.layer.source()
    before = gdal.VSIStatL(stack) is not None

    controller.shut_down()

    assert before
    assert gdal.VSIStatL(stack) is None


def test_a_result_that_comes_after_the_controller_is_shut_down_is_not_added(iface, make_raster, stand_in):
    iface.setActiveLayer(make_raster())
    controller = ClassificationController(iface)
    runs: list[ClassificationRun] = []
    controller.started.connect(runs.append)
    controller.classify_layer()
    controller.shut_down()
    layers = len(QgsProject.instance().mapLayers())

    outputs = {
        "TILE_COUNT": 1,
        "SKIPPED_COUNT": 0,
        "DOMINANT_CLASS": "Forest",
        "DOMINANT_SHARE": 1.0,
        "UNCERTAIN_COUNT": 0,
    }
    runs[0].succeeded.emit(QgsVectorLayer("Polygon?crs=EPSG:32633", "late", "memory"), outputs)

    assert len(QgsProject.instance().mapLayers()) == layers


def test_the_result_is_current_and_the_next_run_is_about_the_same_image(
    controller, iface, make_raster, stand_in, qtbot
):
    first, _ = make_raster("first"), make_raster("second")
    iface.setActiveLayer(first)
    controller.classify_layer()
    wait_until_done(qtbot, controller)

    controller.classify_rectangle(inside(controller))
    wait_until_done(qtbot, controller)

    assert controller.runs.last.parameters["INPUT"] == first.id()


def test_how_the_image_was_found_is_told(controller, iface, make_bands, stand_in, qtbot):
    iface.setActiveLayer(make_bands()["B03"])

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    [info] = messages(iface, Qgis.MessageLevel.Info)
    assert "is one band of an image: it is classified with those beside it, B04, B03 and B02" in info


def test_the_result_comes_into_the_project_named_after_its_source(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster("Leipzig"))

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    [layer] = QgsProject.instance().mapLayersByName("Land cover of Leipzig")
    assert layer.featureCount() == len(stand_in.tiles)
    assert layer.customProperty("eurosat/style") == "stamped"


def test_the_result_becomes_the_active_layer(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster("Leipzig"))

    with qtbot.waitSignal(controller.classified, timeout=60_000) as blocker:
        controller.classify_layer()

    assert iface.activeLayer() is blocker.args[0]


def test_success_is_told_with_the_dominant_class(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster("Leipzig"))

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert wait_for_message(qtbot, iface, Qgis.MessageLevel.Success) == (
        "Classified 4 tiles of Leipzig; the largest class is forest (75.0\u00a0%)."
    )


def test_failure_is_told_in_the_words_of_the_algorithm(controller, iface, make_raster, stand_in, qtbot):
    def refuse(feedback):
        raise QgsProcessingException("The raster has no valid pixel.")

    stand_in.behaviour = staticmethod(refuse)
    iface.setActiveLayer(make_raster())
    layers = len(QgsProject.instance().mapLayers())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert wait_for_message(qtbot, iface, Qgis.MessageLevel.Critical) == "The raster has no valid pixel."
    assert len(QgsProject.instance().mapLayers()) == layers


def test_a_whole_layer_is_classified_without_an_extent(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert [extent.isNull() for extent in stand_in.extents] == [True]


def test_a_rectangle_is_classified_in_its_own_bounds(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster())

    controller.classify_rectangle(inside(controller))
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


def test_the_preferences_are_the_parameters(controller, iface, make_raster, stand_in, qtbot, monkeypatch):
    preferences = Preferences(stride=32, tta=True, min_confidence=0.7, backend="numpy")
    monkeypatch.setattr("eurosat_plugin.gui.runs.controller.load_preferences", lambda: preferences)
    iface.setActiveLayer(make_raster())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    used = {name: controller.runs.last.parameters[name] for name in ("STRIDE", "TTA", "MIN_CONFIDENCE", "BACKEND")}
    assert used == {"STRIDE": "32", "TTA": True, "MIN_CONFIDENCE": 0.7, "BACKEND": "numpy"}


def test_without_a_confidence_of_ones_own_the_model_decides(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster())

    controller.classify_layer()
    wait_until_done(qtbot, controller)

    assert "MIN_CONFIDENCE" not in controller.runs.last.parameters


def test_a_click_gives_the_probabilities_of_the_tile_and_no_layer(controller, iface, make_raster, stand_in, qtbot):
    iface.setActiveLayer(make_raster("Leipzig"))
    layers = len(QgsProject.instance().mapLayers())

    with qtbot.waitSignal(controller.answered, timeout=60_000) as blocker:
        controller.classify_tile(inside(controller))

    [answer] = blocker.args
    assert answer.land_cover.key == "Forest"
    assert answer.probabilities == pytest.approx(stand_in.probabilities)
    assert (answer.extent, answer.source) == (INSIDE, "Leipzig")
    assert len(QgsProject.instance().mapLayers()) == layers


def test_a_click_is_about_whole_tiles_whatever_the_stride(controller, iface, make_raster, stand_in, qtbot, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.gui.runs.controller.load_preferences", lambda: Preferences(stride=16))
    iface.setActiveLayer(make_raster())

    with qtbot.waitSignal(controller.answered, timeout=60_000):
        controller.classify_tile(inside(controller))

    assert controller.runs.last.parameters["STRIDE"] == "64"


def test_a_click_that_fails_is_told(controller, iface, make_raster, stand_in, qtbot):
    stand_in.behaviour = staticmethod(refuse_pixels)
    iface.setActiveLayer(make_raster())

    with qtbot.waitSignal(controller.unanswered, timeout=60_000):
        controller.classify_tile(inside(controller))
    wait_until_done(qtbot, controller)

    assert wait_for_message(qtbot, iface, Qgis.MessageLevel.Warning) == "The raster has no valid pixel."


def test_all_of_an_image_on_a_server_is_asked_about_before_it_is_fetched(
    controller, iface, make_raster, stand_in, qtbot, tmp_path
):
    name = Path(make_raster().source()).name
    with file_server(tmp_path) as server:
        layer = QgsRasterLayer(f"/vsicurl/{server.url}/{name}", "far away")
        QgsProject.instance().addMapLayer(layer)
        iface.setActiveLayer(layer)

        controller.classify_layer()
        asked = len(controller.runs), iface.messageBar().currentItem().text()
        offer(iface).click()
        wait_until_done(qtbot, controller)

    assert asked[0] == 0
    assert "far away is on a server, and all of it may be hundreds of megabytes" in asked[1]
    assert controller.runs.last.parameters["EXTENT"] == layer.extent()
