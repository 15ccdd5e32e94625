# SPDX-License-Identifier: GPL-2.0-or-later
"""How far the look at an image is, before it is classified.

Blocks of JPEG 2000 take a tenth of a second each to decode, and up to a dozen are looked at: whoever waits is told
of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from qgis.core import QgsFeedback

from eurosat_plugin.core.tiles.pixels import PixelBlock, PixelReader
from eurosat_plugin.core.tiles.tiling import Window

OPENED = 0.1
"""Share of a look when the image is open. QGIS tells nobody of less than a tenth of a per cent."""

_Block = tuple[int, int]
"""Column and row of a block in its file."""


class Look:
    """Counts the blocks of the file that are looked at; `progress` is told the share that is done, `feedback` ends it.

    A block is decoded when it is first read, and counts then. To have opened the image is a tenth of all.
    """

    def __init__(
        self, feedback: QgsFeedback | None = None, progress: Callable[[float], None] = lambda share: None
    ) -> None:
        self.feedback = feedback
        self._progress = progress
        self._planned: set[_Block] = set()
        self._seen: set[_Block] = set()
        self._share = 0.0

    def plan(self, reader: PixelReader, windows: Iterable[Window]) -> None:
        """Take note of `windows` that will be read."""
        for window in windows:
            self._planned.update(_blocks(reader, window))
        self._tell()

    def read(self, reader: PixelReader, window: Window) -> PixelBlock:
        """Read `window` by `reader`; raises as that does."""
        block = reader.read(window)
        self._seen.update(_blocks(reader, window))
        self._tell()
        return block

    def _tell(self) -> None:
        """Tell what is done: never less than before, also where more turns out to be needed."""
        share = OPENED + (1.0 - OPENED) * (len(self._seen & self._planned) / max(1, len(self._planned)))
        if share > self._share:
            self._share = share
            self._progress(share)


def _blocks(reader: PixelReader, window: Window) -> Iterator[_Block]:
    """Return the blocks of the file in which `window` lies."""
    for row in range(window.row // reader.block_height, -(-window.bottom // reader.block_height)):
        for col in range(window.col // reader.block_width, -(-window.right // reader.block_width)):
            yield col, row
