# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.network import convolution
from eurosat_plugin.core.network.kernel_windows import KernelWindows
from tests.core.network.onnx_comparison import IMAGE, assert_both_agree, floats, run_numpy, write
from tests.core.network.onnx_writer import node

CONVOLUTIONS: dict[str, dict[str, Any]] = {
    "valid": {},
    "pads": {"pads": [1, 1, 1, 1]},
    "asymmetric pads": {"pads": [0, 2, 1, 0]},
    "strides": {"strides": [2, 3], "pads": [1, 1, 1, 1]},
    "strides that leave a rest": {"strides": [3, 2]},
    "same upper": {"auto_pad": "SAME_UPPER", "strides": [2, 2]},
    "same lower": {"auto_pad": "SAME_LOWER", "strides": [2, 2]},
    "auto valid": {"auto_pad": "VALID"},
    "two groups": {"group": 2, "pads": [1, 1, 1, 1]},
    "depthwise": {"group": 4, "pads": [1, 1, 1, 1], "strides": [2, 2]},
}


@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_a_convolution_equals_that_of_onnxruntime(name: str) -> None:
    attributes = CONVOLUTIONS[name]
    weights = {"w": floats(8, 4 // attributes.get("group", 1), 3, 3), "b": floats(8)}

    assert_both_agree([node("Conv", "x w b", "y", **attributes)], IMAGE, weights)


@pytest.mark.parametrize("kernel", [(1, 1), (1, 3), (5, 2), (11, 13)])
def test_a_convolution_takes_any_kernel(kernel: tuple[int, int]) -> None:
    assert_both_agree([node("Conv", "x w", "y")], IMAGE, {"w": floats(6, 4, *kernel)})


def test_a_convolution_without_a_bias_adds_none() -> None:
    assert_both_agree([node("Conv", "x w -", "y")], IMAGE, {"w": floats(6, 4, 3, 3)})


def sizes_of_blocks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the numbers of pictures that are worked on at once, which come in as it is done."""
    sizes: list[int] = []
    pad = KernelWindows.pad
    monkeypatch.setattr(
        KernelWindows, "pad", lambda windows, image, fill: sizes.append(len(image)) or pad(windows, image, fill)
    )
    return sizes


@pytest.mark.parametrize(("groups", "features"), [(1, 6), (2, 3), (4, 2)])
def test_convolutions_of_any_groups_are_worked_on_in_blocks_that_fit_the_cache(
    groups: int, features: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three pictures: two of them fit, and then one, whatever is laid out for a picture."""
    rows, cols = IMAGE.shape[2] - 2, IMAGE.shape[3] - 2
    channels = IMAGE.shape[1] // groups
    # Of a depthwise convolution the picture counts, of the others the columns: 3 × 3 pixels of each channel.
    floats_of_a_picture = rows * cols * (groups if channels == 1 else 9 * channels)
    monkeypatch.setattr(convolution, "COLUMN_FLOATS", 2 * floats_of_a_picture)
    sizes = sizes_of_blocks(monkeypatch)

    assert_both_agree([node("Conv", "x w", "y", group=groups)], IMAGE, {"w": floats(groups * features, channels, 3, 3)})

    assert sorted(sizes) == [1, 2]


def test_a_convolution_does_not_depend_on_the_block_size(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"w": floats(8, 4, 3, 3), "b": floats(8)}
    content = write([node("Conv", "x w b", "y", pads=[1, 1, 1, 1])], IMAGE, weights, 17)
    whole = run_numpy(content, IMAGE)

    monkeypatch.setattr(convolution, "COLUMN_FLOATS", 1)
    sizes = sizes_of_blocks(monkeypatch)

    np.testing.assert_allclose(run_numpy(content, IMAGE), whole, rtol=1e-5, atol=1e-5)
    assert sizes == [1, 1, 1], "where not even one picture fits, one is worked on at a time"
