# SPDX-License-Identifier: GPL-2.0-or-later
"""Teach a network to say of a scene that it sees at once what it says of its tiles one by one.

Beyond the edge of a tile the network sees the tile mirrored, in a scene what is really there. So that it makes no
difference, crops of real scenes are seen both ways, with a teacher's answer for each tile, and pictures of the batch as
well, laid side by side: what both ways say must be alike (consistency training; Sajjadi, Javanmardi and Tasdizen 2016).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from keras import layers, ops

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from training.augmentation import jitter_haze
from training.dataset import Images
from training.losses import partial_cross_entropy
from training.networks import FEATURES
from training.pool import Scene, cut_crops
from training.teachers import Teachers

SIDE = 2
"""Tiles along a crop."""

LAID = 16
"""Pictures of a batch that are also laid side by side, as so many crops of SIDE × SIDE."""

AGREEMENT = 2.0
"""Weight of the difference between both ways; what teachers say of a crop has a quarter each way, a label a half."""

STEP = 16
"""Pixels between two crops of a scene."""

LEAST_ANSWER = np.float32(1e-4)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Crops:
    """Crops ``(n, 128, 128, 3)`` of real scenes, and what teachers say of their tiles ``(n, 2, 2, 10)``."""

    images: Images
    answers: Floats

    @classmethod
    def taught_by(cls, teachers: Teachers, scenes: Iterable[Scene]) -> Crops:
        """Ask `teachers` about the tiles of all crops, as Level-1C shows them; classes are alike where none is sure."""
        crops = cut_crops(list(scenes), SIDE, STEP)
        if not len(crops.shown):
            return cls(crops.shown, np.zeros((0, SIDE, SIDE, len(CLASS_KEYS)), np.float32))
        tiles = crops.clear.reshape(-1, TILE_SIZE, TILE_SIZE, 3)
        asked = np.concatenate([teachers.answer_all_views(tiles[i : i + 64]) for i in range(0, len(tiles), 64)])
        possible = (asked.reshape(crops.allowed.shape) + LEAST_ANSWER) * crops.allowed
        answers = possible / possible.sum(axis=-1, keepdims=True)
        answers[crops.strange] = 1 / len(CLASS_KEYS)
        return cls(crops.shown, np.asarray(answers, dtype=np.float32))

    def draw(self, count: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return `count` of them, turned and mirrored, half of the time in other light, and their answers alike."""
        images, answers = [], []
        for place in rng.integers(len(self.images), size=count):
            turns, mirror = int(rng.integers(4)), bool(rng.integers(2))
            image, answer = np.rot90(self.images[place], turns), np.rot90(self.answers[place], turns)
            images.append(image[:, ::-1] if mirror else image)
            answers.append(answer[:, ::-1] if mirror else answer)
        shown = np.stack(images)
        if rng.random() < 0.5:
            shown = jitter_haze(shown, rng)
        return shown.astype(np.float32), np.stack(answers)


@keras.saving.register_keras_serializable("eurosat")
class SeesAtOnce(keras.Model):
    """Trains `network` both ways; what is measured and predicted is tiles, as ever.

    A batch is ``(pictures, crops), (known, answers)``, where `known` is what :class:`~training.views.RandomViews` tells
    of the pictures.
    """

    def __init__(self, network: keras.Model, **options: Any) -> None:
        super().__init__(**options)
        self.network = network
        names = [layer.name for layer in network.layers]
        self._trunk = network.layers[1 : names.index(FEATURES)]
        self._head = network.layers[names.index(FEATURES) + 1 :]

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        """Return the logits of tiles."""
        return self.network(inputs, training=training)

    def train_step(self, data: Any) -> dict[str, Any]:
        """Take one step of the optimizer; :return: the means of loss and metrics so far."""
        (pictures, crops), (known, answers) = data
        count = ops.shape(pictures)[0]
        with tf.GradientTape() as tape:
            alone = self._answer(
                ops.mean(self._map(ops.concatenate([pictures, _cut(crops)]), training=True), axis=(1, 2))
            )
            wide = ops.concatenate([_lay(pictures[:LAID]), crops])
            at_once = self._answer(_boxes(self._map(wide, training=True)))
            twice = ops.concatenate([alone[:LAID], alone[count:]])
            taught = ops.reshape(answers, (-1, answers.shape[-1]))
            loss = (
                ops.sum(partial_cross_entropy(known, alone[:count]))
                + ops.sum(partial_cross_entropy(known[:LAID], at_once[:LAID])) / 2
                + (_cross_entropy(taught, alone[count:]) + _cross_entropy(taught, at_once[LAID:])) / 4
                + AGREEMENT * _difference(twice, at_once)
            ) / ops.cast(count, "float32")
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(known, alone[:count])
        return {name: value for metric in self.metrics for name, value in _results(metric)}

    def _map(self, images: Any, training: bool) -> Any:
        """Return the last map of images of any size."""
        for layer in self._trunk:
            norm = isinstance(layer, layers.BatchNormalization)
            images = layer(images, training=training) if norm else layer(images)
        return images

    def _answer(self, features: Any) -> Any:
        for layer in self._head:
            features = layer(features)
        return features


def _cut(crops: Any) -> Any:
    """Return the tiles of crops, row by row."""
    apart = ops.reshape(crops, (-1, SIDE, TILE_SIZE, SIDE, TILE_SIZE, 3))
    return ops.reshape(ops.transpose(apart, (0, 1, 3, 2, 4, 5)), (-1, TILE_SIZE, TILE_SIZE, 3))


def _lay(pictures: Any) -> Any:
    """Return pictures laid side by side in crops, row by row."""
    apart = ops.reshape(pictures, (-1, SIDE, SIDE, TILE_SIZE, TILE_SIZE, 3))
    side = SIDE * TILE_SIZE
    return ops.reshape(ops.transpose(apart, (0, 1, 3, 2, 4, 5)), (-1, side, side, 3))


def _boxes(maps: Any) -> Any:
    """Return the means of maps over the tiles of crops, row by row."""
    cells, channels = maps.shape[1] // SIDE, maps.shape[-1]
    apart = ops.reshape(maps, (-1, SIDE, cells, SIDE, cells, channels))
    return ops.reshape(ops.mean(apart, axis=(2, 4)), (-1, channels))


def _cross_entropy(target: Any, logits: Any) -> Any:
    return -ops.sum(target * ops.log_softmax(logits))


def _difference(one: Any, other: Any) -> Any:
    """Return the symmetric Kullback-Leibler divergence, summed."""
    first, second = ops.log_softmax(one), ops.log_softmax(other)
    return ops.sum((ops.exp(first) - ops.exp(second)) * (first - second))


def _results(metric: keras.Metric) -> list[tuple[str, Any]]:
    found = metric.result()
    return list(found.items()) if isinstance(found, dict) else [(metric.name, found)]
