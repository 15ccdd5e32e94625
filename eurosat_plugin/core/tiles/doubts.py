# SPDX-License-Identifier: GPL-2.0-or-later
"""When a tile's class is doubted: rules over what the network says and what its pixels are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.core.summary.flags import BRIGHT, FLAG_ORDER, IMPLAUSIBLE, UNCERTAIN, UNFAMILIAR

HIDDEN_SHARE = 0.5
"""Share of a tile above which cloud, snow or shadow decide what it looks like."""

KNOWN_SHARE = 0.5
"""Share of a tile that must be known as water, land or shadow before anything is held against its class."""

MIN_SEA, MIN_RIVER, MAX_LAND_WATER = 0.25, 0.02, 0.9
"""Least share of water in a sea or lake and in a river, and largest one in anything else: docs/radiometry.md has how
much real tiles hold."""

_SEA, _RIVER = class_by_key("SeaLake").id, class_by_key("River").id

_Numbers = npt.NDArray[np.integer[Any]]
_Floats = npt.NDArray[np.floating[Any]]
_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PixelShares:
    """Shares of the valid pixels of tiles, each ``(tiles,)``.

    `bright` ones are saturated in all bands, `white` ones cloud or snow by the scene classification, and `shadow`,
    `water` and `land` are what they are by near infrared or the scene classification.
    """

    bright: _Floats
    white: _Floats
    shadow: _Floats
    water: _Floats
    land: _Floats


WHITE_SHARE = 0.3
"""Share of saturated pixels from which a tile is bright in a picture that is white from reflectance 0.2 on, as some
roofs, sand and haze are."""

SHARES = tuple(PixelShares.__dataclass_fields__)
"""The names of the shares, in the order in which arrays hold them."""


@dataclass(frozen=True)
class Limits:
    """When a tile is doubted: below `confidence`, above `energy` or with more than `bright` of its pixels saturated.

    `plausible` asks whether water is water: of other classes than EuroSAT's nobody knows which are.
    """

    confidence: float
    energy: float
    bright: float
    plausible: bool = True


def first_doubts(
    classes: _Numbers, confidence: _Floats, energy: _Floats, shares: PixelShares, limits: Limits
) -> npt.NDArray[np.uint8]:
    """Return the first reason to doubt that each tile is of its class, as its number in FLAG_ORDER; 0 for none."""
    bright = (shares.bright > limits.bright) | (shares.white > HIDDEN_SHARE)
    implausible = contradicts(classes, shares) if limits.plausible else np.zeros(len(classes), dtype=np.bool_)
    uncertain = confidence < limits.confidence
    unfamiliar = (energy > limits.energy) | (shares.shadow > HIDDEN_SHARE)
    flags = np.zeros(len(classes), dtype=np.uint8)
    weakest_first = ((UNFAMILIAR, unfamiliar), (UNCERTAIN, uncertain), (IMPLAUSIBLE, implausible), (BRIGHT, bright))
    for flag, doubted in weakest_first:
        flags[doubted] = FLAG_ORDER.index(flag)
    return flags


def contradicts(classes: _Numbers, shares: PixelShares) -> _Mask:
    """Tell which tiles hold too little water for a class of water, or nothing else though their class is of land."""
    known = shares.water + shares.land + shares.shadow
    enough = known >= KNOWN_SHARE
    water = shares.water / np.where(enough, known, 1.0)
    dry = np.where(classes == _SEA, water < MIN_SEA, water < MIN_RIVER)
    return np.asarray(enough & np.where((classes == _SEA) | (classes == _RIVER), dry, water > MAX_LAND_WATER))
