# SPDX-License-Identifier: GPL-2.0-or-later
"""The networks. Input: ``(n, 64, 64, 3)`` raw grey levels 0..255, RGB; output: ten logits."""

from __future__ import annotations

import math
from collections.abc import Sequence

import keras
from keras import layers

from eurosat_plugin.core.classes import CLASSES
from training import efficientnet
from training.layers import FusedBatchNormalization, ReflectPadding
from training.pretrained import BACKBONE, load_backbone
from training.settings import REFLECT, Settings

MOMENTUM = 0.9
"""Of the running statistics of the plain networks: Keras's 0.99 lags behind in short runs, and what is measured after
each epoch is then the lag and not the network."""


LITE_PIXELS = 96
HEAD_GAIN = 5.0

FEATURES = "features"
"""Name of the layer whose output says what a picture is like, whatever the classes."""


def build_network(settings: Settings) -> keras.Model:
    """Build the untrained network that `settings` names."""
    builders = {
        "fast": build_fast,
        "lite": build_lite,
        "seed": build_seed,
        "transfer": build_transfer,
    }
    return builders[settings.network](settings)


def build_fast(settings: Settings) -> keras.Model:
    """Build eight plain 3×3 convolutions after the stem: 0.26 M parameters, 55 MMAC."""
    return _build_plain(settings, 32, ((32, 2), (64, 3), (96, 2)))


def build_seed(settings: Settings) -> keras.Model:
    """Build the first seed project's CNN: 0.44 M parameters, 158 MMAC.

    Convolutions 3×3 of 64, 128 and 256 channels with batch norm and max-pooling, then a dense layer of 256.
    """
    picture = keras.Input((64, 64, 3), name="image")
    x = layers.Rescaling(1 / 255.0)(picture)
    for channels in (64, 128, 256):
        x = layers.Conv2D(channels, 3, padding="same", activation="relu")(x)
        x = FusedBatchNormalization()(x)
        x = layers.MaxPooling2D()(x)
    x = layers.GlobalAveragePooling2D(dtype="float32", name=FEATURES)(x)
    x = layers.Dense(256, activation="relu", dtype="float32")(x)
    x = layers.Dropout(settings.dropout, dtype="float32")(x)
    return keras.Model(picture, layers.Dense(len(CLASSES), dtype="float32", name="logits")(x), name="seed")


def build_transfer(settings: Settings) -> keras.Model:
    """Build MobileNetV2 with ImageNet's weights and a head of our own: 2.3 M parameters, 25 MMAC."""
    picture = keras.Input((64, 64, 3), name="image")
    x = layers.Rescaling(1 / 127.5, offset=-1.0)(picture)
    x = load_backbone()(x)
    x = layers.GlobalAveragePooling2D(name=FEATURES)(x)
    x = layers.Dropout(settings.dropout)(x)
    return keras.Model(picture, layers.Dense(len(CLASSES), name="logits")(x), name="transfer")


def build_lite(settings: Settings) -> keras.Model:
    """Build EfficientNet-Lite0 for pictures enlarged to 96 pixels: 3.4 M parameters, 74 MMAC.

    The head is new and learns faster than the rest: its logits are :data:`HEAD_GAIN` times what its weights say, which
    for Adam, whose steps do not depend on the size of the gradient, is as many times the learning rate.
    """
    picture = keras.Input((64, 64, 3), name="image")
    x = layers.Rescaling(1 / 128.0, offset=-127.0 / 128.0, dtype="float32")(picture)
    x = efficientnet.Enlarge(LITE_PIXELS, dtype="float32")(x)
    x = efficientnet.add_backbone(x)
    x = layers.GlobalAveragePooling2D(dtype="float32", name=FEATURES)(x)
    x = layers.Dropout(settings.dropout, dtype="float32")(x)
    x = layers.Dense(len(CLASSES), dtype="float32", name="logits")(x)
    return keras.Model(picture, layers.Rescaling(HEAD_GAIN, dtype="float32")(x), name="lite")


def freeze_backbone(model: keras.Model, frozen: bool) -> None:
    """Freeze or thaw the pretrained part of `model`, where there is one; frozen batch norm keeps its statistics."""
    backbone = find_backbone(model)
    if backbone is not None:
        backbone.trainable = not frozen


def find_backbone(model: keras.Model) -> keras.Model | None:
    """Return the pretrained part of `model`, None where it has none."""
    return next((layer for layer in model.layers if layer.name == BACKBONE), None)


def copy_weights(source: keras.Model, target: keras.Model) -> None:
    """Copy the weights of `source` into its twin `target`, which may compute in other numbers."""
    for theirs, ours in zip(source.layers, target.layers):
        ours.set_weights(theirs.get_weights())


def count_macs(model: keras.Model) -> int:
    """Count multiply-adds per picture in convolutions, dense layers and enlargements of `model`, nested ones too."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            total += count_macs(layer)
        elif isinstance(layer, efficientnet.Enlarge):
            _, rows, cols, channels = layer.input.shape
            total += layer.pixels * rows * (cols + layer.pixels) * channels
        elif isinstance(layer, (layers.Conv2D, layers.DepthwiseConv2D, layers.Dense)):
            spatial = () if isinstance(layer, layers.Dense) else layer.output.shape[1:3]
            total += math.prod(layer.kernel.shape) * math.prod(spatial)
    return total


def _build_plain(settings: Settings, stem: int, stages: Sequence[tuple[int, int]]) -> keras.Model:
    """Build stages of ``(channels, convolutions)``, each but the first at half the resolution of the one before.

    The stem, 6×6 with stride 2, sees exactly what a space-to-depth layer and a 3×3 convolution would see; full
    resolution, where multiply-adds are dearest, is left at once. `settings.width` multiplies the channels,
    `settings.depth` adds convolutions to every stage.
    """
    picture = keras.Input((64, 64, 3), name="image")
    x = layers.Rescaling(1 / 127.5, offset=-1.0)(picture)
    x = _convolve(x, round(stem * settings.width), settings.padding, kernel=6, stride=2)
    for number, (channels, count) in enumerate(stages):
        for index in range(count + settings.depth):
            stride = 2 if number and not index else 1
            x = _convolve(x, round(channels * settings.width), settings.padding, stride=stride)
    x = layers.GlobalAveragePooling2D(dtype="float32", name=FEATURES)(x)
    x = layers.Dropout(settings.dropout, dtype="float32")(x)
    return keras.Model(picture, layers.Dense(len(CLASSES), dtype="float32", name="logits")(x), name=settings.network)


def _convolve(x: keras.KerasTensor, channels: int, padding: str, kernel: int = 3, stride: int = 1) -> keras.KerasTensor:
    if padding == REFLECT:
        # As much as "same" adds, which with stride 2 is more behind than before.
        x = ReflectPadding((kernel - stride) // 2, kernel - stride - (kernel - stride) // 2)(x)
    x = layers.Conv2D(
        channels, kernel, strides=stride, padding="valid" if padding == REFLECT else padding, use_bias=False
    )(x)
    x = FusedBatchNormalization(momentum=MOMENTUM)(x)
    return layers.ReLU()(x)
