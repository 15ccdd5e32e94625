# SPDX-License-Identifier: GPL-2.0-or-later
"""What was set is done, and held against the numbers like everything else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import Decision, decide_radiometry
from eurosat_plugin.core.product.value_facts import ValueFacts, measure
from tests.core.product.farmland import NOTHING, facts, ground
from tests.core.product.test_clipping import fields


def with_offset(values: ValueFacts, offset: float, key: str = "auto") -> Decision:
    return decide_radiometry(NOTHING, values, key, offset)


@pytest.mark.parametrize(
    ("carried", "set_to", "needed"),
    [
        (0.0, -1000.0, "no offset"),
        (1000.0, -2000.0, "subtracting 1000"),
        (0.0, 1000.0, "no offset"),
        (1000.0, 0.0, "subtracting 1000"),
    ],
)
@pytest.mark.parametrize("key", ["auto", "l2a"])
def test_an_offset_that_the_numbers_speak_against_is_used_and_warned_of(
    carried: float, set_to: float, needed: str, key: str
) -> None:
    decision = with_offset(facts(offset=carried), set_to, key)

    assert decision.radiometry.offset == set_to
    [warning] = [sentence for sentence in decision.warnings if sentence.startswith(f"With OFFSET {set_to:g} as set")]
    assert warning.endswith(f"the numbers look like an image that needs {needed}: check it.")


@pytest.mark.parametrize(("carried", "set_to"), [(0.0, 0.0), (1000.0, -1000.0), (300.0, -300.0)])
def test_an_offset_that_fits_is_not(carried: float, set_to: float) -> None:
    assert not with_offset(facts(offset=carried), set_to).warnings


def test_no_offset_is_not_doubted_where_it_is_told_or_haze_looks_like_one() -> None:
    told = replace(NOTHING, level="l2a", offset=0.0, source="from the file's tags")
    haze = ground(1500.0, 1500.0, 1650.0, 1500.0)

    assert not decide_radiometry(told, facts(offset=1000.0), "auto", 0.0).warnings
    assert not [text for text in with_offset(haze, 0.0).warnings if "OFFSET" in text]


def test_what_fits_in_no_way_is_to_be_checked() -> None:
    *_, warning = with_offset(facts(gain=0.01), 5.0, "l2a").warnings

    assert warning.startswith("With OFFSET 5 as set nothing would be brighter than 0.00")
    assert warning.endswith("; check it.")


def reflectance(dtype: str = "float32") -> ValueFacts:
    return measure([(fields() / 10_000).astype(dtype)])


@pytest.mark.parametrize("key", ["display", "tci_l1c", "tci_l2a"])
def test_reflectance_is_no_colours(key: str) -> None:
    with pytest.raises(
        InputError, match=rf"RADIOMETRY is {key}, for colours, but .* reflectance from 0 to 0\.\d+; set it"
    ):
        decide_radiometry(NOTHING, reflectance(), key, None)


@pytest.mark.parametrize(
    "colours",
    [
        np.random.default_rng(1).integers(5, 120, (4096, 3)) / 255,
        np.random.default_rng(2).uniform(0.02, 1.0, (4096, 3)),
        np.vstack([fields() / 10_000, np.ones((8, 3))]),
    ],
    ids=["bytes", "bright", "up to 1"],
)
def test_colours_from_0_to_1_are(colours: np.ndarray) -> None:
    values = measure([colours.astype(np.float32)])

    assert decide_radiometry(NOTHING, values, "display", None).radiometry.key == "display"


def test_digital_numbers_set_as_reflectance_are_told() -> None:
    digital = measure([fields().astype(np.uint16)])
    whole = measure([np.rint(fields() * 6.5535).astype(np.uint16)])
    bright = measure([np.rint(fields() * 3 * 6.5535 + np.arange(len(fields()))[:, None] % 6).astype(np.uint16)])

    warning = decide_radiometry(NOTHING, digital, "reflectance", None).warnings[0]

    assert "look like digital numbers" in warning
    assert "65535 is reflectance 1" in warning
    assert "set RADIOMETRY to l1c or l2a" in warning
    for values in (whole, bright):
        assert not decide_radiometry(NOTHING, values, "reflectance", None).warnings


def test_digital_numbers_set_as_reflectance_with_a_scale_are_read_by_that() -> None:
    values = measure([fields().astype(np.uint16)])

    assert not decide_radiometry(NOTHING, values, "reflectance", None, 1.0).warnings


@pytest.mark.parametrize("key", ["display", "tci_l1c", "tci_l2a"])
def test_colours_and_a_scale_are_not_both_done(key: str) -> None:
    (warning,) = decide_radiometry(NOTHING, measure([fields().astype(np.uint16)]), key, None, 1.0).warnings

    assert warning.startswith(f"RADIOMETRY is {key}, but SCALE is set")


@pytest.mark.parametrize(("most", "told"), [(100, True), (101, False)])
def test_bytes_that_may_be_per_cent_are_told_so(most: int, told: bool) -> None:
    numbers = np.random.default_rng(3).integers(3, 30, (4096, 3))
    numbers[0] = most

    [warning] = decide_radiometry(NOTHING, measure([numbers.astype(np.uint8)]), "auto", None).warnings

    assert ("reflectance in per cent, set SCALE to 100" in warning) == told
