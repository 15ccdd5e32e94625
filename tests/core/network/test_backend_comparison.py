# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network import backend_comparison
from eurosat_plugin.core.network.backend_comparison import BackendComparison, compare_backends, fastest_rounds
from eurosat_plugin.core.network.classifier import NumpyTileClassifier
from eurosat_plugin.core.network.prediction import Prediction


def test_the_speed_is_numpys_time_by_onnxruntimes():
    assert BackendComparison(numpy_ms=3.0, onnxruntime_ms=1.5).speed == 2.0


def test_both_backends_are_timed(small):
    comparison = compare_backends(small)

    assert comparison.numpy_ms > 0
    assert comparison.onnxruntime_ms > 0


def test_a_slow_computer_is_not_kept_waiting(small, monkeypatch):
    calls: list[int] = []
    classify = NumpyTileClassifier.classify

    def slow(self, tiles):
        calls.append(len(tiles))
        return classify(self, tiles)

    monkeypatch.setattr(NumpyTileClassifier, "classify", slow)
    monkeypatch.setattr(backend_comparison, "PATIENCE_S", 0.0)

    compare_backends(small)

    # once to compare the answers, once for the time
    assert len(calls) == 2


class Wrong(NumpyTileClassifier):
    def classify(self, tiles):
        prediction = super().classify(tiles)
        return Prediction(prediction.probabilities[:, ::-1], prediction.energy)


def test_other_probabilities_are_told(small, monkeypatch):
    monkeypatch.setattr(backend_comparison, "OnnxTileClassifier", Wrong)

    with pytest.raises(BackendError, match="gives other probabilities than numpy"):
        compare_backends(small)


class Nan(NumpyTileClassifier):
    def classify(self, tiles):
        prediction = super().classify(tiles)
        return Prediction(prediction.probabilities * float("nan"), prediction.energy)


def test_probabilities_that_are_no_numbers_are_told(small, monkeypatch):
    monkeypatch.setattr(backend_comparison, "OnnxTileClassifier", Nan)

    with pytest.raises(BackendError, match="gives other probabilities than numpy"):
        compare_backends(small)


class Worker:
    """A network that takes these seconds, one after the other, and then no more time at all."""

    def __init__(self, name, log, *seconds):
        self.name, self.log, self.seconds = name, log, list(seconds)

    def classify(self, tiles):
        self.log.append((self.name, self.seconds.pop(0) if self.seconds else 0.0))

    @staticmethod
    def clock(log):
        """Return a clock that counts what is noted in `log`."""
        return lambda: sum(seconds for _, seconds in log)


def rounds_of(a, b, rounds, patience):
    """Return milliseconds a tile of two networks that take the seconds `a` and `b` for five tiles, and their turns."""
    log: list[tuple[str, float]] = []
    workers = Worker("a", log, *a), Worker("b", log, *b)
    found = fastest_rounds(workers, np.zeros((5, 64, 64, 3), np.uint8), rounds, patience, Worker.clock(log))
    return found, "".join(name for name, _ in log)


def test_the_fastest_of_all_rounds_counts_and_both_take_turns():
    found, turns = rounds_of((0.5, 0.25, 1.0), (0.25, 0.5, 0.125), rounds=3, patience=60)

    # Five tiles in 0.25 and 0.125 s.
    assert (found, turns) == ([50.0, 25.0], "ababab")


def test_a_round_that_begins_just_within_patience_is_the_last():
    assert rounds_of((1, 1, 1, 1), (1, 1, 1, 1), rounds=9, patience=4)[1] == "ababab"
    assert rounds_of((2, 0), (2, 0), rounds=9, patience=3)[1] == "ab"


def test_the_first_round_is_made_whatever_the_patience():
    assert rounds_of((1,), (1,), rounds=9, patience=-1)[1] == "ab"


def test_what_differs_no_more_than_rounding_does_is_the_same(small, monkeypatch):
    class Rounded(NumpyTileClassifier):
        def classify(self, tiles):
            prediction = super().classify(tiles)
            return Prediction(prediction.probabilities + np.float32(0.0005), prediction.energy)

    monkeypatch.setattr(backend_comparison, "OnnxTileClassifier", Rounded)

    assert compare_backends(small).onnxruntime_ms > 0
