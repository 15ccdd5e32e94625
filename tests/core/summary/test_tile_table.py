# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES
from eurosat_plugin.core.summary.grid_figures import ClassShare, GridFigures
from eurosat_plugin.core.summary.tile_table import TileTable
from tests.figures import Tile, figures_of, table_of

NO_TILES: list[Tile] = []
TILES = [
    Tile("Forest", 0.9, area_ha=40.0, urban=0.05),
    Tile("Residential", 0.6, "uncertain", 50.0, 0.9),
    Tile("", flag="nodata", area_ha=60.0),
    Tile("Forest", 0.5, area_ha=70.0, urban=0.0),
]


def share(figures: GridFigures, key: str) -> ClassShare:
    return next(share for share in figures.shares if share.land_cover.key == key)


def tiles_by_class(figures: GridFigures) -> dict[str, int]:
    return {share.land_cover.key: share.tiles for share in figures.shares if share.tiles}


def chances(**probabilities: float) -> list[float]:
    """Return the probabilities of the ten classes."""
    return [probabilities.get(key, 0.0) for key in CLASS_KEYS]


def test_tiles_hectares_share_and_confidence_of_a_class_are_summed_up() -> None:
    figures = figures_of(*TILES)

    forest = share(figures, "Forest")
    assert tuple(share.land_cover for share in figures.shares) == CLASSES
    assert (forest.tiles, forest.area_ha, forest.share) == (2, 40.0 + 70.0, (40 + 70) / (40 + 50 + 70))
    assert forest.mean_confidence == pytest.approx((0.9 + 0.5) / 2)


def test_figures_of_all_are_those_of_the_tiles_with_a_class() -> None:
    figures = figures_of(*TILES)

    assert (figures.tiles, figures.classified, figures.unclassified) == (4, 3, 1)
    assert figures.area_ha == 40.0 + 50.0 + 70.0
    assert figures.mean_confidence == pytest.approx((0.9 + 0.6 + 0.5) / 3)
    assert figures.urban_probability == pytest.approx((0.05 + 0.9 + 0.0) / 3)


def test_flags_are_counted_whatever_they_are_called() -> None:
    figures = figures_of(*TILES, Tile("Forest", 0.7, "strange"))

    assert figures.flags == {"uncertain": 1, "nodata": 1, "strange": 1}
    assert figures.uncertain == 1


def test_uncertain_hectares_are_those_of_the_flagged_tiles() -> None:
    figures = figures_of(*TILES)

    assert share(figures, "Residential").uncertain_ha == 50.0
    assert share(figures, "Forest").uncertain_ha == 0.0
    assert figures.uncertain_ha == 50.0


def test_the_dominant_class_has_the_largest_area_not_the_most_tiles() -> None:
    figures = figures_of(*(Tile("River", area_ha=area) for area in (1.0, 1.0)), Tile("Forest", area_ha=5.0))

    assert figures.dominant is not None
    assert figures.dominant.land_cover.key == "Forest"


def test_without_tiles_there_is_nothing_and_no_mean() -> None:
    figures = figures_of()

    assert (figures.tiles, figures.area_ha, figures.dominant) == (0, 0.0, None)
    assert isnan(figures.mean_confidence)
    assert isnan(figures.urban_probability)
    assert all(share.share == 0.0 and isnan(share.mean_confidence) for share in figures.shares)


def test_hectares_are_weighted_with_the_probabilities_of_all_tiles() -> None:
    figures = figures_of(
        Tile("River", 1.0, area_ha=10.0, probabilities=chances(River=1.0)),
        Tile("Forest", 0.7, area_ha=20.0, probabilities=chances(Forest=0.7, River=0.3)),
    )

    assert share(figures, "Forest").probable_ha == pytest.approx(0.7 * 20.0)
    assert share(figures, "River").probable_ha == pytest.approx(10.0 + 0.3 * 20.0)
    assert not figures.probable_estimated


def test_without_all_probabilities_the_hectares_are_weighted_with_an_estimate() -> None:
    some = [nan if key == "Pasture" else 0.1 for key in CLASS_KEYS]

    figures = figures_of(Tile("Forest", 0.6, area_ha=10.0, second="River", second_confidence=0.2, probabilities=some))

    assert share(figures, "Forest").probable_ha == pytest.approx(6.0)
    assert share(figures, "Pasture").probable_ha == pytest.approx((1 - 0.6 - 0.2) / 8 * 10.0)
    assert figures.probable_estimated


def test_where_hectares_are_not_weighted_they_are_not_known() -> None:
    figures = table_of(TILES, weighted=False).counts().figures()

    assert all(isnan(share.probable_ha) for share in figures.shares)
    assert not figures.probable_estimated
    assert replace(figures_of(*TILES), shares=(), probable_estimated=False) == replace(figures, shares=())


def test_hectares_that_are_weighted_in_one_part_only_are_not_known() -> None:
    weighted, plain = table_of(TILES[:2]).counts(), table_of(TILES[2:], weighted=False).counts()

    for counts in (weighted + plain, plain + weighted):
        assert all(isnan(share.probable_ha) for share in counts.figures().shares)


def test_numbers_of_tiles_are_whole_numbers() -> None:
    figures = figures_of(*TILES)

    numbers = [figures.tiles, figures.classified, figures.unrated, *figures.flags.values()]
    assert {type(number) for number in numbers} == {int}


@pytest.mark.parametrize(
    ("tile", "urban", "estimated"),
    [
        (Tile("Forest", 0.6, urban=0.25, probabilities=chances(Forest=0.6, Highway=0.4)), 0.25, False),
        (Tile("Forest", 0.6, probabilities=chances(Forest=0.6, Highway=0.3, Industrial=0.1)), 0.3 + 0.1, False),
        (Tile("Forest", 0.6, second="Highway", second_confidence=0.2), 0.2 + 2 * (1 - 0.6 - 0.2) / 8, True),
        (Tile("Highway"), 1.0, True),
    ],
    ids=["its column", "the columns of the classes", "the first two classes", "the class alone"],
)
def test_the_urban_probability_is_the_best_that_the_grid_says(tile: Tile, urban: float, estimated: bool) -> None:
    figures = figures_of(tile)

    assert figures.urban_probability == pytest.approx(urban)
    assert figures.urban_estimated == estimated


def test_the_urban_probability_is_the_mean_over_tiles_whatever_their_area() -> None:
    figures = figures_of(Tile("Residential", 0.5, area_ha=1.0, urban=0.7), Tile("Forest", 0.9, area_ha=99.0, urban=0.0))

    assert figures.urban_probability == pytest.approx((0.7 + 0.0) / 2)


def test_a_tile_without_confidence_is_left_out_of_the_mean_and_counted_where_it_was_guessed() -> None:
    figures = figures_of(Tile("Forest"), Tile("Forest", 0.6), Tile("Forest", probabilities=chances(Forest=1.0)))

    assert figures.mean_confidence == 0.6
    assert figures.unrated == 1


def test_a_tile_without_class_has_no_part_in_any_sum() -> None:
    figures = figures_of(Tile("", 0.9, "uncertain", 40.0, 0.5, "Forest", 0.5, chances(Forest=1.0)))

    assert (figures.tiles, figures.area_ha, figures.uncertain_ha) == (1, 0.0, 0.0)
    assert isnan(figures.mean_confidence)
    assert {share.probable_ha for share in figures.shares} == {0.0}
    assert not figures.urban_estimated


def test_areas_that_are_not_known_count_as_nothing() -> None:
    assert figures_of(Tile(area_ha=nan), Tile(area_ha=float("inf")), Tile(area_ha=2.0)).area_ha == 2.0


def test_tiles_below_the_confidence_are_left_out_and_tiles_at_it_stay() -> None:
    counts = table_of(TILES).counts()

    assert tiles_by_class(counts.figures(0.6)) == {"Forest": 1, "Residential": 1}
    assert counts.figures(0.6).flags == {"nodata": 1, "uncertain": 1}
    assert counts.figures(0.61).flags == {"nodata": 1}


def test_every_percent_of_the_slider_cuts_where_a_comparison_of_numbers_does() -> None:
    percents = [percent / 100 for percent in range(101)]
    near = sorted({float(value) for p in percents for value in (p, np.nextafter(p, 0), np.nextafter(p, 1))})
    tiles = table_of([Tile("Forest", confidence) for confidence in near])

    shown = [tiles.counts().figures(percent).classified for percent in percents]

    assert shown == [sum(value >= percent for value in near) for percent in percents]
    assert shown == [len(tiles.ids_of_class("Forest", percent)) for percent in percents]


def test_only_the_rows_asked_for_count() -> None:
    tiles = table_of(TILES, ids=[11, 12, 13, 14])

    figures = tiles.counts(tiles.rows_of([14, 12])).figures()

    assert tiles_by_class(figures) == {"Forest": 1, "Residential": 1}


@pytest.mark.parametrize("ids", [[11, 12, 13, 14], [1, 5, 70, 900]])
def test_features_are_found_by_their_ids_with_and_without_gaps(ids: list[int]) -> None:
    found = table_of(TILES[::-1], ids=ids[::-1]).rows_of([ids[2], ids[0], ids[3], ids[3] + 1, ids[0] - 1, 555, -3])

    assert sorted(found.tolist()) == [0, 2, 3]


@given(st.sets(st.integers(-9, 9), min_size=1), st.sets(st.integers(-9, 9)))
def test_just_the_features_that_are_there_are_found(ids: set[int], wanted: set[int]) -> None:
    there = sorted(ids)

    found = table_of([TILES[0]] * len(there), ids=there).rows_of(wanted)

    assert sorted(found.tolist()) == [row for row, feature in enumerate(there) if feature in wanted]


def test_in_an_empty_table_nothing_is_found_and_nothing_counts() -> None:
    nothing = table_of(NO_TILES)

    found = nothing.rows_of([1, 2])

    assert found.tolist() == []
    assert nothing.counts(found).tiles == 0


def test_the_ids_of_a_class_leave_out_what_is_below_the_confidence() -> None:
    tiles = table_of(TILES, ids=[11, 12, 13, 14])

    assert tiles.ids_of_class("Forest") == [11, 14]
    assert tiles.ids_of_class("Forest", 0.6) == [11]


def test_parts_of_a_table_join_in_the_order_of_their_ids() -> None:
    joined = TileTable.joined([table_of(TILES[2:], ids=[13, 14]), table_of(TILES[:2], ids=[11, 12])])

    assert joined.ids.tolist() == [11, 12, 13, 14]
    assert joined.counts().figures() == figures_of(*TILES)


def test_a_part_that_is_all_of_a_table_stays_as_it_is() -> None:
    assert TileTable.joined([table_of(TILES)]).counts().figures() == figures_of(*TILES)


CHANGED = Tile("Forest", 0.8, "bright", 55.0)
EDITS = {
    "a tile of another class": ({12: TILES[1]}, {12: CHANGED}),
    "a tile that is gone": ({12: TILES[1]}, {}),
    "a new tile": ({}, {-2: CHANGED}),
    "a tile that came and went": ({-2: CHANGED}, {}),
}


@pytest.mark.parametrize(("before", "now"), list(EDITS.values()), ids=list(EDITS))
def test_edits_leave_the_table_that_would_be_read_anew(before: dict[int, Tile], now: dict[int, Tile]) -> None:
    rest = {11: TILES[0], 13: TILES[2], 14: TILES[3]}
    old, new = {**rest, **before}, {**rest, **now}

    edited = table_of(list(old.values()), list(old)).replace({*before, *now}, table_of(list(now.values()), list(now)))

    assert edited.ids.tolist() == sorted(new)
    assert edited.counts().figures() == figures_of(*new.values())
