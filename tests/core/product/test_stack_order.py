# SPDX-License-Identifier: GPL-2.0-or-later
"""The order of full stacks without names, by generated bands of 10, 20 and 60 m as products have them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.stack_order import Grain, doubt_order, fine_bands
from eurosat_plugin.core.spectral_bands import WAVELENGTHS
from tests.core.product.farmland import NOTHING, facts

SIDE = 120
ALL = tuple(WAVELENGTHS)
FINE, COARSEST = ("B02", "B03", "B04", "B08"), ("B01", "B09", "B10")
RESOLUTION = ("B02", "B03", "B04", "B08", "B05", "B06", "B07", "B8A", "B11", "B12", "B01", "B09", "B10")
EUROSAT = (*(band for band in ALL if band != "B8A"), "B8A")
Plane = npt.NDArray[np.float64]


def plane(band: str) -> Plane:
    """Return pixels of `band` at 10 m: ground that changes slowly, and noise as fine as the band is."""
    rng = np.random.default_rng(len(band) * 31 + sum(map(ord, band)))
    size = 1 if band in FINE else 6 if band in COARSEST else 2
    rows, cols = np.mgrid[0:SIDE, 0:SIDE]
    slow = 300 * np.sin(rows / 17.0) + 300 * np.cos(cols / 23.0)
    noise = rng.normal(0, 60, (SIDE // size, SIDE // size)).repeat(size, 0).repeat(size, 1)
    return np.asarray(1500 + slow + noise if size == 1 else 1500 + noise)


def classes() -> Plane:
    """Return something like a scene classification at 20 m."""
    return np.random.default_rng(1).integers(4, 7, (SIDE // 10, SIDE // 10)).repeat(10, 0).repeat(10, 1).astype(float)


def detail(planes: list[Plane], valid: npt.NDArray[np.bool_] | None = None) -> tuple[float, ...]:
    grain = Grain()
    grain.add(np.stack(planes), np.ones((SIDE, SIDE), dtype=bool) if valid is None else valid)
    return grain.detail


@pytest.mark.parametrize(
    "bands", [ALL, EUROSAT, tuple(band for band in ALL if band != "B10")], ids=["B8A ninth", "B8A last", "Level-2A"]
)
def test_stacks_from_b01_on_are_read_in_silence(bands: tuple[str, ...]) -> None:
    assert doubt_order(detail([plane(band) for band in bands])) == ()


def test_something_else_after_the_bands_changes_nothing() -> None:
    bands = [plane(band) for band in ALL if band != "B10"]

    assert doubt_order(detail([*bands, classes()])) == ()
    assert doubt_order(detail([*bands, np.zeros((SIDE, SIDE))])) == ()
    assert doubt_order(detail([*bands, plane("B08") / plane("B04")])) == ()  # an index is as fine


@pytest.mark.parametrize("bands", [RESOLUTION, RESOLUTION[:12], ALL[1:], ALL[::-1]])
def test_other_orders_are_refused_with_the_bands_that_show_most(bands: tuple[str, ...]) -> None:
    fine = ", ".join(str(number) for number, band in enumerate(bands, 1) if band in FINE)

    with pytest.raises(InputError, match=rf"finest detail is in {fine}, .* in BANDS"):
        doubt_order(detail([plane(band) for band in bands]))


def test_a_band_before_b01_is_noticed() -> None:
    with pytest.raises(InputError, match="finest detail is in 3, 4, 5, 9,"):
        doubt_order(detail([classes(), *(plane(band) for band in ALL if band != "B10")]))


def test_bands_of_one_size_tell_nothing_and_are_doubted() -> None:
    coarse = detail([plane(band)[::2, ::2].repeat(2, 0).repeat(2, 1) for band in ALL])

    assert fine_bands(coarse) == ()
    assert "set BANDS to 3, 2, 1" in doubt_order(coarse)[0]


def test_a_stack_of_which_much_is_fine_is_doubted() -> None:
    bands = [plane(band) for band in ALL]
    bands[11:] = [plane("B02"), plane("B03")]

    assert len(doubt_order(detail(bands))) == 1


def test_missing_pixels_show_no_detail() -> None:
    valid = np.ones((SIDE, SIDE), dtype=bool)
    valid[:, ::7] = False
    gaps = [np.where(valid, plane(band), np.inf) for band in ALL]

    assert doubt_order(detail(gaps, valid)) == ()


def test_places_add_up() -> None:
    whole, grain = [plane(band) for band in ALL], Grain()
    for part in (np.s_[:, :60], np.s_[:, 60:]):
        grain.add(np.stack([band[part] for band in whole]), np.ones((SIDE, 60), dtype=bool))

    assert grain.detail == pytest.approx(detail(whole), abs=0.01)


def test_scene_classes_are_more_alike_than_noise() -> None:
    grain = Grain()
    noise = np.random.default_rng(2).integers(5, 10, (SIDE // 6, SIDE // 6)).repeat(6, 0).repeat(6, 1)
    grain.add(np.stack([classes(), noise, np.ones((SIDE, SIDE))]), np.ones((SIDE, SIDE), dtype=bool))

    assert grain.alike(1) > 0.5
    assert grain.alike(2) == pytest.approx(1 / 5, abs=0.05)
    assert grain.alike(3) == 1.0


@pytest.mark.parametrize("setting", [{}, {"scale": 1.0}])
def test_the_doubt_is_said_whatever_is_set(setting: dict[str, float]) -> None:
    even = (0.5,) * 13

    decision = decide_radiometry(NOTHING, facts(detail=even), "auto", 0.0, **setting)

    assert decision.warnings == doubt_order(even)


def test_the_order_is_refused_whatever_is_set() -> None:
    shifted = (0.7, 0.7, 0.7, *(0.5,) * 9)

    for scale in (None, 1.0):
        with pytest.raises(InputError, match="other order"):
            decide_radiometry(NOTHING, facts(detail=shifted), "l2a", 0.0, scale)


def test_names_leave_nothing_to_look_for() -> None:
    assert doubt_order(()) == ()
    assert Grain().detail == ()
