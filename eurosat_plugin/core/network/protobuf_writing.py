# SPDX-License-Identifier: GPL-2.0-or-later
"""Write protobuf messages without their schema, and take one apart to change some of its fields.

The encoding is that of https://protobuf.dev/programming-guides/encoding.
"""

from __future__ import annotations

from collections.abc import Iterator

from eurosat_plugin.core.network.protobuf_message import read_value, read_varint

LENGTH = 2
"""Wire type of what has its length before it."""


def encode(number: int, value: int | str | bytes) -> bytes:
    """Return field `number` with `value`: an unsigned integer, a text, or the bytes of a message."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    content = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | LENGTH) + _varint(len(content)) + content


def split(encoded: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Yield number and bytes, tag included, of each field in the order in which they stand.

    :raises ValueError: when the bytes are damaged.
    """
    start = 0
    while start < len(encoded):
        tag, position = read_varint(encoded, start)
        _, end = read_value(encoded, position, tag & 7)
        yield tag >> 3, encoded[start:end]
        start = end


def _varint(value: int) -> bytes:
    groups = bytearray()
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    groups.append(value)
    return bytes(groups)
