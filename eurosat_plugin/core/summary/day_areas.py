# SPDX-License-Identifier: GPL-2.0-or-later
"""Hectares of the classes on one day, by however many images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DayAreas:
    """What the images of `day` (ISO 8601, empty for those that tell none) show together, ground by ground once.

    `areas` are hectares by class key, `overlap_ha` those that further images of the day show as well, counted no more.
    """

    day: str
    images: int
    areas: Mapping[str, float]
    overlap_ha: float = 0.0

    @property
    def area_ha(self) -> float:
        """All classified hectares."""
        return sum(self.areas.values())
