# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.raster.fill_probe import find_gaps
from eurosat_plugin.adapters.raster.look import Look
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.value_probe import measure_values
from eurosat_plugin.core.errors import Cancelled
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from tests.rasters import ground, write_raster

LARGE_BLOCKS = ("TILED=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024")
Event = tuple[str, float]


class Reader:
    """Reads blocks of 100 × 100 pixels, and notes each read."""

    width = height = 1000
    block_width = block_height = 100

    def __init__(self, events: list[Event]) -> None:
        self._events = events

    def read(self, window: Window) -> PixelBlock:
        self._events.append(("read", window.col))
        return PixelBlock(np.zeros((1, 1, 3)), np.ones((1, 1), dtype=bool))


def test_each_block_is_told_of_before_the_next_is_read() -> None:
    events: list[Event] = []
    reader, look = Reader(events), Look(progress=lambda share: events.append(("told", share)))
    windows = [Window(col, 0, 50, 50) for col in (0, 100, 300)]

    look.plan(reader, windows)
    for window in windows:
        look.read(reader, window)

    assert [(kind, pytest.approx(number)) for kind, number in events] == [
        ("told", 0.1), ("read", 0), ("told", 0.4), ("read", 100), ("told", 0.7), ("read", 300), ("told", 1.0)
    ]  # fmt: skip


def test_a_block_that_was_read_before_is_nothing_new() -> None:
    told: list[float] = []
    reader, look = Reader([]), Look(progress=told.append)
    look.plan(reader, [Window(0, 0, 200, 100)])

    look.read(reader, Window(0, 0, 50, 50))
    look.read(reader, Window(40, 40, 60, 60))

    assert told == pytest.approx([0.1, 0.55])


def test_where_more_is_needed_than_was_planned_it_stands_still_and_never_goes_back() -> None:
    told: list[float] = []
    reader, look = Reader([]), Look(progress=told.append)
    first, more = Window(0, 0, 50, 50), [Window(col, 500, 50, 50) for col in (0, 100, 200)]
    look.plan(reader, [first])
    look.read(reader, first)

    look.plan(reader, more)
    for window in more:
        look.read(reader, window)

    assert told == [0.1, 1.0]


@pytest.fixture
def image(qgis_app: object, tmp_path: Path) -> Path:
    """Return an image of 3 × 3 large blocks."""
    return write_raster(tmp_path / "large.tif", ground(2500, 2500), options=LARGE_BLOCKS)


def blocks_and_shares(monkeypatch: pytest.MonkeyPatch, image: Path) -> list[Event]:
    """Look at `image`; return which reads touched a block that none had touched before, and what was told."""
    events: list[Event] = []
    read, seen = RasterPixelReader.read, set()

    def note(reader: RasterPixelReader, window: Window) -> PixelBlock:
        block = (window.col // 1024, window.row // 1024)
        if block not in seen:
            seen.add(block)
            events.append(("decoded", len(seen)))
        return read(reader, window)

    monkeypatch.setattr(RasterPixelReader, "read", note)
    look = Look(progress=lambda share: events.append(("told", share)))
    raster, _ = find_gaps(open_raster(None, str(image), []), look)
    measure_values(raster, raster, raster.box.area, look)
    return events


def test_of_an_image_something_is_told_before_its_first_block_is_decoded_and_after_each(
    image: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = blocks_and_shares(monkeypatch, image)

    kinds, shares = [kind for kind, _ in events], [share for kind, share in events if kind == "told"]
    blocks = kinds.count("decoded")
    assert blocks > 4
    assert kinds == ["told", *["decoded", "told"] * blocks]
    assert shares == pytest.approx([0.1 + 0.9 * number / blocks for number in range(blocks + 1)])


def test_a_look_that_is_cancelled_after_a_block_decodes_no_other(image: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feedback, told = QgsFeedback(), []

    def cancel_at_the_third(share: float) -> None:
        told.append(share)
        if len(told) == 3:
            feedback.cancel()

    with pytest.raises(Cancelled):
        find_gaps(open_raster(None, str(image), []), Look(feedback, cancel_at_the_third))

    assert len(told) == 3
