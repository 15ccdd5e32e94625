# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import warnings
import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network import numpy_network
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_file import parse_model
from eurosat_plugin.core.network.onnx_model import OnnxNode
from tests.core.network.onnx_comparison import IMAGE, TABLE, assert_both_agree, floats, integers, run_numpy, write
from tests.core.network.onnx_writer import model, node, value


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
        [node("Conv", "x w", "y", pads=[1, 1])],
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


@pytest.mark.parametrize("domain", ["", "ai.onnx"])
def test_standard_operators_may_say_that_they_are(domain: str) -> None:
    nodes = [node("Conv", "x w", "convolved", domain=domain), node("Relu", "convolved", "y", domain=domain)]

    assert_both_agree(nodes, IMAGE, {"w": floats(6, 4, 3, 3)})


def test_a_relu_leaves_the_signed_values_to_whoever_asks_for_them_as_well() -> None:
    nodes = [node("Conv", "x w", "convolved"), node("Relu", "convolved", "y")]
    network = NumpyNetwork(
        parse_model(write(nodes, IMAGE, {"w": floats(6, 4, 3, 3)}, 17), "two.onnx"), ["y", "convolved"]
    )

    rectified, signed = network.run(IMAGE)

    assert signed.min() < 0
    np.testing.assert_array_equal(rectified, np.maximum(signed, 0))


def test_a_relu_of_something_else_than_the_convolution_before_it_stays_its_own() -> None:
    nodes = [
        node("Neg", "x", "negative"),
        node("Conv", "x w", "convolved"),
        node("Relu", "negative", "rectified"),
        node("GlobalAveragePool", "rectified", "mean"),
        node("GlobalAveragePool", "convolved", "other"),
        node("Sub", "other mean", "y"),
    ]

    assert_both_agree(nodes, IMAGE, {"w": floats(4, 4, 3, 3)})


@pytest.mark.parametrize("bound", [np.array([0.1], np.float32), np.array(0.1, np.float32)], ids=["row", "number"])
def test_a_clip_behind_a_convolution_takes_bounds_that_are_computed(bound: np.ndarray) -> None:
    """Nobody knows them before the network runs."""
    constants = [node("Constant", "", "bound", value=np.array(-0.1, np.float32))]
    nodes = [*constants, node("Conv", "x w", "convolved"), node("Clip", "convolved bound high", "y")]
    content = write(nodes, IMAGE, {"w": floats(6, 4, 3, 3), "high": bound}, 17)

    found = run_numpy(content, IMAGE)

    assert found.min() == np.float32(-0.1)
    assert found.max() == np.float32(0.1)


def test_an_output_may_be_a_weight() -> None:
    content = model([node("Relu", "x", "z")], [value("x", [None, 6])], [value("w", [2])], {"w": np.array([0.5, 2.0])})

    (found,) = NumpyNetwork(parse_model(content, "constant.onnx"), ["w"]).run(TABLE)

    assert (found.tolist(), found.dtype) == ([0.5, 2.0], np.float32)


def test_weights_of_whole_numbers_stay_whole() -> None:
    network = NumpyNetwork(
        parse_model(write([node("Gather", "x w", "y")], TABLE, {"w": integers(2)}, 17), "w.onnx"), ["w"]
    )

    assert network.run(TABLE)[0].dtype == np.int64


def test_an_array_is_kept_until_its_last_reader_has_run_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise all layers of a batch would be in memory at once."""
    made: list[weakref.ref[np.ndarray]] = []
    alive: list[list[bool]] = []

    def watch(node: OnnxNode, inputs: Sequence[Any]) -> np.ndarray:
        alive.append([array() is not None for array in made])
        result = sum(inputs) + np.float32(1)
        made.append(weakref.ref(result))
        return np.asarray(result)

    monkeypatch.setitem(numpy_network.OPERATORS, "Add", watch)
    nodes = [node("Add", "x", "a"), node("Add", "a", "b"), node("Add", "a b", "c"), node("Add", "c", "y")]

    found = run_numpy(write(nodes, TABLE, {}, 17), TABLE)

    # Before b: a. Before c, which reads both: a and b. Before y: c alone.
    assert alive == [[], [True], [True, True], [False, False, True]]
    # a = x + 1, b = x + 2, c = a + b + 1, y = c + 1.
    np.testing.assert_allclose(found, 2 * TABLE + 5, rtol=1e-6)


@pytest.mark.parametrize(
    ("operator", "bounds"), [("Relu", ""), *(("Clip", b) for b in ("", " low", " low high", "  high"))]
)
def test_an_activation_behind_a_convolution_is_no_step_of_its_own(
    operator: str, bounds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would go over all numbers once more, which are in the cache no longer."""
    nodes = [node("Conv", "x w", "convolved"), node(operator, f"convolved{bounds}", "y")]
    weights = {"w": floats(6, 4, 3, 3), "low": np.array(0.0, np.float32), "high": np.array(0.5, np.float32)}
    content = write(nodes, IMAGE, weights, 17)
    done = run_numpy(content, IMAGE)
    monkeypatch.setitem(numpy_network.OPERATORS, operator, lambda node, inputs: np.zeros(1))

    np.testing.assert_array_equal(run_numpy(content, IMAGE), done)


def test_what_is_divided_by_zero_is_infinite_and_nobody_is_warned() -> None:
    content = write([node("Div", "x zero", "y")], TABLE, {"zero": np.array(0.0, np.float32)}, 17)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = run_numpy(content, TABLE)

    np.testing.assert_array_equal(found, np.copysign(np.float32(np.inf), TABLE))


@pytest.mark.parametrize(
    ("nodes", "sentence"),
    [
        ([node("MatMul", "x w", "y")], r"operator 'MatMul' failed \(.+\)"),
        ([node("Conv", "x w", "y", group=3)], r"the weights of a Conv do not fit \(.+\)"),
        ([node("Conv", "x narrow", "y")], r"operator 'Conv' failed \(4 channels instead of 3\)"),
        ([node("Relu", "nothing", "y")], "an input of Relu does not exist"),
        # Of several outputs only the first is computed.
        (
            [node("MaxPool", "x", "highest places", kernel_shape=[2, 2]), node("Cast", "places", "y", to=1)],
            "an input of Cast does not exist",
        ),
        ([node("Relu", "x", "z")], "nothing computes its outputs"),
    ],
)
def test_what_cannot_be_computed_is_told_in_a_sentence(nodes: list[bytes], sentence: str) -> None:
    weights = {"w": floats(8, 4, 3, 3), "narrow": floats(8, 3, 3, 3)}

    with pytest.raises(
        ModelError, match=rf"^The network of the model cannot be computed: {sentence}; export the model"
    ):
        run_numpy(write(nodes, IMAGE, weights, 17), IMAGE)


def test_the_operator_sets_that_are_known_are_told() -> None:
    with pytest.raises(ModelError, match=r"operator set 19 \(supported are 13 to 18\), which the numpy backend"):
        run_numpy(write([node("Relu", "x", "y")], IMAGE, {}, 19), IMAGE)


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ({"w": floats(8, 4, 3)}, r"Conv with weights of shape \(8, 4, 3\) and bias of shape \(8,\)"),
        (
            {"w": floats(8, 4, 3, 3), "b": floats(7)},
            r"Conv with weights of shape \(8, 4, 3, 3\) and bias of shape \(7,\)",
        ),
        ({"w": floats(8, 4, 3, 3), "b": floats(8, 1)}, r"bias of shape \(8, 1\)"),
        ({"b": floats(8)}, "Conv with computed weights"),
    ],
)
def test_a_convolution_with_weights_that_are_not_known_is_told(weights: dict[str, np.ndarray], sentence: str) -> None:
    names = f"x {'w' if 'w' in weights else 'x'} {'b' if 'b' in weights else '-'}"

    with pytest.raises(ModelError, match=rf"{sentence}, which the numpy backend does not know; install onnxruntime"):
        run_numpy(write([node("Conv", names, "y")], IMAGE, weights, 17), IMAGE)
