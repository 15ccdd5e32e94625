# SPDX-License-Identifier: GPL-2.0-or-later
"""MobileNetV2 with ImageNet's weights, as the second seed project used it, made ready for further training."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import layers

from training.dataset import Images
from training.settings import data_folder

BACKBONE = "backbone"
"""Name of the pretrained part of a network that has one."""

WEIGHTS = "mobilenet_v2_1.0_tf_bnfolded_notop.weights.h5"
BATCH = 64
MOMENTUM = 0.95
"""Of the running statistics. MobileNetV2's own 0.999 needs thousands of steps to follow the weights; here an epoch has
253, and after the first one with 0.999 the network was right in training and wrong at rest."""


def load_backbone(pixels: int = 64) -> keras.Model:
    """Return MobileNetV2 without its head for pictures of `pixels`² scaled to −1..1.

    The weights come from ``EUROSAT_DATA/weights`` when they are there, else Keras downloads its own.
    """
    path = data_folder() / "weights" / WEIGHTS
    backbone = keras.applications.MobileNetV2(
        input_shape=(pixels, pixels, 3),
        include_top=False,
        weights=str(path) if path.is_file() else "imagenet",
        name=BACKBONE,
    )
    for norm in _batch_norms(backbone):
        norm.momentum = MOMENTUM
    return backbone


def restore_batch_norm(backbone: keras.Model, inputs: npt.NDArray[np.float32]) -> None:
    """Give every batch norm the statistics that its values have on `inputs` ``(n, pixels, pixels, 3)``.

    In the file at hand batch norm is folded into the convolutions: mean 0, variance 1, which is not what passes
    through it. That is exact at inference, but the first training step would normalise by the true statistics and
    undo what the network knows. Gain and offset are changed along with them, so that the function stays the same.
    """
    norms = _batch_norms(backbone)
    if not norms:
        return
    probe = keras.Model(backbone.input, {norm.name: norm.input for norm in norms})
    sums = {norm.name: np.zeros((2, norm.input.shape[-1])) for norm in norms}
    for start in range(0, len(inputs), BATCH):
        for name, values in probe.predict_on_batch(inputs[start : start + BATCH]).items():
            values = np.asarray(values, dtype=np.float64)
            sums[name] += np.stack([values.mean(axis=(1, 2)), np.square(values).mean(axis=(1, 2))]).sum(axis=1)
    for norm in norms:
        mean, square = sums[norm.name] / len(inputs)
        norm.set_weights(_same_function(norm, mean, np.maximum(square - mean**2, 0.0)))


def scale(images: Images) -> npt.NDArray[np.float32]:
    """Scale grey levels 0..255 to −1..1, as the network does with its own first layer."""
    return np.asarray(images, dtype=np.float32) / np.float32(127.5) - np.float32(1.0)


def _batch_norms(backbone: keras.Model) -> list[layers.BatchNormalization]:
    return [layer for layer in backbone.layers if isinstance(layer, layers.BatchNormalization)]


def _same_function(
    norm: layers.BatchNormalization, mean: npt.NDArray[np.float64], variance: npt.NDArray[np.float64]
) -> list[Any]:
    """Return gamma, beta, mean and variance that map as `norm` does now, with the statistics given."""
    gamma, beta, old_mean, old_variance = (np.asarray(weight, dtype=np.float64) for weight in norm.get_weights())
    slope = gamma / np.sqrt(old_variance + norm.epsilon)
    return [slope * np.sqrt(variance + norm.epsilon), beta + slope * (mean - old_mean), mean, variance]
