# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums over classified tiles: how much of each class there is, and how sure the network was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES, URBAN_KEYS, LandCoverClass, class_by_key


@dataclass(frozen=True)
class ClassShare:
    """One class's part of the whole: `share` is 0..1 of the classified area; confidence is nan without tiles.

    `probable_ha` are the hectares of all tiles, each weighted with its probability of this class; `uncertain_ha` are
    those of the tiles of this class that are flagged uncertain.
    """

    land_cover: LandCoverClass
    tiles: int
    area_ha: float
    share: float
    mean_confidence: float
    probable_ha: float = nan
    uncertain_ha: float = 0.0


class ClassStatistics:
    """Running totals of classified tiles; tiles without a class are not added."""

    def __init__(self) -> None:
        self._tiles = [0] * len(CLASSES)
        self._area_ha = [0.0] * len(CLASSES)
        self._uncertain_ha = [0.0] * len(CLASSES)
        self._probable_ha = [0.0] * len(CLASSES)
        self._probability = [0.0] * len(CLASSES)
        self._confidence = [0.0] * len(CLASSES)
        self._rated = [0] * len(CLASSES)

    def add(
        self,
        key: str,
        area_ha: float,
        confidence: float,
        probabilities: Sequence[float] | None = None,
        uncertain: bool = False,
    ) -> None:
        """Count one tile of class `key`.

        :param confidence: nan where it is not known; the tile is left out of the mean then.
        :param probabilities: of the ten classes, in class order; by default the tile is wholly of its class.
        :raises KeyError: for a key that is not EuroSAT's.
        """
        i = class_by_key(key).id
        self._tiles[i] += 1
        self._area_ha[i] += area_ha
        if uncertain:
            self._uncertain_ha[i] += area_ha
        if not isnan(confidence):
            self._confidence[i] += confidence
            self._rated[i] += 1
        if probabilities is None:
            self._probability[i] += 1.0
            self._probable_ha[i] += area_ha
            return
        for j, probability in enumerate(probabilities):
            self._probability[j] += probability
            self._probable_ha[j] += probability * area_ha

    @property
    def tile_count(self) -> int:
        """Number of tiles added."""
        return sum(self._tiles)

    @property
    def area_ha(self) -> float:
        """Hectares of the tiles added."""
        return sum(self._area_ha)

    @property
    def uncertain_ha(self) -> float:
        """Hectares of the tiles added as uncertain."""
        return sum(self._uncertain_ha)

    @property
    def mean_confidence(self) -> float:
        """Mean confidence over the tiles that have one, nan without such tiles."""
        return sum(self._confidence) / sum(self._rated) if any(self._rated) else nan

    @property
    def urban_probability(self) -> float:
        """Mean over all tiles of the probability of Residential, Industrial or Highway, nan without tiles."""
        if not self.tile_count:
            return nan
        return sum(self._probability[CLASS_KEYS.index(key)] for key in URBAN_KEYS) / self.tile_count

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
                self._confidence[c.id] / self._rated[c.id] if self._rated[c.id] else nan,
                self._probable_ha[c.id],
                self._uncertain_ha[c.id],
            )
            for c in CLASSES
        )

    @property
    def dominant(self) -> ClassShare | None:
        """The class with the largest area (the first of equals), None without tiles."""
        return max(self.shares, key=lambda s: s.area_ha) if self.tile_count else None
