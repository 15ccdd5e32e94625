# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of a part as other products would show them, so that accuracy can be told for each.

A name such as ``aitlas-test+l2a_hazy`` is a part of a split under a condition; whatever is random in a condition is
drawn from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from eurosat_plugin.core.product.radiometry import radiometry_by_key
from training.augmentation import (
    PATH_HIGH,
    PATH_LOW,
    TRANSMITTANCE,
    correct_atmosphere,
    restore_colour_detail,
    simulate_surface_reflectance,
    through_true_colour,
)
from training.dataset import Images

SEED = 20260301
TTA = "tta"
"""Not another picture but another way to classify it: the mean over its eight turned and mirrored views."""


def show(images: Images, condition: str) -> Images:
    """Return `images` ``(n, 64, 64, 3)`` under `condition`, a key of :data:`CONDITIONS`; as they are for ``""``."""
    return CONDITIONS[condition](images) if condition not in ("", TTA) else images


def _without_jpeg(images: Images) -> Images:
    return restore_colour_detail(images, np.random.default_rng(SEED))


def _clear(images: Images) -> Images:
    return correct_atmosphere(images, PATH_LOW, np.float32(TRANSMITTANCE[1]))


def _typical(images: Images) -> Images:
    return simulate_surface_reflectance(images, np.random.default_rng(SEED))


def _hazy(images: Images) -> Images:
    return correct_atmosphere(images, PATH_HIGH, np.float32(TRANSMITTANCE[0]))


def _true_colour_l1c(images: Images) -> Images:
    return through_true_colour(images, radiometry_by_key("tci_l1c"))


def _true_colour_l2a(images: Images) -> Images:
    return through_true_colour(_typical(images), radiometry_by_key("tci_l2a"))


CONDITIONS: dict[str, Callable[[Images], Images]] = {
    "l1c": _without_jpeg,
    "l2a": _typical,
    "l2a_clear": _clear,
    "l2a_hazy": _hazy,
    "tci_l1c": _true_colour_l1c,
    "tci_l2a": _true_colour_l2a,
}
"""Level-1C numbers without JPEG, Level-2A in mixed, clear and hazy air, and the true-colour images of both levels."""
