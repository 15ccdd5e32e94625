# SPDX-License-Identifier: GPL-2.0-or-later
"""Bands that are none of the colours they are taken for, or two colours exchanged, whatever they are called."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.product.band_signs import doubt_bands
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.non_rgb_bands import APART, COARSE, COARSER, TOGETHER, doubt_non_rgb_bands
from eurosat_plugin.core.product.reflectance_limits import FEW_PIXELS
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts, measure
from scripts.radiometry_limits import TILES, read_table
from tests.core.product.farmland import NOTHING, facts

IMAGES = [image.dn for image in read_table()]
FINE = 0.62


def exchanged(dn: Distribution, order: tuple[int, int, int]) -> Distribution:
    quantiles = tuple((triple[order[0]], triple[order[1]], triple[order[2]]) for triple in dn.quantiles)
    return Distribution(quantiles, tuple(dn.shadow[i] for i in order), dn.pixels)


@pytest.mark.parametrize(
    ("order", "said", "least"),
    [((1, 0, 2), "red and green seem to be exchanged", 0.45), ((0, 2, 1), "green and blue seem to be exchanged", 0.4)],
)
def test_two_exchanged_colours_are_noticed_in_many_images(order: tuple[int, int, int], said: str, least: float) -> None:
    told = [doubt_bands(exchanged(dn, order)) for dn in IMAGES]

    assert sum(any(said in sentence for sentence in doubts) for doubts in told) >= least * len(IMAGES)


def test_no_real_tile_seems_to_have_exchanged_colours() -> None:
    assert not [tile.name for tile in read_table(TILES) if doubt_bands(tile.dn)]


def test_a_single_tile_tells_nothing_of_exchanged_colours() -> None:
    dn = next(dn for dn in (exchanged(image, (1, 0, 2)) for image in IMAGES) if doubt_bands(dn))

    assert not doubt_bands(Distribution(dn.quantiles, dn.shadow, FEW_PIXELS - 1))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_coarser_band_is_named(place: int) -> None:
    detail = [FINE] * 3
    detail[place] = 0.51

    (sentence,) = doubt_non_rgb_bands(facts(colour_detail=tuple(detail)))

    assert sentence.startswith(f"{('B04', 'B03', 'B02')[place]}: less detail")


@pytest.mark.parametrize(
    "detail",
    [
        pytest.param((), id="not looked at"),
        pytest.param((0.51, 0.51, 0.52), id="an image of 20 m"),
        pytest.param((COARSE, FINE, FINE), id="as fine as the least fine of real images"),
        pytest.param((COARSE - 0.01, COARSE - 0.02 + COARSER, COARSE), id="hardly less than the others"),
        pytest.param((0.0, FINE, FINE), id="one number all over"),
    ],
)
def test_other_detail_is_not_spoken_of(detail: tuple[float, ...]) -> None:
    assert doubt_non_rgb_bands(facts(colour_detail=detail)) == ()


def scene(red: np.ndarray, green: np.ndarray, blue: np.ndarray) -> ValueFacts:
    return measure([np.stack([red, green, blue], axis=1).astype(np.uint16)])


def noise(seed: int, size: float, pixels: int = FEW_PIXELS) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, size, pixels)


def test_near_infrared_in_the_place_of_red_is_told() -> None:
    ground = 1000 + noise(1, 200)

    assert "goes" not in "".join(doubt_non_rgb_bands(scene(ground + noise(2, 60), ground, ground + noise(3, 60))))
    told = doubt_non_rgb_bands(scene(3000 + noise(2, 500), ground, ground + noise(3, 60)))
    assert "near infrared may have been taken for a colour" in told[0]


def test_bands_that_all_go_their_own_way_are_water() -> None:
    assert doubt_non_rgb_bands(scene(100 + noise(1, 5), 120 + noise(2, 5), 200 + noise(3, 5))) == ()


def test_correlations_are_those_of_neighbours_and_ends() -> None:
    values = scene(1000 + noise(1, 100), 1000 - noise(1, 100), 1000 + noise(2, 100))

    assert values.correlations == pytest.approx((-1.0, 0.0, 0.0), abs=0.05)
    assert APART < TOGETHER


def test_a_grey_picture_is_told() -> None:
    grey = 1000 + noise(1, 200)

    assert "one band was taken three times" in doubt_non_rgb_bands(scene(grey, grey, grey))[0]


def test_a_few_pixels_or_one_number_say_nothing() -> None:
    few, plain = 1000 + noise(1, 200, FEW_PIXELS - 1), np.full(FEW_PIXELS, 700)

    assert doubt_non_rgb_bands(scene(few, few, few)) == ()
    assert doubt_non_rgb_bands(scene(plain, plain, plain)) == ()


def test_a_decision_says_it_unless_metadata_tell() -> None:
    coarse = facts(colour_detail=(0.5, FINE, FINE))
    stated = ProductFacts("l2a", 211, 0.0, source="from MTD_MSIL2A.xml", stated=True)

    assert "B04: less detail" in decide_radiometry(NOTHING, coarse, "l2a", 0.0).warnings[0]
    assert decide_radiometry(stated, coarse, "auto", None).warnings == ()


@pytest.mark.parametrize("factor", [1.0, 0.97])
def test_a_band_that_was_taken_twice_is_told_also_times_a_factor(factor: float) -> None:
    ground = 1000 + noise(1, 200)

    (sentence,) = doubt_non_rgb_bands(scene(ground * factor, ground, ground + noise(2, 60)))

    assert "one band was taken twice" in sentence
    assert "taken three times" in doubt_non_rgb_bands(scene(ground * factor, ground, ground * 1.03))[0]
