# SPDX-License-Identifier: GPL-2.0-or-later
"""Random views of training pictures: symmetries, shifts, and the radiometry of other products."""

from __future__ import annotations

from typing import Any, Union

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.radiometry import SATURATION_DN, Radiometry, radiometry_by_key, stretch, unstretch
from training.dataset import Images
from training.settings import Cycle

# Path reflectance (R, G, B) removed by atmospheric correction, and transmittance it divides by:
# ranges of clear to hazy Sentinel-2 scenes; the three bands move together because haze is one thing.
PATH_LOW = np.array([0.010, 0.025, 0.050], dtype=np.float32)
PATH_HIGH = np.array([0.035, 0.060, 0.100], dtype=np.float32)
TRANSMITTANCE = (0.80, 0.97)

MEASURED_CLEAR = np.array([0.92, 0.86, 0.80], dtype=np.float32)
MEASURED_HAZY = np.array([0.75, 0.64, 0.61], dtype=np.float32)
"""Transmittance (R, G, B) where the path is as low and as high as above. Products of both levels of one place lie on
lines of 0.81, 0.71, 0.67 in a clear scene and 0.76, 0.63, 0.60 in a hazy one: haze dims blue more than red."""

_LEVELS = np.arange(256)

Floats = Union[npt.NDArray[np.floating[Any]], "np.floating[Any]"]


def turn(images: Images, cycle: Cycle, rng: np.random.Generator) -> Images:
    """Return each picture of `images` ``(n, 64, 64, 3)`` turned, mirrored and shifted; the input is left alone."""
    return np.stack([_random_symmetry(image, cycle, rng) for image in images])


def change_radiometry(images: Images, cycle: Cycle, rng: np.random.Generator) -> Images:
    """Return `images` ``(n, 64, 64, 3)``, some of them as other products would show them."""
    views = images.copy()
    detailed = rng.random(len(views)) < cycle.detail_share
    if detailed.any():
        views[detailed] = restore_colour_detail(views[detailed], rng)
    draw = rng.random(len(views))
    surface = draw < cycle.surface_share
    displayed = surface & (rng.random(len(views)) < cycle.true_colour_share)
    haze = (draw >= cycle.surface_share) & (draw < cycle.surface_share + cycle.haze_share)
    measured = draw < cycle.surface_share * cycle.measured_share
    for chosen, simulate in (
        (measured, simulate_measured_air),
        (surface & ~measured, simulate_surface_reflectance),
    ):
        if chosen.any():
            views[chosen] = simulate(views[chosen], rng)
    if displayed.any():
        views[displayed] = through_true_colour(views[displayed], radiometry_by_key("tci_l2a"))
    if haze.any():
        views[haze] = jitter_haze(views[haze], rng)
    return views


def through_true_colour(images: Images, radiometry: Radiometry) -> Images:
    """Store grey levels as the 8-bit true-colour image that `radiometry` reads, and read them back."""
    stored: npt.NDArray[np.float32] = np.rint((unstretch(_LEVELS) - radiometry.offset) / radiometry.gain)
    return np.asarray(radiometry.grey_levels(np.clip(stored, 1, 255).astype(np.uint8))[images])


def simulate_surface_reflectance(images: Images, rng: np.random.Generator) -> Images:
    """Turn Level-1C grey levels into those of a plausible Level-2A: ``rho_BOA = (rho_TOA − path) / T``."""
    count = len(images)
    haziness = np.clip(rng.random((count, 1, 1, 1)) + rng.normal(0, 0.15, (count, 1, 1, 3)), 0, 1)
    path = PATH_LOW + haziness * (PATH_HIGH - PATH_LOW)
    transmittance = rng.uniform(*TRANSMITTANCE, (count, 1, 1, 1)) + rng.normal(0, 0.01, (count, 1, 1, 3))
    return correct_atmosphere(images, path, transmittance)


def simulate_measured_air(images: Images, rng: np.random.Generator) -> Images:
    """Do the same with transmittances as real pairs have them, each band its own, low where the path is high.

    The path is never more than the darkest hundredth of a picture reflects: no correction takes more than there is.
    """
    count = len(images)
    haziness = np.clip(rng.uniform(0, 1.25, (count, 1, 1, 1)) + rng.normal(0, 0.1, (count, 1, 1, 3)), 0, 1.3)
    path = PATH_LOW + haziness * (PATH_HIGH - PATH_LOW)
    dimness = np.clip(haziness + rng.normal(0, 0.15, (count, 1, 1, 1)), 0, 1.3)
    transmittance = MEASURED_CLEAR + dimness * (MEASURED_HAZY - MEASURED_CLEAR) + rng.normal(0, 0.015, path.shape)
    darkest = unstretch(np.percentile(images, 1, axis=(1, 2), method="lower", keepdims=True)) / 10000.0
    return correct_atmosphere(images, np.minimum(path, darkest), transmittance)


def correct_atmosphere(images: Images, path: Floats, transmittance: Floats) -> Images:
    """Take `path` reflectance (R, G, B) from Level-1C grey levels and divide by `transmittance`."""
    dn = (unstretch(images) - path * 10000.0) / transmittance
    # Saturated pixels carry no measurement to correct; they stay saturated.
    return np.where(images == 255, images, stretch(np.clip(dn, 0, SATURATION_DN)))


def restore_colour_detail(images: Images, rng: np.random.Generator) -> Images:
    """Give pictures back noise like the fine colour detail that JPEG's 4:2:0 subsampling took from them.

    Products are not JPEG files. In 120 pairs of them the detail was all in Cb and Cr, nearly white, and the stronger
    the more detail the brightness has: the factors below are a fit to those pairs.
    """
    brightness = images.astype(np.float32) @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    blocks = brightness.reshape(len(images), 32, 2, 32, 2)
    detail = (blocks - blocks.mean(axis=(2, 4), keepdims=True)).std(axis=(1, 2, 3, 4)).reshape(-1, 1, 1)
    strength = rng.uniform(0.5, 1.5, detail.shape)
    first, second = rng.standard_normal((2, *brightness.shape), dtype=np.float32)
    cb = strength * (0.15 * detail + 0.5) * first
    cr = strength * (0.22 * detail + 0.6) * (0.89 * second - 0.46 * first)
    change = np.stack([1.402 * cr, -0.344 * cb - 0.714 * cr, 1.772 * cb], axis=-1)
    return np.asarray(np.clip(np.rint(images + change), 1, 255), dtype=np.uint8)


def jitter_haze(images: Images, rng: np.random.Generator) -> Images:
    """Brighten or darken Level-1C grey levels by a gain and a little more or less haze."""
    count = len(images)
    gain = rng.uniform(0.85, 1.15, (count, 1, 1, 1))
    path = rng.uniform(-0.4, 0.6, (count, 1, 1, 1)) * (PATH_HIGH - PATH_LOW) * 10000.0
    return np.where(images == 255, images, stretch(unstretch(images) * gain + path))


def change_season(images: Images, share: float, rng: np.random.Generator) -> Images:
    """Show the ground of a `share` of `images` brighter or darker, each band a little differently, in the same air.

    The teachers see it too: what they answer is then learnt for ground that EuroSAT does not have, such as a winter's.
    """
    if not share:
        return images
    chosen = rng.random(len(images)) < share
    path = (PATH_LOW + PATH_HIGH) / 2 * 10000.0
    count = int(chosen.sum())
    gain = rng.uniform(0.6, 1.3, (count, 1, 1, 1)) * rng.normal(1.0, 0.08, (count, 1, 1, 3))
    before, changed = images[chosen], images.copy()
    changed[chosen] = np.where(before == 255, before, stretch(path + (unstretch(before) - path) * gain))
    return changed


def mix(
    images: Images, targets: npt.NDArray[np.float32], rng: np.random.Generator
) -> tuple[Images, npt.NDArray[np.float32]]:
    """Paste a rectangle of another picture of the batch into each, and mix the targets by area (CutMix, Yun 2019)."""
    size, others = images.shape[1], rng.permutation(len(images))
    side = np.sqrt(rng.uniform()) * size
    top, left = (int(value) for value in rng.integers(0, size, 2))
    height, width = (max(1, min(size - start, round(side))) for start in (top, left))
    mixed = images.copy()
    box = (slice(None), slice(top, top + height), slice(left, left + width))
    mixed[box] = images[others][box]
    share = height * width / size**2
    return mixed, np.asarray((1 - share) * targets + share * targets[others], dtype=np.float32)


def _random_symmetry(image: npt.NDArray[np.uint8], cycle: Cycle, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """One of the eight views of a square, shifted by up to `shift` pixels and mirrored at the edge that comes in."""
    view = image
    if cycle.symmetries:
        turns, mirror = rng.integers(4), rng.integers(2)
        view = np.rot90(image, int(turns))
        if mirror:
            view = view[:, ::-1]
    dy, dx = (int(d) for d in rng.integers(-cycle.shift, cycle.shift + 1, 2))
    sides = ((max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0)), (0, 0))
    size = len(view)
    return np.pad(view, sides, mode="reflect")[max(-dy, 0) :, max(-dx, 0) :][:size, :size]
