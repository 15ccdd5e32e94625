# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.product.radiometry import radiometry_by_key, stretch
from training import augmentation
from training.augmentation import (
    PATH_HIGH,
    PATH_LOW,
    TRANSMITTANCE,
    change_radiometry,
    change_season,
    jitter_haze,
    restore_colour_detail,
    simulate_measured_air,
    simulate_surface_reflectance,
    through_true_colour,
    turn,
)
from training.settings import Cycle

CYCLE = Cycle(1, 0.05)


@pytest.fixture
def images() -> np.ndarray:
    return np.random.default_rng(0).integers(1, 256, (32, 64, 64, 3), dtype=np.uint8)


def test_views_keep_shape_and_type_and_leave_the_pictures_alone(images: np.ndarray) -> None:
    before = images.copy()

    for change in (turn, change_radiometry):
        views = change(images, CYCLE, np.random.default_rng(1))

        assert (views != images).any()
        assert (views.shape, views.dtype) == (images.shape, np.uint8)
        np.testing.assert_array_equal(images, before)


def test_the_same_seed_draws_the_same_views_and_another_seed_others(images: np.ndarray) -> None:
    for change in (turn, change_radiometry):
        first, again, other = (change(images, CYCLE, np.random.default_rng(seed)) for seed in (1, 1, 2))

        np.testing.assert_array_equal(first, again)
        assert (first != other).any()


def test_symmetric_views_move_whole_pixels_and_change_none(images: np.ndarray) -> None:
    views = turn(images, replace(CYCLE, shift=0), np.random.default_rng(1))

    assert (views != images).any()
    for view, image in zip(views, images):
        assert sorted(map(tuple, view.reshape(-1, 3))) == sorted(map(tuple, image.reshape(-1, 3)))


def test_what_a_shift_brings_in_is_mirrored_at_the_edge() -> None:
    rows = np.broadcast_to(np.arange(64, dtype=np.uint8)[:, None, None], (64, 64, 3))
    cycle = replace(CYCLE, shift=6, symmetries=False)

    views = turn(np.stack([rows] * 40), cycle, np.random.default_rng(1))

    shifts = set()
    for view in views:
        column = view[:, 0, 0].astype(int)
        shift = 32 - int(column[32])
        shifts.add(shift)
        expected = np.abs(np.arange(64) - shift)
        expected = np.where(expected > 63, 126 - expected, expected)
        np.testing.assert_array_equal(column, expected)
    assert min(shifts) == -6
    assert max(shifts) == 6


def test_a_true_colour_image_of_level_2a_is_white_where_reflectance_exceeds_its_range() -> None:
    levels = np.arange(256, dtype=np.uint8)
    images = np.broadcast_to(levels[None, :, None, None], (1, 256, 64, 3))

    shown = through_true_colour(images, radiometry_by_key("tci_l2a"))[0, :, 0, 0]

    # The image ends at a digital number of 2000, which is this grey level.
    brightest = round(1 + 2000 * 254 / 2750)
    assert shown.max() == brightest
    assert np.abs(shown[1:brightest].astype(int) - levels[1:brightest]).max() <= 1


def test_all_eight_symmetries_occur() -> None:
    corner = np.zeros((1, 64, 64, 3), dtype=np.uint8)
    corner[0, 0, 1] = 1
    still = replace(CYCLE, shift=0)
    rng = np.random.default_rng(1)

    places = {tuple(np.argwhere(turn(corner, still, rng)[0, :, :, 0])[0]) for _ in range(200)}

    assert places == {(0, 1), (1, 0), (0, 62), (62, 0), (63, 1), (1, 63), (63, 62), (62, 63)}


def test_surface_reflectance_darkens_blue_more_than_red_on_average() -> None:
    grey = np.full((200, 64, 64, 3), 90, dtype=np.uint8)

    drop = 90 - simulate_surface_reflectance(grey, np.random.default_rng(1)).mean(axis=(0, 1, 2))

    assert drop[2] > drop[1] > drop[0]
    assert drop[2] > 20


def test_surface_reflectance_is_one_line_per_band_with_the_slope_of_a_transmittance() -> None:
    levels = np.arange(120, 180, dtype=np.uint8)
    ramp = np.broadcast_to(levels[None, :, None, None], (50, 60, 1, 3)).copy()

    simulated = simulate_surface_reflectance(ramp, np.random.default_rng(1))[:, :, 0]

    lowest, highest = 1 / (TRANSMITTANCE[1] + 0.05), 1 / (TRANSMITTANCE[0] - 0.05)
    for picture in simulated.astype(float):
        for band in picture.T:
            inside = (band > 1) & (band < 255)
            slope, offset = np.polyfit(levels[inside], band[inside], 1)
            assert lowest - 0.02 < slope < highest + 0.02
            # Rounded to whole levels the line is off by half a level at most.
            assert np.abs(slope * levels[inside] + offset - band[inside]).max() < 0.75


def test_measured_air_dims_blue_more_than_green_and_that_more_than_red() -> None:
    levels = np.arange(120, 170, dtype=np.uint8)
    ramp = np.broadcast_to(levels[None, :, None, None], (200, 50, 1, 3)).copy()

    simulated = simulate_measured_air(ramp, np.random.default_rng(1))[:, :, 0].astype(float)

    # A line of 1 / T: both levels of real scenes had T of 0.81, 0.71, 0.67 and of 0.76, 0.63, 0.60.
    slopes = (simulated[:, -1] - simulated[:, 0]) / (levels[-1] - levels[0])
    transmittance = 1 / np.where((simulated[:, -1] < 255) & (simulated[:, 0] > 1), slopes, np.nan)
    for band, (low, high) in enumerate(((0.76, 0.81), (0.63, 0.71), (0.60, 0.67))):
        assert np.nanquantile(transmittance[:, band], 0.05) < low
        assert np.nanquantile(transmittance[:, band], 0.95) > high
    assert (np.diff(np.nanmean(transmittance, axis=0)) < 0).all()


def test_measured_air_takes_no_more_than_the_darkest_pixels_reflect() -> None:
    dark = np.random.default_rng(2).integers(8, 40, (50, 64, 64, 3)).astype(np.uint8)

    simulated = simulate_measured_air(dark, np.random.default_rng(1))

    assert (simulated == 1).mean(axis=(1, 2)).max() < 0.06


def test_measured_air_has_its_share_of_the_simulated_products(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"measured": 0, "mixed": 0}

    def count(name: str) -> Callable[[np.ndarray, np.random.Generator], np.ndarray]:
        def simulate(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
            counted[name] += len(images)
            return images

        return simulate

    monkeypatch.setattr(augmentation, "simulate_measured_air", count("measured"))
    monkeypatch.setattr(augmentation, "simulate_surface_reflectance", count("mixed"))
    cycle = replace(CYCLE, surface_share=0.5, haze_share=0.0, measured_share=0.6)

    change_radiometry(np.zeros((4000, 2, 2, 3), dtype=np.uint8), cycle, np.random.default_rng(3))

    assert counted["measured"] == pytest.approx(1200, abs=100)
    assert counted["mixed"] == pytest.approx(800, abs=100)


def test_saturated_pixels_stay_saturated() -> None:
    white = np.full((20, 8, 8, 3), 255, dtype=np.uint8)

    assert (simulate_measured_air(white, np.random.default_rng(1)) == 255).all()

    assert (simulate_surface_reflectance(white, np.random.default_rng(1)) == 255).all()
    assert (jitter_haze(white, np.random.default_rng(1)) == 255).all()


def test_no_view_uses_the_level_that_means_nodata(images: np.ndarray) -> None:
    rng = np.random.default_rng(1)

    assert simulate_surface_reflectance(images, rng).min() >= 1
    assert jitter_haze(images, rng).min() >= 1


def test_restored_detail_is_colour_and_leaves_the_brightness(images: np.ndarray) -> None:
    detailed = restore_colour_detail(images, np.random.default_rng(1))

    change = detailed.astype(float) - images
    brightness = change @ np.array([0.299, 0.587, 0.114])
    assert change.std() > 0.5
    assert brightness.std() < change.std() / 3


def test_restored_detail_is_stronger_where_there_is_more_of_it_in_the_brightness() -> None:
    rng = np.random.default_rng(1)
    smooth = np.full((50, 64, 64, 3), 100, dtype=np.uint8)
    rough = np.clip(rng.normal(100, 20, (50, 64, 64, 1)), 1, 255).astype(np.uint8).repeat(3, axis=-1)

    changes = [restore_colour_detail(images, rng).astype(float) - images for images in (smooth, rough)]

    assert changes[1].std() > 2 * changes[0].std()


def test_another_season_changes_the_ground_and_leaves_the_air() -> None:
    air = stretch((PATH_LOW + PATH_HIGH) / 2 * 10000.0)
    images = np.broadcast_to(air, (500, 64, 64, 3)).copy()
    images[:, :32] += 60

    changed = change_season(images, 1.0, np.random.default_rng(5))

    assert (abs(changed[:, 32:].astype(int) - air) <= 1).all()
    gain = (changed[:, 0, 0].astype(float) - air) / 60
    assert 0.55 < np.quantile(gain.mean(axis=1), 0.05) < 0.75
    assert 1.15 < np.quantile(gain.mean(axis=1), 0.95) < 1.35


def test_the_share_of_pictures_in_another_season_is_that_of_the_settings(images: np.ndarray) -> None:
    many = np.concatenate([images] * 40)

    changed = (change_season(many, 0.3, np.random.default_rng(6)) != many).any(axis=(1, 2, 3))

    assert changed.mean() == pytest.approx(0.3, abs=0.05)


def test_the_shares_of_altered_pictures_are_those_of_the_settings() -> None:
    grey = np.full((2000, 2, 2, 3), 90, dtype=np.uint8)
    cycle = replace(CYCLE, surface_share=0.3, haze_share=0.2)

    views = change_radiometry(grey, cycle, np.random.default_rng(1))

    # A few of the altered ones may come out as they went in.
    assert (views != 90).any(axis=(1, 2, 3)).mean() == pytest.approx(0.5, abs=0.04)
