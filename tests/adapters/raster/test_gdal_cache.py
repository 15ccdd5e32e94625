# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_cache import LEAST, MOST, MOST_BETWEEN, CacheNeed, small_block_cache

GENEROUS = 2 * MOST


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """Let GDAL keep more than runs need, whatever memory this computer has."""
    before = gdal.GetCacheMax()
    gdal.SetCacheMax(GENEROUS)
    yield
    gdal.SetCacheMax(before)


def test_a_run_keeps_what_the_next_strip_asks_for_again() -> None:
    with small_block_cache(CacheNeed(1, MOST_BETWEEN)):
        assert gdal.GetCacheMax() == MOST_BETWEEN

    assert gdal.GetCacheMax() == GENEROUS


def test_where_that_is_too_much_a_run_keeps_what_it_reads_at_once() -> None:
    with small_block_cache(CacheNeed(LEAST + 1, MOST_BETWEEN + 1)):
        assert gdal.GetCacheMax() == LEAST + 1


@pytest.mark.parametrize(("at_once", "kept"), [(1, LEAST), (MOST + 1, MOST)])
def test_it_keeps_neither_too_little_nor_too_much(at_once: int, kept: int) -> None:
    with small_block_cache(CacheNeed(at_once, at_once)):
        assert gdal.GetCacheMax() == kept


def test_without_a_file_gdal_keeps_what_it_likes() -> None:
    with small_block_cache(None):
        assert gdal.GetCacheMax() == GENEROUS


def test_it_never_keeps_more_than_before() -> None:
    gdal.SetCacheMax(LEAST // 2)

    with small_block_cache(CacheNeed(MOST, MOST)):
        assert gdal.GetCacheMax() == LEAST // 2


def test_two_runs_at_once_keep_what_both_need_and_the_last_one_puts_the_limit_back() -> None:
    first, second = small_block_cache(CacheNeed(1, 1)), small_block_cache(CacheNeed(2 * LEAST, 2 * LEAST))

    first.__enter__()
    second.__enter__()
    both = gdal.GetCacheMax()
    first.__exit__(None, None, None)
    one = gdal.GetCacheMax()
    second.__exit__(None, None, None)

    assert (both, one, gdal.GetCacheMax()) == (3 * LEAST, 2 * LEAST, GENEROUS)


def test_a_run_that_fails_puts_the_limit_back() -> None:
    with pytest.raises(ValueError, match="broken"), small_block_cache(CacheNeed(LEAST, LEAST)):
        raise ValueError("broken")

    assert gdal.GetCacheMax() == GENEROUS


def test_a_limit_that_somebody_sets_meanwhile_stays() -> None:
    with small_block_cache(CacheNeed(LEAST, LEAST)):
        gdal.SetCacheMax(3 * MOST)

    assert gdal.GetCacheMax() == 3 * MOST
