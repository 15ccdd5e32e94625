# SPDX-License-Identifier: GPL-2.0-or-later
"""When a tile's class is doubted: rules over what the network says and what its pixels are."""

from __future__ import annotations

from dataclasses import dataclass

from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.core.summary.flags import BRIGHT, IMPLAUSIBLE, UNCERTAIN, UNFAMILIAR

HIDDEN_SHARE = 0.5
"""Share of a tile above which cloud, snow or shadow decide what it looks like."""

KNOWN_SHARE = 0.5
"""Share of a tile that must be known as water, land or shadow before anything is held against its class."""

MIN_SEA, MIN_RIVER, MAX_LAND_WATER = 0.25, 0.02, 0.9
"""Least share of water in a sea or lake and in a river, and largest one in anything else: docs/outputs.md has how much
real tiles hold."""

_SEA, _RIVER = class_by_key("SeaLake").id, class_by_key("River").id


@dataclass(frozen=True)
class PixelShares:
    """Shares of a tile's valid pixels.

    `bright` ones are saturated in all bands, `white` ones cloud or snow by the scene classification, and `shadow`,
    `water` and `land` are what they are by near infrared or the scene classification.
    """

    bright: float
    white: float
    shadow: float
    water: float
    land: float


WHITE_SHARE = 0.3
"""The same of a tile in a picture that is white from reflectance 0.2 on, as some roofs, sand and haze are."""

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


def first_doubt(class_id: int, confidence: float, energy: float, shares: PixelShares, limits: Limits) -> str:
    """Name the first reason to doubt that a tile is of `class_id`, a value of the column ``flag``, or ``""``."""
    if shares.bright > limits.bright or shares.white > HIDDEN_SHARE:
        return BRIGHT
    if limits.plausible and contradicts(class_id, shares):
        return IMPLAUSIBLE
    if confidence < limits.confidence:
        return UNCERTAIN
    if energy > limits.energy or shares.shadow > HIDDEN_SHARE:
        return UNFAMILIAR
    return ""


def contradicts(class_id: int, shares: PixelShares) -> bool:
    """Tell whether a tile holds too little water for a class of water, or nothing else though its class is of land."""
    known = shares.water + shares.land + shares.shadow
    if known < KNOWN_SHARE:
        return False
    water = shares.water / known
    if class_id == _SEA:
        return water < MIN_SEA
    return water < MIN_RIVER if class_id == _RIVER else water > MAX_LAND_WATER
