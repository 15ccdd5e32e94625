# SPDX-License-Identifier: GPL-2.0-or-later
"""What other writers of ONNX files put in other words, and what of a file cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.onnx_file import MAX_BYTES, parse_model, read_model
from eurosat_plugin.core.network.onnx_model import OnnxModel, decisive_operator, shape_text
from tests.core.network.onnx_writer import field, model, node, small_classifier, tensor, value, varint

IMPORT = field(8, field(2, 17))
FLOAT32 = field(2, 1)


def parse(content: bytes) -> OnnxModel:
    return parse_model(content, "test.onnx")


def refused(content: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        parse(content)
    return str(caught.value)


def weight(written: bytes) -> np.ndarray:
    """Return the numbers of the TensorProto `written`, of which the name is w."""
    return parse(field(1, 8) + field(7, field(5, field(8, "w") + written)) + IMPORT).initializers["w"]


@pytest.mark.parametrize("size", [0, -1])
def test_a_size_that_is_no_number_of_pixels_is_free(size: int) -> None:
    assert parse(model([], [value("x", [size, 3, 1])], [])).inputs[0].shape == (None, 3, 1)


def test_a_shape_without_dimensions_is_that_of_a_single_number() -> None:
    assert parse(model([], [value("x", [])], [])).inputs[0].shape == ()


@pytest.mark.parametrize(
    ("number", "raw"), [(2, np.uint8), (3, np.int8), (4, np.uint16), (5, np.int16), (12, np.uint32), (13, np.uint64)]
)
def test_whole_numbers_of_every_width_are_read_from_bytes(number: int, raw: type[Any]) -> None:
    values = np.array([0, 1, np.iinfo(raw).max, np.iinfo(raw).min], raw)

    found = weight(field(1, 4) + field(2, number) + field(9, values.tobytes()))

    assert found.dtype == raw
    np.testing.assert_array_equal(found, values)


@pytest.mark.parametrize(
    ("number", "place", "raw", "written"),
    [
        (2, 5, np.uint8, [0, 255]),
        (3, 5, np.int8, [-128, 127]),
        (4, 5, np.uint16, [0, 65535]),
        (5, 5, np.int16, [-32768, 32767]),
        (13, 11, np.uint64, [0, 1 << 40]),
    ],
)
def test_whole_numbers_of_every_width_are_read_one_by_one(
    number: int, place: int, raw: type[Any], written: list[int]
) -> None:
    found = weight(field(1, 2) + field(2, number) + field(place, b"".join(map(varint, written))))

    assert (found.dtype, found.tolist()) == (raw, written)


def test_a_weight_without_dimensions_is_a_single_number() -> None:
    found = weight(FLOAT32 + field(9, np.float32(0.5).tobytes()))

    assert (found.shape, found.item()) == ((), 0.5)


def test_a_weight_may_be_empty() -> None:
    assert weight(field(1, 0) + field(1, 3) + FLOAT32).shape == (0, 3)


def test_a_number_of_another_kind_in_a_weight_is_told_with_its_name() -> None:
    told = field(1, 8) + field(7, field(5, field(8, "w") + field(2, 8))) + IMPORT

    assert "(tensor 'w' has the unknown number format 8)" in refused(told)


def test_a_weight_of_another_size_is_told_with_its_name_and_shape() -> None:
    written = field(8, "w") + field(1, 3) + field(1, 2) + FLOAT32 + field(9, bytes(8))

    assert "(tensor 'w' holds 2 numbers and not 3 × 2)" in refused(field(1, 8) + field(7, field(5, written)) + IMPORT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (field(7, b"") + IMPORT, "it has no graph"),
        (field(1, 8) + IMPORT, "it has no graph"),
        (field(1, 8) + field(7, b""), "it does not say its operator set"),
        (
            field(1, 8) + field(7, b"") + field(8, field(1, "com.example") + field(2, 3)),
            "it does not say its operator set",
        ),
    ],
)
def test_what_a_file_lacks_is_told(content: bytes, reason: str) -> None:
    assert refused(content) == (
        f"The model file test.onnx is damaged or not an ONNX file ({reason}); download or export it again."
    )


def test_the_standard_operators_may_be_called_by_their_name() -> None:
    named = field(1, 8) + field(7, b"") + field(8, field(1, "ai.onnx") + field(2, 16))

    assert parse(named).opset == 16


def test_an_attribute_of_a_kind_that_no_operator_needs_is_nothing() -> None:
    written = field(4, "Op") + field(5, field(1, "graph") + field(6, b"") + field(20, 5))

    assert parse(model([written], [], [])).nodes[0].attributes == {"graph": None}


def test_the_domain_of_an_operator_is_read() -> None:
    assert parse(model([node("Op", "x", "y", domain="com.example")], [], [])).nodes[0].domain == "com.example"


def test_what_is_written_beside_the_graph_is_read() -> None:
    assert parse(model([], [], [], metadata={"a": "one", "b": "zwölf"})).metadata == {"a": "one", "b": "zwölf"}


def test_a_tensor_as_an_attribute_has_its_shape() -> None:
    written = field(4, "Op") + field(
        5, field(1, "t") + field(5, tensor("", np.eye(2, dtype=np.float32))) + field(20, 4)
    )

    np.testing.assert_array_equal(parse(model([written], [], [])).nodes[0].attributes["t"], np.eye(2))


def test_a_file_of_more_than_512_mib_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.onnx"
    with path.open("wb") as file:
        file.truncate(512 * 1024 * 1024 + 1)

    with pytest.raises(ModelError, match=r"huge\.onnx is larger than 512 MiB; choose a smaller model\.$"):
        read_model(path)


def test_a_file_of_just_the_largest_size_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, path = small_classifier(), tmp_path / "small.onnx"
    path.write_bytes(content)
    monkeypatch.setattr("eurosat_plugin.core.network.onnx_file.MAX_BYTES", len(content))

    assert read_model(path).file_name == "small.onnx"
    assert MAX_BYTES == 512 << 20


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), ValueError("embedded null byte")], ids=str)
def test_a_file_that_cannot_be_read_is_told_with_the_reason(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> bytes:
        raise error

    (tmp_path / "small.onnx").touch()
    monkeypatch.setattr(Path, "read_bytes", fail)

    with pytest.raises(ModelError) as caught:
        read_model(tmp_path / "small.onnx")
    assert str(caught.value) == f"The model file {tmp_path / 'small.onnx'} cannot be read ({error})."


def test_shapes_are_written_as_people_write_them() -> None:
    assert (shape_text((None, 3, 64)), shape_text((7,)), shape_text(()), shape_text(None)) == (
        "n × 3 × 64",
        "7",
        "",
        "unknown",
    )


@pytest.mark.parametrize(
    ("nodes", "kind"),
    [
        ([("Softmax", "x", "y")], "Softmax"),
        ([("Sigmoid", "x", "a"), ("Cast", "a", "b"), ("Squeeze", "b", "y")], "Sigmoid"),
        ([("Sigmoid", "x", "a"), ("Neg", "a", "y")], "Neg"),
        ([("Identity", "x", "y")], ""),
        # A name that is given twice, which not everything refuses, leads nobody in circles.
        ([("Sigmoid", "x", "y"), ("Identity", "y", "y")], "Sigmoid"),
        ([("Identity", "y", "y")], ""),
        # Nor does one that is given nothing.
        ([("Identity", "", "y")], ""),
        ([("Sigmoid", "x", "other")], ""),
    ],
)
def test_what_only_passes_numbers_on_decides_nothing(nodes: list[tuple[str, str, str]], kind: str) -> None:
    written = model([node(*each) for each in nodes], [value("x", (1, 3))], [value("y", (1, 3))])

    assert decisive_operator(parse(written), "y") == kind
