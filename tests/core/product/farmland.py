# SPDX-License-Identifier: GPL-2.0-or-later
"""The numbers of an image of farmland, in as many forms as there are, and how they are read by themselves."""

from __future__ import annotations

from dataclasses import replace

from eurosat_plugin.core.product.alternatives import decide_reading
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.readings import Alternative, Reading, UndecidedError
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_name
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts

NEW_L2A = parse_product_name("S2B_MSIL2A_20241115T100159_N0511_R122_T32TQM_20241115T125542.SAFE")
NOTHING = ProductFacts()
RAW = parse_product_name("2023-05-01-00_00_Sentinel-2_L2A_B04_(Raw).tiff")
TRUE_COLOUR = parse_product_name("2023-05-01-00_00_Sentinel-2_L2A_True_color.tiff")

FIELDS = Distribution(
    (
        (120.0, 220.0, 130.0), (160.0, 300.0, 190.0), (200.0, 420.0, 230.0), (400.0, 650.0, 350.0),
        (800.0, 920.0, 560.0), (1400.0, 1350.0, 850.0), (2200.0, 1900.0, 1300.0), (2600.0, 2200.0, 1700.0),
        (3000.0, 2600.0, 2000.0),
    ),
    (180.0, 340.0, 210.0),
    100_000,
)  # fmt: skip
"""Level-2A of farmland: green is highest in its shadows, red on its fields."""


def facts(gain: float = 1.0, offset: float = 0.0, dtype: str = "uint16", **more: object) -> ValueFacts:
    """Return the farmland, each digital number times `gain` plus `offset`."""
    numbers = FIELDS.scaled(gain, offset)
    return ValueFacts(dtype, numbers, largest=max(numbers.quantiles[-1]), **more)


def ground(red: float, green: float, blue: float, spread: float = 300.0, dtype: str = "uint16") -> ValueFacts:
    """Return an image without shadows: its darkest pixels are these, its brightest `spread` above."""
    steps = (0.0, 0.02, 0.05, 0.3, 0.5, 0.7, 0.95, 0.99, 1.0)
    quantiles = tuple((red + spread * s, green + spread * s, blue + spread * s) for s in steps)
    return ValueFacts(dtype, Distribution(quantiles, (red, green, blue), 100_000), largest=max(quantiles[-1]))


DN = facts()
SHIFTED = facts(offset=1000.0)
REFLECTANCE = facts(0.0001, dtype="float32")
COLOURS = facts(0.08, dtype="uint8")


def decide(product: ProductFacts, values: ValueFacts, offset: float | None = None, scale: float | None = None):
    return decide_radiometry(product, values, "auto", offset, scale)


def offered(product: ProductFacts, values: ValueFacts) -> tuple[Alternative, ...]:
    """Return the other ways to read an image, also those that a refusal offers."""
    try:
        return decide_reading(product, values, Reading()).alternatives
    except UndecidedError as refusal:
        return refusal.alternatives


def small(values: ValueFacts) -> ValueFacts:
    """Return the same numbers as those of a single tile."""
    return replace(values, numbers=replace(values.numbers, pixels=64 * 64))
