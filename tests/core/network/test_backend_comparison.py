# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network import backend_comparison
from eurosat_plugin.core.network.backend_comparison import BackendComparison, compare_backends
from eurosat_plugin.core.network.classifier import NumpyTileClassifier, Prediction
from tests.core.network.onnx_writer import small_classifier


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())
    return path


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
