# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that may be another measure of reflectance, by single quantities beyond their limits."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from eurosat_plugin.core.product.scale_signs import doubt_scale
from eurosat_plugin.core.product.value_facts import QUANTILES, Distribution

Triple = tuple[float, float, float]

WOODS = Distribution(
    (
        (110.0, 160.0, 160.0), (120.0, 180.0, 170.0), (130.0, 200.0, 180.0), (160.0, 250.0, 200.0),
        (200.0, 300.0, 230.0), (260.0, 360.0, 260.0), (400.0, 480.0, 350.0), (500.0, 600.0, 450.0),
        (900.0, 950.0, 800.0),
    ),
    (125.0, 190.0, 175.0),
    100_000,
)  # fmt: skip
"""Woods, as dark as land that was scaled down, but greener than red."""


def woods(at: Mapping[float, Triple], shadow: Triple = WOODS.shadow, pixels: int = WOODS.pixels) -> Distribution:
    changed = {**dict(zip(QUANTILES, WOODS.quantiles)), **at}
    return Distribution(tuple(changed.values()), shadow, pixels)


RED_SOIL: Triple = (610.0, 600.0, 450.0)
UNDER_AIR: Triple = (150.0, 160.0, 200.0)


def sign(dn: Distribution) -> str:
    """Return a few words of the doubt, empty without one."""
    words = ("as red as soil", "as blue as those under air", "stretched for the eye")
    return "".join(word for doubt in doubt_scale(dn) for word in words if word in doubt)


@pytest.mark.parametrize(
    ("dn", "expected"),
    [
        (WOODS, ""),
        (woods({99.0: RED_SOIL}), "as red as soil"),
        (woods({99.0: RED_SOIL, 99.9: (1160.0, 950.0, 800.0)}), ""),  # bright enough for land
        (woods({99.0: RED_SOIL, 1.0: (160.0, 180.0, 170.0)}), ""),  # nothing as dark as that
        (woods({}, shadow=UNDER_AIR), "as blue as those under air"),
        (woods({}, shadow=UNDER_AIR, pixels=8191), ""),  # less than two tiles
        (woods({}, shadow=(150.0, 160.0, 194.0)), ""),  # only 34 bluer than green
        (woods({}, shadow=(210.0, 160.0, 200.0)), ""),  # redder than blue
        (woods({1.0: (120.0, 180.0, 460.0)}, shadow=UNDER_AIR), ""),  # air is as bright as that
        (woods({99.0: (260.0, 600.0, 450.0)}, shadow=UNDER_AIR), ""),  # red differs by 140: water
        (woods({99.0: (280.0, 600.0, 450.0)}, shadow=UNDER_AIR), "as blue as those under air"),
        (woods({99.9: (1160.0, 950.0, 800.0)}, shadow=UNDER_AIR), ""),
        (woods({75.0: (260.0, 360.0, 1510.0)}), "stretched for the eye"),
        (woods({75.0: (260.0, 360.0, 1490.0)}), ""),
        (woods({75.0: (260.0, 360.0, 1510.0), 1.0: (120.0, 180.0, 510.0)}), ""),
    ],
)
def test_each_sign_needs_all_that_it_is_made_of(dn: Distribution, expected: str) -> None:
    assert sign(dn) == expected


def test_the_doubt_tells_the_reflectances_that_it_comes_from() -> None:
    (dark,) = doubt_scale(woods({99.0: RED_SOIL}))
    (stretched,) = doubt_scale(woods({75.0: (260.0, 360.0, 1510.0)}))

    assert "hardly anything brighter than reflectance 0.095" in dark
    assert "Blue goes from reflectance 0.02 to 0.15 and more" in stretched
