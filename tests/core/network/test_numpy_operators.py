# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.core.network.onnx_comparison import IMAGE, TABLE, assert_both_agree, floats, integers
from tests.core.network.onnx_writer import node

POOLINGS: dict[str, dict[str, Any]] = {
    "plain": {"kernel_shape": [2, 2], "strides": [2, 2]},
    "overlapping": {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]},
    "asymmetric pads": {"kernel_shape": [3, 2], "strides": [1, 2], "pads": [0, 1, 2, 0]},
    "ceil": {"kernel_shape": [2, 2], "strides": [2, 2], "ceil_mode": 1},
    "ceil with pads": {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1], "ceil_mode": 1},
    "ceil with long strides": {"kernel_shape": [2, 2], "strides": [4, 4], "ceil_mode": 1},
    "same upper": {"kernel_shape": [2, 2], "strides": [2, 2], "auto_pad": "SAME_UPPER"},
    "same lower": {"kernel_shape": [3, 3], "strides": [2, 2], "auto_pad": "SAME_LOWER"},
}


@pytest.mark.parametrize("operator", ["MaxPool", "AveragePool"])
@pytest.mark.parametrize("name", POOLINGS)
def test_pooling_equals_that_of_onnxruntime(operator: str, name: str) -> None:
    assert_both_agree([node(operator, "x", "y", **POOLINGS[name])], IMAGE)


@pytest.mark.parametrize("name", ["overlapping", "asymmetric pads", "ceil", "same upper"])
def test_average_pooling_can_count_the_padding(name: str) -> None:
    assert_both_agree([node("AveragePool", "x", "y", count_include_pad=1, **POOLINGS[name])], IMAGE)


ELEMENTWISE: dict[str, list[bytes]] = {
    "Add": [node("Add", "x w", "y")],
    "Sub": [node("Sub", "x w", "y")],
    "Mul": [node("Mul", "x w", "y")],
    "Div": [node("Div", "x w", "y")],
    "Neg": [node("Neg", "x", "y")],
    "Relu": [node("Relu", "x", "y")],
    "Exp": [node("Exp", "x", "y")],
    "Log": [node("Exp", "x", "positive"), node("Log", "positive", "y")],
    "Sigmoid": [node("Sigmoid", "x", "y")],
    "Identity": [node("Identity", "x", "y")],
    "Clip to both": [node("Clip", "x low high", "y")],
    "Clip to the upper bound": [node("Clip", "x - high", "y")],
    "Clip to nothing": [node("Clip", "x", "y")],
    "BatchNormalization": [node("BatchNormalization", "x gain bias mean variance", "y", epsilon=0.01)],
    "GlobalAveragePool": [node("GlobalAveragePool", "x", "y")],
    "Softmax over channels": [node("Softmax", "x", "y", axis=1)],
    "LogSoftmax": [node("LogSoftmax", "x", "y")],
}


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_an_operator_on_images_equals_that_of_onnxruntime(name: str) -> None:
    weights = {
        "w": floats(4, 1, 1),
        "low": np.array(-0.5, np.float32),
        "high": np.array(0.25, np.float32),
        "gain": floats(4),
        "bias": floats(4),
        "mean": floats(4),
        "variance": floats(4) ** 2,
    }

    assert_both_agree(ELEMENTWISE[name], IMAGE, weights)


SHAPES: dict[str, list[bytes]] = {
    "Transpose": [node("Transpose", "x", "y", perm=[0, 2, 3, 1])],
    "Transpose reversed": [node("Transpose", "x", "y")],
    "Flatten": [node("Flatten", "x", "y", axis=2)],
    "Reshape": [node("Reshape", "x shape", "y")],
    "Unsqueeze": [node("Unsqueeze", "x axes", "y")],
    "Squeeze": [node("Unsqueeze", "x axes", "wide"), node("Squeeze", "wide axes", "y")],
    "Squeeze everything": [node("Unsqueeze", "x axes", "wide"), node("Squeeze", "wide", "y")],
    "Concat": [node("Concat", "x x", "y", axis=1)],
    "Gather": [node("Gather", "x rows", "y", axis=2)],
    "Constant": [node("Constant", "", "half", value=np.array([0.5], np.float32)), node("Mul", "x half", "y")],
    "Constant float": [node("Constant", "", "half", value_float=0.5), node("Mul", "x half", "y")],
}


@pytest.mark.parametrize("name", SHAPES)
def test_an_operator_on_shapes_equals_that_of_onnxruntime(name: str) -> None:
    weights = {"shape": integers(0, -1, 13), "axes": integers(1, 3), "rows": integers(2, 0, -1)}

    assert_both_agree(SHAPES[name], IMAGE, weights)


def test_a_shape_can_be_read_cast_and_used() -> None:
    nodes = [
        node("Shape", "x", "shape"),
        node("Cast", "shape", "narrow", to=6),
        node("Cast", "narrow", "wide", to=7),
        node("Gather", "wide first", "batch"),
        node("Concat", "batch rest", "target", axis=0),
        node("Reshape", "x target", "y"),
    ]

    assert_both_agree(nodes, IMAGE, {"first": integers(0), "rest": integers(-1)})


@pytest.mark.parametrize("operator", ["ReduceMean", "ReduceMax", "ReduceSum", "ReduceLogSumExp"])
@pytest.mark.parametrize("keepdims", [0, 1])
def test_a_reduction_takes_its_axes_from_the_second_input(operator: str, keepdims: int) -> None:
    nodes = [node(operator, "x axes", "y", keepdims=keepdims)]

    assert_both_agree(nodes, IMAGE, {"axes": integers(-1, 1)}, opset=18)


@pytest.mark.parametrize("operator", ["ReduceMean", "ReduceMax", "ReduceLogSumExp"])
def test_a_reduction_takes_its_axes_from_the_attribute(operator: str) -> None:
    assert_both_agree([node(operator, "x", "y", axes=[2, 3], keepdims=0)], IMAGE)


@pytest.mark.parametrize("attributes", [{}, {"keepdims": 0}, {"noop_with_empty_axes": 1}])
def test_a_reduction_without_axes_takes_all_or_none(attributes: dict[str, int]) -> None:
    assert_both_agree([node("ReduceSum", "x", "y", **attributes)], IMAGE)


def test_a_sum_of_exponentials_does_not_overflow() -> None:
    assert_both_agree([node("ReduceLogSumExp", "x", "y", axes=[1])], TABLE * 1000)


@pytest.mark.parametrize(
    ("shape", "attributes"),
    [((6, 2), {}), ((2, 6), {"transB": 1}), ((6, 2), {"alpha": 0.5, "beta": 2.0})],
)
def test_a_gemm_equals_that_of_onnxruntime(shape: tuple[int, int], attributes: dict[str, Any]) -> None:
    assert_both_agree([node("Gemm", "x w b", "y", **attributes)], TABLE, {"w": floats(*shape), "b": floats(2)})


def test_a_gemm_can_transpose_its_first_input() -> None:
    assert_both_agree([node("Gemm", "x w", "y", transA=1)], TABLE, {"w": floats(5, 2)})


def test_a_matrix_product_equals_that_of_onnxruntime() -> None:
    assert_both_agree([node("MatMul", "x w", "y")], TABLE, {"w": floats(6, 2)})


def test_the_finiteness_test_that_keras_exports_is_understood() -> None:
    table = TABLE.copy()
    table[0, 0], table[1, 1] = np.inf, np.nan
    nodes = [
        node("IsNaN", "x", "nan"),
        node("IsInf", "x", "infinite"),
        node("Or", "nan infinite", "bad"),
        node("Not", "bad", "good"),
        node("Cast", "good", "y", to=1),
    ]

    assert_both_agree(nodes, table)


def test_whole_numbers_are_divided_without_a_rest() -> None:
    nodes = [node("Shape", "x", "shape"), node("Div", "shape two", "y")]

    assert_both_agree(nodes, IMAGE, {"two": integers(2)}, data_type=7)
