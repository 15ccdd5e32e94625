# SPDX-License-Identifier: GPL-2.0-or-later
"""The two sets of class colours.

``corine``, the default, follows the CORINE Land Cover legend: its colours are those of the classes, in classes.py. Here
are those of ``colourblind``, which were searched for: within hues that still fit the classes, the smallest difference
between any two colours is as large as could be found for people with normal vision, deuteranopia and protanopia alike.
Classes therefore differ in lightness as well as in hue.
"""

from __future__ import annotations

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.translation import tr_noop

PALETTES: dict[str, tuple[str, ...]] = {
    "corine": tuple(c.color for c in CLASSES),
    "colourblind": (
        "#f2e78a",  # AnnualCrop
        "#0b402a",  # Forest
        "#8aa26a",  # HerbaceousVegetation
        "#7d7b84",  # Highway
        "#4f1f71",  # Industrial
        "#bafddc",  # Pasture
        "#f88e05",  # PermanentCrop
        "#bd300b",  # Residential
        "#84bfea",  # River
        "#011fd1",  # SeaLake
    ),
}
"""``#rrggbb`` of the ten classes, in class order, by the palette's name; the default palette is the first."""

PALETTE_NAMES: dict[str, str] = {
    "corine": tr_noop("Like CORINE Land Cover"),
    "colourblind": tr_noop("Safe for colour-blind people"),
}
"""What dialogs and menus call the palettes."""
