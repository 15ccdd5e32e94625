# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from tests.core.network.onnx_comparison import IMAGE, TABLE, assert_both_agree, floats, integers, run_numpy, write
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


@pytest.mark.parametrize("name", ["plain", "overlapping", "asymmetric pads", "ceil", "same upper", "same lower"])
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
    "Clip to the lower bound": [node("Clip", "x low", "y")],
    "Clip to the upper bound": [node("Clip", "x - high", "y")],
    "Clip to nothing": [node("Clip", "x", "y")],
    "BatchNormalization": [node("BatchNormalization", "x gain bias mean variance", "y", epsilon=0.01)],
    "BatchNormalization of what hardly varies": [node("BatchNormalization", "x gain bias mean tiny", "y")],
    "GlobalAveragePool": [node("GlobalAveragePool", "x", "y")],
    "Softmax": [node("Softmax", "x", "y")],
    "Softmax of large numbers": [node("Mul", "x thousand", "large"), node("Softmax", "large", "y", axis=1)],
    "LogSoftmax of large numbers": [node("Mul", "x thousand", "large"), node("LogSoftmax", "large", "y")],
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
        "tiny": np.full(4, 1e-5, np.float32),
        "thousand": np.array(1000, np.float32),
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
    "Constant floats": [node("Constant", "", "halves", value_floats=[0.5] * 13), node("Mul", "x halves", "y")],
    "Constant of double precision": [
        node("Constant", "", "wide", value=np.array([0.1])),
        node("Cast", "wide", "narrow", to=1),
        node("Mul", "x narrow", "y"),
    ],
    "Constant whole number": [node("Constant", "", "row", value_int=2), node("Gather", "x row", "y", axis=2)],
    "Constant whole numbers": [
        node("Constant", "", "chosen", value_ints=[2, 0]),
        node("Gather", "x chosen", "y", axis=2),
    ],
    "Constant array of whole numbers": [
        node("Constant", "", "chosen", value=np.array([[2], [0]])),
        node("Gather", "x chosen", "y", axis=2),
    ],
    "Gather pictures": [node("Gather", "x first", "y")],
    "Flatten to a table": [node("Flatten", "x", "y")],
    "Flatten to a row": [node("Flatten", "x", "y", axis=0)],
    "Reshape with a size of nothing": [
        node("Gather", "x none", "empty"),
        node("Reshape", "empty nothing", "y", allowzero=1),
    ],
}


@pytest.mark.parametrize("name", SHAPES)
def test_an_operator_on_shapes_equals_that_of_onnxruntime(name: str) -> None:
    weights = {"shape": integers(0, -1, 13), "axes": integers(1, 3), "rows": integers(2, 0, -1)}
    weights |= {"first": integers(0, 1), "none": integers()[:0], "nothing": integers(0, 4, 143)}

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


@pytest.mark.parametrize("attributes", [{}, {"start": 1}, {"end": 2}, {"start": -2, "end": -1}], ids=str)
def test_part_of_a_shape_can_be_read(attributes: dict[str, int]) -> None:
    assert_both_agree([node("Shape", "x", "y", **attributes)], IMAGE, data_type=7)


@pytest.mark.parametrize("attributes", [{}, {"noop_with_empty_axes": 1}, {"keepdims": 0}], ids=str)
def test_a_reduction_of_no_axes_in_the_second_input_takes_all_or_none(attributes: dict[str, int]) -> None:
    assert_both_agree([node("ReduceSum", "x axes", "y", **attributes)], IMAGE, {"axes": integers()[:0]})


@pytest.mark.parametrize("keepdims", [0, 1])
def test_a_sum_of_exponentials_of_everything_is_a_single_number(keepdims: int) -> None:
    assert_both_agree([node("ReduceLogSumExp", "x", "y", keepdims=keepdims)], IMAGE)


def test_a_gemm_without_a_bias_only_multiplies() -> None:
    assert_both_agree([node("Gemm", "x w", "y", alpha=0.5, beta=2.0)], TABLE, {"w": floats(6, 2)})
    assert_both_agree([node("Gemm", "x w -", "y")], TABLE, {"w": floats(6, 2)})


@pytest.mark.parametrize("to", [1, 9, 11])
def test_a_number_is_cast_and_back(to: int) -> None:
    nodes = [node("Cast", "x", "other", to=to), node("Cast", "other", "y", to=1)]

    assert_both_agree(nodes, np.where(TABLE < 0, np.float32(0), TABLE))


def test_what_is_cast_to_half_precision_stays_in_single_precision() -> None:
    content = write([node("Cast", "x", "y", to=10)], TABLE, {}, 17)

    np.testing.assert_array_equal(run_numpy(content, TABLE), TABLE)


def test_padding_of_chosen_axes_is_told() -> None:
    weights = {"pads": integers(1, 1), "fill": np.array(0.0, np.float32), "axes": integers(2)}

    with pytest.raises(ModelError, match=r"uses Pad in mode constant or of chosen axes, .*onnxruntime"):
        run_numpy(write([node("Pad", "x pads fill axes", "y")], IMAGE, weights, 18), IMAGE)


def test_axes_that_are_left_out_choose_none() -> None:
    weights = {"pads": integers(0, 0, 1, 2, 0, 0, 2, 1)}
    inputs = "x pads - -"
    content = write([node("Pad", inputs, "y")], IMAGE, weights, 18)

    np.testing.assert_array_equal(run_numpy(content, IMAGE), np.pad(IMAGE, ((0, 0), (0, 0), (1, 2), (2, 1))))


def test_a_number_format_that_is_not_known_is_told() -> None:
    with pytest.raises(ModelError, match=r"uses a conversion to number format 2, .*onnxruntime"):
        run_numpy(write([node("Cast", "x", "y", to=2)], TABLE, {}, 17), TABLE)
