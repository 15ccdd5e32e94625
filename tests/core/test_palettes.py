# SPDX-License-Identifier: GPL-2.0-or-later
"""Colours as people with and without colour blindness see them.

The simulation is that of Machado, Oliveira and Fernandes (2009), severity 1.0, in linear RGB; differences are CIE76
in CIELAB (D65). A difference of 2.3 is just noticeable side by side; across a map with gaps, ten times that is safe.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.palettes import PALETTES

VISIONS = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(color: str, vision: str) -> np.ndarray:
    """Return CIELAB of ``#rrggbb`` as `vision` sees it."""
    rgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0, 1)
    ratio = XYZ @ seen / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def smallest_difference(palette: str, vision: str) -> float:
    colours = [lab(color, vision) for color in PALETTES[palette]]
    return min(float(np.linalg.norm(a - b)) for a, b in combinations(colours, 2))


def test_the_difference_between_white_and_black_is_a_hundred() -> None:
    assert np.linalg.norm(lab("#ffffff", "normal") - lab("#000000", "normal")) == pytest.approx(100, abs=0.1)


def test_red_and_green_come_closer_in_deuteranopia() -> None:
    red, green = "#a04000", "#557000"

    there = np.linalg.norm(lab(red, "deuteranopia") - lab(green, "deuteranopia"))

    assert there < np.linalg.norm(lab(red, "normal") - lab(green, "normal")) / 2


@pytest.mark.parametrize("vision", VISIONS)
def test_no_two_classes_look_alike_in_the_colour_blind_safe_palette(vision: str) -> None:
    assert smallest_difference("colourblind", vision) >= 25


def test_the_alternative_is_better_than_the_default_where_it_must_be() -> None:
    for vision in ("deuteranopia", "protanopia"):
        assert smallest_difference("colourblind", vision) > 2 * smallest_difference("corine", vision)


def test_the_default_palette_is_that_of_the_classes() -> None:
    assert next(iter(PALETTES)) == "corine"
    assert PALETTES["corine"] == tuple(c.color for c in CLASSES)
