# SPDX-License-Identifier: GPL-2.0-or-later
"""Read protobuf messages without their schema, as far as ONNX needs it.

The encoding is that of https://protobuf.dev/programming-guides/encoding.
"""

from __future__ import annotations

from typing import Any, Union

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.translation import tr

_Raw = Union[int, memoryview]


class ProtobufMessage:
    """The fields of one encoded message by their numbers; messages inside it are read when they are asked for.

    As protobuf has it, the last value of a field that should be there once counts, and an absent one is 0 or empty.

    :raises ValueError: from here and from every method, when the bytes are damaged or the field is of another kind.
    """

    def __init__(self, encoded: memoryview) -> None:
        self._fields: dict[int, list[_Raw]] = {}
        position = 0
        while position < len(encoded):
            tag, position = read_varint(encoded, position)
            value, position = read_value(encoded, position, tag & 7)
            self._fields.setdefault(tag >> 3, []).append(value)

    def __contains__(self, number: int) -> bool:
        return number in self._fields

    def integer(self, number: int) -> int:
        """Return the signed 64-bit integer in field `number`."""
        value = self._fields.get(number, [0])[-1]
        if not isinstance(value, int):
            raise ValueError(tr("field {number} is not a number").format(number=number))
        return _signed(value)

    def integers(self, number: int) -> list[int]:
        """Return the signed 64-bit integers of a repeated field, packed or not."""
        values: list[int] = []
        for raw in self._fields.get(number, []):
            if isinstance(raw, int):
                values.append(_signed(raw))
                continue
            position = 0
            while position < len(raw):
                value, position = read_varint(raw, position)
                values.append(_signed(value))
        return values

    def floats(self, number: int, dtype: str) -> npt.NDArray[Any]:
        """Join the floats of a repeated field, packed or not: both are the same bytes once concatenated."""
        return np.frombuffer(b"".join(map(_bytes, self._fields.get(number, []))), dtype=dtype)

    def content(self, number: int) -> memoryview:
        """Return the bytes in field `number`, which are not copied."""
        return _bytes(self._fields.get(number, [memoryview(b"")])[-1])

    def text(self, number: int) -> str:
        """Return the text in field `number`."""
        return bytes(self.content(number)).decode("utf-8")

    def texts(self, number: int) -> list[str]:
        """Return the texts of a repeated field."""
        return [bytes(_bytes(raw)).decode("utf-8") for raw in self._fields.get(number, [])]

    def message(self, number: int) -> ProtobufMessage:
        """Return the message in field `number`."""
        return ProtobufMessage(self.content(number))

    def messages(self, number: int) -> list[ProtobufMessage]:
        """Return the messages of a repeated field."""
        return [ProtobufMessage(_bytes(raw)) for raw in self._fields.get(number, [])]


def read_value(encoded: memoryview, position: int, wire_type: int) -> tuple[_Raw, int]:
    """Return the value at `position`, an int for a varint and else its bytes, and the position behind it."""
    if wire_type == 0:
        return read_varint(encoded, position)
    if wire_type == 2:
        size, position = read_varint(encoded, position)
    elif wire_type in (1, 5):
        size = 8 if wire_type == 1 else 4
    else:
        raise ValueError(tr("wire type {wire_type} is not used by ONNX").format(wire_type=wire_type))
    if size > len(encoded) - position:
        raise ValueError(tr("it is cut off"))
    return encoded[position : position + size], position + size


def read_varint(encoded: memoryview, position: int) -> tuple[int, int]:
    """Return the unsigned number at `position` and the position behind it."""
    value = 0
    for shift in range(0, 70, 7):
        if position >= len(encoded):
            raise ValueError(tr("it is cut off"))
        byte = encoded[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, position
    raise ValueError(tr("a number has more than 64 bits"))


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _bytes(raw: _Raw) -> memoryview:
    if isinstance(raw, int):
        raise ValueError(tr("a number where a message is expected"))
    return raw
