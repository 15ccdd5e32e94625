# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network import onnx_file
from eurosat_plugin.core.network.model_card import METADATA_KEY
from eurosat_plugin.core.network.onnx_card import card_of
from eurosat_plugin.core.network.onnx_file import parse_model, read_model
from eurosat_plugin.core.network.onnx_model import OnnxModel, OnnxValue
from tests.core.network.onnx_writer import card, field, model, node, small_classifier, tensor, value, varint


def parse(content: bytes) -> OnnxModel:
    return parse_model(content, "test.onnx")


def refusal_of(content: bytes) -> str:
    """Return the sentence of the ModelError, empty when the file is read; anything else that is raised goes on."""
    try:
        card_of(parse(content))
    except ModelError as error:
        return str(error)
    return ""


def with_weight(weight: bytes) -> bytes:
    """Return a model whose only initializer is the TensorProto `weight`."""
    return field(1, 8) + field(7, field(5, weight)) + field(8, field(2, 17))


def attributes_of(written: bytes) -> dict[str, Any]:
    return dict(parse(model([written], [], [])).nodes[0].attributes)


def test_names_shapes_and_types_are_read() -> None:
    result = parse(small_classifier())

    assert result.opset == 17
    assert result.inputs == (OnnxValue("image", 1, (None, 3, 64, 64)),)
    assert result.outputs == (OnnxValue("probabilities", 1, (None, 10)), OnnxValue("energy", 1, (None,)))
    assert [n.op_type for n in result.nodes[:3]] == ["Mul", "Conv", "Relu"]
    assert result.nodes[1].inputs == ("scaled", "kernel", "bias")
    assert result.nodes[1].outputs == ("convolved",)
    assert result.initializers["kernel"].shape == (8, 3, 3, 3)


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    content = small_classifier()
    (tmp_path / "small.onnx").write_bytes(content)

    result = read_model(tmp_path / "small.onnx")

    assert result.sha256 == hashlib.sha256(content).hexdigest()
    assert result.content == content


def test_attributes_of_every_kind_are_read() -> None:
    written = node("Op", "x", "y", i=-3, f=0.5, s="SAME", ints=[1, -1], floats=[0.25, -2.0], t=np.array([[7]]))

    attributes = attributes_of(written)

    tensor_value = attributes.pop("t")
    assert attributes == {"i": -3, "f": 0.5, "s": "SAME", "ints": (1, -1), "floats": (0.25, -2.0)}
    np.testing.assert_array_equal(tensor_value, [[7]])


@pytest.mark.parametrize("written", [b"", field(2, b"")])
def test_a_float_attribute_without_a_number_is_zero(written: bytes) -> None:
    attribute = field(1, "alpha") + written + field(20, 1)

    assert attributes_of(field(4, "Op") + field(5, attribute)) == {"alpha": 0.0}


def test_weights_listed_among_the_inputs_are_not_inputs() -> None:
    content = model([], [value("image", [None]), value("w", [2])], [], {"w": np.zeros(2, np.float32)})

    assert [v.name for v in parse(content).inputs] == ["image"]


def test_operator_sets_of_other_domains_are_passed_over() -> None:
    other = field(8, field(1, "com.example") + field(2, 3))

    assert parse(other + small_classifier(opset=15)).opset == 15


@pytest.mark.parametrize("dtype", ["float32", "float16", "float64", "int32", "int64", "bool"])
def test_raw_numbers_of_every_format_are_read(dtype: str) -> None:
    values = np.array([[1, 0, 1], [0, 1, 1]]).astype(dtype)

    result = parse(with_weight(tensor("w", values))).initializers["w"]

    assert result.dtype == values.dtype
    np.testing.assert_array_equal(result, values)


@pytest.mark.parametrize(
    ("data_type", "written", "expected"),
    [
        (1, field(4, struct.pack("<2f", 0.5, -2.0)), [0.5, -2.0]),
        (1, field(4, 0.5) + field(4, -2.0), [0.5, -2.0]),
        (11, field(10, struct.pack("<2d", 0.1, -2.0)), [0.1, -2.0]),
        (7, field(7, varint(-1) + varint(1 << 40)), [-1, 1 << 40]),
        (6, field(5, -1) + field(5, 300), [-1, 300]),
        (9, field(5, varint(1) + varint(0)), [True, False]),
        (10, field(5, varint(0x3800) + varint(0xC000)), [0.5, -2.0]),
        (12, field(11, varint(7) + varint(4294967295)), [7, 4294967295]),
    ],
)
def test_numbers_in_typed_fields_are_read(data_type: int, written: bytes, expected: list[Any]) -> None:
    content = with_weight(field(1, 2) + field(2, data_type) + field(8, "w") + written)

    assert parse(content).initializers["w"].tolist() == expected


@pytest.mark.parametrize(
    ("weight", "reason"),
    [
        (field(1, 3) + field(2, 1) + field(9, bytes(8)), "holds 2 numbers and not 3"),
        (field(1, 1 << 62) + field(2, 1) + field(9, bytes(8)), "holds 2 numbers"),
        (field(1, -2) + field(2, 1) + field(9, bytes(8)), "holds 2 numbers"),
        (field(1, -2) + field(1, -1) + field(2, 1) + field(9, bytes(8)), "holds 2 numbers"),
        (field(1, 2) + field(2, 1) + field(9, bytes(7)), "buffer size"),
        (field(1, 2) + field(2, 8), "number format 8"),
        (field(1, 2) + field(2, 1) + field(14, 1), "in another file"),
        (field(1, 2) + field(2, 1) + field(9, 5), "a number where"),
        (field(1, 2) + field(2, b"text") + field(9, bytes(8)), "field 2 is not a number"),
        (field(1, 2) + field(2, 1) + field(8, b"\xff") + field(9, bytes(8)), "utf-8"),
    ],
)
def test_an_impossible_tensor_is_refused_with_the_reason(weight: bytes, reason: str) -> None:
    with pytest.raises(ModelError, match=rf"test\.onnx is damaged.*{reason}"):
        parse(with_weight(weight))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"PK\x03\x04" + bytes(100),
        b"\xff" * 1000,
        b"\x08" * 1001,
        bytes(1000),
        b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
        field(1, 8),
        field(7, b""),
        field(1, 8) + field(7, b""),
        field(1, 8) + field(7, 5) + field(8, field(2, 17)),
    ],
)
def test_what_is_not_an_onnx_file_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError, match=r"test\.onnx is damaged or not an ONNX file"):
        parse(content)


def test_a_file_cut_off_anywhere_is_refused_as_a_whole_or_for_want_of_a_card() -> None:
    content = small_classifier()

    for length in range(0, len(content), 37):
        with pytest.raises(ModelError, match=r"damaged or not an ONNX file|does not describe itself"):
            card_of(parse(content[:length]))


def test_a_file_with_a_flipped_byte_is_refused_in_one_line_or_read() -> None:
    content = small_classifier()
    rng = np.random.default_rng(3)

    for place in range(0, len(content), 11):
        damaged = bytearray(content)
        damaged[place] ^= int(rng.integers(1, 256))

        assert "\n" not in refusal_of(bytes(damaged))


def test_random_bytes_are_refused() -> None:
    rng = np.random.default_rng(5)

    for size in range(1, 400):
        with pytest.raises(ModelError):
            card_of(parse(rng.bytes(size)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"The model file .*absent\.onnx does not exist"):
        read_model(tmp_path / "absent.onnx")


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not exist"):
        read_model(tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "huge.onnx").write_bytes(small_classifier())
    monkeypatch.setattr(onnx_file, "MAX_BYTES", 100)

    with pytest.raises(ModelError, match="larger than"):
        read_model(tmp_path / "huge.onnx")


def test_the_card_in_the_file_is_returned(tmp_path: Path) -> None:
    (tmp_path / "small.onnx").write_bytes(small_classifier(layout="NHWC"))

    assert card_of(read_model(tmp_path / "small.onnx")) == card(layout="NHWC")


def test_a_file_without_a_card_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mute.onnx").write_bytes(small_classifier(metadata={"author": "someone"}))

    with pytest.raises(ModelError, match=r"mute\.onnx does not describe itself: it has no model card"):
        card_of(read_model(tmp_path / "mute.onnx"))


def test_a_broken_card_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.onnx").write_bytes(small_classifier(metadata={METADATA_KEY: "{"}))

    with pytest.raises(ModelError, match="not valid JSON"):
        card_of(read_model(tmp_path / "odd.onnx"))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"input_shape": (None, 64, 64, 3)}, r"n × 64 × 64 × 3 and not n × 3 × 64 × 64 \(NCHW\)"),
        ({"input_shape": (None, 3, 32, 32)}, "n × 3 × 32 × 32 and not"),
        ({"input_shape": (None, 3, 64)}, "n × 3 × 64 and not"),
        ({"input_shape": (1, 3, 64, 64)}, "1 × 3 × 64 × 64 and not n × 3"),
        ({"classes": 9}, "its output probabilities has shape n × 9 and not n × 10"),
        ({"metadata": {METADATA_KEY: card(energy_output="heat").to_json()}}, "no output 'heat'"),
        ({"metadata": {METADATA_KEY: card(probabilities_output="p").to_json()}}, "no output 'p'"),
    ],
)
def test_a_card_that_contradicts_the_tensors_is_refused(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ModelError, match=rf"test\.onnx cannot be used: .*{problem}"):
        card_of(parse(small_classifier(**changes)))


def test_sizes_that_the_file_leaves_open_are_accepted() -> None:
    content = small_classifier(input_shape=(None, None, None, None), declare_outputs=False)

    assert card_of(parse(content)) == card()


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ([], "it has 0 inputs"),
        ([value("a", [None]), value("b", [None])], "it has 2 inputs"),
        ([value("image", [None, 3, 64, 64], data_type=2)], "not float32"),
        ([value("image", None)], "shape unknown"),
    ],
)
def test_a_model_with_other_inputs_is_refused(inputs: list[bytes], problem: str) -> None:
    content = model([], inputs, [], metadata={METADATA_KEY: card().to_json()})

    with pytest.raises(ModelError, match=problem):
        card_of(parse(content))
