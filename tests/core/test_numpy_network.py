# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest

from eurosat_plugin.core import numpy_network
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.numpy_network import NumpyNetwork
from eurosat_plugin.core.onnx_file import parse_model
from tests.core.onnx_writer import model, node, value

RNG = np.random.default_rng(11)
IMAGE = RNG.normal(size=(3, 4, 11, 13)).astype(np.float32)
TABLE = RNG.normal(size=(5, 6)).astype(np.float32)


def floats(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


def integers(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def write(
    nodes: list[bytes], image: np.ndarray, weights: dict[str, np.ndarray], opset: int, data_type: int = 1
) -> bytes:
    return model(nodes, [value("x", [None, *image.shape[1:]])], [value("y", None, data_type)], weights, opset=opset)


def run_numpy(content: bytes, image: np.ndarray) -> np.ndarray:
    return NumpyNetwork(parse_model(content, "test.onnx"), ["y"]).run(image)[0]


def assert_both_agree(
    nodes: list[bytes],
    image: np.ndarray,
    weights: dict[str, np.ndarray] | None = None,
    opset: int = 17,
    data_type: int = 1,
) -> None:
    content = write(nodes, image, weights or {}, opset, data_type)
    expected = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"]).run(["y"], {"x": image})[0]

    result = run_numpy(content, image)

    assert result.shape == expected.shape
    assert result.dtype == expected.dtype
    np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-4)


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


def test_a_convolution_does_not_depend_on_the_block_size(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"w": floats(8, 4, 3, 3), "b": floats(8)}
    content = write([node("Conv", "x w b", "y", pads=[1, 1, 1, 1])], IMAGE, weights, 17)
    whole = run_numpy(content, IMAGE)

    monkeypatch.setattr(numpy_network, "COLUMN_FLOATS", 1)

    np.testing.assert_allclose(run_numpy(content, IMAGE), whole, rtol=1e-5, atol=1e-5)


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
