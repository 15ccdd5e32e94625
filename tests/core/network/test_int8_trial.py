# SPDX-License-Identifier: GPL-2.0-or-later
"""The int8 file of a network beside its float file: when it is taken, and that it answers the same on any threads."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.choices import FAST, INT8
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network import int8_trial
from eurosat_plugin.core.network.classifier import NumpyTileClassifier, OnnxTileClassifier
from eurosat_plugin.core.network.int8_trial import EXACT, GAIN, PATIENCE_S, Int8Trial, compare, trial_tiles, try_int8
from eurosat_plugin.core.network.prediction import Prediction
from eurosat_plugin.paths import model_path


class Clock:
    """A clock that stands still until somebody works."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Worker:
    """A network that takes `seconds` for any tiles and always gives `probability`."""

    def __init__(self, clock: Clock, seconds: float, probability: float = 0.5) -> None:
        self._clock, self._seconds, self._probability = clock, seconds, probability
        self.runs = 0

    def classify(self, tiles: np.ndarray) -> Prediction:
        self._clock.seconds += self._seconds
        self.runs += 1
        return Prediction(np.full((len(tiles), 2), self._probability, np.float32), np.zeros(len(tiles), np.float32))


def test_the_gain_is_how_many_times_as_fast_it_is() -> None:
    assert Int8Trial(float_ms=3.0, int8_ms=1.5, difference=0.0).gain == 2.0


def test_what_gains_just_enough_and_adds_just_right_is_taken() -> None:
    assert Int8Trial(GAIN, 1.0, EXACT).gain == GAIN


@pytest.mark.parametrize(
    ("float_ms", "int8_ms", "difference"),
    [(GAIN - 0.01, 1.0, 0.0), (1.0, 2.0, 0.0), (3.0, 1.0, 2 * EXACT), (3.0, 1.0, float("nan")), (1.0, 0.0, 0.0)],
)
def test_what_hardly_gains_or_adds_wrong_is_not_taken(float_ms: float, int8_ms: float, difference: float) -> None:
    assert Int8Trial(float_ms, int8_ms, difference).gain == 0.0


def test_both_are_timed_by_the_clock_and_held_against_exact_sums() -> None:
    clock = Clock()
    plain, int8, exact = Worker(clock, 0.004), Worker(clock, 0.001, 0.75), Worker(clock, 0.002, 0.5)

    found = compare(plain, int8, exact, clock)

    assert found == Int8Trial(pytest.approx(0.5), pytest.approx(0.125), pytest.approx(0.25))


def test_a_slow_computer_is_not_kept_waiting() -> None:
    clock = Clock()
    plain, int8, exact = Worker(clock, 2.0), Worker(clock, 3.0), Worker(clock, 1.0)

    compare(plain, int8, exact, clock)

    assert (plain.runs, int8.runs, exact.runs) == (2, 2, 1)


def test_no_more_rounds_begin_than_there_is_patience_for() -> None:
    clock = Clock()
    plain, int8, exact = Worker(clock, 0.4 * PATIENCE_S), Worker(clock, 0.4 * PATIENCE_S), Worker(clock, 0.0)

    compare(plain, int8, exact, clock)

    # One run before the clock counts; of the rounds, at 0.8 of the patience one more begins, at 1.6 none.
    assert (plain.runs, int8.runs, exact.runs) == (3, 3, 1)


def test_its_sums_are_held_against_those_that_cannot_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[OnnxTileClassifier] = []
    monkeypatch.setattr(int8_trial, "compare", lambda *classifiers: opened.extend(classifiers))

    try_int8(model_path(FAST), model_path(INT8))

    plain, int8, exact = (classifier._session._session.get_session_options() for classifier in opened)
    assert [classifier.card.name for classifier in opened] == [FAST, INT8, INT8]
    assert exact.get_session_config_entry("session.x64quantprecision") == "1"
    for options in (plain, int8):
        with pytest.raises(RuntimeError, match="x64quantprecision"):
            options.get_session_config_entry("session.x64quantprecision")


def test_the_tiles_of_a_trial_are_the_same_each_time() -> None:
    """Otherwise the one trial might take what the next does not."""
    tiles = trial_tiles()

    assert (tiles.shape, tiles.dtype) == ((8, 64, 64, 3), np.uint8)
    np.testing.assert_array_equal(tiles, trial_tiles())


def test_the_bundled_files_can_be_tried() -> None:
    found = try_int8(model_path(FAST), model_path(INT8))

    assert min(found.float_ms, found.int8_ms) > 0
    assert np.isfinite(found.difference)


def test_the_int8_file_was_made_from_the_bundled_network() -> None:
    card = OnnxTileClassifier(model_path(INT8)).card

    digest = hashlib.sha256(model_path(FAST).read_bytes()).hexdigest()

    assert card.config["made_from_sha256"] == digest, "make it anew: python -m training.quantize fast --ship"
    assert card.name == INT8


def test_it_answers_the_same_on_one_thread_and_two_and_in_any_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    tiles = np.random.default_rng(1).integers(0, 256, (70, 64, 64, 3), dtype=np.uint8)
    answers = []
    for threads in ("1", "2"):
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
        classifier = OnnxTileClassifier(model_path(INT8))
        answers.append(classifier.classify(tiles))
        parts = [classifier.classify(tiles[start : start + 3]) for start in range(0, 70, 3)]
        answers.append(
            Prediction(*(np.concatenate([getattr(p, f) for p in parts]) for f in ("probabilities", "energy")))
        )

    for other in answers[1:]:
        assert np.array_equal(answers[0].probabilities, other.probabilities)
        assert np.array_equal(answers[0].energy, other.energy)


def test_it_nearly_answers_as_the_network_does() -> None:
    tiles = trial_tiles()

    ours, theirs = (OnnxTileClassifier(model_path(name)).classify(tiles) for name in (INT8, FAST))

    assert np.abs(ours.probabilities - theirs.probabilities).mean() < 0.05


def test_numpy_does_not_run_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="onnxruntime"):
        NumpyTileClassifier(model_path(INT8))
