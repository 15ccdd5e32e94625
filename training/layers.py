# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers that Keras does not have, or has in a slower form."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf
from keras import layers


@keras.saving.register_keras_serializable("eurosat")
class ReflectPadding(layers.Layer):
    """Surround pictures ``(n, rows, cols, channels)`` by their mirror image, edge pixels not repeated.

    A network padded with zeros learns where a tile ends, and answers otherwise when it sees a whole scene at once.
    """

    def __init__(self, before: int, after: int, **options: Any) -> None:
        super().__init__(**options)
        self.before = before
        self.after = after

    def call(self, x: Any) -> Any:
        """Return `x` with `before` rows and columns more at its beginning, `after` at its end."""
        sides = (self.before, self.after)
        return tf.pad(x, ((0, 0), sides, sides, (0, 0)), mode="REFLECT")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return the shape of the result for inputs of `shape`."""
        n, *size, channels = shape
        return (n, *(None if length is None else length + self.before + self.after for length in size), channels)

    def get_config(self) -> dict[str, Any]:
        """Return the arguments."""
        return {**super().get_config(), "before": self.before, "after": self.after}


@keras.saving.register_keras_serializable("eurosat")
class FusedBatchNormalization(layers.BatchNormalization):
    """Batch norm as one operation of TensorFlow in training, where Keras 3 has a dozen: a quarter less time a step."""

    def call(self, x: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Normalise `x` by its own statistics in training, which the running ones then follow."""
        if not training or not self.trainable:
            return super().call(x, training=False, mask=mask)
        result, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
            x=x,
            scale=tf.cast(self.gamma, tf.float32),
            offset=tf.cast(self.beta, tf.float32),
            mean=tf.zeros(0),
            variance=tf.zeros(0),
            epsilon=self.epsilon,
            is_training=True,
        )
        for running, now in ((self.moving_mean, mean), (self.moving_variance, variance)):
            running.assign(running * self.momentum + now * (1 - self.momentum))
        return result
