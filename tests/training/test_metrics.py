# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import math

import numpy as np
import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from training.metrics import calibration_error, confusion, measure, report, wilson_interval


def confident(predicted: list[int], confidence: list[float]) -> np.ndarray:
    """Probabilities with `confidence` for the predicted class, the rest shared by the others."""
    probabilities = np.empty((len(predicted), 10))
    for row, (winner, share) in enumerate(zip(predicted, confidence)):
        probabilities[row] = (1 - share) / 9
        probabilities[row, winner] = share
    return probabilities


def test_the_wilson_interval_is_that_of_its_formula() -> None:
    correct, total, z = 97, 100, 1.959963984540054
    share = correct / total
    centre = (share + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z / (1 + z**2 / total) * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))

    low, high = wilson_interval(correct, total)

    assert (low, high) == pytest.approx((centre - half, centre + half))


def test_the_wilson_interval_of_all_correct_ends_at_one() -> None:
    low, high = wilson_interval(10, 10)

    assert low < 1.0
    assert high == pytest.approx(1.0)


def test_calibration_error_weighs_the_gap_of_each_bin_by_its_count() -> None:
    # Two of four right at 0.9 (gap 0.4), one of one right at 0.5 (gap 0.5).
    probabilities = confident([0, 0, 0, 0, 1], [0.9, 0.9, 0.9, 0.9, 0.5])
    labels = np.array([0, 0, 2, 3, 1])

    assert calibration_error(labels, probabilities) == pytest.approx((4 * 0.4 + 1 * 0.5) / 5)


def test_calibration_error_is_zero_when_confidence_is_accuracy() -> None:
    probabilities = confident([0, 0, 0, 0], [0.75] * 4)
    labels = np.array([0, 0, 0, 1])

    assert calibration_error(labels, probabilities) == pytest.approx(0.0, abs=1e-12)


def test_a_confidence_of_exactly_one_is_counted() -> None:
    probabilities = confident([0, 0], [1.0, 1.0])

    assert calibration_error(np.array([0, 1]), probabilities) == pytest.approx(0.5)


def test_macro_f1_is_the_mean_over_all_ten_classes() -> None:
    # Class 0: precision 2/3, recall 1; class 1: precision 1, recall 1/2; the others: all of one picture each.
    labels = np.array([0, 0, 1, 1, *range(2, 10)])
    predicted = [0, 0, 0, 1, *range(2, 10)]
    f1_of_0, f1_of_1 = 2 * (2 / 3) / (2 / 3 + 1), 2 * (1 / 2) / (1 + 1 / 2)

    metrics = measure("aitlas-val", labels, confident(predicted, [0.8] * 12))

    assert metrics.accuracy == pytest.approx(11 / 12)
    assert metrics.f1[CLASS_KEYS[0]] == pytest.approx(f1_of_0)
    assert metrics.f1[CLASS_KEYS[1]] == pytest.approx(f1_of_1)
    assert metrics.macro_f1 == pytest.approx((f1_of_0 + f1_of_1 + 8) / 10)


def test_confusion_has_true_classes_in_rows_also_where_none_occur() -> None:
    matrix = confusion(np.array([3, 3]), confident([3, 7], [0.9, 0.9]))

    assert matrix.shape == (10, 10)
    assert (matrix[3, 3], matrix[3, 7], matrix.sum()) == (1, 1, 2)


def test_the_report_names_every_class() -> None:
    text = report(np.array([3, 3]), confident([3, 7], [0.9, 0.9]))

    assert [key for key in CLASS_KEYS if key not in text] == []
