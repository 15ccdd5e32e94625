# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.network.model_card import Thresholds
from eurosat_plugin.core.network.window_average import Average
from training.averages import average, choose_average, choose_averages, shifted_windows
from training.dataset import Samples

THRESHOLDS = Thresholds(confidence=0.6, energy=-2.0, bright_share=0.05)


def answers(rng: np.random.Generator, count: int = 4000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Calibrated probabilities, energies and classes that were drawn from the probabilities."""
    probabilities = rng.dirichlet(np.full(10, 0.2), count)
    labels = (rng.random((count, 1)) > probabilities.cumsum(axis=1)).sum(axis=1).clip(0, 9)
    return probabilities, rng.normal(-4, 1, count), labels


def test_what_is_calibrated_already_is_read_as_it_is() -> None:
    probabilities, energy, labels = answers(np.random.default_rng(1))

    chosen = choose_average(4, 1, (probabilities, energy), (probabilities, energy), labels, THRESHOLDS)

    assert (chosen.windows, chosen.views) == (4, 1)
    assert chosen.temperature == pytest.approx(1.0, abs=0.05)
    assert chosen.confidence == pytest.approx(THRESHOLDS.confidence, abs=0.05)
    assert chosen.energy == pytest.approx(THRESHOLDS.energy, abs=0.1)


def test_a_mean_that_is_less_sure_and_less_varied_is_doubted_as_often_as_single_windows() -> None:
    probabilities, energy, labels = answers(np.random.default_rng(2))
    blurred = probabilities**0.5 / (probabilities**0.5).sum(axis=1, keepdims=True)
    mean = (blurred, -4 + (energy + 4) / 2)

    chosen = choose_average(16, 1, mean, (probabilities, energy), labels, THRESHOLDS)

    confidence = chosen.calibrate(mean[0]).max(axis=1)
    uncertain = (probabilities.max(axis=1) < THRESHOLDS.confidence).mean()
    assert chosen.temperature == pytest.approx(0.5, rel=0.05)
    assert (confidence < chosen.confidence).mean() == pytest.approx(uncertain, abs=0.001)
    assert (mean[1] > chosen.energy).mean() == pytest.approx((energy > THRESHOLDS.energy).mean(), abs=0.001)


@pytest.mark.parametrize("count", [4, 16])
def test_windows_see_the_cell_in_the_middle_and_their_picture_mirrored_beyond_the_edge(count: int) -> None:
    rows, cols = np.mgrid[0:64, 0:64]
    images = np.stack([rows, cols, np.zeros_like(rows)], axis=-1).astype(np.uint8)[None]
    cell = {4: (16, 48), 16: (24, 40)}[count]

    windows = [window[0] for window in shifted_windows(images, count)]

    assert len(windows) == count
    for window in windows:
        assert window.shape == (64, 64, 3)
        for axis in (0, 1):
            assert set(range(*cell)) <= set(window[..., axis].ravel().tolist())
            assert np.abs(np.diff(window[..., axis].astype(int), axis=axis)).max() <= 1


def test_a_mean_counts_every_answer_alike() -> None:
    parts = [(np.full((2, 10), value), np.full(2, -value)) for value in (0.0, 0.3, 0.6)]

    probabilities, energy = average(iter(parts))

    assert probabilities == pytest.approx(np.full((2, 10), 0.3))
    assert energy == pytest.approx(np.full(2, -0.3))


def test_each_kind_of_mean_that_the_plugin_makes_has_its_own_numbers() -> None:
    probabilities, energy, labels = answers(np.random.default_rng(3), 20)
    val = Samples(np.zeros((20, 64, 64, 3), dtype=np.uint8), labels, tuple(map(str, range(20))))

    chosen = choose_averages(lambda images: (probabilities, energy), val, THRESHOLDS)

    assert [(mean.windows, mean.views) for mean in chosen] == [(4, 1), (16, 1), (64, 1), (1, 8)]
    assert all(isinstance(mean, Average) for mean in chosen)
