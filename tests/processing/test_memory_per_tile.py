# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run keeps in memory does not depend on how many tiles there are."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsFeature

from eurosat_plugin import core
from eurosat_plugin.adapters.grid.grid_layer import FeatureRow, TileFeatures
from eurosat_plugin.adapters.grid.tile_counter import TileCounter
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.tiles import classification
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.processing import layer_sink
from tests.processing.conftest import Run
from tests.rasters import ORIGIN, ground, write_raster

ACROSS = 32
FEW, MANY = 512, 2048
AT_ONCE = 64
CORE = Path(core.__file__).parent
MOST_BYTES = 20
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


class Kept:
    """What is alive when the last tile of a run was classified: bytes of core and numpy, and features."""

    def __init__(self) -> None:
        self.bytes: list[int] = []
        self.features: list[int] = []
        self.made: list[weakref.ref[QgsFeature]] = []

    def note(self) -> None:
        """Count them, without what SIP keeps for itself: that grows by leaps, and the core knows nothing of it."""
        gc.collect()
        of_core = [tracemalloc.Filter(True, pattern) for pattern in (f"{CORE}/*", "*/numpy/*", "<__array_function__*")]
        found = tracemalloc.take_snapshot().filter_traces(of_core)
        self.bytes.append(sum(trace.size for trace in found.traces))
        self.features.append(sum(made() is not None for made in self.made))
        self.made.clear()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """Return what is kept at the end of each run."""
    found, counts, row = Kept(), TileCounter.counts, TileFeatures.row

    def all_classified(counter: TileCounter) -> GridCounts:
        counted = counts(counter)
        found.note()
        return counted

    def made(features: TileFeatures, tiles: TileRow) -> FeatureRow:
        some = row(features, tiles)
        found.made += map(weakref.ref, some.features)
        return some

    monkeypatch.setattr(TileCounter, "counts", all_classified)
    monkeypatch.setattr(TileFeatures, "row", made)
    tracemalloc.start()
    yield found
    tracemalloc.stop()


@pytest.fixture
def little_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small run read and write many times."""
    monkeypatch.setattr(classification, "CHUNK_PIXELS", 256 * 64 * ACROSS)
    monkeypatch.setattr(layer_sink, "FEATURES_AT_ONCE", AT_ONCE)


def test_a_tile_adds_next_to_nothing_to_the_memory_of_a_run(
    classify: Callable[..., Run], tall: Callable[[int], Path], kept: Kept, little_at_once: None,
    quick_network: None, tmp_path: Path,
) -> None:  # fmt: skip
    for number, tiles in enumerate((FEW, FEW, MANY)):  # the first run fills tables that stay
        run = classify(INPUT=str(tall(tiles)), RADIOMETRY="l1c", OUTPUT=str(tmp_path / f"{number}.gpkg"))
        assert run.outputs["TILE_COUNT"] == tiles, run.sentence

    _, few, many = kept.bytes
    assert (many - few) / (MANY - FEW) < MOST_BYTES
    assert max(kept.features) <= AT_ONCE
