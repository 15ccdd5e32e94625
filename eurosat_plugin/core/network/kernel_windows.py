# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a convolution or a pooling lays its kernel, and what it sees there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import as_strided

from eurosat_plugin.core.network.onnx_model import OnnxNode
from eurosat_plugin.core.translation import tr

MAX_KERNEL = 256
"""Widest kernel, in pixels: a damaged file must not ask for more memory than there is."""

_Array = npt.NDArray[Any]


@dataclass(frozen=True)
class KernelWindows:
    """Where a kernel is laid on an image: ``(rows, cols)`` of everything, `before` and `after` are paddings."""

    kernel: tuple[int, int]
    strides: tuple[int, int]
    before: tuple[int, int]
    after: tuple[int, int]
    count: tuple[int, int]

    @classmethod
    def of(cls, node: OnnxNode, kernel: Sequence[int], size: Sequence[int]) -> KernelWindows:
        """Lay out the windows of Conv or a pooling operator on an image of `size`.

        :raises NotImplementedError: when they are not supported.
        :raises ValueError: when there are none or their numbers make no sense.
        """
        attributes = node.attributes
        if len(kernel) != 2 or max(kernel) > MAX_KERNEL or set(attributes.get("dilations", (1,))) != {1}:
            raise NotImplementedError(
                tr("{operator} with dilations, with huge kernels or not in two dimensions").format(
                    operator=node.op_type
                )
            )
        strides, pads = attributes.get("strides", (1, 1)), attributes.get("pads", (0, 0, 0, 0))
        mode = attributes.get("auto_pad", "NOTSET")
        if min(kernel) < 1 or min(strides) < 1 or not all(0 <= p < k for p, k in zip(pads, (*kernel, *kernel))):
            raise ValueError(tr("impossible windows"))
        rows = [
            _lay_out(mode, bool(attributes.get("ceil_mode", 0)), size[i], kernel[i], strides[i], (pads[i], pads[i + 2]))
            for i in (0, 1)
        ]
        (top, bottom, high), (left, right, wide) = rows
        if min(high, wide) < 1:
            raise ValueError(tr("the kernel is larger than the image"))
        return cls((kernel[0], kernel[1]), (strides[0], strides[1]), (top, left), (bottom, right), (high, wide))

    def pad(self, image: _Array, fill: float) -> _Array:
        """Surround `image` ``(n, rows, cols, channels)`` so that every window lies inside; no copy when none."""
        if not any(self.before + self.after):
            return image
        (top, left), (bottom, right), (n, rows, cols, channels) = self.before, self.after, image.shape
        padded = np.full((n, top + rows + bottom, left + cols + right, channels), fill, dtype=image.dtype)
        padded[:, top : top + rows, left : left + cols] = image
        return padded

    def patches(self, padded: _Array) -> _Array:
        """Return a view ``(n, *count, *kernel, channels)`` of what each window sees."""
        (n, _, _, channels), (step_n, step_y, step_x, step_c) = padded.shape, padded.strides
        return as_strided(
            padded,
            shape=(n, *self.count, *self.kernel, channels),
            strides=(step_n, self.strides[0] * step_y, self.strides[1] * step_x, step_y, step_x, step_c),
            writeable=False,
        )

    def taps(self, padded: _Array) -> list[_Array]:
        """Return, for each position in the kernel, the pixels ``(n, *count, channels)`` that it falls on."""
        (step_y, step_x), (high, wide) = self.strides, self.count
        return [
            padded[:, y : y + step_y * (high - 1) + 1 : step_y, x : x + step_x * (wide - 1) + 1 : step_x]
            for y in range(self.kernel[0])
            for x in range(self.kernel[1])
        ]


def _lay_out(mode: str, ceil: bool, size: int, kernel: int, stride: int, pads: tuple[int, int]) -> tuple[int, int, int]:
    """Return padding before, padding after and number of windows along one axis."""
    if mode.startswith("SAME"):
        count = -(-size // stride)
        total = max((count - 1) * stride + kernel - size, 0)
        before = total // 2 if mode == "SAME_UPPER" else total - total // 2
        return before, total - before, count
    before, after = (0, 0) if mode == "VALID" else pads
    span = size + before + after - kernel
    count = (-(-span // stride) if ceil else span // stride) + 1
    # With ceil_mode the last window must still begin on the image or the padding before it.
    if ceil and (count - 1) * stride >= size + before:
        count -= 1
    return before, max((count - 1) * stride + kernel - size - before, after), count
