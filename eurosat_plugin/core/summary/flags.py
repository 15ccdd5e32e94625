# SPDX-License-Identifier: GPL-2.0-or-later
"""The reasons to doubt a tile's class: the values of the field ``flag``."""

from __future__ import annotations

from eurosat_plugin.core.translation import tr_noop

NODATA = "nodata"
BRIGHT = "bright"
IMPLAUSIBLE = "implausible"
UNCERTAIN = "uncertain"
UNFAMILIAR = "unfamiliar"

FLAGS: dict[str, str] = {
    NODATA: tr_noop("has too few valid pixels and no class"),
    BRIGHT: tr_noop("holds cloud, snow or sand, or is otherwise saturated"),
    IMPLAUSIBLE: tr_noop(
        "is called water where near infrared or the scene classification shows hardly any, or land where it shows "
        "little else"
    ),
    UNCERTAIN: tr_noop("has a confidence below the threshold"),
    UNFAMILIAR: tr_noop("looks unlike the tiles that the network was trained on, or lies in shadow for the most part"),
}
"""What each flag says of a tile, the strongest doubt first; a tile without doubt has none."""

FLAG_ORDER = ("", *FLAGS)
"""The flags by the numbers that every table has in common; 0 is none."""

FLAG_NAMES: dict[str, str] = {
    NODATA: tr_noop("no data"),
    BRIGHT: tr_noop("bright"),
    IMPLAUSIBLE: tr_noop("implausible"),
    UNCERTAIN: tr_noop("uncertain"),
    UNFAMILIAR: tr_noop("unfamiliar"),
}
"""What people call the flags."""
