# SPDX-License-Identifier: GPL-2.0-or-later
"""Which file of the network `fast` a run takes: the int8 one where it gains here, unless somebody says otherwise."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eurosat_plugin.adapters.batch.plan import make_plan
from eurosat_plugin.adapters.batch.scene_source import SceneSource
from eurosat_plugin.core.choices import MODELS
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.paths import model_path
from eurosat_plugin.processing import grid_settings
from eurosat_plugin.processing.grid_parameters import GRID_CHOICES
from eurosat_plugin.processing.scene_classification import classify as classify_scene
from tests.processing.conftest import Run

Classify = Callable[..., Run]

GAIN = 2.6
TOLD = "the int8 file of the model fast is 2.6 times as fast"


@pytest.fixture
def gaining(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a computer on which the int8 file is faster."""
    monkeypatch.setattr(grid_settings, "int8_gain", lambda: GAIN)


def sha256(name: str) -> str:
    return hashlib.sha256(model_path(name).read_bytes()).hexdigest()


@pytest.mark.usefixtures("gaining")
@pytest.mark.parametrize("backend", ["auto", "onnxruntime"])
def test_where_it_gains_it_is_taken_and_everything_says_so(
    classify: Classify, countryside: Path, tmp_path: Path, backend: str
) -> None:
    report = tmp_path / "report.html"

    run = classify(INPUT=str(countryside), BACKEND=backend, REPORT=str(report))

    assert run.ok, run.sentence
    assert (run.outputs["MODEL_USED"], run.outputs["BACKEND_USED"]) == ("fast-int8", "onnxruntime")
    assert run.layer.customProperty("eurosat/model") == "fast-int8"
    assert run.layer.customProperty("eurosat/model_sha256") == sha256("fast-int8")
    assert any(TOLD in info for info in run.log.infos)
    assert sha256("fast-int8") in report.read_text(encoding="utf-8")


@pytest.mark.usefixtures("gaining")
@pytest.mark.parametrize(
    "parameters",
    [
        {"BACKEND": "numpy"},
        {"MODEL": "fast-float32"},
        {"MODEL_FILE": str(model_path("fast"))},
    ],
)
def test_numpy_and_who_wants_the_same_numbers_everywhere_take_float(
    classify: Classify, countryside: Path, parameters: dict[str, str]
) -> None:
    run = classify(INPUT=str(countryside), **parameters)

    assert run.ok, run.sentence
    assert run.outputs["MODEL_USED"] == "fast"
    assert run.layer.customProperty("eurosat/model_sha256") == sha256("fast")
    assert not any("int8" in info for info in run.log.infos)


def test_where_it_does_not_gain_float_is_taken(
    classify: Classify, countryside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_settings, "int8_gain", lambda: 0.0)

    assert classify(INPUT=str(countryside)).outputs["MODEL_USED"] == "fast"


def test_who_asks_for_it_gets_it_on_any_processor(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), MODEL="fast-int8")

    assert run.outputs["MODEL_USED"] == "fast-int8"
    assert not any(TOLD in info for info in run.log.infos)


@pytest.mark.parametrize(("gain", "exact"), [(GAIN, False), (0.0, True)])
def test_its_sums_are_exact_where_the_fastest_may_not_be(
    classify: Classify, countryside: Path, monkeypatch: pytest.MonkeyPatch, gain: float, exact: bool
) -> None:
    asked: list[tuple[str, bool]] = []

    def note(path: Path, backend: str, exact: bool) -> TileClassifier:
        asked.append((path.name, exact))
        return open_classifier(path, backend, exact)

    monkeypatch.setattr(grid_settings, "int8_gain", lambda: gain)
    monkeypatch.setattr(grid_settings, "open_classifier", note)

    run = classify(INPUT=str(countryside), MODEL="fast-int8")

    assert run.ok, run.sentence
    assert set(asked) == {("fast-int8.onnx", exact)}


def test_who_asks_for_it_and_for_numpy_is_refused(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), MODEL="fast-int8", BACKEND="numpy")

    assert not run.ok
    assert run.sentence == (
        "The model fast-int8 needs onnxruntime: choose another backend than numpy, or the model fast."
    )


def test_who_asks_for_it_without_onnxruntime_is_told_what_to_do(
    classify: Classify, countryside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    run = classify(INPUT=str(countryside), MODEL="fast-int8")

    assert not run.ok
    assert run.sentence.startswith("The model fast-int8 needs onnxruntime, which cannot be imported (")
    assert run.sentence.endswith("): install it in Settings, Options, EuroSAT Land Cover, or choose the model fast.")


@pytest.mark.usefixtures("gaining")
def test_the_classes_of_both_files_are_nearly_those_of_each_other(classify: Classify, countryside: Path) -> None:
    ours, theirs = (classify(INPUT=str(countryside), MODEL=model) for model in ("fast", "fast-float32"))

    pairs = list(zip(ours.layer.getFeatures(), theirs.layer.getFeatures()))
    sure = [(one, other) for one, other in pairs if not other["flag"]]
    assert (ours.outputs["MODEL_USED"], theirs.outputs["MODEL_USED"]) == ("fast-int8", "fast")
    assert all(one["class_key"] == other["class_key"] for one, other in sure)


@pytest.mark.usefixtures("gaining", "provider")
@pytest.mark.parametrize(("model", "used"), [("", "fast"), ("fast", "fast"), ("fast-int8", "fast-int8")])
def test_a_scene_of_many_is_classified_with_the_file_that_the_plan_names(
    countryside: Path, tmp_path: Path, model: str, used: str
) -> None:
    plan = make_plan([SceneSource(str(countryside), "scene")], {"MODEL": model})

    done = classify_scene(str(countryside), plan.settings, {"OUTPUT": tmp_path / "grid.gpkg"})

    assert plan.model_sha256 == sha256(used)
    assert done.outputs["MODEL_USED"] == used


def test_the_places_of_older_choices_in_the_list_stay() -> None:
    assert GRID_CHOICES["MODEL"][:2] == MODELS[:2] == ("fast", "accurate")
