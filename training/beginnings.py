# SPDX-License-Identifier: GPL-2.0-or-later
"""What a network knows before its first step: nothing, what its first cycles or ImageNet taught its layers."""

from __future__ import annotations

import keras
import numpy as np
from sklearn.linear_model import LogisticRegression

from eurosat_plugin.core.classes import CLASS_KEYS
from training import efficientnet
from training.checkpoints import RunError
from training.dataset import Samples
from training.graph import run_keras
from training.networks import FEATURES, HEAD_GAIN, build_network, copy_weights, find_backbone
from training.pretrained import restore_batch_norm, scale
from training.restore import RestoreError, restore
from training.settings import Settings
from training.shipped import count_cycles, shipped_file

STATISTICS = 1024
"""Pictures on which the batch norm of a network whose batch norm was folded is estimated."""

HEAD_PICTURES = 2000
"""Pictures on whose features the head of a pretrained network is fitted before the first step."""


def begin(model: keras.Model, settings: Settings, training: Samples) -> None:
    """Give the new `model` what `settings` let it begin with; when its file in models/ is on the way there, that.

    :raises RunError: when that file holds another network.
    :raises DataError: when ImageNet's weights are missing.
    """
    if count_cycles(settings):
        copy_weights(load_shipped(settings, training), model)
        print(f"It goes on from {shipped_file(settings.name)}.")
        return
    backbone = find_backbone(model)
    if backbone is not None:
        rows = np.random.default_rng(settings.seed).choice(len(training.labels), min(STATISTICS, len(training.labels)))
        restore_batch_norm(backbone, scale(training.images[rows]))
    if settings.network == "lite":
        efficientnet.load_pretrained(model)
        fit_head(model, training, settings.seed)


def fit_head(model: keras.Model, training: Samples, seed: int) -> None:
    """Fit the new head of a pretrained `model` to the features of a few pictures, instead of beginning by chance."""
    rows = np.random.default_rng(seed).choice(len(training.labels), min(HEAD_PICTURES, len(training.labels)), False)
    probe = keras.Model(model.input, model.get_layer(FEATURES).output)
    fitted = LogisticRegression(C=0.1, max_iter=200).fit(run_keras(probe, training.images[rows]), training.labels[rows])
    if len(fitted.classes_) == len(CLASS_KEYS):
        model.get_layer("logits").set_weights([fitted.coef_.T / HEAD_GAIN, fitted.intercept_ / HEAD_GAIN])


def load_shipped(settings: Settings, training: Samples) -> keras.Model:
    """Read the network of `settings` back from its file in models/.

    :raises RunError: when the file holds another network.
    """
    path, model = shipped_file(settings.name), build_network(settings)
    try:
        restore(model, path)
    except RestoreError as error:
        raise RunError(f"{path} cannot be gone on from: {error}") from error
    restore_batch_norm(model, training.images[:STATISTICS].astype(np.float32))
    return model
