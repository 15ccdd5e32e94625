# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import isnan

import pytest

from eurosat_plugin.core.classes import LandCoverClass, class_by_key
from eurosat_plugin.gui.run_figures import RunFigures

RESIDENTIAL, FOREST = class_by_key("Residential"), class_by_key("Forest")


@dataclass
class Tile:
    land_cover: LandCoverClass = RESIDENTIAL
    confidence: float = 0.8
    urban_probability: float = 0.9
    flag: str = ""
    classified: bool = True


def test_before_the_first_tile_there_is_nothing():
    figures = RunFigures().snapshot()

    assert (figures.tile_count, figures.unclassified) == (0, 0)
    assert isnan(figures.urban_probability)


def test_tiles_are_added_up():
    figures = RunFigures()
    figures.add(Tile(), 40.0)
    figures.add(Tile(FOREST, 0.5, 0.1, "uncertain"), 20.0)

    snapshot = figures.snapshot()

    assert (snapshot.tile_count, snapshot.area_ha, snapshot.uncertain) == (2, 60.0, 1)
    assert snapshot.urban_probability == pytest.approx((0.9 + 0.1) / 2)
    assert snapshot.mean_confidence == pytest.approx((0.8 + 0.5) / 2)
    assert not snapshot.urban_is_least


def test_a_tile_without_class_is_counted_apart():
    figures = RunFigures()

    figures.add(Tile(classified=False), 40.0)

    assert (figures.snapshot().tile_count, figures.snapshot().unclassified) == (0, 1)


def test_a_snapshot_stays_as_it_was():
    figures = RunFigures()
    figures.add(Tile(), 40.0)
    before = figures.snapshot()

    figures.add(Tile(), 40.0)

    assert before.tile_count == 1


def test_no_tile_is_lost_between_threads():
    figures = RunFigures()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(lambda number: figures.add(Tile(), 1.0), range(2000)))

    assert figures.snapshot().tile_count == 2000
