# SPDX-License-Identifier: GPL-2.0-or-later
"""What a missing pixel is: decided once for a raster, before anything is resampled, sampled or classified.

Everybody else asks a :class:`MissingRule`, or reads the answer in ``PixelBlock.valid``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil, floor, inf
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.tiles.undeclared_nodata import wrapped_span

Span = tuple[float, float]
"""A closed stretch of numbers."""

MIN_VALID_SHARE = 0.5
"""A tile, and a cell of the grid, with fewer valid pixels is not classified: its class would be that of the filling."""

_GAPS = (-32768.0, -10000.0, -9999.0)
_NO_MEASUREMENT = 1e9
_FAR = ((-inf, -_NO_MEASUREMENT), (_NO_MEASUREMENT, inf))
_IMPOSSIBLE: dict[str, tuple[Span, ...]] = {
    "int16": tuple((gap, gap) for gap in (*_GAPS, 32767.0)),
    "int32": tuple((gap, gap) for gap in _GAPS),
    "uint16": ((65535.0, 65535.0),),
    "float32": (*((gap, gap) for gap in _GAPS), *_FAR),
    "float64": (*((gap, gap) for gap in _GAPS), *_FAR),
}
"""What common sources write for nodata without declaring it; no measurement has these numbers."""


@dataclass(frozen=True)
class BandNumbers:
    """How a band stores its numbers: as `dtype`, times `scale` plus `shift` when they are read.

    `nodata` are the stored numbers that the file or the user declares to be missing.
    """

    dtype: str
    nodata: tuple[Span, ...] = ()
    scale: float = 1.0
    shift: float = 0.0

    def as_read(self, span: Span) -> Span:
        """Return a stretch of stored numbers as it is read, a little wider where scaling rounds."""
        if self.scale == 1.0 and not self.shift:
            return span
        low, high = sorted(number * self.scale + self.shift for number in span)
        if self.dtype[0] in "iu":
            return low - abs(self.scale) / 4, high + abs(self.scale) / 4
        return low - abs(low) * 1e-6, high + abs(high) * 1e-6  # each by its own size: one may be infinite

    def as_stored(self, number: float) -> float:
        """Return the stored number that is read as `number`."""
        stored = (number - self.shift) / self.scale
        return float(round(stored)) if self.dtype[0] in "iu" else stored

    def span_as_stored(self, span: Span) -> Span:
        """Return the stored numbers that are read as `span`, whose ends may be infinite."""
        low, high = sorted((number - self.shift) / self.scale for number in span)
        return low, high


@dataclass(frozen=True)
class MissingRule:
    """Which pixels of a raster hold no measurement, by the numbers that its `bands` store.

    A pixel is missing where any band holds what is not finite or lies in one of its `gaps` (a tuple for each band),
    where all bands hold the same one of `fills` or their own of `uneven`, and where it is wholly transparent.
    """

    bands: tuple[BandNumbers, ...]
    gaps: tuple[tuple[Span, ...], ...]
    fills: tuple[float, ...] = ()
    uneven: tuple[float, ...] = ()

    @property
    def in_all_bands(self) -> tuple[tuple[float, ...], ...]:
        """A number for each band, of which all together tell that a pixel is missing; as often as there is such."""
        return (*((fill,) * len(self.bands) for fill in self.fills), *([self.uneven] if self.uneven else []))

    def valid(
        self, values: npt.NDArray[np.generic], opacity: npt.NDArray[np.generic] | None = None
    ) -> npt.NDArray[np.bool_]:
        """Tell which pixels are measurements: `values` ``(rows, cols, bands)`` as read → bool ``(rows, cols)``.

        `opacity` ``(rows, cols)`` is the alpha band or mask, 0 where a pixel is transparent.
        """
        held = [_held(values[..., i]) for i in range(len(self.bands))]
        missing = np.zeros(values.shape[:-1], dtype=bool)
        for i, span in enumerate(held):
            self._add_gaps(missing, values[..., i], i, span)
        for numbers in self.in_all_bands:
            spans = [band.as_read((number, number)) for band, number in zip(self.bands, numbers)]
            if all(map(_meet, held, spans)):
                missing |= np.logical_and.reduce([_inside(values[..., i], span) for i, span in enumerate(spans)])
        if opacity is not None:
            missing |= opacity == 0
        return ~missing

    def partly_missing(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
        """Tell which pixels of `values` ``(rows, cols, bands)`` some bands measured and others did not."""
        count = np.zeros(values.shape[:-1], dtype=np.int64)
        for i in range(len(self.bands)):
            missing = np.zeros(values.shape[:-1], dtype=bool)
            self._add_gaps(missing, values[..., i], i, _held(values[..., i]))
            count += missing
        return np.asarray((count > 0) & (count < len(self.bands)))

    def _add_gaps(self, missing: npt.NDArray[np.bool_], values: npt.NDArray[np.generic], i: int, held: Span) -> None:
        """Add to `missing` ``(rows, cols)`` where band `i`, whose numbers lie in `held`, measured nothing."""
        if values.dtype.kind == "f":
            missing |= ~np.isfinite(values)
        for gap in filter(partial(_meet, held), map(self.bands[i].as_read, self.gaps[i])):
            missing |= _inside(values, gap)

    def with_fills(self, fills: Sequence[float]) -> MissingRule:
        """Return the rule with `fills`, numbers as they are read, in addition to its own."""
        stored = tuple(self.bands[0].as_stored(fill) for fill in fills)
        wrapped = [wrapped_span(fill, band.dtype) for band in self.bands for fill in stored]
        spans = tuple(span for span in dict.fromkeys(wrapped) if span is not None)
        return replace(self, gaps=tuple((*gaps, *spans) for gaps in self.gaps), fills=(*self.fills, *stored))

    def with_uneven(self, fill: Sequence[float]) -> MissingRule:
        """Return the rule with `fill`, a number as it is read for each band, in addition to its own."""
        return replace(self, uneven=tuple(band.as_stored(number) for band, number in zip(self.bands, fill)))

    def with_gaps(self, spans: Sequence[Span]) -> MissingRule:
        """Return the rule with `spans` of numbers as they are read, which no band of a measured pixel has."""
        added = (tuple(band.span_as_stored(span) for span in spans) for band in self.bands)
        return replace(self, gaps=tuple((*own, *more) for own, more in zip(self.gaps, added)))

    def decided(self) -> MissingRule:
        """Return the rule of a copy in which an alpha band already tells what is missing by this one."""
        return replace(self, gaps=((),) * len(self.bands), fills=(), uneven=())


def decide_missing(bands: Sequence[BandNumbers], product: ProductFacts, radiometry: str = "auto") -> MissingRule:
    """Decide what is missing in a raster; `radiometry` is the parameter of that name.

    0 in all bands is missing in every product, but black among colours as they are displayed.
    """
    full = bool(product.export) or radiometry == "reflectance"
    gaps = tuple(tuple(dict.fromkeys((*band.nodata, *_impossible(band.dtype, full)))) for band in bands)
    return MissingRule(tuple(bands), gaps, () if _are_colours(bands[0].dtype, product, radiometry) else (0.0,))


def _impossible(dtype: str, full: bool) -> tuple[Span, ...]:
    """Return the numbers of `dtype` that no measurement has; where reflectance fills it, cloud may have the largest."""
    return () if full and dtype == "uint16" else _IMPOSSIBLE.get(dtype, ())


def _are_colours(dtype: str, product: ProductFacts, radiometry: str) -> bool:
    if radiometry != "auto":
        return radiometry == "display"
    return dtype == "uint8" and not product.export and not (product.true_colour and product.level)


def _held(band: npt.NDArray[np.generic]) -> Span:
    """Return the stretch of numbers that a band of whole numbers holds: what lies beside it needs no look at each."""
    return (float(band.min()), float(band.max())) if band.dtype.kind in "iu" and band.size else (-inf, inf)


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _inside(values: npt.NDArray[Any], span: Span) -> npt.NDArray[np.bool_]:
    """Tell where `values` lie in `span`, both ends of it rounded as the numbers are."""
    low, high = span
    if values.dtype.kind in "iu":
        limits = np.iinfo(values.dtype)
        low, high = ceil(max(low, limits.min)), floor(min(high, limits.max))
        if low > high:
            return np.zeros(values.shape, dtype=bool)
    first, last = np.array(low).astype(values.dtype), np.array(high).astype(values.dtype)
    return np.asarray(values == first if first == last else (values >= first) & (values <= last))
