# SPDX-License-Identifier: GPL-2.0-or-later
"""How far a picture is from all that a network has learnt, by the features that it pools before it decides.

Energy and confidence come from the last layer, which has learnt to tell the known classes apart and throws away what
would tell an unknown one. The distance is Mahalanobis' from the nearest class less that from all pictures together,
so that what is odd in every picture does not count (relative Mahalanobis distance, Ren et al. 2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

SHRINKAGE = 0.01
"""Of a covariance towards its mean variance: features that always agree would make it singular."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cloud:
    """Where features lie: some `centres` ``(k, d)`` and the inverse of the covariance around them ``(d, d)``."""

    centres: Floats
    precision: Floats

    @classmethod
    def around(cls, features: Floats, centres: Floats, nearest: npt.NDArray[np.int64]) -> Cloud:
        """Estimate the covariance of `features` ``(n, d)`` around the centre that `nearest` ``(n,)`` names for each."""
        rest = features - centres[nearest]
        covariance = rest.T @ rest / len(rest)
        level = np.trace(covariance) / len(covariance)
        return cls(centres, np.linalg.inv((1 - SHRINKAGE) * covariance + SHRINKAGE * level * np.eye(len(covariance))))

    def distance(self, features: Floats) -> Floats:
        """Return the squared distance ``(n,)`` of `features` ``(n, d)`` from the nearest centre."""
        return np.asarray(
            np.min(
                [np.einsum("nd,de,ne->n", r, self.precision, r) for r in features[None] - self.centres[:, None]], axis=0
            )
        )


@dataclass(frozen=True)
class FeatureDistance:
    """The known classes and all pictures together, in the space of features."""

    classes: Cloud
    everything: Cloud

    @classmethod
    def of(cls, features: npt.NDArray[np.floating[Any]], labels: npt.NDArray[np.int64]) -> FeatureDistance:
        """Learn from the `features` ``(n, d)`` of training pictures and their class ids ``(n,)``."""
        values = features.astype(np.float64)
        known, index = np.unique(labels, return_inverse=True)
        means = np.stack([values[labels == label].mean(axis=0) for label in known])
        one = np.zeros(len(values), dtype=np.int64)
        return cls(Cloud.around(values, means, index), Cloud.around(values, values.mean(axis=0)[None], one))

    def measure(self, features: npt.NDArray[np.floating[Any]]) -> Floats:
        """Return how unlike the known classes each of `features` ``(n, d)`` is, shape ``(n,)``."""
        values = features.astype(np.float64)
        return self.classes.distance(values) - self.everything.distance(values)
