# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said about a network: accuracy with its interval, F1 and calibration on one part of a split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import binned_statistic, binomtest
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix, f1_score

from eurosat_plugin.core.classes import CLASS_KEYS

BINS = 15
"""Equally wide bins of confidence in the calibration error (Guo et al. 2017)."""

Labels = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Metrics:
    """Figures of one network on `n` pictures of the part `split`, such as ``aitlas-test``.

    `interval` is Wilson's 95 % interval of the accuracy; `f1` has a figure per class key; `ece` is the
    expected calibration error of the highest probability.
    """

    split: str
    n: int
    accuracy: float
    interval: tuple[float, float]
    macro_f1: float
    f1: Mapping[str, float]
    ece: float

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values, equal to what reading them back gives."""
        return {**asdict(self), "interval": list(self.interval), "f1": dict(self.f1)}


@dataclass(frozen=True)
class Reliability:
    """Pictures per bin of confidence ``(bins,)``, and their mean confidence and accuracy (NaN where there are none)."""

    count: Floats
    confidence: Floats
    accuracy: Floats


def measure(split: str, labels: Labels, probabilities: Floats) -> Metrics:
    """Compare `probabilities` ``(n, 10)`` with the true class ids `labels` ``(n,)``."""
    predicted = probabilities.argmax(axis=1)
    ids = range(len(CLASS_KEYS))
    per_class = f1_score(labels, predicted, labels=ids, average=None, zero_division=0.0)
    return Metrics(
        split=split,
        n=len(labels),
        accuracy=float(accuracy_score(labels, predicted)),
        interval=wilson_interval(int((predicted == labels).sum()), len(labels)),
        macro_f1=float(per_class.mean()),
        f1={key: float(value) for key, value in zip(CLASS_KEYS, per_class)},
        ece=calibration_error(labels, probabilities),
    )


def wilson_interval(correct: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of the share ``correct / total``."""
    interval = binomtest(correct, total).proportion_ci(confidence_level=0.95, method="wilson")
    return float(interval.low), float(interval.high)


def reliability(labels: Labels, probabilities: Floats) -> Reliability:
    """Bin the pictures by the probability of the predicted class."""
    confidence = probabilities.max(axis=1).astype(np.float64)
    correct = (probabilities.argmax(axis=1) == labels).astype(np.float64)
    means = binned_statistic(confidence, [confidence, correct], "mean", bins=BINS, range=(0.0, 1.0)).statistic
    count = binned_statistic(confidence, confidence, "count", bins=BINS, range=(0.0, 1.0)).statistic
    return Reliability(count, means[0], means[1])


def calibration_error(labels: Labels, probabilities: Floats) -> float:
    """Return the expected calibration error: mean gap of confidence and accuracy, weighted by the bins' counts."""
    bins = reliability(labels, probabilities)
    gaps = np.nan_to_num(np.abs(bins.accuracy - bins.confidence))
    return float((gaps * bins.count).sum() / bins.count.sum())


def confusion(labels: Labels, probabilities: Floats) -> npt.NDArray[np.int64]:
    """Count pictures by true (rows) and predicted (columns) class, ``(10, 10)``."""
    matrix = confusion_matrix(labels, probabilities.argmax(axis=1), labels=range(len(CLASS_KEYS)))
    return np.asarray(matrix, dtype=np.int64)


def report(labels: Labels, probabilities: Floats) -> str:
    """Return scikit-learn's table of precision, recall and F1 per class."""
    return str(
        classification_report(
            labels,
            probabilities.argmax(axis=1),
            labels=range(len(CLASS_KEYS)),
            target_names=CLASS_KEYS,
            digits=4,
            zero_division=0.0,
        )
    )
