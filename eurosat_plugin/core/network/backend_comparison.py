# SPDX-License-Identifier: GPL-2.0-or-later
"""Try onnxruntime against numpy on one model: whether it gives the same, and how much faster it is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network.classifier import NumpyTileClassifier, OnnxTileClassifier, TileClassifier
from eurosat_plugin.core.network.onnxruntime_session import CANNOT_BE_IMPORTED, CANNOT_LOAD, CANNOT_RUN
from eurosat_plugin.core.translation import tr_noop, translate

TILES = 32
ROUNDS = 8
PATIENCE_S = 4.0
"""No new round begins after this time: numpy without a fast matrix product takes ten times as long as with one."""

TOLERANCE = 1e-3

DIFFERENT = tr_noop("onnxruntime gives other probabilities than numpy (they differ by {difference:.2g}).")

FAILURES = (CANNOT_BE_IMPORTED, CANNOT_LOAD, CANNOT_RUN, DIFFERENT)
"""What :func:`compare_backends` says of onnxruntime, before it is translated and filled in."""


@dataclass(frozen=True)
class BackendComparison:
    """Milliseconds a tile of each backend, the fastest of some rounds."""

    numpy_ms: float
    onnxruntime_ms: float

    @property
    def speed(self) -> float:
        """How many times as fast as numpy onnxruntime is."""
        return self.numpy_ms / self.onnxruntime_ms


def compare_backends(model: Path) -> BackendComparison:
    """Run both backends on the same random tiles.

    :raises BackendError: when onnxruntime cannot be imported or run, or gives other probabilities than numpy.
    :raises ModelError: when `model` cannot be used.
    """
    tiles = np.random.default_rng(0).integers(0, 256, (TILES, 64, 64, 3), dtype=np.uint8)
    ours, theirs = NumpyTileClassifier(model), OnnxTileClassifier(model)
    difference = np.abs(ours.classify(tiles).probabilities - theirs.classify(tiles).probabilities).max()
    if not difference <= TOLERANCE:
        raise BackendError(translate(DIFFERENT).format(difference=difference))
    return BackendComparison(*fastest_rounds((ours, theirs), tiles, ROUNDS, PATIENCE_S))


def fastest_rounds(
    classifiers: Sequence[TileClassifier],
    tiles: npt.NDArray[np.uint8],
    rounds: int,
    patience_s: float,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Return milliseconds a tile of each of `classifiers`, the fastest of at most so many rounds over `tiles`.

    They take turns, so that whatever else the computer does hits all alike; no round begins after `patience_s`.
    """
    begun = clock()
    fastest = [math.inf] * len(classifiers)
    for done in range(rounds):
        if done and clock() - begun > patience_s:
            break
        for place, classifier in enumerate(classifiers):
            start = clock()
            classifier.classify(tiles)
            fastest[place] = min(fastest[place], 1000 * (clock() - start) / len(tiles))
    return fastest
