# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import time
from math import isnan

import numpy as np
import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.gui.tile_counts import NO_CLASS, cells_of
from eurosat_plugin.gui.tile_table import TileTable

FOREST, HIGHWAY, RESIDENTIAL = (CLASS_KEYS.index(key) for key in ("Forest", "Highway", "Residential"))
ROWS = [
    (11, FOREST, 0.9, 40.0, 0, 0.05),
    (12, RESIDENTIAL, 0.6, 50.0, 1, 0.9),
    (13, None, None, 60.0, 0, None),
    (14, FOREST, 0.5, 70.0, None, 0.0),
]


def table(rows=ROWS, urban_is_least: bool = True) -> TileTable:
    return TileTable.of_rows(rows, urban_is_least)


def figures(tiles: TileTable, min_confidence: float = 0.0, rows=None):
    return tiles.counts(rows).figures(min_confidence)


def share(figures, key: str):
    return next(share for share in figures.shares if share.land_cover.key == key)


def tiles_by_class(figures) -> dict[str, int]:
    return {share.land_cover.key: share.tiles for share in figures.shares if share.tiles}


def test_tiles_hectares_share_and_confidence_of_a_class_are_summed_up():
    forest = share(figures(table()), "Forest")

    assert (forest.tiles, forest.area_ha) == (2, 40.0 + 70.0)
    assert forest.share == pytest.approx(110.0 / 160.0)
    assert forest.mean_confidence == pytest.approx((0.9 + 0.5) / 2)


def test_a_tile_without_class_is_counted_apart():
    summed = figures(table())

    assert summed.unclassified == 1
    assert summed.tile_count == 3
    assert summed.area_ha == 160.0


def test_uncertain_tiles_are_counted():
    assert figures(table()).uncertain == 1


def test_tiles_below_the_confidence_are_left_out_and_tiles_at_it_stay():
    assert tiles_by_class(figures(table(), min_confidence=0.6)) == {"Forest": 1, "Residential": 1}


def test_every_percent_of_the_slider_cuts_where_a_comparison_of_numbers_does():
    percents = [percent / 100 for percent in range(101)]
    near = sorted({value for p in percents for value in (p, np.nextafter(p, 0), np.nextafter(p, 1))})
    tiles = table([(fid, FOREST, value, 1.0, 0, 0.0) for fid, value in enumerate(near)])

    shown = [figures(tiles, percent).tile_count for percent in percents]

    assert shown == [sum(value >= percent for value in near) for percent in percents]
    assert shown == [len(tiles.ids_of_class("Forest", percent)) for percent in percents]


def test_a_tile_without_confidence_is_shown_whatever_the_slider_says_and_left_out_of_the_mean():
    summed = figures(table([(1, FOREST, None, 40.0, 0, 0.0), (2, FOREST, 1.0, 40.0, 0, 0.0)]), min_confidence=1.0)

    assert summed.tile_count == 2
    assert summed.mean_confidence == 1.0


def test_the_urban_probability_is_the_mean_over_the_tiles():
    summed = figures(table())

    assert summed.urban_is_least
    assert summed.urban_probability == pytest.approx((0.05 + 0.9 + 0.0) / 3)


def test_without_tiles_there_is_no_mean():
    summed = figures(table([]))

    assert summed.tile_count == 0
    assert summed.dominant is None
    assert isnan(summed.mean_confidence)
    assert isnan(summed.urban_probability)


def test_only_the_rows_asked_for_count():
    tiles = table()

    assert tiles_by_class(figures(tiles, rows=tiles.rows_of([14, 12]))) == {"Forest": 1, "Residential": 1}


@pytest.mark.parametrize("ids", [[11, 12, 13, 14], [1, 5, 70, 900]])
def test_features_are_found_by_their_ids_with_and_without_gaps(ids):
    rows = [(fid, *row[1:]) for fid, row in zip(ids, ROWS)]

    found = table(list(reversed(rows))).rows_of([ids[2], ids[0], 555, -3])

    assert sorted(found.tolist()) == [0, 2]


def test_in_an_empty_table_nothing_is_found():
    assert table([]).rows_of([1, 2]).tolist() == []


def test_the_ids_of_a_class_leave_out_what_is_below_the_confidence():
    assert table().ids_of_class("Forest") == [11, 14]
    assert table().ids_of_class("Forest", 0.6) == [11]


def test_parts_of_a_table_join_in_the_order_of_their_ids():
    joined = TileTable.joined([table(ROWS[2:]), table(ROWS[:2])], urban_is_least=True)

    assert joined.ids.tolist() == [11, 12, 13, 14]
    assert figures(joined) == figures(table())


@pytest.mark.parametrize("fid", [None, 2.0**53])
def test_a_tile_whose_id_cannot_be_used_is_refused(fid):
    with pytest.raises(ValueError, match="feature id"):
        table([(fid, FOREST, 0.9, 40.0, 0, 0.0)])


CHANGED = (12, FOREST, 0.8, 55.0, 0, 0.0)
EDITS = {
    "a tile of another class": ({12}, [CHANGED], [ROWS[0], CHANGED, *ROWS[2:]]),
    "a tile that is gone": ({12}, [], [ROWS[0], *ROWS[2:]]),
    "a new tile": ({-2}, [(-2, *CHANGED[1:])], [(-2, *CHANGED[1:]), *ROWS]),
    "a tile that came and went": ({-2}, [], ROWS),
}


@pytest.mark.parametrize(("ids", "now", "expected"), list(EDITS.values()), ids=list(EDITS))
def test_edits_leave_the_table_that_would_be_read_anew(ids, now, expected):
    edited = table().replace(ids, table(now))

    assert edited.ids.tolist() == [row[0] for row in expected]
    assert figures(edited) == figures(table(expected))


def test_counts_less_those_of_all_tiles_leave_nothing():
    rows = [(fid, fid % 10, fid / 7919, 0.1, 0, 0.3) for fid in range(1000)]
    one_by_one = table(rows).counts()
    for row in rows:
        one_by_one = one_by_one - table([row]).counts()

    assert figures(table([])) == one_by_one.figures()


SIZE = 1_000_000


@pytest.fixture(scope="module")
def a_million_tiles() -> TileTable:
    rng = np.random.default_rng(7)
    confidence = rng.random(SIZE)
    return TileTable(
        ids=np.arange(1, SIZE + 1),
        cells=cells_of(rng.integers(0, NO_CLASS + 1, SIZE), confidence),
        area_ha=np.full(SIZE, 40.96),
        confidence=confidence,
        urban=rng.random(SIZE),
        uncertain=rng.random(SIZE) < 0.1,
        urban_is_least=True,
    )


def least_seconds(work) -> float:
    """Return the processor time of the fastest of three runs: other programs must not count."""

    def once() -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return min(once() for _ in range(3))


def test_moving_the_slider_over_a_million_tiles_takes_a_twentieth_of_counting_them(a_million_tiles):
    counts = a_million_tiles.counts()

    moving = least_seconds(lambda: [counts.figures(percent / 100) for percent in range(0, 100, 10)]) / 10

    assert moving < least_seconds(a_million_tiles.counts) / 20


def test_a_million_tiles_are_counted_in_less_than_a_fifth_of_a_second(a_million_tiles):
    assert least_seconds(a_million_tiles.counts) < 0.2


def test_a_third_of_a_million_selected_tiles_are_counted_in_less_than_a_fifth_of_a_second(a_million_tiles):
    selected = a_million_tiles.ids[::3].tolist()

    assert least_seconds(lambda: a_million_tiles.counts(a_million_tiles.rows_of(selected))) < 0.2


def test_an_edit_of_a_million_tiles_costs_less_than_counting_them(a_million_tiles):
    now = table([(5, FOREST, 0.5, 40.96, 0, 0.0)])

    assert least_seconds(lambda: a_million_tiles.replace({5}, now)) < least_seconds(a_million_tiles.counts) / 10
