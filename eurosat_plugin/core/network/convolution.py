# SPDX-License-Identifier: GPL-2.0-or-later
"""The operator Conv, in which a network spends nearly all of its time."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.kernel_windows import KernelWindows
from eurosat_plugin.core.network.matrix_product import multiply
from eurosat_plugin.core.network.onnx_model import OnnxNode
from eurosat_plugin.core.network.threads import for_each
from eurosat_plugin.core.translation import tr

COLUMN_FLOATS = 1 << 19
"""Floats in one block of columns (2 MiB): a quarter faster than blocks that fall out of the processor's caches."""

BAND_FLOATS = 1 << 16
"""Floats in one band of rows of a depthwise convolution (256 KiB), which goes over it once for every tap."""

_Array = npt.NDArray[Any]


class Convolution:
    """Conv as a product of columns and weights, with the bias and a following Relu or Clip applied in place.

    The result is channels last in memory and handed out as a transposed view: the columns of the next convolution are
    then copied in long runs, and numpy's element-wise functions keep the order.
    """

    def __init__(self, weights: _Array, bias: _Array, groups: int) -> None:
        self.limits: tuple[float | None, float | None] = (None, None)
        self._bias = bias
        # (group, kernel row, kernel col, input channel of the group, output channel of the group)
        grouped = weights.reshape(groups, len(weights) // groups, *weights.shape[1:])
        self._weights = np.ascontiguousarray(grouped.transpose(0, 3, 4, 2, 1), dtype=np.float32)

    @classmethod
    def of(cls, node: OnnxNode, constants: Mapping[str, _Array]) -> Convolution:
        """Take the weights of `node` from `constants`.

        :raises NotImplementedError: when they are computed or not those of a two-dimensional Conv. Weights that are
            missing or cannot be split into the groups raise what Python and numpy raise.
        """
        if any(name not in constants for name in node.inputs[1:] if name):
            raise NotImplementedError(tr("Conv with computed weights"))
        weights = constants[node.inputs[1]]
        bias = constants[node.inputs[2]] if len(node.inputs) > 2 and node.inputs[2] else np.zeros(len(weights))
        if weights.ndim != 4 or bias.shape != weights.shape[:1]:
            raise NotImplementedError(
                tr("Conv with weights of shape {weights} and bias of shape {bias}").format(
                    weights=weights.shape, bias=bias.shape
                )
            )
        return cls(weights, bias.astype(np.float32), node.attributes.get("group", 1))

    def __call__(self, node: OnnxNode, inputs: Sequence[Any]) -> _Array:
        """Convolve ``(n, channels, rows, cols)``, a few pictures at a time so that their columns stay in the cache."""
        image = inputs[0].transpose(0, 2, 3, 1)
        windows = KernelWindows.of(node, self._weights.shape[1:3], image.shape[1:3])
        groups, _, _, channels, features = self._weights.shape
        if image.shape[3] != groups * channels:
            raise ValueError(
                tr("{channels} channels instead of {expected}").format(
                    channels=image.shape[3], expected=groups * channels
                )
            )
        result = np.empty((len(image), *windows.count, groups * features), dtype=np.float32)
        depthwise = channels == 1
        # A depthwise kernel makes no columns: what should stay in the cache is the picture.
        columns = math.prod(windows.count) * (groups if depthwise else math.prod(self._weights.shape[1:4]))
        block = max(1, COLUMN_FLOATS // max(columns, 1))

        def convolve(start: int) -> None:
            padded = windows.pad(image[start : start + block], 0.0)
            part = result[start : start + block]
            if depthwise:
                self._convolve_depthwise(windows.taps(padded), part)
            else:
                self._convolve_groups(windows, padded, part)
            part += self._bias
            low, high = self.limits
            if low is not None:
                np.maximum(part, np.float32(low), out=part)
            if high is not None:
                np.minimum(part, np.float32(high), out=part)

        for_each(convolve, range(0, len(image), block))
        return result.transpose(0, 3, 1, 2)

    def _convolve_groups(self, windows: KernelWindows, padded: _Array, result: _Array) -> None:
        groups, _, _, channels, features = self._weights.shape
        for g in range(groups):
            patches = windows.patches(padded[..., g * channels : (g + 1) * channels])
            columns = patches.reshape(result[..., 0].size, -1)
            weights = self._weights[g].reshape(-1, features)
            if groups == 1:
                multiply(columns, weights, result.reshape(-1, features))
            else:
                result[..., g * features : (g + 1) * features] = multiply(columns, weights).reshape(
                    *result.shape[:3], -1
                )

    def _convolve_depthwise(self, taps: Sequence[_Array], result: _Array) -> None:
        groups, _, _, _, features = self._weights.shape
        pictures, high, wide = result.shape[:3]
        # Repeated along a row, so that numpy goes over whole rows and not from pixel to pixel.
        weights = np.repeat(
            self._weights.reshape(groups, len(taps), features).transpose(1, 2, 0)[:, :, None], wide, axis=2
        )
        band = max(1, BAND_FLOATS // (wide * groups))
        product = np.empty((band, wide, groups), dtype=np.float32)
        for picture, top, feature in itertools.product(range(pictures), range(0, high, band), range(features)):
            rows = slice(top, min(top + band, high))
            # With one feature a group, as usual, this is all of the result.
            out, part = result[picture, rows, :, feature::features], product[: rows.stop - top]
            np.multiply(taps[0][picture, rows], weights[0, feature], out=out)
            for tap, weight in zip(taps[1:], weights[1:, feature]):
                np.multiply(tap[picture, rows], weight, out=part)
                out += part
