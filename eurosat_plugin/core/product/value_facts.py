# SPDX-License-Identifier: GPL-2.0-or-later
"""What a raster's numbers say of themselves, apart from all names and metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.number_steps import find_curve, find_step

FULL_SCALE = {"uint8": 255.0, "uint16": 65535.0}
"""The number that stands for reflectance 1 where reflectance was scaled to an integer type."""

QUANTILES = (0.1, 1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0, 99.9)
"""Per cent of the pixels that are darker, for which the numbers are noted."""

SHADOW = (0.5, 5.0)
"""Per cent: the pixels between these two, by the sum of their bands, are the darkest that are no single outliers."""

SAMPLE = 32_768
"""About as many pixels tell how bands go together."""

_COUNTED_BYTES = 2
"""Whole numbers of so many bytes are few enough to be counted."""

Triple = tuple[float, float, float]
"""A number each for red, green and blue."""


@dataclass(frozen=True)
class Distribution:
    """How the numbers of red, green and blue are distributed over `pixels` valid pixels.

    `quantiles` has one triple for each of `QUANTILES`; `shadow` is the middle of the darkest pixels (`SHADOW`), whose
    three bands belong together, as those of quantiles do not.
    """

    quantiles: tuple[Triple, ...]
    shadow: Triple
    pixels: int

    def at(self, percent: float) -> Triple:
        """Return the quantile `percent`, one of `QUANTILES`."""
        return self.quantiles[QUANTILES.index(percent)]

    def scaled(self, gain: float, offset: float) -> Distribution:
        """Return the distribution of ``number * gain + offset``."""
        quantiles = tuple(_scaled(triple, gain, offset) for triple in self.quantiles)
        return Distribution(quantiles, _scaled(self.shadow, gain, offset), self.pixels)


@dataclass(frozen=True)
class ValueFacts:
    """A look at a whole image's numbers, as they are read: type (``uint8``, ``uint16``, …) and distribution.

    `probes` are the distributions of places far apart, which tell an image that was put together of two kinds; where
    `places` has one for each, it is the middle of the probe, in shares of the image's width and height.
    `largest` is the largest number, `ceiling` the share of numbers that are exactly that, `same_ends` whether all
    three bands have the same smallest and the same largest. `scale` and `shift` are what the file's own scale and
    offset have done on reading, `tags` these two for each band. `step` is what all numbers are whole multiples of,
    where that is known, else 0. `jumps` are the largest ones along straight lines (seams.py), one for each probe.
    `cirrus` is the darkest hundredth of the cirrus band, None where that is not there or was not looked at (cirrus.py).
    `detail` is how fine each band of a stack without names is (stack_order.py), `colour_detail` the same of red, green
    and blue, and `correlations` are those of red with green, of green with blue and of red with blue. `floors` is the
    share of each band that is exactly its lowest number. `fineness` tells how much pixels differ at some distances over
    those further apart (upsampled.py), `partly_missing` which share of the pixels one or two bands only measured.
    `steps` are counts of steps between neighbours, one for each probe (offset_steps.py), `ratios` the largest factors
    by which all bands differ along straight lines (seams.py), likewise. `whole` tells that all are whole numbers,
    `curve` how many times as far apart dark numbers lie as bright ones do, where they have no step (number_steps.py).
    """

    dtype: str
    numbers: Distribution
    probes: tuple[Distribution, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    largest: float = 0.0
    ceiling: float = 0.0
    scale: float = 1.0
    shift: float = 0.0
    step: float = 0.0
    tags: tuple[tuple[float, float], ...] = ()
    same_ends: bool = False
    jumps: tuple[Triple, ...] = ()
    cirrus: float | None = None
    detail: tuple[float, ...] = ()
    floors: tuple[float, ...] = ()
    colour_detail: tuple[float, ...] = ()
    correlations: tuple[float, ...] = ()
    fineness: tuple[float, ...] = ()
    partly_missing: float = 0.0
    steps: tuple[tuple[int, int, int], ...] = ()
    ratios: tuple[float, ...] = ()
    whole: bool = False
    curve: float = 1.0

    @property
    def bytes_divided(self) -> bool:
        """Whether all numbers are bytes that were divided by 255 or by 256."""
        return self.step in (1.0 / FULL_SCALE["uint8"], 1.0 / (FULL_SCALE["uint8"] + 1))

    @property
    def median(self) -> float:
        """The middle of the brightest band."""
        return max(self.numbers.at(50.0))

    @property
    def brightest(self) -> float:
        """What hardly a number is above."""
        return max(self.numbers.at(99.9))


def measure(
    pieces: Sequence[npt.NDArray[np.generic]],
    tags: Sequence[tuple[float, float]] = ((1.0, 0.0),),
    places: Sequence[tuple[float, float]] = (),
    jumps: Sequence[Triple] = (),
    cores: Sequence[npt.NDArray[np.generic]] = (),
    cirrus: Sequence[npt.NDArray[np.generic]] = (),
    detail: Sequence[float] = (),
    colour_detail: Sequence[float] = (),
    fineness: Sequence[float] = (),
    partly_missing: float = 0.0,
    steps: Sequence[tuple[int, int, int]] = (),
    ratios: Sequence[float] = (),
) -> ValueFacts:
    """Measure numbers from several `places`, each ``(pixels, 3)`` without missing pixels; empty ones do not count.

    `tags` are the scale and the offset of each band that the file has and that were applied on reading, `jumps` the
    largest ones along straight lines, `ratios` the largest factors there. Where there are `cores`, what is left of
    the pieces away from missing pixels, these tell of the whole image: the others may be mixed with nodata.
    `cirrus` are the numbers ``(bands, pixels)`` of the bands of which the darkest is the cirrus band, `detail` is
    how fine each band is where that was looked at, and `colour_detail` and `fineness` tell how fine the three
    colours are; `partly_missing` is the share of pixels that some bands only measured, `steps` are counts of those
    between neighbours.
    """
    places = tuple(place for piece, place in zip(pieces, places) if len(piece))
    pieces = [piece for piece in pieces if len(piece)]
    whole = np.concatenate([core for core in cores if len(core)] or pieces)
    lowest, highest = whole.min(axis=0), whole.max(axis=0)
    step = find_step(whole)
    return ValueFacts(
        whole.dtype.name,
        distribution(whole),
        tuple(map(distribution, pieces)),
        places,
        float(highest.max()),
        float((whole == highest.max()).mean()),
        *tags[0],
        step,
        tuple(tags),
        bool((lowest == lowest[0]).all() and (highest == highest[0]).all()),
        tuple(jumps),
        _darkest_band(cirrus),
        tuple(detail),
        tuple(map(float, (whole == lowest).mean(axis=0))),
        tuple(colour_detail),
        _correlations(whole),
        tuple(fineness),
        partly_missing,
        tuple(steps),
        tuple(ratios),
        whole.dtype.kind in "ui" or bool((np.rint(whole) == whole).all()),
        1.0 if step else find_curve(whole),
    )


def distribution(pixels: npt.NDArray[np.generic]) -> Distribution:
    """Return the distribution of numbers ``(pixels, 3)``."""
    brightness = pixels.astype(np.float64).sum(axis=1)
    low, high = np.percentile(brightness, SHADOW)
    dark = pixels[(brightness >= low) & (brightness <= high)]
    shadow = np.median((dark if len(dark) else pixels).astype(np.float64), axis=0)
    return Distribution(tuple(map(_triple, quantiles(pixels, QUANTILES))), _triple(shadow), len(pixels))


def quantiles(numbers: npt.NDArray[np.generic], per_cent: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return the quantiles ``(quantiles, bands)`` of `numbers` ``(pixels, bands)``, to the last digit those of numpy.

    Whole numbers of one or two bytes are counted, which is several times as fast.
    """
    if numbers.dtype.kind != "u" or numbers.dtype.itemsize > _COUNTED_BYTES:
        return np.asarray(np.percentile(numbers.astype(np.float64), per_cent, axis=0))
    places = (len(numbers) - 1) * np.true_divide(per_cent, 100)
    before = np.floor(places).astype(np.intp)
    after, part = np.minimum(before + 1, len(numbers) - 1), places - before
    found = []
    for band in numbers.T:
        ends = np.bincount(band).cumsum()
        low, high = (np.searchsorted(ends, at, side="right").astype(np.float64) for at in (before, after))
        found.append(np.where(part < 0.5, low + (high - low) * part, high - (high - low) * (1 - part)))
    return np.stack(found, axis=1)


def _darkest_band(pieces: Sequence[npt.NDArray[np.generic]]) -> float | None:
    """Return the darkest hundredth of the band in which it is lowest, of pieces ``(bands, pixels)``; None of none."""
    numbers = np.concatenate(pieces, axis=1).astype(np.float64) if pieces else np.empty((0, 0))
    return float(np.percentile(numbers, 1.0, axis=1).min()) if numbers.size else None


def _correlations(pixels: npt.NDArray[np.generic]) -> tuple[float, ...]:
    """Return the correlations of the three bands of numbers ``(pixels, 3)``; nothing where a band is one number."""
    sample = pixels[:: max(1, len(pixels) // SAMPLE)].astype(np.float64)
    deviations = sample - sample.mean(axis=0)
    sizes = np.sqrt((deviations**2).sum(axis=0))
    if not sizes.all():
        return ()
    pairs = ((0, 1), (1, 2), (0, 2))
    return tuple(float((deviations[:, i] * deviations[:, j]).sum() / (sizes[i] * sizes[j])) for i, j in pairs)


def _scaled(triple: Triple, gain: float, offset: float) -> Triple:
    red, green, blue = (value * gain + offset for value in triple)
    return red, green, blue


def _triple(values: npt.NDArray[np.float64]) -> Triple:
    red, green, blue = map(float, values)
    return red, green, blue
