# SPDX-License-Identifier: GPL-2.0-or-later
"""The learning rate over one cycle of a run: warm-up and cosine descent."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import ops

FLOOR = 0.001
"""What is left of the highest rate at the end."""


class CosineCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Rises to `highest` over the first `warmup_share` of `steps` and falls by cosine.

    A later, gentler cycle leaves the minimum that the first has found and settles in a flatter one nearby (SGDR,
    Loshchilov and Hutter 2017).
    """

    def __init__(self, steps: int, highest: float, warmup_share: float) -> None:
        self._steps = steps
        self._highest = highest
        self._warmup_share = warmup_share

    def __call__(self, step: Any) -> Any:
        """Return the learning rate of `step`, counted from 0."""
        progress = ops.cast(step, "float32") / self._steps
        rising = 0.1 + 0.9 * progress / self._warmup_share
        falling = ops.clip((progress - self._warmup_share) / (1 - self._warmup_share), 0.0, 1.0)
        cosine = FLOOR + (1 - FLOOR) * 0.5 * (1 + ops.cos(np.pi * falling))
        return self._highest * ops.where(progress < self._warmup_share, rising, cosine)

    def get_config(self) -> dict[str, Any]:
        """Return the arguments."""
        return {"steps": self._steps, "highest": self._highest, "warmup_share": self._warmup_share}
