# SPDX-License-Identifier: GPL-2.0-or-later
"""The learning rate over a run: warm-up and cosine descent, once or several times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

FLOOR = 0.001
"""What is left of the highest rate at the end of a cycle."""


class CosineCycles(keras.optimizers.schedules.LearningRateSchedule):
    """Cycles of ``(steps, highest rate)``; each rises over the first `warmup_share` of its steps and falls by cosine.

    A later, gentler cycle leaves the minimum that the first has found and settles in a flatter one nearby (SGDR,
    Loshchilov and Hutter 2017).
    """

    def __init__(self, cycles: Sequence[tuple[int, float]], warmup_share: float) -> None:
        self._cycles = tuple((int(steps), float(rate)) for steps, rate in cycles)
        self._warmup_share = warmup_share

    def __call__(self, step: Any) -> Any:
        """Return the learning rate of `step`, counted from 0 over all cycles."""
        step = ops.cast(step, "float32")
        start, rate = 0, ops.zeros_like(step)
        for steps, highest in self._cycles:
            rate = ops.where(step >= start, highest * self._shape((step - start) / steps), rate)
            start += steps
        return rate

    def get_config(self) -> dict[str, Any]:
        """Return the arguments."""
        return {"cycles": self._cycles, "warmup_share": self._warmup_share}

    def _shape(self, progress: Any) -> Any:
        """Return the share of the highest rate at `progress` 0..1 of a cycle."""
        rising = 0.1 + 0.9 * progress / self._warmup_share
        falling = ops.clip((progress - self._warmup_share) / (1 - self._warmup_share), 0.0, 1.0)
        cosine = FLOOR + (1 - FLOOR) * 0.5 * (1 + ops.cos(np.pi * falling))
        return ops.where(progress < self._warmup_share, rising, cosine)
