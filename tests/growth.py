# SPDX-License-Identifier: GPL-2.0-or-later
"""How the time of something grows with the size of what it is given, whatever the computer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import process_time

from eurosat_plugin.core.errors import EuroSatError

TIMES = 16
SLACK = 4
NOISE_S = 0.02
"""What is shorter measures the clock, or whatever else the computer does."""


def grows_linearly(work: Callable[[str], object], piece: str, size: int) -> bool:
    """Tell whether `work` on 16 times as many pieces takes about 16 times as long, and not 256 times; it may refuse."""

    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        begun = process_time()
        with suppress(EuroSatError):
            work(text)
        return process_time() - begun

    few = min(seconds(size) for _ in range(3))
    return min(seconds(TIMES * size) for _ in range(2)) < TIMES * SLACK * few + NOISE_S
