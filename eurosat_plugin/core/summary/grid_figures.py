# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a classified grid, or of a part of it: what chart, dock, outputs, table and report all show.

They come from :class:`eurosat_plugin.core.summary.grid_counts.GridCounts` alone, so that the same tiles have the same
figures everywhere. No numpy here: starting QGIS must not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from math import nan

from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.classes import CLASSES, LandCoverClass
from eurosat_plugin.core.summary.flags import UNCERTAIN


class _Figures:
    """Equal where all is: what is not known (nan) in both, too, whichever way Python compares dataclasses."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _known(other) == _known(self)

    __hash__ = None  # type: ignore[assignment]  # flags are a dictionary


def is_mostly_uncertain(uncertain: int, classified: int) -> bool:
    """Tell whether most of the tiles that have a class are uncertain: then the largest class may be any."""
    return 2 * uncertain > classified


@dataclass(frozen=True, eq=False)
class ClassShare(_Figures):
    """One class's part of the whole: `share` is 0..1 of the classified area; confidence is nan without tiles.

    `probable_ha` are the hectares of all tiles, each weighted with its probability of this class, nan where that was
    not counted; `uncertain_ha` are those of the tiles of this class that are flagged uncertain.
    """

    land_cover: LandCoverClass
    tiles: int = 0
    area_ha: float = 0.0
    share: float = 0.0
    mean_confidence: float = nan
    probable_ha: float = nan
    uncertain_ha: float = 0.0


@dataclass(frozen=True, eq=False)
class GridFigures(_Figures):
    """All classes in class order, and what concerns all tiles together.

    `tiles` are those with and without a class. Hectares, confidence (nan where none has one) and urban probability
    (nan without) are those of the classified tiles: `urban_probability` is the mean over tiles, whatever their area.
    `urban_estimated` and `probable_estimated` tell that some tiles came without the probabilities for it, `unrated`
    counts those of them that had not even a confidence. `flags` counts the tiles with each flag, class or not.
    """

    shares: tuple[ClassShare, ...] = tuple(map(ClassShare, CLASSES))
    tiles: int = 0
    area_ha: float = 0.0
    uncertain_ha: float = 0.0
    mean_confidence: float = nan
    urban_probability: float = nan
    urban_estimated: bool = False
    probable_estimated: bool = False
    unrated: int = 0
    flags: Mapping[str, int] = field(default_factory=dict)

    @property
    def scheme(self) -> ClassScheme:
        """The classes."""
        return ClassScheme(tuple(share.land_cover for share in self.shares))

    @property
    def is_eurosat(self) -> bool:
        """Whether the classes are EuroSAT's ten."""
        return self.scheme.is_eurosat

    @property
    def classified(self) -> int:
        """Number of tiles with a class."""
        return sum(share.tiles for share in self.shares)

    @property
    def unclassified(self) -> int:
        """Number of tiles without a class."""
        return self.tiles - self.classified

    @property
    def uncertain(self) -> int:
        """Number of tiles that are flagged uncertain."""
        return self.flags.get(UNCERTAIN, 0)

    @property
    def dominant(self) -> ClassShare | None:
        """The class with the largest area (the first of equals), None without classified tiles."""
        return max(self.shares, key=lambda share: share.area_ha) if self.classified else None


NO_FIGURES = GridFigures()
"""In place of figures, while there are none yet."""


def _known(figures: object) -> list[object]:
    """Return the values of a dataclass, None for nan."""
    values = (getattr(figures, each.name) for each in fields(figures))  # type: ignore[arg-type]
    return [value if value == value else None for value in values]
