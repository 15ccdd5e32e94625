# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from training import quantize
from training.byte_padding import pad_bytes
from training.settings import MODELS

SIDES = [0, 0, 1, 1, 0, 0, 1, 1]


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return np.random.default_rng(0).integers(1, 256, (20, 64, 64, 3), dtype=np.uint8)


def network(scale: float, scale_behind: float, mode: str = "reflect") -> onnx.ModelProto:
    """Return number → bytes of `scale` → number → padding → bytes of `scale_behind` → number."""
    step, zero = ["step", "zero"], helper.make_tensor("zero", TensorProto.UINT8, [], [3])
    nodes = [
        helper.make_node("QuantizeLinear", ["x", *step], ["a"]),
        helper.make_node("DequantizeLinear", ["a", *step], ["b"]),
        helper.make_node("Pad", ["b", "sides"], ["c"], mode=mode),
        helper.make_node("QuantizeLinear", ["c", "behind", "zero"], ["d"]),
        helper.make_node("DequantizeLinear", ["d", "behind", "zero"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "padding",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 4, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 1, 6, 6])],
        [
            helper.make_tensor("step", TensorProto.FLOAT, [], [scale]),
            helper.make_tensor("behind", TensorProto.FLOAT, [], [scale_behind]),
            helper.make_tensor("sides", TensorProto.INT64, [8], SIDES),
            zero,
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def answers(proto: onnx.ModelProto, **inputs: np.ndarray) -> list[np.ndarray]:
    onnx.checker.check_model(proto)
    session = onnxruntime.InferenceSession(proto.SerializeToString(), providers=["CPUExecutionProvider"])
    return [np.asarray(each) for each in session.run(None, inputs)]


def kinds(proto: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in proto.graph.node]


@pytest.mark.parametrize(
    ("scale_behind", "left"),
    [
        (0.1, ["QuantizeLinear", "Pad", "DequantizeLinear"]),
        (0.2, ["QuantizeLinear", "DequantizeLinear", "QuantizeLinear", "Pad", "DequantizeLinear"]),
    ],
)
def test_bytes_are_padded_and_the_answer_stays(scale_behind: float, left: list[str]) -> None:
    proto, picture = network(0.1, scale_behind), np.linspace(-1, 20, 16, dtype=np.float32).reshape(1, 1, 4, 4)
    (before,) = answers(proto, x=picture)

    assert pad_bytes(proto) == 1
    assert kinds(proto) == left
    np.testing.assert_array_equal(answers(proto, x=picture)[0], before)


def test_padding_by_zeros_is_left_as_it_is() -> None:
    proto = network(0.1, 0.1, "constant")
    before = proto.SerializeToString()

    assert pad_bytes(proto) == 0
    assert proto.SerializeToString() == before


def test_a_number_that_others_read_as_well_stays(images: np.ndarray) -> None:
    proto = network(0.1, 0.1)
    proto.graph.output.append(helper.make_tensor_value_info("b2", TensorProto.FLOAT, [1, 1, 4, 4]))
    proto.graph.node.append(helper.make_node("Neg", ["b"], ["b2"]))
    picture = np.linspace(-1, 20, 16, dtype=np.float32).reshape(1, 1, 4, 4)
    before = answers(proto, x=picture)

    pad_bytes(proto)

    for one, other in zip(answers(proto, x=picture), before):
        np.testing.assert_array_equal(one, other)


def test_the_variant_of_a_network_pads_bytes_everywhere_but_in_the_picture(
    images: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, shown = MODELS / "fast.onnx", np.moveaxis(images, -1, 1).astype(np.float32)
    made = onnx.load(str(quantize.quantize(path, images, tmp_path)))
    monkeypatch.setattr(quantize, "pad_bytes", lambda proto: 0)
    plain = onnx.load(str(quantize.quantize(path, images, tmp_path)))

    pads, moved = Counter(kinds(made))["Pad"], pad_bytes(plain)
    assert (pads, moved) == (8, 7)
    assert Counter(kinds(made)) == Counter(kinds(plain))
    for one, other in zip(answers(made, image=shown), answers(plain, image=shown)):
        np.testing.assert_array_equal(one, other)
