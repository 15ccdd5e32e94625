# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from tests.core.network.onnx_comparison import IMAGE, TABLE, assert_both_agree, floats, integers, run_numpy, write
from tests.core.network.onnx_writer import node


def test_a_relu_behind_a_convolution_leaves_a_second_reader_the_signed_values() -> None:
    nodes = [
        node("Conv", "x w", "convolved"),
        node("Relu", "convolved", "rectified"),
        node("Sub", "rectified convolved", "y"),
    ]

    assert_both_agree(nodes, IMAGE, {"w": floats(6, 4, 3, 3)})


def test_a_relu_behind_a_convolution_is_applied_when_nothing_else_reads_it() -> None:
    nodes = [node("Conv", "x w", "convolved"), node("Relu", "convolved", "y")]

    assert_both_agree(nodes, IMAGE, {"w": floats(6, 4, 3, 3)})


def test_half_precision_weights_are_computed_in_single_precision() -> None:
    weights = {"w": floats(6, 2).astype(np.float16)}
    content = write([node("Cast", "w", "wide", to=1), node("MatMul", "x wide", "y")], TABLE, weights, 17)

    result = run_numpy(content, TABLE)

    assert result.dtype == np.float32
    np.testing.assert_allclose(result, TABLE @ weights["w"].astype(np.float32), rtol=1e-5)


def test_operators_that_no_output_needs_are_not_held_against_the_model() -> None:
    content = write([node("Neg", "x", "y"), node("TopK", "x k", "best places")], TABLE, {"k": integers(1)}, 17)

    np.testing.assert_array_equal(run_numpy(content, TABLE), -TABLE)


def test_an_input_array_is_left_as_it_was() -> None:
    before = IMAGE.copy()
    nodes = [node("Relu", "x", "rectified"), node("Conv", "rectified w", "convolved"), node("Relu", "convolved", "y")]

    run_numpy(write(nodes, IMAGE, {"w": floats(6, 4, 3, 3)}, 17), IMAGE)

    np.testing.assert_array_equal(IMAGE, before)


@pytest.mark.parametrize(
    ("nodes", "named"),
    [
        ([node("Resize", "x", "y")], "Resize"),
        ([node("Relu", "x", "y", domain="com.example")], "com.example.Relu"),
        ([node("Conv", "x w", "y", dilations=[2, 2])], "Conv"),
        ([node("Conv", "x x", "y")], "Conv"),
        ([node("Cast", "x", "y", to=8)], "number format 8"),
    ],
)
def test_what_is_not_supported_is_named_and_onnxruntime_recommended(nodes: list[bytes], named: str) -> None:
    content = write(nodes, IMAGE, {"w": floats(8, 4, 3, 3)}, 17)

    with pytest.raises(ModelError, match=rf"{named}.*onnxruntime"):
        run_numpy(content, IMAGE)


@pytest.mark.parametrize("opset", [12, 19])
def test_another_operator_set_is_refused(opset: int) -> None:
    with pytest.raises(ModelError, match=f"operator set {opset}"):
        run_numpy(write([node("Relu", "x", "y")], IMAGE, {}, opset), IMAGE)


@pytest.mark.parametrize(
    "nodes",
    [
        [node("Relu", "nothing", "y")],
        [node("Relu", "x", "z")],
        [node("Relu", "later", "y"), node("Relu", "x", "later")],
        [node("Relu", "", "y")],
        [node("Conv", "x", "y")],
        [node("Conv", "x w", "y", group=3)],
        [node("Conv", "x w", "y", pads=[9, 9, 9, 9])],
        [node("Conv", "x w", "y", strides=[0, 1])],
        [node("Conv", "x w", "y", strides=2)],
        [node("Conv", "x narrow", "y")],
        [node("MaxPool", "x", "y")],
        [node("MaxPool", "x", "y", kernel_shape=[200, 200])],
        [node("MaxPool", "x", "y", kernel_shape=[1 << 40, 1 << 40], auto_pad="SAME_UPPER")],
        [node("MatMul", "x w", "y")],
        [node("Reshape", "x far", "y")],
        [node("Gather", "x far", "y")],
    ],
)
def test_a_graph_that_cannot_be_computed_is_a_model_error(nodes: list[bytes]) -> None:
    weights = {"w": floats(8, 4, 3, 3), "narrow": floats(8, 3, 3, 3), "far": integers(1 << 40)}

    with pytest.raises(ModelError):
        run_numpy(write(nodes, IMAGE, weights, 17), IMAGE)
