# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures that the dock shows of a classified grid, or of a part of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan

from eurosat_plugin.core.statistics import ClassShare, ClassStatistics


@dataclass(frozen=True)
class GridFigures:
    """All ten classes in class order, and what concerns all classified tiles together.

    `urban_probability` is the mean over the tiles, nan without tiles; where `urban_is_least` it counts only the two
    most probable classes of each tile, and so is the least that it can be.
    """

    shares: tuple[ClassShare, ...]
    urban_probability: float = nan
    urban_is_least: bool = False
    uncertain: int = 0
    unclassified: int = 0

    @property
    def tile_count(self) -> int:
        """Number of classified tiles."""
        return sum(share.tiles for share in self.shares)

    @property
    def area_ha(self) -> float:
        """Hectares of the classified tiles."""
        return sum(share.area_ha for share in self.shares)

    @property
    def mean_confidence(self) -> float:
        """Mean confidence of the classified tiles, nan where none has one."""
        rated = [share for share in self.shares if not isnan(share.mean_confidence)]
        tiles = sum(share.tiles for share in rated)
        return sum(share.tiles * share.mean_confidence for share in rated) / tiles if tiles else nan

    @property
    def dominant(self) -> ClassShare | None:
        """The class with the largest area (the first of equals), None without tiles."""
        return max(self.shares, key=lambda share: share.area_ha) if self.tile_count else None


NO_FIGURES = GridFigures(ClassStatistics().shares)
