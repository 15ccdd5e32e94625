# SPDX-License-Identifier: GPL-2.0-or-later
"""An estimate with its standard error and its interval of 95 %."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
"""Quantile 0.975 of the normal distribution."""

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """`value` with its standard `error`, and the 95 % interval from `low` to `high`; all nan where nothing is known."""

    value: float
    error: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return not isnan(self.value)

    @property
    def margin(self) -> float:
        """Half of the symmetric 95 % interval: 1.96 standard errors (Olofsson et al. 2014, eq. 11)."""
        return Z95 * self.error


UNKNOWN = Estimate(nan, nan, nan, nan)


def wilson(shares: _Floats, sizes: _Floats, quantile: float | _Floats = Z95) -> tuple[_Floats, _Floats]:
    """Return Wilson's (1927) intervals for `shares` of `sizes` units, which need not be whole; by default of 95 %."""
    squares = quantile**2 / sizes
    middle = (shares + squares / 2) / (1 + squares)
    half = quantile / (1 + squares) * np.sqrt(shares * (1 - shares) / sizes + squares / (4 * sizes))
    return np.clip(middle - half, 0.0, shares), np.clip(middle + half, shares, 1.0)
