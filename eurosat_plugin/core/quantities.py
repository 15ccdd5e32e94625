# SPDX-License-Identifier: GPL-2.0-or-later
"""Tiles, shares and areas as people write them, in their language."""

from __future__ import annotations

from math import isnan

from eurosat_plugin.core.translation import number, tr


def tiles_text(tiles: int) -> str:
    """Return for example ``1 tile`` or ``1,204 tiles``."""
    if tiles == 0:  # a plural in English, and not in French
        return tr("0 tiles")
    return tr("1 tile") if tiles == 1 else tr("{count} tiles").format(count=number(tiles))


def percent_text(share: float) -> str:
    """Return `share` (0..1) in percent with one decimal, an en dash where it is not a number."""
    return "\u2013" if isnan(share) else tr("{number}\u00a0%").format(number=number(100 * share, 1))


def hectares_text(area_ha: float) -> str:
    """Return whole hectares with their unit."""
    return tr("{area}\u00a0ha").format(area=number(area_ha))
