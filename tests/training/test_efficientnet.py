# SPDX-License-Identifier: GPL-2.0-or-later
"""The converted backbone against the original: every layer, batch norm not folded, by TensorFlow's own operations."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from training import efficientnet
from training.dataset import DataError
from training.efficientnet import EPSILON, Enlarge, Weights, interpolation, list_blocks
from training.torch_file import read_checkpoint


@pytest.fixture(scope="module")
def weights() -> Weights:
    try:
        return read_checkpoint(efficientnet.find_weights())
    except DataError as error:
        pytest.skip(str(error))


def convolve(x: Any, weights: Weights, convolution: str, norm: str, stride: int, depthwise: bool = False) -> Any:
    kernel = weights[f"{convolution}.weight"]
    steps = (1, stride, stride, 1)
    if depthwise:
        x = tf.nn.depthwise_conv2d(x, kernel.transpose(2, 3, 0, 1), steps, "SAME")
    else:
        x = tf.nn.conv2d(x, kernel.transpose(2, 3, 1, 0), steps, "SAME")
    mean, variance, offset, scale = (
        weights[f"{norm}.{name}"] for name in ("running_mean", "running_var", "bias", "weight")
    )
    return tf.nn.batch_normalization(x, mean, variance, offset, scale, EPSILON)


def original(x: Any, weights: Weights) -> dict[str, Any]:
    """Return what comes out of stem, blocks and head, as efficientnet-lite-pytorch computes it."""
    maps = {"stem_relu": tf.nn.relu6(convolve(x, weights, "_conv_stem", "_bn0", 2))}
    x = maps["stem_relu"]
    for number, (name, _, stride, expansion, channels) in enumerate(list_blocks()):
        theirs, before = f"_blocks.{number}", x
        if expansion > 1:
            x = tf.nn.relu6(convolve(x, weights, f"{theirs}._expand_conv", f"{theirs}._bn0", 1))
        x = tf.nn.relu6(convolve(x, weights, f"{theirs}._depthwise_conv", f"{theirs}._bn1", stride, depthwise=True))
        x = convolve(x, weights, f"{theirs}._project_conv", f"{theirs}._bn2", 1)
        if stride == 1 and before.shape[-1] == channels:
            x, name = x + before, f"{name}_add"
        else:
            name = f"{name}_project"
        maps[name] = x
    maps["head_relu"] = tf.nn.relu6(convolve(x, weights, "_conv_head", "_bn1", 1))
    return maps


def test_every_layer_of_the_converted_backbone_answers_as_the_original(weights: Weights) -> None:
    picture = np.random.default_rng(3).uniform(-1, 1, (2, 96, 96, 3)).astype(np.float32)
    image = keras.Input((96, 96, 3))
    model = keras.Model(image, efficientnet.add_backbone(image))
    efficientnet.set_weights(model, weights)
    expected = original(picture, weights)

    found = keras.Model(image, {name: model.get_layer(name).output for name in expected})(picture)

    assert len(expected) == 1 + 16 + 1
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, atol=1e-5 * float(np.abs(values).max()) + 1e-4, err_msg=name)


def test_enlarging_keeps_a_slope_straight_and_repeats_the_edge() -> None:
    slope = np.arange(64, dtype=np.float32)

    enlarged = interpolation(64, 96) @ slope

    np.testing.assert_allclose(enlarged[1:-1], (np.arange(96)[1:-1] + 0.5) * 64 / 96 - 0.5, atol=1e-5)
    assert enlarged[0] == 0
    assert enlarged[-1] == 63


def test_pictures_are_enlarged_as_tensorflow_does() -> None:
    pictures = np.random.default_rng(1).uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)

    enlarged = Enlarge(96)(pictures)

    np.testing.assert_allclose(enlarged, tf.image.resize(pictures, (96, 96)), atol=1e-3)


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(efficientnet, "PACKAGE", "no_such_package")

    with pytest.raises(DataError, match="no-such-package"):
        efficientnet.find_weights()
