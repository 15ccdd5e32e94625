# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums over classified tiles: how much of each class there is, and how sure the network was."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from eurosat_plugin.core.classes import CLASSES, LandCoverClass, class_by_key


@dataclass(frozen=True)
class ClassShare:
    """One class's part of the whole: `share` is 0..1 of the classified area; confidence is nan without tiles."""

    land_cover: LandCoverClass
    tiles: int
    area_ha: float
    share: float
    mean_confidence: float


class ClassStatistics:
    """Running totals of classified tiles; tiles without a class are not added."""

    def __init__(self) -> None:
        self._tiles = [0] * len(CLASSES)
        self._area_ha = [0.0] * len(CLASSES)
        self._confidence = [0.0] * len(CLASSES)

    def add(self, key: str, area_ha: float, confidence: float) -> None:
        """Count one tile of class `key`; :raises KeyError: for a key that is not EuroSAT's."""
        i = class_by_key(key).id
        self._tiles[i] += 1
        self._area_ha[i] += area_ha
        self._confidence[i] += confidence

    @property
    def tile_count(self) -> int:
        """Number of tiles added."""
        return sum(self._tiles)

    @property
    def area_ha(self) -> float:
        """Hectares of the tiles added."""
        return sum(self._area_ha)

    @property
    def mean_confidence(self) -> float:
        """Mean confidence over all tiles, nan without tiles."""
        return sum(self._confidence) / self.tile_count if self.tile_count else nan

    @property
    def shares(self) -> tuple[ClassShare, ...]:
        """All ten classes in the order of the model output."""
        total = self.area_ha
        return tuple(
            ClassShare(
                c,
                self._tiles[c.id],
                self._area_ha[c.id],
                self._area_ha[c.id] / total if total else 0.0,
                self._confidence[c.id] / self._tiles[c.id] if self._tiles[c.id] else nan,
            )
            for c in CLASSES
        )

    @property
    def dominant(self) -> ClassShare | None:
        """The class with the largest area (the first of equals), None without tiles."""
        return max(self.shares, key=lambda s: s.area_ha) if self.tile_count else None
