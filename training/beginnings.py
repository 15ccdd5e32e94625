# SPDX-License-Identifier: GPL-2.0-or-later
"""What a network knows before its first step: nothing, what another one learnt, or what ImageNet taught its layers."""

from __future__ import annotations

import keras
import numpy as np
from sklearn.linear_model import LogisticRegression

from eurosat_plugin.core.classes import CLASS_KEYS
from training import efficientnet
from training.checkpoints import RunError
from training.dataset import Samples
from training.finished import MODEL_FILE, load_finished
from training.graph import run_keras
from training.networks import FEATURES, HEAD_GAIN, build_network, copy_first_layers, find_backbone
from training.pretrained import restore_batch_norm, scale
from training.restore import RestoreError, restore
from training.settings import MODELS, SETTINGS, Settings, run_folder

STATISTICS = 1024
"""Pictures on which the batch norm of a network whose batch norm was folded is estimated."""

HEAD_PICTURES = 2000
"""Pictures on whose features the head of a pretrained network is fitted before the first step."""


def begin(model: keras.Model, settings: Settings, training: Samples) -> None:
    """Give the new `model` what `settings` let it begin with.

    :raises RunError: when the network to begin with is missing.
    :raises DataError: when ImageNet's weights are missing.
    """
    if settings.begins_with:
        count = copy_first_layers(load_beginning(settings.begins_with, training), model)
        print(f"The first {count} layers begin as those of {settings.begins_with}.")
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


def load_beginning(name: str, training: Samples) -> keras.Model:
    """Load the finished network `name`, from its run or, when that is gone, from its file in models/.

    :raises RunError: when there is neither.
    """
    path = MODELS / f"{name}.onnx"
    if (run_folder(name) / MODEL_FILE).is_file() or not path.is_file():
        return load_finished(name)
    model = build_network(SETTINGS[name])
    try:
        restore(model, path)
    except RestoreError as error:
        raise RunError(f"{path} cannot be gone on from: {error}") from error
    restore_batch_norm(model, training.images[:STATISTICS].astype(np.float32))
    return model
