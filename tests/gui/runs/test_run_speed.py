# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsSettings

from eurosat_plugin.gui.runs.run_speed import (
    ENOUGH_VIEWS,
    FIRST_GUESS,
    KEY,
    Effort,
    Pace,
    estimated_seconds,
    remember_speed,
    views,
)


def test_before_the_first_run_there_is_a_guess():
    assert estimated_seconds(100) == pytest.approx(100 * FIRST_GUESS)


def test_the_last_run_tells_how_long_the_next_takes():
    remember_speed(200, 10.0)

    assert estimated_seconds(100) == pytest.approx(5.0)


def test_each_stride_has_a_speed_of_its_own():
    small = Effort(stride=32, at_once=True)
    remember_speed(200, 10.0)
    remember_speed(200, 2.0, small)

    assert (estimated_seconds(100), estimated_seconds(100, small)) == pytest.approx((5.0, 1.0))


def test_a_run_of_a_few_tiles_teaches_nothing():
    remember_speed(ENOUGH_VIEWS - 1, 60.0)

    assert estimated_seconds(100) == pytest.approx(100 * FIRST_GUESS)


def test_a_network_that_looks_at_every_tile_takes_as_long_for_each_whatever_the_cells_are():
    remember_speed(200, 10.0, Effort("accurate"))

    assert estimated_seconds(100, Effort("accurate")) == pytest.approx(5.0)
    assert estimated_seconds(100) == pytest.approx(100 * FIRST_GUESS)


def test_a_network_of_which_nothing_is_known_is_taken_to_be_slower_than_the_usual_one():
    remember_speed(200, 10.0)

    assert estimated_seconds(100, Effort("accurate")) == pytest.approx(10.0)
    assert estimated_seconds(100, Effort("own.onnx")) == pytest.approx(10.0)
    assert estimated_seconds(100, Effort("fast-int8")) == pytest.approx(5.0)


def test_what_is_seen_at_once_goes_by_tiles_side_by_side_until_a_run_has_told():
    remember_speed(200, 10.0)

    # 16 times as many cells take 1.8 times as long.
    assert estimated_seconds(1600, Effort(stride=16, at_once=True)) == pytest.approx(5.0 * 1.8)

    remember_speed(1600, 8.0, Effort(stride=16, at_once=True))

    assert estimated_seconds(1600, Effort(stride=16, at_once=True)) == pytest.approx(8.0)
    assert estimated_seconds(100) == pytest.approx(5.0)


def test_eight_views_a_tile_are_eight_times_the_work():
    assert views(5, tta=True) == 8 * views(5, tta=False)


def test_a_memory_that_is_no_number_counts_as_none():
    QgsSettings().setValue(KEY, "soon")

    assert estimated_seconds(100) == pytest.approx(100 * FIRST_GUESS)


def test_the_time_left_goes_by_what_has_been_done_since_the_first_look():
    pace = Pace()

    looks = [pace.seconds_left(done, 100, now) for done, now in ((10, 50.0), (10, 60.0), (30, 70.0))]

    # 20 tiles in 20 seconds: the other 70 will take 70.
    assert looks == [None, None, 70.0]
