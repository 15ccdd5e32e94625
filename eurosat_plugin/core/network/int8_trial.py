# SPDX-License-Identifier: GPL-2.0-or-later
"""Try the int8 file of a network against its float file: whether it is faster here, and whether its sums are right.

On processors without VNNI the fastest kernels add products of bytes in 16 bits, which overflow: what they answer is not
what was measured of the file.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.backend_comparison import fastest_rounds
from eurosat_plugin.core.network.classifier import OnnxTileClassifier, TileClassifier

TILES = 8
ROUNDS = 4
PATIENCE_S = 0.1
"""No new round begins after this time. Both networks are opened before, which takes as long again."""

CLOCK = time.perf_counter if sys.platform == "win32" else time.process_time
"""Time of the processor: on a busy computer that of the wall is a matter of luck. Windows counts it in 16 ms."""

GAIN = 1.25
"""The int8 file is taken when it is so many times as fast: for less, nobody wants to explain two kinds of maps."""

EXACT = 1e-4
"""Largest difference of a probability from what exact sums give; where no sum overflows there is none at all."""


@dataclass(frozen=True)
class Int8Trial:
    """Milliseconds a tile, the fastest of some rounds, and the largest difference from int8 with exact sums."""

    float_ms: float
    int8_ms: float
    difference: float

    @property
    def gain(self) -> float:
        """How many times as fast the int8 file is; 0 when it is not to be taken."""
        gain = self.float_ms / self.int8_ms if self.int8_ms > 0 else 0.0
        return gain if gain >= GAIN and self.difference <= EXACT else 0.0


def try_int8(plain: Path, int8: Path) -> Int8Trial:
    """Run both files in onnxruntime.

    :raises BackendError: when onnxruntime cannot run one of them.
    :raises ModelError: when one of them cannot be used.
    """
    return compare(OnnxTileClassifier(plain), OnnxTileClassifier(int8), OnnxTileClassifier(int8, exact=True))


def compare(
    plain: TileClassifier, int8: TileClassifier, exact: TileClassifier, clock: Callable[[], float] = CLOCK
) -> Int8Trial:
    """Let the opened networks classify the same tiles, the first two in turns; `clock` tells seconds."""
    tiles = trial_tiles()
    # The first run of each prepares what the others find ready.
    plain.classify(tiles)
    answers = [classifier.classify(tiles).probabilities for classifier in (int8, exact)]
    float_ms, int8_ms = fastest_rounds((plain, int8), tiles, ROUNDS, PATIENCE_S, clock)
    return Int8Trial(float_ms, int8_ms, float(np.abs(answers[0] - answers[1]).max()))


def trial_tiles() -> npt.NDArray[np.uint8]:
    """Return tiles ``(tiles, 64, 64, 3)`` of patches in any colour, of which a network makes more than of noise."""
    patches = np.random.default_rng(0).integers(0, 256, (TILES, 8, 8, 3), dtype=np.uint8)
    return patches.repeat(8, axis=1).repeat(8, axis=2)
