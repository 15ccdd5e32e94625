# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eurosat_plugin.core.network.classifier import open_classifier
from training import evaluate as evaluation
from training.dataset import Samples
from training.evaluate import compare_speed, evaluate, find_differences, find_model, main
from training.metrics import Metrics

METRICS = Metrics("aitlas-test", 5400, 0.97654, (0.9722, 0.9803), 0.9756, {"Forest": 0.99}, 0.0031)


def test_a_figure_that_is_the_same_in_every_printed_digit_passes() -> None:
    recorded = {**METRICS.as_dict(), "accuracy": 0.97656}

    assert find_differences(METRICS, recorded) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"accuracy": 0.9767}, "accuracy"),
        ({"n": 5399}, "n"),
        ({"f1": {"Forest": 0.98}}, "f1.Forest"),
        ({"interval": [0.9722, 0.9813]}, "interval.1"),
        ({"f1": {}}, "f1.Forest"),
    ],
)
def test_a_figure_that_differs_is_named(change: dict[str, object], named: str) -> None:
    (problem,) = find_differences(METRICS, {**METRICS.as_dict(), **change})

    assert problem.startswith(f"aitlas-test {named} is ")


@pytest.mark.parametrize("backend", ["numpy", "onnxruntime"])
def test_an_exported_network_is_what_its_card_says(
    exported: Path, backend: str, make_samples: Callable[[int, int], Samples], capsys: pytest.CaptureFixture[str]
) -> None:
    parts = {"aitlas-val": make_samples(20, 1), "aitlas-test": make_samples(15, 2)}

    problems = evaluate(open_classifier(exported, backend), parts)

    assert problems == []
    assert "confusion matrix" in capsys.readouterr().out


def test_a_card_that_says_too_much_fails_the_command(
    exported: Path,
    make_samples: Callable[[int, int], Samples],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def open_boasting(path: Path, backend: str) -> object:
        classifier = open_classifier(path, backend)
        figures = {**classifier.card.metrics["aitlas-val"], "accuracy": 0.999}
        classifier.card = replace(classifier.card, metrics={"aitlas-val": figures})
        return classifier

    monkeypatch.setattr(evaluation, "open_classifier", open_boasting)
    monkeypatch.setattr(evaluation, "load_named_parts", lambda names: {"aitlas-val": make_samples(20, 1)})

    status = main([str(exported)])

    assert status == 1
    assert "fast: aitlas-val accuracy is" in capsys.readouterr().err


def test_a_missing_file_ends_the_command_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(tmp_path / "none.onnx")])

    assert status == 1
    assert "none.onnx" in capsys.readouterr().err


def test_models_are_found_by_name_and_by_path() -> None:
    assert find_model("fast") == Path("models/fast.onnx")
    assert find_model("elsewhere/fast.onnx") == Path("elsewhere/fast.onnx")


def test_speed_is_told_against_the_seeds_network(
    exported: Path, make_samples: Callable[[int, int], Samples], capsys: pytest.CaptureFixture[str]
) -> None:
    fast, seed = open_classifier(exported, "onnxruntime"), open_classifier(exported, "onnxruntime")
    seed.card = replace(seed.card, name="seed")

    compare_speed([fast, seed], make_samples(8, 1).images)

    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("fast: ")
    assert told[1].endswith("1.00 of the seed's")
