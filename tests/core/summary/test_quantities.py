# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import nan

import pytest

from eurosat_plugin.core.summary.quantities import hectares_text, percent_text, seconds_text, tiles_text
from eurosat_plugin.core.translation import Language, set_language


def test_one_tile_is_not_plural() -> None:
    assert tiles_text(1) == "1 tile"


def test_thousands_of_tiles_are_grouped() -> None:
    assert tiles_text(12345) == "12,345 tiles"


@pytest.mark.parametrize(
    ("area", "text"),
    [(40.96, "41.0\u00a0ha"), (999.94, "999.9\u00a0ha"), (1000.0, "1,000\u00a0ha"), (1000.4, "1,000\u00a0ha")],
)
def test_hectares_have_a_decimal_only_below_a_thousand(area: float, text: str) -> None:
    assert hectares_text(area) == text


def test_hectares_of_a_large_whole_have_no_decimal() -> None:
    assert hectares_text(40.96, whole_ha=5000.0) == "41\u00a0ha"


def test_a_share_is_written_in_percent() -> None:
    assert percent_text(0.125) == "12.5\u00a0%"


def test_a_share_that_is_not_a_number_is_a_dash() -> None:
    assert percent_text(nan) == "\u2013"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    set_language(Language("fr", number=lambda value, decimals: f"{value:.{decimals}f}".replace(".", ",")))

    written = percent_text(0.125), hectares_text(40.96)
    set_language(None)

    assert written == ("12,5\u00a0%", "41,0\u00a0ha")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.02, "1\u00a0s"), (3.4, "3\u00a0s"), (89.0, "89\u00a0s"), (90.0, "2\u00a0min"), (200.0, "3\u00a0min")],
)
def test_a_time_is_as_precise_as_an_estimate_is(seconds: float, text: str) -> None:
    assert seconds_text(seconds) == text
