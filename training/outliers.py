# SPDX-License-Identifier: GPL-2.0-or-later
"""Made-up tiles of what EuroSAT does not have: cloud, snow, sand, noise, flat colours; and the open sea.

A network that only ever saw ten classes is sure of itself on anything. Trained to answer "any of the ten" on tiles
like these, it keeps its evidence (low energy) for what it knows: outlier exposure (Hendrycks et al. 2019). The open
sea is not an outlier: it is water without a shore, which EuroSAT's pictures of lakes and coasts seldom show, and is
trained as `SeaLake`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES, class_by_key
from training.dataset import Images

SIZE = 64
Floats = npt.NDArray[np.float32]


def expose(
    images: Images, targets: Floats, outlier_share: float, sea_share: float, rng: np.random.Generator
) -> tuple[Images, Floats]:
    """Put outliers and open sea in the place of some `images` ``(n, 64, 64, 3)``; `targets` ``(n, 10)`` follow."""
    draw = rng.random(len(images))
    odd, sea = draw < outlier_share, (draw >= outlier_share) & (draw < outlier_share + sea_share)
    images, targets = images.copy(), targets.copy()
    if odd.any():
        images[odd] = make_outliers(images[odd], rng)
        targets[odd] = 1.0 / len(CLASSES)
    for index in np.flatnonzero(sea):
        images[index] = make_sea(rng)
        targets[index] = np.eye(len(CLASSES))[class_by_key("SeaLake").id]
    return images, targets


def make_outliers(ground: Images, rng: np.random.Generator) -> Images:
    """Return one outlier per picture of `ground` ``(n, 64, 64, 3)``, of a kind drawn at random; clouds cover it."""
    kinds = list(OUTLIERS.values())
    return np.stack([kinds[rng.integers(len(kinds))](picture, rng) for picture in ground])


def make_sea(rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Draw open water ``(64, 64, 3)``: dark, blue and smooth.

    Woods are as dark and nearly as blue, but rougher: half of EuroSAT's vary by 3.4 grey levels or more within a
    tile, half of its waters by 1.5 or less. A sea that is rougher or greener than this turns woods into water.
    """
    red = rng.uniform(12, 30)
    colour = red + np.array([0.0, rng.uniform(10, 24), rng.uniform(40, 65)]) + rng.uniform(0, 12)
    swell = rng.uniform(0, 0.8) * _field(rng, rng.uniform(0.8, 2.5))
    return _picture(colour + swell[..., None] + rng.normal(0, rng.uniform(0.3, 0.9), (SIZE, SIZE, 3)))


def make_cloud(ground: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Cover more than half of `ground` with cloud."""
    field = _field(rng, rng.uniform(1.2, 2.2))
    cover = rng.uniform(0.55, 1.0)
    opacity = np.clip((field - np.quantile(field, 1 - cover)) / rng.uniform(0.3, 1.5) + rng.uniform(0.3, 0.8), 0, 1)
    opacity[field < np.quantile(field, 1 - cover)] *= 0.5
    white = rng.uniform(190, 300) + rng.uniform(5, 40) * _field(rng, 1.8)
    return _picture(ground * (1 - opacity[..., None]) + (white * opacity)[..., None])


def make_broken_cloud(ground: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Put small bright clouds with hard edges and their shadows over `ground`: a third of it or more is hidden."""
    field = _field(rng, rng.uniform(1.4, 2.4))
    cloud = np.clip((field - np.quantile(field, 1 - rng.uniform(0.2, 0.5))) / rng.uniform(0.05, 0.4), 0, 1)
    shadow = np.roll(cloud, rng.integers(6, 20, 2) * rng.choice([-1, 1], 2), axis=(0, 1))[..., None]
    # What still comes from the shaded ground is sky light and haze, which are blue.
    dark = rng.uniform(0.25, 0.5) * np.array([0.85, 0.95, 1.15])
    white = rng.uniform(210, 300) + rng.uniform(5, 40) * _field(rng, 1.8)
    shaded = ground * (1 - shadow * (1 - dark))
    return _picture(shaded * (1 - cloud[..., None]) + (white * cloud)[..., None])


def make_shadow(ground: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Lay the shadow of a cloud, which is not in the picture, over more than half of `ground`."""
    field = _field(rng, rng.uniform(1.6, 2.6))
    shadow = np.clip((field - np.quantile(field, 1 - rng.uniform(0.55, 0.95))) / rng.uniform(0.05, 0.4), 0, 1)
    dark = rng.uniform(0.2, 0.5) * np.array([0.85, 0.95, 1.15])
    return _picture(ground * (1 - shadow[..., None] * (1 - dark)))


def make_snow(ground: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Draw a snow field with shaded slopes; `ground` does not show."""
    light = rng.uniform(170, 290) + rng.uniform(10, 70) * _field(rng, rng.uniform(1.2, 2.2))
    tint = np.array([0.97, 0.99, 1.0]) ** rng.uniform(0, 4)
    return _picture(light[..., None] * tint + rng.normal(0, 2, (SIZE, SIZE, 3)))


def make_sand(ground: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Draw desert: bright yellow to red, smooth, at times with dunes; `ground` does not show."""
    red = rng.uniform(170, 290)
    colour = red * np.array([1.0, rng.uniform(0.62, 0.85), rng.uniform(0.35, 0.65)])
    shade = _field(rng, rng.uniform(0.8, 2.2)) * rng.uniform(0.01, 0.08)
    if rng.random() < 0.5:
        rows, cols = np.mgrid[0:SIZE, 0:SIZE]
        angle, wave = rng.uniform(0, np.pi), rng.uniform(5, 25)
        phase = (rows * np.cos(angle) + cols * np.sin(angle)) / wave + 0.6 * _field(rng, 1.8)
        shade = shade + rng.uniform(0.02, 0.12) * np.sin(2 * np.pi * phase)
    return _picture(colour * (1 + shade[..., None]) + rng.normal(0, 2, (SIZE, SIZE, 3)))


def make_noise(ground: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Draw grey or coloured noise of any strength, or stripes: a broken file; `ground` does not show."""
    bands = 3 if rng.random() < 0.5 else 1
    grain = rng.normal(rng.uniform(30, 225), rng.uniform(20, 90), (SIZE, SIZE, bands))
    if rng.random() < 0.3:
        grain = np.broadcast_to(grain[:1], (SIZE, SIZE, bands))
    return _picture(np.broadcast_to(grain, (SIZE, SIZE, 3)))


def make_flat(ground: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Draw one bright or unnatural colour all over; `ground` does not show."""
    colour = rng.uniform(0, 255, 3)
    # Dark colours and those with most blue could be water, and grey-green ones forest: known things.
    colour[0] = max(colour[0], colour[2] + 15, 110)
    return _picture(np.broadcast_to(colour, (SIZE, SIZE, 3)) + rng.normal(0, rng.uniform(0, 3), (SIZE, SIZE, 3)))


OUTLIERS: dict[str, Callable[[npt.NDArray[np.uint8], np.random.Generator], npt.NDArray[np.uint8]]] = {
    "cloud": make_cloud,
    "broken cloud": make_broken_cloud,
    "shadow": make_shadow,
    "snow": make_snow,
    "sand": make_sand,
    "noise": make_noise,
    "flat": make_flat,
}
"""The kinds by name."""


def _field(rng: np.random.Generator, exponent: float) -> Floats:
    """Draw a smooth random field ``(64, 64)`` of mean 0 and deviation 1: white noise under ``1 / f**exponent``."""
    frequency = np.hypot(np.fft.fftfreq(SIZE, 1.0)[:, None], np.fft.rfftfreq(SIZE, 1.0)[None, :])
    frequency[0, 0] = np.inf
    field = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((SIZE, SIZE))) / frequency**exponent, (SIZE, SIZE))
    return np.asarray((field - field.mean()) / field.std(), dtype=np.float32)


def _picture(values: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.uint8]:
    return np.asarray(np.clip(np.rint(values), 1, 255), dtype=np.uint8)
