# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.block_cache import LEAST, MOST, small_block_cache

GENEROUS = 2 * MOST


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """Let GDAL keep more than runs need, whatever memory this computer has."""
    before = gdal.GetCacheMax()
    gdal.SetCacheMax(GENEROUS)
    yield
    gdal.SetCacheMax(before)


def test_a_run_keeps_two_rows_of_blocks() -> None:
    with small_block_cache(LEAST):
        assert gdal.GetCacheMax() == 2 * LEAST

    assert gdal.GetCacheMax() == GENEROUS


@pytest.mark.parametrize(("row", "kept"), [(1, LEAST), (MOST, MOST), (0, GENEROUS)])
def test_it_keeps_neither_too_little_nor_too_much(row: int, kept: int) -> None:
    with small_block_cache(row):
        assert gdal.GetCacheMax() == kept


def test_it_never_keeps_more_than_before() -> None:
    gdal.SetCacheMax(LEAST // 2)

    with small_block_cache(MOST):
        assert gdal.GetCacheMax() == LEAST // 2


def test_two_runs_at_once_keep_what_both_need_and_the_last_one_puts_the_limit_back() -> None:
    first, second = small_block_cache(LEAST // 2), small_block_cache(LEAST)

    first.__enter__()
    second.__enter__()
    both = gdal.GetCacheMax()
    first.__exit__(None, None, None)
    one = gdal.GetCacheMax()
    second.__exit__(None, None, None)

    assert (both, one, gdal.GetCacheMax()) == (3 * LEAST, 2 * LEAST, GENEROUS)


def test_a_run_that_fails_puts_the_limit_back() -> None:
    with pytest.raises(ValueError, match="broken"), small_block_cache(LEAST):
        raise ValueError("broken")

    assert gdal.GetCacheMax() == GENEROUS


def test_a_limit_that_somebody_sets_meanwhile_stays() -> None:
    with small_block_cache(LEAST):
        gdal.SetCacheMax(3 * MOST)

    assert gdal.GetCacheMax() == 3 * MOST
