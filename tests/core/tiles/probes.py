# SPDX-License-Identifier: GPL-2.0-or-later
"""Places of an image that are looked at for fills."""

from __future__ import annotations

import numpy as np

from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.tiles.missing import BandNumbers, decide_missing
from eurosat_plugin.core.tiles.undeclared_nodata import Probe


def image(dtype: str = "int16", darkest: int = 1) -> np.ndarray:
    """Return 128 rows and columns of digital numbers in which no two bands are alike for long."""
    random = np.random.default_rng(3)
    values = random.gamma(4, 150, (128, 128, 3)).clip(darkest, 9000)
    return (values / 10_000).astype(dtype) if dtype.startswith("float") else values.astype(dtype)


def probe(values: np.ndarray, at_border: bool = False) -> Probe:
    bands = [BandNumbers(values.dtype.name)] * 3
    return Probe(values, ~decide_missing(bands, ProductFacts()).valid(values), at_border)


def among(values: np.ndarray, *probes: Probe) -> list[Probe]:
    """Return `probes` in an image of which so much is `values` that their fills are few of all pixels."""
    return [*[probe(values)] * 24, *probes]


def with_hole(values: np.ndarray, fill: float, side: int = 40) -> np.ndarray:
    values = values.copy()
    values[:side, 10 : 10 + side] = fill
    return values
