# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from eurosat_plugin.core.product import upsampled
from eurosat_plugin.core.product.upsampled import Differences, doubt_upsampling

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
    return doubt_upsampling(seen.ratios)


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
    assert doubt_upsampling(Differences().ratios) == ()


@pytest.mark.parametrize(
    ("ratios", "told"),
    [
        pytest.param((0.498, 0.67, 0.69), True, id="from 20 m, nearest"),
        pytest.param((0.533, 0.61, 0.68), True, id="from 20 m, bilinear"),
        pytest.param((0.548, 0.68, 0.76), True, id="from 20 m, cubic"),
        pytest.param((0.553, 0.594, 0.652), True, id="from 30 m, bilinear"),
        pytest.param((0.508, 0.53, 0.54), True, id="from 60 m, bilinear"),
        pytest.param((0.549, 0.59, 0.60), False, id="haze over fields"),
        pytest.param((0.541, 0.60, 0.62), False, id="half a pixel, bilinear"),
        pytest.param((0.577, 0.71, 0.75), False, id="half a pixel, cubic"),
        pytest.param((0.667, 0.87, 0.90), False, id="desert"),
    ],
)
def test_the_limits_lie_between_real_images_and_the_same_enlarged(
    ratios: tuple[float, float, float], told: bool
) -> None:
    assert bool(doubt_upsampling(ratios)) == told


def mean_step(parts: list[Planes], band: int, distance: int) -> float:
    """Return how much pixels at a distance differ, one pair after the other."""
    steps = []
    for part in parts:
        _, rows, cols = part.shape
        for row in range(rows):
            for col in range(cols):
                for other in ((row + distance, col), (row, col + distance)):
                    if other[0] < rows and other[1] < cols and not np.isnan(part[band, row, col] + part[band][other]):
                        steps.append(abs(part[band][other] - part[band, row, col]))
    return float(np.mean(steps))


def test_differences_are_means_over_all_places_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upsampled, "FEWEST", 400)
    random, seen = np.random.default_rng(1), Differences()
    slopes = np.array([1.0, 5.0, 2.0])[:, None, None]
    parts = [random.normal(0, 9, (3, 12, 20)) + slopes * np.arange(20) ** 2, random.normal(0, 30, (3, 14, 14))]
    parts[1][:, 3, 4:9] = np.nan
    for part in parts:
        seen.add(part, ~np.isnan(part).any(axis=0))

    expected = [
        max(mean_step(parts, band, near) / mean_step(parts, band, far) for band in range(3))
        for near, far in ((1, 2), (2, 4), (3, 6))
    ]

    assert seen.ratios == pytest.approx(expected, rel=1e-4)
    monkeypatch.setattr(upsampled, "FEWEST", 432)
    assert seen.ratios == ()
