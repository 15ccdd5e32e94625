# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.network.protobuf_message import ProtobufMessage
from eurosat_plugin.core.network.protobuf_writing import encode, split
from tests.core.network.onnx_writer import field, small_classifier


@pytest.mark.parametrize("value", [0, 1, 127, 128, 300, 2**40, "", "conv", "größer", b"\x00\xff", b"x" * 1000])
@pytest.mark.parametrize("number", [1, 15, 16, 2000])
def test_what_is_written_is_read_again(number: int, value: int | str | bytes) -> None:
    message = ProtobufMessage(memoryview(encode(number, value)))

    if isinstance(value, int):
        assert message.integer(number) == value
    elif isinstance(value, str):
        assert message.text(number) == value
    else:
        assert bytes(message.content(number)) == value


def test_fields_are_split_in_their_order_and_make_up_the_whole() -> None:
    encoded = field(3, 7) + field(1, "a") + field(3, 300) + field(2, 1.5)

    parts = list(split(memoryview(encoded)))

    assert [number for number, _ in parts] == [3, 1, 3, 2]
    assert [bytes(part) for _, part in parts] == [field(3, 7), field(1, "a"), field(3, 300), field(2, 1.5)]


def test_a_network_that_is_taken_apart_is_the_same_when_it_is_put_together() -> None:
    encoded = small_classifier()

    assert b"".join(part for _, part in split(memoryview(encoded))) == encoded


@pytest.mark.parametrize("missing", [1, 3])
def test_what_is_cut_off_is_refused(missing: int) -> None:
    encoded = field(1, "abc")[:-missing]

    with pytest.raises(ValueError, match="cut off"):
        list(split(memoryview(encoded)))
