# SPDX-License-Identifier: GPL-2.0-or-later
"""From a product's numbers to the grey levels that EuroSAT's networks were trained on.

EuroSAT's pictures are Level-1C digital numbers of B04, B03, B02 from before processing baseline 04.00,
stretched by ``v = round(1 + clip(DN, 0, 2750) * 254 / 2750)``; 0 is left for nodata. Everything here brings
other products to that scale. See docs/radiometry.md for how the formula was checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

SATURATION_DN = 2750.0
"""Digital number at which EuroSAT's pictures turn white (reflectance 0.275)."""

QUANTIFICATION = 10000.0
"""Digital numbers per unit of reflectance (``QUANTIFICATION_VALUE`` in the product metadata)."""

EUROSAT_WHITE = 255
"""The grey level of everything from SATURATION_DN on."""

_ENDS_AT = {"tci_l2a": 2000.0}
"""The digital number that is white in pictures that end sooner than EuroSAT's stretch."""

_TABLE_BYTES = 2
"""Numbers of so many bytes have few enough values for a table."""

_AT_ONCE = 16_384
"""Numbers that are looked up in it at once: what numpy makes of them on the way stays in the processor's cache."""


@dataclass(frozen=True)
class Radiometry:
    """How the numbers of one product become grey levels: ``DN = raw * gain + offset``, then the stretch.

    `stretch` is false for colours that are taken as they are displayed; `key` names the row of the
    RADIOMETRY parameter.
    """

    key: str
    gain: float = 1.0
    offset: float = 0.0
    stretch: bool = True

    def grey_levels(self, raw: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
        """Convert `raw` (any shape, any numeric type) to model input 0..255.

        What is not finite counts as 0. Measured numbers become 1..255, or 0..255 for colours as displayed; which
        pixels are measured is decided elsewhere, see :mod:`eurosat_plugin.core.tiles.missing`.
        """
        if raw.dtype.kind in "iu" and raw.dtype.itemsize <= _TABLE_BYTES:
            return _looked_up(_grey_table(self, raw.dtype.name), raw.view(f"u{raw.dtype.itemsize}"))
        return self._computed(raw)

    @property
    def white(self) -> int:
        """The grey level of what is white in the product; EUROSAT_WHITE unless it ends sooner than that stretch."""
        return int(stretch(np.float32(_ENDS_AT.get(self.key, SATURATION_DN))))

    def _computed(self, raw: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
        values = np.nan_to_num(raw.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
        if not self.stretch:
            return np.asarray(np.clip(np.rint(values * np.float32(self.gain)), 0, 255), dtype=np.uint8)
        return stretch(self.digital_numbers(values))

    def digital_numbers(self, raw: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
        """Return `raw` (any shape) as reflectance × 10000; what is nan stays so."""
        return np.asarray(raw.astype(np.float32) * np.float32(self.gain) + np.float32(self.offset))


@lru_cache(maxsize=16)
def _grey_table(radiometry: Radiometry, dtype: str) -> npt.NDArray[np.uint8]:
    """Return the grey level of every number of `dtype`, by its bits: to look one up is four times as fast."""
    unsigned = f"uint{8 * np.dtype(dtype).itemsize}"
    numbers = np.arange(np.iinfo(unsigned).max + 1, dtype=unsigned)
    table = radiometry._computed(numbers.view(dtype))
    table.flags.writeable = False
    return table


def _looked_up(table: npt.NDArray[np.uint8], numbers: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Return `table` at `numbers` of any shape, all of which are in it."""
    levels = np.empty(numbers.shape, dtype=np.uint8)
    flat, found = numbers.reshape(-1), levels.reshape(-1)
    for start in range(0, flat.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        table.take(flat[part], out=found[part], mode="clip")  # to check them, numpy would copy
    return levels


def stretch(dn: npt.NDArray[np.float32] | np.float32) -> npt.NDArray[np.uint8]:
    """Return EuroSAT's grey levels 1..255 of Level-1C digital numbers, any shape."""
    clipped = np.clip(dn, 0.0, SATURATION_DN)
    return np.asarray(np.rint(1.0 + clipped * (254.0 / SATURATION_DN)), dtype=np.uint8)


def unstretch(levels: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
    """Return the digital numbers (float, 0..2750) at the centre of EuroSAT's grey `levels`."""
    return np.asarray((levels.astype(np.float32) - 1.0) * np.float32(SATURATION_DN / 254.0))


L1C = Radiometry("l1c")
L2A = Radiometry("l2a")
TCI_L1C = Radiometry("tci_l1c", gain=3558.0 / 254.0, offset=-3558.0 / 254.0)
TCI_L2A = Radiometry("tci_l2a", gain=2000.0 / 254.0, offset=-2000.0 / 254.0)
REFLECTANCE = Radiometry("reflectance", gain=QUANTIFICATION)
DISPLAY = Radiometry("display", stretch=False)

UNKNOWN_LEVEL = "unknown level"
"""Key of digital numbers that are either Level-1C or Level-2A."""

COLOURS = (TCI_L1C.key, TCI_L2A.key, DISPLAY.key)
"""Keys of 8-bit pictures, whose numbers have no offset to find."""

RADIOMETRIES: tuple[Radiometry, ...] = (L1C, L2A, TCI_L1C, TCI_L2A, REFLECTANCE, DISPLAY)


def radiometry_by_key(key: str) -> Radiometry:
    """Return the radiometry named `key`; :raises KeyError: when there is none."""
    return {r.key: r for r in RADIOMETRIES}[key]
