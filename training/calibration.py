# SPDX-License-Identifier: GPL-2.0-or-later
"""Temperature and thresholds of a trained network, all chosen on validation data."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, logsumexp, softmax
from sklearn.isotonic import IsotonicRegression

from eurosat_plugin.core.network.model_card import Thresholds

DOUBTFUL_ACCURACY = 0.7
"""A tile is `uncertain` when validation pictures as confident as it are right less often than this.

With a plain 0.5, no more than a coin's toss would be doubted, which is next to nothing on tiles that look like EuroSAT.
"""

FAMILIAR_SHARE = 0.995
"""Share of known pictures whose energy stays under the threshold of `unfamiliar`."""

BRIGHT_SHARE = 0.5
"""A tile is `bright` when more than half of it is saturated in all bands: more cloud, snow or sand than ground.

Of the validation pictures none is by more than a third, hence there is nothing to choose it on: half is half.
"""

DECIMALS = 4
"""More of them would only say how the sums were ordered on the machine at hand."""

Logits = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int64]


def fit_temperature(logits: Logits, labels: Labels) -> float:
    """Return the T that minimises the negative log-likelihood of ``softmax(logits / T)`` (Guo et al. 2017)."""
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        return float(-log_softmax(logits / np.exp(log_temperature), axis=1)[rows, labels].mean())

    found = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20.0)), method="bounded", options={"xatol": 1e-6})
    return round(float(np.exp(found.x)), DECIMALS)


def choose_thresholds(logits: Logits, labels: Labels, temperature: float, others: Logits) -> Thresholds:
    """Choose when a tile is doubted.

    `others` are the logits of the same pictures under simulated surface reflectance: a Level-2A product is
    no reason to call a tile unfamiliar, so both count as known when the energy threshold is set.
    """
    known = np.concatenate([energies(logits), energies(others)])
    return Thresholds(
        confidence=round(_confidence_threshold(softmax(logits / temperature, axis=1), labels), DECIMALS),
        energy=round(float(np.quantile(known, FAMILIAR_SHARE)), DECIMALS),
        bright_share=BRIGHT_SHARE,
    )


def energies(logits: Logits) -> npt.NDArray[np.floating[Any]]:
    """Return ``-logsumexp(logits)``, shape ``(n,)``: the higher, the less like anything the network knows."""
    return np.asarray(-logsumexp(logits, axis=1))


def _confidence_threshold(probabilities: Logits, labels: Labels) -> float:
    """Return the confidence from which on accuracy, a rising function of confidence, is :data:`DOUBTFUL_ACCURACY`."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    accuracy = IsotonicRegression().fit_transform(confidence, correct.astype(np.float64))
    trusted = confidence[accuracy >= DOUBTFUL_ACCURACY]
    return float(trusted.min()) if len(trusted) else 1.0
