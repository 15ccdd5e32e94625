# SPDX-License-Identifier: GPL-2.0-or-later
"""Networks that are the mean of others: of all on the way of a cycle, or of those that cycles ended in.

Where all lie in one valley their mean lies nearer to its middle, and is steadier there (Izmailov et al. 2018; Wortsman
et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np

from training.views import RandomViews

SETTLING = 200
"""Batches on which the batch norm of a mean of a way is estimated."""


def mean_of(models: Sequence[keras.Model]) -> keras.Model:
    """Return the first of `models` with the mean of the weights of all, the statistics of batch norm among them."""
    first = models[0]
    first.set_weights([np.mean(weights, axis=0) for weights in zip(*(model.get_weights() for model in models))])
    return first


def settle_batch_norm(model: keras.Model, views: RandomViews) -> None:
    """Give every batch norm of `model` the mean statistics of the first batches of `views`."""
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    momenta = [norm.momentum for norm in norms]
    for step in range(min(SETTLING, len(views))):
        for norm in norms:
            norm.momentum = step / (step + 1)
        model(views[step][0], training=True)
    for norm, momentum in zip(norms, momenta):
        norm.momentum = momentum
