# SPDX-License-Identifier: GPL-2.0-or-later
"""Networks that are the mean of others, such as of those that the cycles of a run ended in.

Where all lie in one valley their mean lies nearer to its middle, and is steadier there (Izmailov et al. 2018; Wortsman
et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np


def mean_of(models: Sequence[keras.Model]) -> keras.Model:
    """Return the first of `models` with the mean of the weights of all, the statistics of batch norm among them."""
    first = models[0]
    first.set_weights([np.mean(weights, axis=0) for weights in zip(*(model.get_weights() for model in models))])
    return first
