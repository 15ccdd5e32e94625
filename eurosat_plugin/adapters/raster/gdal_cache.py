# SPDX-License-Identifier: GPL-2.0-or-later
"""GDAL's cache of decoded blocks, kept small while a run reads an image from one end to the other.

GDAL keeps a twentieth of the computer's memory full of blocks that such a run never asks for again. The limit is one
for the whole process, so it is put back when the last run ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from osgeo import gdal

LEAST = 72 * 1024 * 1024
MOST = 256 * 1024 * 1024
"""Bytes for one run. Of a file whose blocks are larger some are decoded again and again."""

MOST_BETWEEN = 144 * 1024 * 1024
"""Bytes that are kept from one strip to the next: two rows of blocks of a granule in JPEG 2000. Of wider images nothing
is, and the blocks that two strips share are decoded twice: a part of these rows would be no help, since what is asked
for again is what was longest not asked for."""


@dataclass(frozen=True)
class CacheNeed:
    """Bytes of blocks in all bands that are read.

    `at_once` lie in what is read at once, `between` are asked for until the next strip asks for the last of them
    again: as many as `at_once` where strips share no blocks.
    """

    at_once: int
    between: int

    @property
    def limit(self) -> int:
        """How much GDAL should keep."""
        return max(LEAST, min(MOST, self.between if self.between <= MOST_BETWEEN else self.at_once))


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
def small_block_cache(need: CacheNeed | None) -> Iterator[None]:
    """Let GDAL keep what a run needs until the end of the block, and no more; of None, what it likes."""
    if need is None:
        yield
        return
    _limits.add(need.limit)
    try:
        yield
    finally:
        _limits.remove(need.limit)
