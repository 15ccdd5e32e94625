# SPDX-License-Identifier: GPL-2.0-or-later
"""The cirrus band tells the offset of files that have it, by the numbers of real tiles in docs/radiometry_tiles.csv."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.cirrus import cirrus_numbers, cirrus_places, may_be_cirrus, offset_by_cirrus
from eurosat_plugin.core.product.decision import Decision, decide_radiometry
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_name
from eurosat_plugin.core.product.value_facts import ValueFacts
from eurosat_plugin.core.spectral_bands import WAVELENGTHS
from scripts.radiometry_limits import TILES, RealImage, read_table
from tests.core.product.farmland import FIELDS, NOTHING, facts

WITH_CIRRUS = [tile for tile in read_table(TILES) if tile.cirrus is not None]


def seen(tile: RealImage, carried: float, cirrus: bool) -> ValueFacts:
    """Return what is seen of a tile that carries an offset in all its bands."""
    numbers = tile.dn.scaled(1.0, carried)
    lowest = tile.cirrus + carried if cirrus and tile.cirrus is not None else None
    return ValueFacts("uint16", numbers, largest=max(numbers.quantiles[-1]), cirrus=lowest)


def decided(tile: RealImage, carried: float, cirrus: bool = True) -> Decision | None:
    try:
        return decide_radiometry(NOTHING, seen(tile, carried, cirrus), "auto", None)
    except InputError:
        return None


@pytest.mark.parametrize("carried", [0.0, 1000.0])
def test_every_real_tile_with_the_band_is_read_rightly_and_in_silence(carried: float) -> None:
    decisions = [decided(tile, carried) for tile in WITH_CIRRUS]

    assert len(WITH_CIRRUS) >= 120
    assert all(found is not None and found.radiometry.offset == -carried for found in decisions)
    assert not [found for found in decisions if found is not None and "1000" in "".join(found.warnings)]


def test_without_the_band_some_of_these_tiles_are_refused() -> None:
    refused = [tile for tile in WITH_CIRRUS for carried in (0.0, 1000.0) if decided(tile, carried, False) is None]

    assert len(refused) > 0.02 * 2 * len(WITH_CIRRUS)


def test_the_sentence_says_what_the_band_goes_down_to() -> None:
    (sentence,) = decide_radiometry(NOTHING, facts(offset=1000.0, cirrus=1007.4), "auto", None).findings

    assert sentence.endswith("subtracting 1000 (the cirrus band, B10, goes down to 1007).")


@pytest.mark.parametrize(
    ("lowest", "offset"),
    [
        (0.0, None),  # only fills a place
        (1.0, 0.0),
        (899.0, 0.0),
        (901.0, None),
        (989.0, None),
        (990.0, -1000.0),
        (1060.0, -1000.0),
        (1061.0, None),  # high cloud, with the offset or without
        (None, None),
    ],
)
def test_the_band_is_black_or_the_offset_alone_or_tells_nothing(lowest: float | None, offset: float | None) -> None:
    assert offset_by_cirrus(lowest) == offset


def test_reflectance_is_looked_at_in_its_own_measure() -> None:
    values = facts(0.0001, 0.1, "float32", cirrus=0.1007)

    assert decide_radiometry(NOTHING, values, "auto", None).radiometry.offset == -1000.0


def test_what_a_name_tells_of_the_offset_is_not_asked_of_the_band() -> None:
    new = parse_product_name("S2A_MSIL1C_20240101T100000_N0510_R022_T33UUU_20240101T120000")

    assert decide_radiometry(new, facts(offset=1000.0, cirrus=10.0), "auto", None).radiometry.offset == -1000.0


def test_a_band_by_which_land_would_be_darker_than_black_is_none() -> None:
    # The farmland's red goes down to 200 in a twentieth: less 1000 it would be far below 0.
    assert min(FIELDS.at(5.0)) - 1000 < -400

    decision = decide_radiometry(ProductFacts(), facts(cirrus=1010.0), "auto", None)

    assert decision.radiometry.offset == 0.0


@pytest.mark.parametrize(
    ("known", "numbers"),
    [
        (("B04", "B03", "B02"), ()),
        (("B04", None, "B10", "B03", "B02"), (3,)),
        (tuple(WAVELENGTHS), (11,)),
        ((None,) * 13, ()),  # bands were picked
        ((), ()),
    ],
)
def test_the_band_is_found_by_its_name(known: tuple[str | None, ...], numbers: tuple[int, ...]) -> None:
    assert cirrus_numbers(known) == numbers


@pytest.mark.parametrize(("unnamed", "places"), [(13, (10, 11)), (12, ()), (0, ())])
def test_in_a_stack_of_13_without_names_it_stands_tenth_or_eleventh(unnamed: int, places: tuple[int, ...]) -> None:
    assert cirrus_places(unnamed) == places


NOISE = np.arange(1000) % 7
"""What the band holds beside the offset, in clear air."""


@pytest.mark.parametrize("offset", [0, 1000])
def test_what_is_dark_and_noisy_in_its_place_may_be_the_band(offset: int) -> None:
    assert may_be_cirrus(NOISE + 8 + offset, 0.3)


@pytest.mark.parametrize(
    ("numbers", "alike"),
    [
        pytest.param(NOISE + 4, 0.8, id="scene classes, in areas"),
        pytest.param(NOISE + 1000, 0.7, id="water vapour all over alike"),
        pytest.param(np.arange(1000) + 990, 0.1, id="water vapour that differs"),
        pytest.param(NOISE + 120, 0.3, id="aerosols"),
        pytest.param(NOISE, 0.3, id="a mask, mostly 0"),
        pytest.param(np.empty(0), 0.0, id="nothing"),
    ],
)
def test_something_else_in_its_place_is_not_taken_for_it(numbers: npt.NDArray[np.generic], alike: float) -> None:
    assert not may_be_cirrus(numbers, alike)
