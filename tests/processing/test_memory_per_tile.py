# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run keeps in memory does not depend on how many tiles there are."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.grid.tile_counter import TileCounter
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.tiles import classification
from eurosat_plugin.processing import grid_run, layer_sink
from tests.processing.conftest import Run
from tests.rasters import ORIGIN, ground, write_raster

ACROSS = 32
FEW, MANY = 512, 2048
MOST_BYTES = 12
"""What a tile may add: a byte of the map that grows, and its share of what there is of each row and strip."""


@pytest.fixture
def tall(tmp_path: Path) -> Callable[[int], Path]:
    """Return what makes a raster of so many tiles, `ACROSS` in a row: a small one that is drawn out."""
    small = write_raster(tmp_path / "small.tif", ground(64, 64 * ACROSS), names=["B04", "B03", "B02"])

    def make(tiles: int) -> Path:
        path, (left, top), wide, high = tmp_path / f"{tiles}.vrt", ORIGIN, 64 * ACROSS, 64 * tiles // ACROSS
        bounds = [left, top, left + 10 * wide, top - 10 * high]
        gdal.Translate(str(path), str(small), format="VRT", width=wide, height=high, outputBounds=bounds).FlushCache()
        return path

    return make


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many bytes Python and numpy have, at most, from when the last tile was classified, for each run."""
    found: list[int] = []
    write, counts = grid_run.GridRun._write, TileCounter.counts

    def all_classified(counter: TileCounter) -> GridCounts:
        tracemalloc.reset_peak()
        return counts(counter)

    def measured(*arguments: Any) -> Any:
        tracemalloc.start()
        try:
            return write(*arguments)
        finally:
            found.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()

    monkeypatch.setattr(TileCounter, "counts", all_classified)
    monkeypatch.setattr(grid_run.GridRun, "_write", measured)
    return found


@pytest.fixture
def little_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small run read and write many times."""
    monkeypatch.setattr(classification, "CHUNK_PIXELS", 256 * 64 * ACROSS)
    monkeypatch.setattr(layer_sink, "FEATURES_AT_ONCE", 64)


def test_a_tile_adds_next_to_nothing_to_the_memory_of_a_run(
    classify: Callable[..., Run], tall: Callable[[int], Path], kept: list[int], little_at_once: None,
    quick_network: None, tmp_path: Path,
) -> None:  # fmt: skip
    # In the first run modules are imported, and tables of SIP's grow that stay.
    for number, tiles in enumerate((MANY, FEW, MANY)):
        run = classify(INPUT=str(tall(tiles)), RADIOMETRY="l1c", OUTPUT=str(tmp_path / f"{number}.gpkg"))
        assert run.outputs["TILE_COUNT"] == tiles, run.sentence

    _, few, many = kept
    assert (many - few) / (MANY - FEW) < MOST_BYTES
