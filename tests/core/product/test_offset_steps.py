# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.product.offset_steps import LEAST, are_offsets, count_steps
from tests.core.product.farmland import DN, NOTHING, decide

ALL = np.ones((256, 256), dtype=bool)


def ground(spread: float = 60.0) -> np.ndarray:
    """Return digital numbers of fields with edges, each pixel a little different."""
    random = np.random.default_rng(6)
    fields = np.kron(random.gamma(4, 120, (16, 16, 1)), np.ones((16, 16, 1)))
    return (
        fields * (1.0, 0.9, 0.7) + 300 + random.normal(0, spread, (256, 256, 1)) + random.normal(0, 15, (256, 256, 3))
    )


def carrying(share: float) -> np.ndarray:
    """Tell of each pixel whether it carries the offset."""
    return (np.random.default_rng(8).random((256, 256, 1)) < share) * 1000


def circles() -> np.ndarray:
    rows, cols = np.mgrid[:256, :256]
    return (((rows % 64 - 32) ** 2 + (cols % 64 - 32) ** 2 < 15**2) * 1000)[..., None]


def diagonal() -> np.ndarray:
    rows, cols = np.mgrid[:256, :256]
    return ((rows + cols > 256) * 1000)[..., None]


def told(values: np.ndarray, dtype: str = "uint16", valid: np.ndarray = ALL) -> bool:
    return are_offsets([count_steps(values.astype(dtype), valid)])


def test_the_edges_of_fields_and_the_noise_of_towns_are_no_offset() -> None:
    assert not told(ground())
    assert not told(ground(spread=500.0))
    assert not told(np.full((256, 256, 3), 700.0))
    assert not are_offsets([])


@pytest.mark.parametrize("more", [carrying(0.3), carrying(0.05), circles()])
def test_pixels_and_pieces_that_carry_the_offset_are_told(more: np.ndarray) -> None:
    assert told(ground() + more)
    assert told((ground() + more) / 10_000, "float32")


def test_a_slanting_line_is_told_where_the_ground_is_even() -> None:
    land = 700 + np.random.default_rng(2).normal(0, 40, (256, 256, 3))

    assert told(land + diagonal())
    assert not told(land)


@pytest.mark.parametrize("more", [(1000, 1000, 0), (1000, -1000, 1000), (1000, 1000, 700), (600, 600, 600)])
def test_other_differences_are_not(more: tuple[int, int, int]) -> None:
    assert not told(ground() + carrying(0.3) / 1000 * np.array(more) + 1000 * (min(more) < 0))


def test_what_is_missing_does_not_count() -> None:
    values, valid = (ground() + circles()).astype("float32"), circles()[..., 0] == 0
    values[~valid] = np.nan

    assert not told(values, "float32", valid)
    assert count_steps(values, ~ALL) == (0, 0, 0)


def test_the_edge_of_a_piece_is_seen_where_it_runs_though_fields_end_in_steps_elsewhere() -> None:
    fields, edge = (30, 250, 10_000), (40, 60, 10_000)

    assert not are_offsets([fields] * 16)
    assert not are_offsets([*[fields] * 15, edge])  # one place alone may be a cloud
    assert are_offsets([*[fields] * 14, edge, edge])
    assert not are_offsets([*[fields] * 14, (40, 90, 10_000), (40, 90, 10_000)])
    assert not are_offsets([*[fields] * 14, (11, 0, 10_000), (11, 0, 10_000)])


def test_a_few_steps_among_many_places_are_none() -> None:
    pairs = 100_000
    enough = round(LEAST * pairs)

    assert are_offsets([(enough, 0, pairs // 2), (0, enough, pairs - pairs // 2)])
    assert not are_offsets([(enough - 1, 0, pairs)])
    assert not are_offsets([(enough, 2 * enough, pairs)])


def test_a_decision_warns_of_them_where_numbers_are_what_they_seem() -> None:
    steps = ((500, 100, 10_000),)

    (warning,) = decide(NOTHING, replace(DN, steps=steps)).warnings
    stretched = decide(NOTHING, replace(DN, steps=steps), scale=1.1)

    assert "Beside many pixels all bands are higher by about 1000" in warning
    assert not [text for text in stretched.warnings if "Beside many pixels" in text]


@pytest.mark.parametrize(("height", "expected"), [(1000, (86, 0)), (600, (0, 86)), (1400, (0, 0)), (300, (0, 0))])
def test_a_line_is_as_many_steps_as_rows_or_columns_are_looked_at(height: int, expected: tuple[int, int]) -> None:
    values = np.full((256, 256, 3), 500, dtype=np.uint16)
    values[:, 10:] += np.uint16(height)
    pairs = 2 * 86 * 255

    assert count_steps(values, ALL) == (*expected, pairs)
    assert count_steps(values.swapaxes(0, 1), ALL) == (*expected, pairs)
    assert count_steps(values.astype(np.float32), ALL) == (*expected, pairs)  # digital numbers, not reflectance
    beside = ALL.copy()
    beside[:, 9] = False
    assert count_steps(values, beside)[:2] == (0, 0)
    assert count_steps(values, beside)[2] < pairs
