# SPDX-License-Identifier: GPL-2.0-or-later
"""Random numbers for landscapes: fractal fields from a seeded generator, and draws by hashing integers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint32]


def fractal(shape: tuple[int, int], rng: np.random.Generator, slope: float, largest: float = 512.0) -> Floats:
    """Return a field ``(rows, cols)`` of mean 0 and deviation 1 whose amplitudes fall as ``frequency ** -slope``.

    Features larger than `largest` pixels do not grow further. Slope 0 is white noise, 2 rolling hills.
    """
    rows, cols = shape
    frequency = np.hypot(np.fft.fftfreq(rows, 1.0)[:, None], np.fft.rfftfreq(cols, 1.0)[None, :])
    amplitude = np.maximum(frequency, 1.0 / largest) ** -slope
    amplitude[0, 0] = 0.0
    spectrum = np.fft.rfft2(rng.standard_normal(shape)) * amplitude
    field = np.fft.irfft2(spectrum, s=shape)
    return np.asarray((field / field.std()).astype(np.float32))


def scramble(*keys: npt.NDArray[np.generic] | int) -> Keys:
    """Hash integer `keys` (arrays that broadcast, at least the first an array) to one key each."""
    mixed = np.zeros(np.shape(keys[0]), dtype=np.uint32)
    for key in keys:
        # Through int64: a cast from a negative float to an unsigned integer differs between processors.
        mixed = mixed ^ np.asarray(key).astype(np.int64).astype(np.uint32)
        mixed = mixed * np.uint32(0x9E3779B1)
        mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(0x85EBCA77)
        mixed = mixed ^ (mixed >> np.uint32(13))
    return np.asarray(mixed)


def draw(*keys: npt.NDArray[np.generic] | int) -> Floats:
    """Return numbers in [0, 1) that depend on nothing but `keys`."""
    return np.asarray((scramble(*keys) >> np.uint32(8)).astype(np.float32) * np.float32(2.0**-24))


def pick(palette: npt.NDArray[np.float32], chance: Floats) -> Floats:
    """Pick rows of `palette` (``red, green, blue, weight``) by `chance` in [0, 1): ``(n,)`` → ``(n, 3)``."""
    steps = np.cumsum(palette[:, 3]) / palette[:, 3].sum()
    return np.asarray(palette[np.minimum(np.searchsorted(steps, chance, side="right"), len(palette) - 1), :3])
