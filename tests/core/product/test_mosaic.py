# SPDX-License-Identifier: GPL-2.0-or-later
"""Images of which a part carries the offset and another does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eurosat_plugin.core.product.value_facts import ValueFacts
from tests.core.product.farmland import DN, FIELDS, NEW_L2A, NOTHING, decide


def test_a_mosaic_of_images_with_and_without_offset_is_told() -> None:
    halves = replace(DN, probes=(FIELDS,) * 8 + (FIELDS.scaled(1.0, 1000.0),) * 8)

    assert "may be a mosaic" in decide(NOTHING, halves).warnings[0]
    assert not decide(replace(NEW_L2A, offset=0.0, stated=True), halves).warnings  # a product is none
    assert not decide(NOTHING, replace(DN, probes=(FIELDS,) * 16)).warnings


def probes(*carried: float) -> ValueFacts:
    """Return the farmland as seen in places from left to right, each with what its numbers carry."""
    places = tuple(((i + 0.5) / len(carried), 0.5) for i in range(len(carried)))
    least = min(carried)
    whole = FIELDS.scaled(1.0, least)
    return ValueFacts("uint16", whole, tuple(FIELDS.scaled(1.0, number) for number in carried), places, largest=4000.0)


@pytest.mark.parametrize(
    ("carried", "said"),
    [
        (
            [0.0] * 28 + [1000.0] * 2,
            "In 2 of 30 places that were looked at (on the right) no pixel is darker than 1000, in 28 many are",
        ),
        (
            [0.0] + [1000.0] * 29,
            "In 1 of 30 places that were looked at (on the left) many pixels are darker than 1000, in 29 none is",
        ),
    ],
)
def test_a_few_places_of_another_baseline_are_noticed_and_said_where(carried: list[float], said: str) -> None:
    (warning,) = [text for text in decide(NOTHING, probes(*carried)).warnings if "mosaic" in text]
    (elsewhere,) = [text for text in decide(NOTHING, replace(probes(*carried), places=())).warnings if "mosaic" in text]

    assert said in warning
    assert " that were looked at no pixel" in elsewhere or " that were looked at many pixels" in elsewhere


def test_one_place_that_may_be_sand_is_no_mosaic() -> None:
    assert not [text for text in decide(NOTHING, probes(*[0.0] * 29, 1000.0)).warnings if "mosaic" in text]


@pytest.mark.parametrize(("between", "told"), [(12, True), (13, False)])
def test_bright_and_dark_places_among_many_in_between_are_one_image(between: int, told: bool) -> None:
    grey = FIELDS.scaled(1.0, 800.0 - min(FIELDS.at(5.0)))
    values = replace(DN, probes=(FIELDS,) * 2 + (FIELDS.scaled(1.0, 1000.0),) * 2 + (grey,) * between)

    assert any("may be a mosaic" in warning for warning in decide(NOTHING, values).warnings) == told
