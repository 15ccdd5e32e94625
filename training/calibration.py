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

DARK_SHARE = 0.998
"""Share of validation pictures that are not `bright`: that have no more pixels saturated in all bands.

Nothing but cloud, snow, the roofs of halls and white sand is as bright, so that a twentieth of a tile tells: broken
cloud is found long before it covers half of it.
"""

DECIMALS = 4
"""More of them would only say how the sums were ordered on the machine at hand."""

Images = npt.NDArray[np.uint8]
Logits = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int64]


def fit_temperature(logits: Logits, labels: Labels) -> float:
    """Return the T that minimises the negative log-likelihood of ``softmax(logits / T)`` (Guo et al. 2017)."""
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        return float(-log_softmax(logits / np.exp(log_temperature), axis=1)[rows, labels].mean())

    found = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20.0)), method="bounded", options={"xatol": 1e-6})
    return round(float(np.exp(found.x)), DECIMALS)


def choose_thresholds(images: Images, logits: Logits, labels: Labels, temperature: float, others: Logits) -> Thresholds:
    """Choose when a tile is doubted, on `images` and what the network says of them.

    `others` are the logits of the same pictures under simulated surface reflectance: a Level-2A product is
    no reason to call a tile unfamiliar, so both count as known when the energy threshold is set.
    """
    known = np.concatenate([energies(logits), energies(others)])
    return Thresholds(
        confidence=round(_confidence_threshold(softmax(logits / temperature, axis=1), labels), DECIMALS),
        energy=round(float(np.quantile(known, FAMILIAR_SHARE)), DECIMALS),
        bright_share=choose_bright_share(images),
    )


def choose_bright_share(images: Images) -> float:
    """Return the share of saturated pixels that :data:`DARK_SHARE` of `images` ``(n, rows, cols, 3)`` do not exceed."""
    return round(float(np.quantile((images == 255).all(axis=-1).mean(axis=(1, 2)), DARK_SHARE)), DECIMALS)


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
