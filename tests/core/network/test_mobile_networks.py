# SPDX-License-Identifier: GPL-2.0-or-later
"""What networks for small devices need: depthwise convolutions, bounded activations, reflected edges."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from tests.core.network.onnx_comparison import IMAGE, TABLE, assert_both_agree, floats, integers, run_numpy, write
from tests.core.network.onnx_writer import node

LOW, HIGH = np.array(0.0, dtype=np.float32), np.array(0.5, dtype=np.float32)


@pytest.mark.parametrize("bounds", ["", " low", " low high", "  high"])
def test_a_clip_behind_a_convolution_keeps_within_its_bounds(bounds: str) -> None:
    nodes = [node("Conv", "x w", "convolved"), node("Clip", f"convolved{bounds}", "y")]
    constants = {"w": floats(6, 4, 3, 3), "low": LOW, "high": HIGH}

    assert_both_agree(nodes, IMAGE, constants)


def test_a_clip_behind_a_convolution_leaves_a_second_reader_the_values_as_they_were() -> None:
    nodes = [
        node("Conv", "x w", "convolved"),
        node("Clip", "convolved low high", "clipped"),
        node("Sub", "clipped convolved", "y"),
    ]

    assert_both_agree(nodes, IMAGE, {"w": floats(6, 4, 3, 3), "low": LOW, "high": HIGH})


@pytest.mark.parametrize("strides", [[1, 1], [2, 2]])
@pytest.mark.parametrize("kernel", [3, 5])
@pytest.mark.parametrize("features", [1, 2])
def test_depthwise_convolutions_agree_in_bands_of_any_height(
    strides: list[int], kernel: int, features: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eurosat_plugin.core.network.convolution.BAND_FLOATS", 3 * 4 * IMAGE.shape[3])
    weights = {"w": floats(4 * features, 1, kernel, kernel), "b": floats(4 * features)}

    assert_both_agree([node("Conv", "x w b", "y", group=4, strides=strides, pads=[1, 1, 1, 1])], IMAGE, weights)


@pytest.mark.parametrize("mode", ["constant", "reflect", "edge"])
def test_an_image_is_padded_as_onnxruntime_does(mode: str) -> None:
    pads = integers(0, 0, 2, 1, 0, 0, 1, 2)

    assert_both_agree([node("Pad", "x pads", "y", mode=mode)], IMAGE, {"pads": pads})


def test_a_table_is_padded_by_the_number_given() -> None:
    constants = {"pads": integers(1, 0, 0, 2), "fill": np.array(7.0, dtype=np.float32)}

    assert_both_agree([node("Pad", "x pads fill", "y")], TABLE, constants)


def test_a_reflected_edge_feeds_the_convolution_behind_it() -> None:
    nodes = [node("Pad", "x pads", "padded", mode="reflect"), node("Conv", "padded w", "y")]

    assert_both_agree(nodes, IMAGE, {"pads": integers(0, 0, 1, 1, 0, 0, 1, 1), "w": floats(6, 4, 3, 3)})


def test_a_way_of_padding_that_is_not_known_is_named() -> None:
    content = write([node("Pad", "x pads", "y", mode="wrap")], IMAGE, {"pads": integers(0, 0, 1, 1, 0, 0, 1, 1)}, 17)

    with pytest.raises(ModelError, match=r"Pad in mode wrap.*onnxruntime"):
        run_numpy(content, IMAGE)
