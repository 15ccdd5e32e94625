# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from eurosat_plugin.core.product.enlarged import Differences, doubt_detail

Planes = npt.NDArray[np.float64]
SIDE = 240


def ground(side: int = SIDE) -> Planes:
    """Return red, green and blue with detail of every size, the finest a little blurred, as optics do."""
    random = np.random.default_rng(5)
    planes = np.zeros((3, side, side))
    for size in (1, 2, 4, 8, 16):
        coarse = random.normal(0, 40 * size**0.6, (3, side // size + 2, side // size + 2))
        planes += enlarge(coarse, size)[:, :side, :side]
    padded = np.pad(planes, ((0, 0), (1, 1), (1, 1)), mode="reflect")
    blurred = (padded[:, 1:-1, :-2] + padded[:, 1:-1, 2:] + padded[:, :-2, 1:-1] + padded[:, 2:, 1:-1]) / 4
    return 900 + 0.6 * planes + 0.4 * blurred


def enlarge(planes: Planes, times: int) -> Planes:
    """Enlarge planes linearly."""
    size = planes.shape[1]
    at = (np.arange(size * times) + 0.5) / times - 0.5
    along = np.apply_along_axis(lambda line: np.interp(at, np.arange(size), line), 1, planes)
    return np.apply_along_axis(lambda line: np.interp(at, np.arange(size), line), 2, along)


def shrink(planes: Planes, times: int) -> Planes:
    """Return the means of squares of so many pixels along each side."""
    size = planes.shape[1] // times
    return planes.reshape(3, size, times, size, times).mean(axis=(2, 4))


def doubts(planes: Planes, valid: npt.NDArray[np.bool_] | None = None) -> tuple[str, ...]:
    seen = Differences()
    valid = np.ones(planes.shape[1:], dtype=bool) if valid is None else valid
    half = planes.shape[1] // 2
    for part in (np.s_[:half], np.s_[half:]):
        seen.add(np.rint(planes[:, part]), valid[part])
    return doubt_detail(seen.ratios)


def test_an_image_as_it_was_measured_is_not_doubted() -> None:
    assert doubts(ground()) == ()


@pytest.mark.parametrize("times", [2, 3, 6])
def test_squares_of_equal_pixels_are_told(times: int) -> None:
    coarse = shrink(ground(), times)

    (sentence,) = doubts(np.repeat(np.repeat(coarse, times, axis=1), times, axis=2))

    assert "enlarged from pixels of 20 m or more" in sentence


@pytest.mark.parametrize("times", [2, 3, 6])
def test_pixels_between_which_there_are_means_are_told(times: int) -> None:
    assert doubts(enlarge(shrink(ground(), times), times))


def test_one_sharp_band_is_another_doubt() -> None:
    sharp = ground()
    planes = np.concatenate([sharp[:1], enlarge(shrink(sharp, 2), 2)[1:]])

    assert doubts(planes) == ()


def test_what_is_missing_does_not_count() -> None:
    planes, valid = enlarge(shrink(ground(), 2), 2), np.ones((SIDE, SIDE), dtype=bool)
    planes[:, ::9], valid[::9] = np.nan, False

    assert doubts(planes, valid)


def test_few_pixels_tell_nothing() -> None:
    assert doubts(enlarge(shrink(ground(), 2), 2)[:, :120, :120]) == ()
    assert doubts(np.full((3, SIDE, SIDE), 900.0)) == ()
    assert doubt_detail(Differences().ratios) == ()
