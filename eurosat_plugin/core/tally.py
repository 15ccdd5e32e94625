# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything counted about a classified grid, whether it is being made or was made long ago."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan, nan

from eurosat_plugin.core.classes import CLASSES, class_by_key
from eurosat_plugin.core.statistics import ClassStatistics
from eurosat_plugin.core.translation import tr_noop

FLAGS: dict[str, str] = {
    "nodata": tr_noop("has too few valid pixels and no class"),
    "bright": tr_noop("is mostly cloud, snow or sand, or otherwise saturated"),
    "uncertain": tr_noop("has a confidence below the limit that was set"),
    "unfamiliar": tr_noop("looks unlike the tiles that the network was trained on, or lies in the shadow of a cloud"),
}
"""What each value of the field `flag` says of a tile, the strongest doubt first."""


class Tally:
    """Counts the tiles of a grid as they come.

    `flags` counts each value of the field `flag`. `estimated` tells that some tiles came without the probabilities of
    all classes, `unrated` counts those that had not even a confidence.
    """

    def __init__(self) -> None:
        self.statistics = ClassStatistics()
        self.tiles = 0
        self.flags: dict[str, int] = {}
        self.estimated = False
        self.unrated = 0

    def add(
        self, key: str, flag: str, area_ha: float, confidence: float, probabilities: Sequence[float] | None
    ) -> None:
        """Count a tile of class `key`, with the `probabilities` of the ten classes in class order."""
        self._count(flag)
        self.statistics.add(key, area_ha, confidence, probabilities, flag == "uncertain")

    def add_estimate(
        self, key: str, flag: str, area_ha: float, confidence: float, second_key: str, second_confidence: float
    ) -> None:
        """Count a tile of which only the first or the first two classes are known.

        `confidence` is nan and `second_key` empty where there is none.
        """
        self._count(flag)
        self.estimated = True
        self.unrated += isnan(confidence)
        probabilities = estimate_probabilities(key, confidence, second_key, second_confidence)
        self.statistics.add(key, area_ha, confidence, probabilities, flag == "uncertain")

    def add_unclassified(self, flag: str) -> None:
        """Count a tile without a class."""
        self._count(flag)

    @property
    def unclassified(self) -> int:
        """Number of tiles without a class."""
        return self.tiles - self.statistics.tile_count

    def _count(self, flag: str) -> None:
        self.tiles += 1
        if flag:
            self.flags[flag] = self.flags.get(flag, 0) + 1


def estimate_probabilities(
    key: str, confidence: float, second_key: str = "", second_confidence: float = nan
) -> tuple[float, ...]:
    """Return probabilities of the ten classes that agree with the first two, what is left spread evenly.

    Without a confidence (nan) the tile is wholly of its class; without a second class (``""``) the rest goes to all
    others.

    :raises KeyError: for keys that are not EuroSAT's.
    """
    first = class_by_key(key).id
    known = {first: 1.0 if isnan(confidence) else min(1.0, max(0.0, confidence))}
    if second_key and second_key != key and not isnan(second_confidence):
        known[class_by_key(second_key).id] = min(1.0 - known[first], max(0.0, second_confidence))
    rest = (1.0 - sum(known.values())) / (len(CLASSES) - len(known))
    return tuple(known.get(c.id, max(0.0, rest)) for c in CLASSES)
