# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from scipy.special import softmax

from training.calibration import choose_bright_share, choose_thresholds, energies, fit_temperature

PICTURES = np.zeros((1, 64, 64, 3), dtype=np.uint8)


def sample_logits(rng: np.random.Generator, count: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """Logits and classes drawn from their own softmax: calibrated as they are."""
    logits = rng.normal(0, 2, (count, 10))
    cumulative = softmax(logits, axis=1).cumsum(axis=1)
    labels = (rng.random((count, 1)) > cumulative).sum(axis=1).clip(0, 9)
    return logits, labels


@pytest.mark.parametrize("factor", [0.5, 1.0, 3.0])
def test_temperature_undoes_the_factor_by_which_logits_are_overconfident(factor: float) -> None:
    logits, labels = sample_logits(np.random.default_rng(1))

    assert fit_temperature(logits * factor, labels) == pytest.approx(factor, rel=0.05)


def test_energy_is_minus_the_logarithm_of_summed_exponentials() -> None:
    logits = np.log(np.array([[1.0, 2.0, 5.0]]))

    assert energies(logits) == pytest.approx([-np.log(8.0)])


def test_energy_does_not_overflow() -> None:
    assert energies(np.array([[1000.0, 0.0]])) == pytest.approx([-1000.0])


def test_confidence_threshold_of_calibrated_logits_is_the_accuracy_asked_for() -> None:
    logits, labels = sample_logits(np.random.default_rng(2))

    thresholds = choose_thresholds(PICTURES, logits, labels, 1.0, logits)

    assert thresholds.confidence == pytest.approx(0.7, abs=0.05)


def test_energy_threshold_leaves_out_one_in_two_hundred_of_both_products() -> None:
    logits, labels = sample_logits(np.random.default_rng(3))
    others = logits - 1.0

    threshold = choose_thresholds(PICTURES, logits, labels, 1.0, others).energy

    known = np.concatenate([energies(logits), energies(others)])
    assert (known > threshold).mean() == pytest.approx(0.005, abs=1e-4)


def test_a_network_that_is_never_right_is_never_trusted() -> None:
    logits = np.eye(10) * 5.0
    wrong = (np.arange(10) + 1) % 10

    assert choose_thresholds(PICTURES, logits, wrong, 1.0, logits).confidence == 1.0


def test_two_pictures_in_a_thousand_are_bright() -> None:
    images = np.zeros((1000, 10, 10, 3), dtype=np.uint8)
    for i, picture in enumerate(images):
        picture.reshape(100, 3)[: i // 20] = 255  # from none to 49 of its pixels

    share = choose_bright_share(images)

    bright = (images == 255).all(axis=-1).mean(axis=(1, 2))
    assert (bright > share).mean() <= 0.002
    assert share == pytest.approx(0.49)


def test_a_pixel_that_is_white_in_two_bands_only_is_not_saturated() -> None:
    images = np.full((10, 64, 64, 3), 255, dtype=np.uint8)
    images[..., 2] = 254

    assert choose_bright_share(images) == 0.0
