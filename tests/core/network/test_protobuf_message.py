# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import struct

import pytest

from eurosat_plugin.core.network.protobuf_message import ProtobufMessage
from tests.core.network.onnx_writer import field, varint


def read(encoded: bytes) -> ProtobufMessage:
    return ProtobufMessage(memoryview(encoded))


@pytest.mark.parametrize("number", [0, 1, 127, 128, 300, 2**63 - 1, -1, -(2**63)])
def test_a_whole_number_comes_back_with_its_sign(number: int) -> None:
    assert read(field(3, number)).integer(3) == number


def test_a_number_of_more_than_64_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="a number has more than 64 bits"):
        read(varint(3 << 3) + b"\xff" * 10 + b"\x01")


def test_the_last_value_of_a_field_counts() -> None:
    message = read(field(1, 5) + field(2, "first") + field(1, 6) + field(2, "second"))

    assert (message.integer(1), message.text(2)) == (6, "second")


def test_an_absent_field_is_zero_or_empty() -> None:
    message = read(b"")

    assert 1 not in message
    assert (message.integer(1), message.text(1), bytes(message.content(1))) == (0, "", b"")
    assert (message.integers(1), message.texts(1), message.messages(1)) == ([], [], [])
    assert message.floats(1, "<f4").tolist() == []
    assert 1 not in message.message(1)


def test_messages_inside_a_message_are_read() -> None:
    inner = [field(1, "a") + field(2, 7), field(1, "b")]
    message = read(field(4, inner[0]) + field(4, inner[1]))

    assert [m.text(1) for m in message.messages(4)] == ["a", "b"]
    assert message.message(4).text(1) == "b"


def test_lists_are_read_packed_or_not() -> None:
    message = read(
        field(8, varint(300) + varint(-1)) + field(8, 5) + field(7, struct.pack("<2f", 0.5, -2.0)) + field(7, 0.25)
    )

    assert message.integers(8) == [300, -1, 5]
    assert message.floats(7, "<f4").tolist() == [0.5, -2.0, 0.25]


def test_a_list_of_texts_keeps_its_order() -> None:
    assert read(field(1, "x") + field(1, "") + field(1, "größe")).texts(1) == ["x", "", "größe"]


def test_fields_of_every_wire_type_are_passed_over() -> None:
    others = field(99, "text") + field(98, 5) + varint(97 << 3 | 1) + b"\xff" * 8 + varint(96 << 3 | 5) + bytes(4)

    assert read(others + field(1, 7)).integer(1) == 7


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        (b"\x80", "cut off"),
        (varint(1 << 3), "cut off"),
        (varint(1 << 3 | 1) + bytes(7), "cut off"),
        (varint(1 << 3 | 5) + bytes(3), "cut off"),
        (varint(1 << 3 | 2) + varint(4) + b"abc", "cut off"),
        (b"\xff" * 11, "more than 64 bits"),
        (varint(1 << 3 | 3), "wire type 3"),
    ],
)
def test_damaged_bytes_are_refused_with_the_reason(encoded: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(encoded)


def test_a_number_is_no_text_and_a_text_no_number() -> None:
    message = read(field(1, 5) + field(2, "five"))

    with pytest.raises(ValueError, match="a number where"):
        message.text(1)
    with pytest.raises(ValueError, match="field 2 is not a number"):
        message.integer(2)
