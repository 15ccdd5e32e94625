# SPDX-License-Identifier: GPL-2.0-or-later
"""Tiles, shares, areas and times as people write them, in their language."""

from __future__ import annotations

from math import isnan

from eurosat_plugin.core.translation import number, tr


def tiles_text(tiles: int) -> str:
    """Return for example ``1 tile`` or ``1,204 tiles``."""
    if tiles == 0:  # a plural in English, and not in French
        return tr("0 tiles")
    return tr("1 tile") if tiles == 1 else tr("{count} tiles").format(count=number(tiles))


def percent_text(share: float, decimals: int = 1) -> str:
    """Return `share` (0..1) in percent, an en dash where it is not a number."""
    return "\u2013" if isnan(share) else tr("{number}\u00a0%").format(number=number(100 * share, decimals))


def hectares_text(area_ha: float, whole_ha: float | None = None) -> str:
    """Return `area_ha` with a decimal when `whole_ha`, or without it `area_ha` itself, is below a thousand."""
    decimals = 1 if (area_ha if whole_ha is None else whole_ha) < 1000 else 0
    return tr("{area}\u00a0ha").format(area=number(area_ha, decimals))


def seconds_text(seconds: float) -> str:
    """Return for example ``3 s`` or ``2 min``: as precise as an estimate is."""
    if seconds < 90:
        return tr("{count}\u00a0s").format(count=number(max(1, round(seconds))))
    return tr("{count}\u00a0min").format(count=number(round(seconds / 60)))
