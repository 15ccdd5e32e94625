# SPDX-License-Identifier: GPL-2.0-or-later
"""Where windows lie: sizes by the formulas of https://onnx.ai/onnx/operators/onnx__MaxPool.html."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.network.kernel_windows import KernelWindows
from eurosat_plugin.core.network.onnx_model import OnnxNode


def lay_out(kernel: tuple[int, ...], size: tuple[int, int], **attributes: Any) -> KernelWindows:
    return KernelWindows.of(OnnxNode("MaxPool", "", ("x",), ("y",), attributes), kernel, size)


def test_without_attributes_a_kernel_steps_by_one_pixel_and_nothing_is_added() -> None:
    assert lay_out((2, 3), (11, 13)) == KernelWindows((2, 3), (1, 1), (0, 0), (0, 0), (10, 11))


def test_rows_and_columns_are_laid_out_by_their_own_numbers() -> None:
    found = lay_out((3, 4), (11, 13), strides=(2, 3), pads=(0, 1, 2, 3))

    # Rows 0 to 12 of 11 + 0 + 2, columns 0 to 16 of 13 + 1 + 3.
    assert found == KernelWindows((3, 4), (2, 3), (0, 1), (2, 3), ((13 - 3) // 2 + 1, (17 - 4) // 3 + 1))


@pytest.mark.parametrize(("mode", "before", "after"), [("SAME_UPPER", 1, 2), ("SAME_LOWER", 2, 1)])
def test_what_is_added_to_keep_the_size_is_larger_on_the_side_that_is_named(mode: str, before: int, after: int) -> None:
    found = lay_out((4, 4), (10, 10), auto_pad=mode)

    assert (found.before, found.after, found.count) == ((before, before), (after, after), (10, 10))


def test_nothing_is_taken_away_to_keep_the_size() -> None:
    """Four windows of one pixel, three pixels apart, see ten of eleven: one is left over."""
    found = lay_out((1, 1), (11, 11), auto_pad="SAME_UPPER", strides=(3, 3))

    assert (found.before, found.after, found.count) == ((0, 0), (0, 0), (4, 4))


def test_of_valid_windows_all_lie_on_the_image() -> None:
    found = lay_out((3, 3), (10, 10), auto_pad="VALID", pads=(1, 1, 1, 1))

    assert (found.before, found.after, found.count) == ((0, 0), (0, 0), (8, 8))


@pytest.mark.parametrize(
    ("kernel", "stride", "pads", "count", "after"),
    [
        # The last of (10 - 3) / 2 + 1 = 4.5 windows is whole with one more pixel.
        (3, 2, 0, 5, 1),
        (2, 2, 0, 5, 0),
        # (10 - 2) / 5 + 1 = 2.6, but the third would begin on pixel 10, which is none.
        (2, 5, 0, 2, 0),
        # (12 - 1) / 11 + 1 = 2 exactly; the second begins on pixel 11 of 11 with those before.
        (2, 10, 1, 2, 1),
    ],
)
def test_rounded_up_the_last_window_begins_on_the_image(
    kernel: int, stride: int, pads: int, count: int, after: int
) -> None:
    found = lay_out((kernel,) * 2, (10, 10), strides=(stride,) * 2, pads=(pads,) * 4, ceil_mode=1)

    assert (found.count, found.after) == ((count, count), (after, after))


@pytest.mark.parametrize("size", [(3, 2), (2, 3)])
def test_a_kernel_that_is_as_large_as_the_image_has_one_window(size: tuple[int, int]) -> None:
    assert lay_out(size, size).count == (1, 1)


@pytest.mark.parametrize(
    ("kernel", "attributes"),
    [
        ((4, 3), {}),
        ((3, 4), {}),
        ((9, 3), {"pads": (2, 0, 2, 0)}),
    ],
)
def test_a_kernel_that_is_larger_than_the_image_is_told(kernel: tuple[int, int], attributes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="the kernel is larger than the image"):
        lay_out(kernel, (3, 3), **attributes)


@pytest.mark.parametrize(
    ("kernel", "attributes"),
    [
        ((0, 3), {}),
        ((3, 0), {}),
        ((3, 3), {"strides": (1, 0)}),
        ((3, 3), {"pads": (-1, 0, 0, 0)}),
        ((3, 2), {"pads": (0, 2, 0, 0)}),
        ((3, 2), {"pads": (0, 0, 3, 0)}),
    ],
)
def test_windows_that_make_no_sense_are_told(kernel: tuple[int, int], attributes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="impossible windows"):
        lay_out(kernel, (9, 9), **attributes)


def test_padding_is_less_than_the_kernel() -> None:
    assert lay_out((3, 2), (9, 9), pads=(2, 1, 2, 1)).count == (9 + 4 - 3 + 1, 9 + 2 - 2 + 1)


def test_the_widest_kernel_has_256_pixels() -> None:
    assert lay_out((256, 1), (256, 1)).count == (1, 1)
    with pytest.raises(NotImplementedError, match="MaxPool with dilations, with huge kernels or not in two dimensions"):
        lay_out((257, 1), (257, 1))


@pytest.mark.parametrize(("kernel", "dilations"), [((3,), (1,)), ((3, 3, 3), (1, 1, 1)), ((3, 3), (1, 2))])
def test_what_is_not_supported_is_told(kernel: tuple[int, ...], dilations: tuple[int, ...]) -> None:
    with pytest.raises(NotImplementedError, match="MaxPool with dilations"):
        lay_out(kernel, (9, 9), dilations=dilations)


def test_dilations_of_one_are_none() -> None:
    assert lay_out((3, 3), (9, 9), dilations=(1, 1)).count == (7, 7)


def test_an_image_is_surrounded_by_what_fills_it() -> None:
    image = np.arange(2 * 3 * 4 * 1, dtype=np.float32).reshape(2, 3, 4, 1)
    windows = lay_out((4, 4), (3, 4), pads=(1, 2, 3, 0))

    padded = windows.pad(image, -7.0)

    np.testing.assert_array_equal(padded, np.pad(image, ((0, 0), (1, 3), (2, 0), (0, 0)), constant_values=-7.0))
    assert padded.dtype == np.float32


def test_an_image_that_needs_nothing_is_not_copied() -> None:
    image = np.zeros((1, 5, 5, 2), np.float32)

    assert lay_out((3, 3), (5, 5)).pad(image, 0.0) is image


def test_each_window_sees_its_pixels_and_nothing_is_copied() -> None:
    image = np.arange(2 * 7 * 8 * 3, dtype=np.float32).reshape(2, 7, 8, 3)
    windows = lay_out((3, 2), (7, 8), strides=(2, 3))

    patches, taps = windows.patches(image), windows.taps(image)

    expected = [[image[:, 2 * row : 2 * row + 3, 3 * col : 3 * col + 2] for col in range(3)] for row in range(3)]
    np.testing.assert_array_equal(patches, np.moveaxis(np.array(expected), 2, 0))
    np.testing.assert_array_equal(np.stack(taps, axis=3), patches.reshape(2, 3, 3, 6, 3))
    assert np.shares_memory(patches, image)
    assert not patches.flags.writeable
