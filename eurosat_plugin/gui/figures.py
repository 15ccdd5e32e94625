# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers as the user's language writes them: tiles, hectares, shares and times."""

from __future__ import annotations

from math import isnan

from qgis.PyQt.QtCore import QCoreApplication, QLocale

_CONTEXT = "Figures"


def tiles_text(tiles: int) -> str:
    """Return for example ``1 tile`` or ``1,204 tiles``."""
    if tiles == 0:  # a plural in English, and not in French
        return QCoreApplication.translate(_CONTEXT, "0 tiles")
    if tiles == 1:
        return QCoreApplication.translate(_CONTEXT, "1 tile")
    return QCoreApplication.translate(_CONTEXT, "{count} tiles").format(count=QLocale().toString(tiles))


def hectares_text(area_ha: float, whole_ha: float | None = None) -> str:
    """Return `area_ha` with a decimal when `whole_ha`, or without it `area_ha` itself, is below a thousand."""
    number = QLocale().toString(area_ha, "f", 1 if (area_ha if whole_ha is None else whole_ha) < 1000 else 0)
    return QCoreApplication.translate(_CONTEXT, "{area}\u00a0ha").format(area=number)


def percent_text(share: float, decimals: int = 1) -> str:
    """Return `share` (0..1) in percent, an en dash where it is not a number."""
    if isnan(share):
        return "\u2013"
    number = QLocale().toString(100 * share, "f", decimals)
    return QCoreApplication.translate(_CONTEXT, "{number}\u00a0%").format(number=number)


def seconds_text(seconds: float) -> str:
    """Return for example ``3 s`` or ``2 min``: as precise as an estimate is."""
    if seconds < 90:
        return QCoreApplication.translate(_CONTEXT, "{count}\u00a0s").format(count=max(1, round(seconds)))
    minutes = QLocale().toString(round(seconds / 60))
    return QCoreApplication.translate(_CONTEXT, "{count}\u00a0min").format(count=minutes)
