# SPDX-License-Identifier: GPL-2.0-or-later
"""How long a run will take, learned from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from qgis.core import QgsSettings

from eurosat_plugin.core.choices import FAST, SEEN_AT_ONCE, times_as_long
from eurosat_plugin.core.tiles.tiling import TILE_SIZE

KEY = "eurosat/seconds_per_view"
FIRST_GUESS = 0.004
"""Seconds that the bundled network needs for a tile in numpy on two cores, until a run has told."""
ENOUGH_VIEWS = 16
"""A shorter run spends its time on opening files and tells nothing."""
VIEWS_WITH_TTA = 8
_SLOWER = 2.0
"""A network of which nothing is known yet is taken to be so many times as slow as the usual one."""


@dataclass(frozen=True)
class Effort:
    """What the time of a view depends on: the network, by its choice or file, and the `stride` if it sees `at_once`."""

    network: str = FAST
    stride: int = TILE_SIZE
    at_once: bool = False

    @property
    def share(self) -> float:
        """How long a view takes, where one of tiles side by side takes 1."""
        return times_as_long(self.stride, self.at_once) / times_as_long(self.stride, False)

    @property
    def key(self) -> str:
        """Where it is remembered."""
        usual = self.network in SEEN_AT_ONCE
        name = KEY if usual else f"{KEY}_{crc32(self.network.encode()):08x}"
        return f"{name}_{self.stride}" if self.at_once and self.stride != TILE_SIZE else name

    def beside(self) -> Effort:
        """Return the same for tiles side by side."""
        return Effort(self.network)


def views(tiles: int, tta: bool) -> int:
    """Return how often the network looks at something to classify `tiles`."""
    return tiles * (VIEWS_WITH_TTA if tta else 1)


USUAL = Effort()


def estimated_seconds(view_count: int, effort: Effort = USUAL) -> float:
    """Return how long a run with `view_count` views will take, going by the last one like it."""
    return view_count * _rate(effort)


def remember_speed(view_count: int, seconds: float, effort: Effort = USUAL) -> None:
    """Remember how long a run with `view_count` views took."""
    if view_count >= ENOUGH_VIEWS and seconds > 0:
        QgsSettings().setValue(effort.key, seconds / view_count)


def _rate(effort: Effort) -> float:
    """Return the seconds for a view; where none are known those of a run that is most like it, as far as that goes."""
    for known, share in (
        (effort, 1.0),
        (effort.beside(), effort.share),
        (USUAL, effort.share * _slower(effort)),
    ):
        try:
            return float(QgsSettings().value(known.key)) * share
        except (TypeError, ValueError):
            continue
    return FIRST_GUESS * effort.share * _slower(effort)


def _slower(effort: Effort) -> float:
    return 1.0 if effort.network in SEEN_AT_ONCE else _SLOWER


class Pace:
    """How fast one run goes, as seen from the first look at it."""

    def __init__(self) -> None:
        self._first: tuple[int, float] | None = None

    def seconds_left(self, done: int, tiles: int, now: float) -> float | None:
        """Return how long the rest of `tiles` will take when `done` of them are done at `now`, in seconds.

        None as long as nothing has been done between two looks.
        """
        if self._first is None:
            self._first = (done, now)
        before, then = self._first
        return (tiles - done) * (now - then) / (done - before) if done > before else None
