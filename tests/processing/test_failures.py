# SPDX-License-Identifier: GPL-2.0-or-later
"""A failure reaches QGIS as a sentence alone: QGIS keeps what is raised until it exits."""

from __future__ import annotations

import gc
import os
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException
from qgis.PyQt import sip

from eurosat_plugin.core.errors import FailureKind, InputError
from eurosat_plugin.core.network.classifier import NumpyTileClassifier
from eurosat_plugin.paths import model_path
from eurosat_plugin.processing import failures, grid_settings
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence, prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.run_feedback import RunFeedback
from tests.grids import memory_grid
from tests.processing.conftest import Log, Run
from tests.products import Product, write_product
from tests.rasters import ground, watch_virtual_files, write_raster

Classify = Callable[..., Run]
Parameters = dict[str, Any]
TIMES = 12


class Held:
    """Something heavy."""


class Algorithm:
    """Keeps something for its run, and fails while a frame holds something heavy."""

    def __init__(self, error: Exception) -> None:
        self.error, self.kept = error, Held()

    @refuses_in_a_sentence
    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.fail(context)

    @prepares_or_says_why
    def prepare(self, parameters: Parameters, context: QgsProcessingContext, feedback: Log) -> None:
        self.fail(context)

    @fails_in_a_sentence
    def run(self, parameters: Parameters, context: QgsProcessingContext, feedback: Log) -> None:
        self.fail(context)

    def fail(self, context: QgsProcessingContext) -> None:
        held, error = Held(), self.error  # a local that is raised keeps its own frame
        context.temporaryLayerStore().addMapLayer(memory_grid([]))
        if held:
            raise error


def heavy() -> int:
    return sum(isinstance(thing, Held) for thing in gc.get_objects())


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(params=[lambda *things, key: max(*things, key=key), lambda *things, key: max(things)])
def another_python(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Python whose ``max`` has a frame of its own, or does not do what the way through C wants of it."""
    monkeypatch.setattr(failures, "max", request.param, raising=False)
    failures._c_throws_alone.cache_clear()
    yield
    failures._c_throws_alone.cache_clear()


def test_this_python_throws_in_c(qgis_app: object) -> None:
    assert failures._c_throws_alone()


def test_what_is_raised_holds_nothing_of_the_run(qgis_app: object, no_collector: None) -> None:
    algorithm, context = Algorithm(QgsProcessingException("No.")), QgsProcessingContext()
    with pytest.raises(QgsProcessingException, match="No") as caught:
        algorithm.run({}, context, Log())

    assert not vars(algorithm)
    assert caught.value.__traceback__.tb_next is None  # this test's own frame, and no other
    assert heavy() == 0
    assert not context.temporaryLayerStore().mapLayers()


def test_an_algorithm_that_was_refused_before_its_run_keeps_nothing(qgis_app: object, no_collector: None) -> None:
    algorithm = Algorithm(InputError("No."))

    assert not algorithm.prepare({}, QgsProcessingContext(), Log())

    assert vars(algorithm) == {}
    assert heavy() == 0


def test_another_python_raises_from_an_empty_frame(qgis_app: object, another_python: None, no_collector: None) -> None:
    algorithm, context = Algorithm(QgsProcessingException("No.")), QgsProcessingContext()
    with pytest.raises(QgsProcessingException, match="No") as caught:
        algorithm.run({}, context, Log())

    raising = caught.value.__traceback__.tb_next
    assert raising.tb_next is None
    assert list(raising.tb_frame.f_locals.values()) == [[], "No."]
    assert not vars(algorithm)
    assert heavy() == 0
    assert not context.temporaryLayerStore().mapLayers()


def test_another_python_gives_qgis_the_same_outputs_and_sentences(
    another_python: None, classify: Classify, countryside: Path, tmp_path: Path
) -> None:
    log, parameters = cancelled(tmp_path)

    done = classify(INPUT=str(countryside), BACKEND="numpy", MODEL="fast")
    classify(log, **parameters)

    assert not failures._c_throws_alone()
    assert done.ok
    assert done.outputs["TILE_COUNT"] > 0
    assert [error.strip() for error in log.errors] == ["Cancelled; nothing was written."]


def test_qgis_gets_the_sentence_and_not_a_word_more(classify: Classify, tmp_path: Path) -> None:
    log, parameters = cancelled(tmp_path)

    classify(log, **parameters)

    assert [error.strip() for error in log.errors] == ["Cancelled; nothing was written."]


def test_what_callers_of_a_failed_run_hold_is_let_go(classify: Classify, tmp_path: Path) -> None:
    def fail() -> weakref.ref[Held]:
        held = Held()
        log, parameters = cancelled(tmp_path)
        assert not classify(log, **parameters).ok
        return weakref.ref(held)

    held = fail()

    gc.collect()
    assert held() is None


class Forgetful(Algorithm):
    """Leaves every Python object that stands for the context's store with nothing to stand for."""

    def fail(self, context: QgsProcessingContext) -> None:
        sip.setdeleted(context.temporaryLayerStore())
        super().fail(context)


def test_what_python_forgets_of_the_store_is_no_other_failure(qgis_app: object) -> None:
    algorithm, context, log = Forgetful(QgsProcessingException("No.")), QgsProcessingContext(), Log()

    assert algorithm.check({}, context) == (False, "No.")
    assert not algorithm.prepare({}, context, log)
    with pytest.raises(QgsProcessingException, match=r"^No\.$"):
        Forgetful(QgsProcessingException("No.")).run({}, context, log)

    assert log.errors == ["No."]
    assert not context.temporaryLayerStore().mapLayers()


def test_a_refusal_holds_nothing_either(qgis_app: object, no_collector: None) -> None:
    context = QgsProcessingContext()

    assert Algorithm(QgsProcessingException("No.")).check({}, context) == (False, "No.")

    assert heavy() == 0
    assert not context.temporaryLayerStore().mapLayers()


def test_a_run_that_cannot_be_prepared_says_why_and_raises_nothing(qgis_app: object, no_collector: None) -> None:
    log, context = Log(), QgsProcessingContext()

    assert Algorithm(QgsProcessingException("No.")).prepare({}, context, log) is False

    assert log.errors == ["No."]
    assert heavy() == 0
    assert not context.temporaryLayerStore().mapLayers()


def test_what_nobody_foresaw_is_told_in_a_sentence_too(qgis_app: object) -> None:
    _, sentence = Algorithm(RuntimeError("out of\npaper")).check({}, QgsProcessingContext())

    assert sentence.startswith("Unexpected error (RuntimeError: out of paper);")


def outside(folder: Path) -> tuple[Log, Parameters]:
    raster = write_raster(folder / "a.tif", ground(64, 64))
    return Log(), {"INPUT": str(raster), "EXTENT": "0,10,0,10 [EPSG:32633]"}


def cut_off(folder: Path) -> tuple[Log, Parameters]:
    noise = np.random.default_rng(0).integers(1, 3000, (3, 640, 640)).astype(np.uint16)
    path = write_raster(folder / "a.tif", noise, options=["TILED=YES", "COMPRESS=DEFLATE", "INTERLEAVE=PIXEL"])
    with path.open("r+b") as file:
        file.truncate(int(path.stat().st_size * 0.8))
    return Log(), {"INPUT": str(path), "RADIOMETRY": "l1c"}


def cancelled(folder: Path) -> tuple[Log, Parameters]:
    raster = write_raster(folder / "a.tif", ground(5 * 64, 2 * 64))
    return Log(cancel_at=10), {"INPUT": str(raster)}


def no_backend(folder: Path) -> tuple[Log, Parameters]:
    raster = write_raster(folder / "a.tif", ground(64, 64))
    return Log(), {"INPUT": str(raster), "MODEL_FILE": str(folder / "none.onnx")}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the handles of a process are counted in /proc")
@pytest.mark.parametrize("kind", [outside, cut_off, cancelled, no_backend])
def test_failed_runs_leave_no_handle_open(classify: Classify, tmp_path: Path, kind: Callable[..., Any]) -> None:
    def fail() -> None:
        log, parameters = kind(tmp_path)
        assert not classify(log, OUTPUT=str(tmp_path / "grid.gpkg"), **parameters).ok

    for _ in range(3):
        fail()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(TIMES):
        fail()

    assert len(os.listdir("/proc/self/fd")) <= before


def test_products_that_are_refused_leave_no_more_virtual_files_than_the_last_one(
    classify: Classify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = {band: np.zeros((128, 128), np.uint16) for band in ("B02", "B03", "B04")}
    product = write_product(tmp_path, nothing, Product())
    left = watch_virtual_files(monkeypatch)

    for _ in range(3):
        assert "has no valid pixel in the extent" in classify(INPUT=str(product)).sentence

    # GDAL writes it once more when the last layer lets go of it; the next run removes that.
    assert len(left()) <= 1


def test_a_run_opens_its_network_once(classify: Classify, countryside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    of = grid_settings.open_classifier
    monkeypatch.setattr(grid_settings, "open_classifier", lambda path, *how: opened.append(path) or of(path, *how))

    assert classify(INPUT=str(countryside), BACKEND="numpy", MODEL="fast").ok
    assert classify(INPUT=str(countryside), BACKEND="numpy", MODEL="fast").ok

    assert len(opened) == 2


def test_of_networks_that_were_checked_the_last_one_is_kept(
    provider: object, qgis_new_project: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_settings, "_opened", {})
    monkeypatch.setattr(grid_settings, "open_classifier", lambda path, *how: path.stem)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")

    for model in ("accurate", "fast"):
        grid_settings.check_model(Arguments(algorithm, {"MODEL": model}, QgsProcessingContext()))

    assert list(grid_settings._opened.values()) == [model_path("fast").stem]


def test_a_network_that_was_exported_again_after_the_check_is_opened_anew(
    classify: Classify, countryside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, opened = tmp_path / "model.onnx", []
    model.write_bytes(model_path("fast").read_bytes())
    of = grid_settings.open_classifier

    def open_and_replace(path: Path, *how: Any) -> NumpyTileClassifier:
        opened.append(path)
        classifier = of(path, *how)
        if len(opened) == 1:
            os.utime(path, ns=(1, 1))
        return classifier

    monkeypatch.setattr(grid_settings, "open_classifier", open_and_replace)

    assert classify(INPUT=str(countryside), BACKEND="numpy", MODEL_FILE=str(model)).ok

    assert opened == [model, model]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InputError("No answer.", FailureKind.PASSING), FailureKind.PASSING),
        (InputError("No bands."), FailureKind.REFUSED),
        (MemoryError("Unable to allocate 5 GiB"), FailureKind.MEMORY),
    ],
)
def test_whoever_started_a_run_hears_whether_another_try_may_succeed(
    qgis_app: object, error: Exception, kind: FailureKind
) -> None:
    heard = []
    for attempt in ("check", "prepare", "run"):
        feedback, context = RunFeedback(False), QgsProcessingContext()
        context.setFeedback(feedback)
        try:
            getattr(Algorithm(error), attempt)({}, context, *([] if attempt == "check" else [feedback]))
        except QgsProcessingException:
            assert attempt == "run"
        heard.append(feedback.failure)

    assert heard == [kind] * 3
