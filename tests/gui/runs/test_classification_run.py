# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import gc
import time

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from tests.gui.task_threads import FAST_MS

EXTENT = QgsReferencedRectangle(
    QgsRectangle(500_000, 5_000_000, 500_640, 5_000_640), QgsCoordinateReferenceSystem("EPSG:32633")
)


@pytest.fixture
def make_run(stand_in, make_raster):
    def make(extent=None) -> ClassificationRun:
        algorithm = QgsApplication.processingRegistry().algorithmById("eurosatstandin:classifyraster")
        parameters = {"INPUT": make_raster().id()}
        if extent is not None:
            parameters["EXTENT"] = extent
        return ClassificationRun(algorithm, parameters, QgsProject.instance(), "Leipzig")

    return make


@pytest.fixture
def ends(request):
    """Return a recorder of how a run ends."""

    class Ends:
        def __init__(self) -> None:
            self.layers: list = []
            self.outputs: dict = {}
            self.errors: list[str] = []
            self.cancelled = 0
            self.ended = 0

        def watch(self, run: ClassificationRun) -> None:
            run.succeeded.connect(self._succeeded)
            run.failed.connect(self.errors.append)
            run.cancelled.connect(lambda: setattr(self, "cancelled", self.cancelled + 1))
            run.ended.connect(lambda: setattr(self, "ended", self.ended + 1))

        def _succeeded(self, layer, outputs) -> None:
            self.layers.append(layer)
            self.outputs = outputs

    return Ends()


def wait_for_cancel(feedback) -> None:
    give_up = time.monotonic() + 300
    while not feedback.isCanceled() and time.monotonic() < give_up:
        time.sleep(0.01)


def refuse(feedback) -> None:
    raise QgsProcessingException("The raster has 1 band; pick the bands for red, green and blue.")


def test_the_output_is_a_temporary_layer_for_the_project(make_run):
    output = make_run().parameters["OUTPUT"]

    assert isinstance(output, QgsProcessingOutputLayerDefinition)
    assert output.sink.staticValue() == "TEMPORARY_OUTPUT"
    assert output.destinationProject is QgsProject.instance()


def test_a_run_that_the_task_manager_forgets_begins_anew(make_run, ends, qtbot, forgetful_manager):
    run = make_run()
    ends.watch(run)
    forgetful_manager(run.start)

    qtbot.waitUntil(lambda: ends.ended, timeout=60_000)
    qtbot.wait(10 * FAST_MS)

    assert (len(ends.layers), ends.errors, ends.cancelled, ends.ended) == (1, [], 0, 1)


def test_a_run_gives_the_layer_and_the_outputs(make_run, ends, qtbot):
    run = make_run()
    ends.watch(run)

    with qtbot.waitSignal(run.ended, timeout=60_000):
        run.start()

    [layer] = ends.layers
    assert layer.featureCount() == 4
    assert ends.outputs["DOMINANT_CLASS"] == "Forest"


def test_the_layer_has_the_style_of_the_algorithm(make_run, ends, qtbot):
    run = make_run()
    ends.watch(run)

    with qtbot.waitSignal(run.ended, timeout=60_000):
        run.start()

    assert ends.layers[0].customProperty("eurosat/style") == "stamped"


def test_the_algorithm_gets_the_extent(make_run, stand_in, qtbot):
    run = make_run(EXTENT)

    with qtbot.waitSignal(run.ended, timeout=60_000):
        run.start()

    assert stand_in.extents == [QgsRectangle(EXTENT)]


def test_an_error_of_the_algorithm_is_told_in_its_own_words(make_run, stand_in, ends, qtbot):
    stand_in.behaviour = staticmethod(refuse)
    run = make_run()
    ends.watch(run)

    with qtbot.waitSignal(run.ended, timeout=60_000):
        run.start()

    assert ends.errors == ["The raster has 1 band; pick the bands for red, green and blue."]
    assert ends.layers == []


def test_parameters_that_the_algorithm_refuses_are_told(make_run, stand_in, ends):
    stand_in.refusal = "The raster has no CRS; set one in its properties."
    run = make_run()
    ends.watch(run)

    run.start()

    assert ends.errors == [stand_in.refusal]
    assert ends.ended == 1


def test_a_failed_preparation_is_told(make_run, stand_in, ends):
    stand_in.unprepared = "The model file is missing."
    run = make_run()
    ends.watch(run)

    run.start()

    assert ends.errors == ["The model file is missing."]
    assert ends.ended == 1


def test_a_cancelled_run_gives_no_layer_and_no_error(make_run, stand_in, ends, qtbot):
    stand_in.behaviour = staticmethod(wait_for_cancel)
    run = make_run()
    ends.watch(run)
    run.start()

    with qtbot.waitSignal(run.ended, timeout=60_000):
        run.cancel()

    assert (ends.cancelled, ends.layers, ends.errors) == (1, [], [])


def test_cancelling_in_the_task_manager_cancels_the_run(make_run, stand_in, ends, qtbot):
    stand_in.behaviour = staticmethod(wait_for_cancel)
    run = make_run()
    ends.watch(run)
    run.start()

    with qtbot.waitSignal(run.ended, timeout=60_000):
        QgsApplication.taskManager().cancelAll()

    assert ends.cancelled == 1


def test_nothing_holds_a_run_that_has_ended(make_run, ends, qtbot):
    run = make_run()
    gone: list = []
    run.destroyed.connect(lambda: gone.append(1))

    with qtbot.waitSignal(run.ended, timeout=60_000):
        run.start()
    del run

    def collected() -> bool:
        gc.collect()
        return bool(gone)

    qtbot.waitUntil(collected, timeout=60_000)
