# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import inf

import numpy as np
import pytest

from eurosat_plugin.core.tiles import nodata_edges
from eurosat_plugin.core.tiles.nodata_edges import away_from_gaps, find_nodata_edges
from eurosat_plugin.core.tiles.undeclared_nodata import Probe

GAP = (slice(0, 40), slice(0, 60))


def mixed(fill: float, dtype: str = "int16", unit: float = 1.0) -> tuple[Probe, np.ndarray]:
    """Return ground with a gap of `fill` and a line beside it that is half of each, and where the gap is."""
    values = np.random.default_rng(3).uniform(200, 3000, (128, 128, 3)) * unit
    values[40, :61] = (values[40, :61] + fill) / 2
    values[:41, 60] = (values[:41, 60] + fill) / 2
    values[GAP] = fill
    gap = np.zeros((128, 128), dtype=bool)
    gap[GAP] = True
    return Probe(values.astype(dtype), np.zeros((128, 128), dtype=bool), True), gap


@pytest.mark.parametrize(
    ("fill", "dtype", "unit", "span"),
    [
        (-9999, "int16", 1.0, (-inf, -2000.0)),
        (65_535, "uint16", 1.0, (20_000.0, inf)),
        (-9999, "float32", 0.0001, (-inf, -0.2)),
        (65_535, "float32", 0.0001, (2.0, inf)),
    ],
)
def test_numbers_mixed_from_fill_and_ground_are_told(fill: float, dtype: str, unit: float, span: tuple) -> None:
    probe, gap = mixed(fill, dtype, unit)

    assert find_nodata_edges([probe], [gap]) == (span,)


def test_a_gap_with_clean_edges_has_no_fringe() -> None:
    probe, gap = mixed(0)

    assert find_nodata_edges([probe], [gap]) == ()


def test_a_number_far_from_gaps_is_a_measurement() -> None:
    probe, gap = mixed(-9999)
    probe.values[100, 100] = -2001

    assert find_nodata_edges([probe], [gap]) == ()


def test_a_few_odd_pixels_beside_a_gap_are_no_fringe() -> None:
    probe, gap = mixed(0)
    probe.values[40, :6] = -5000  # 18 numbers

    assert find_nodata_edges([probe], [gap]) == ()


def test_an_image_that_is_all_gap_has_none() -> None:
    probe, gap = mixed(-9999)

    assert find_nodata_edges([probe], [np.ones_like(gap)]) == ()
    assert find_nodata_edges([], []) == ()


def test_pixels_within_three_of_a_gap_are_left_out() -> None:
    valid = np.ones((20, 20), dtype=bool)
    valid[10, 10] = False

    away = away_from_gaps(valid)

    expected = np.ones((20, 20), dtype=bool)
    expected[7:14, 7:14] = False
    assert (away == expected).all()


def test_where_gaps_are_everywhere_what_is_valid_counts() -> None:
    valid = np.zeros((20, 20), dtype=bool)
    valid[::5] = True

    assert (away_from_gaps(valid) == valid).all()


@pytest.mark.parametrize("gaps", [True, False])
def test_what_lies_beside_gaps_is_looked_for_only_where_there_are_some(
    monkeypatch: pytest.MonkeyPatch, gaps: bool
) -> None:
    far, times = nodata_edges._far_from, []
    monkeypatch.setattr(nodata_edges, "_far_from", lambda missing: times.append(1) or far(missing))
    probe, gap = mixed(-9999)

    find_nodata_edges([probe], [gap & gaps])

    assert bool(times) == gaps
