# SPDX-License-Identifier: GPL-2.0-or-later
"""GDAL's cache of decoded blocks, kept small while a run reads an image from one end to the other.

GDAL keeps a twentieth of the computer's memory full of blocks that such a run never asks for again. The limit is one
for the whole process, so it is put back when the last run ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from osgeo import gdal

LEAST = 64 * 1024 * 1024
MOST = 256 * 1024 * 1024
"""Bytes for one run: of very wide images not even one row of blocks is kept, and blocks at the edges of what is read at
once are decoded twice."""


class _Limits:
    """What the runs need that go on, and the limit before them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._needed: list[int] = []
        self._former = self._set = 0

    def add(self, needed: int) -> None:
        with self._lock:
            if not self._needed:
                self._former = gdal.GetCacheMax()
            self._needed.append(needed)
            self._apply()

    def remove(self, needed: int) -> None:
        with self._lock:
            self._needed.remove(needed)
            if gdal.GetCacheMax() != self._set:
                self._former = gdal.GetCacheMax()  # somebody else has set it meanwhile, and means it
            self._apply()

    def _apply(self) -> None:
        self._set = min(self._former, sum(self._needed)) if self._needed else self._former
        gdal.SetCacheMax(self._set)


_limits = _Limits()


@contextmanager
def small_block_cache(row_bytes: int) -> Iterator[None]:
    """Let GDAL keep about two rows of blocks, of `row_bytes` each, until the end of the block; of 0, what it likes."""
    if not row_bytes:
        yield
        return
    needed = max(LEAST, min(MOST, 2 * row_bytes))
    _limits.add(needed)
    try:
        yield
    finally:
        _limits.remove(needed)
