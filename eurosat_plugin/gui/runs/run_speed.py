# SPDX-License-Identifier: GPL-2.0-or-later
"""How long a run will take, learned from the one before."""

from __future__ import annotations

from qgis.core import QgsSettings

from eurosat_plugin.core.tiles.tiling import TILE_SIZE

KEY = "eurosat/seconds_per_view"
FIRST_GUESS = 0.004
"""Seconds that the bundled network needs for a tile in numpy on two cores, until a run has told."""
ENOUGH_VIEWS = 16
"""A shorter run spends its time on opening files and tells nothing."""
VIEWS_WITH_TTA = 8


def views(tiles: int, tta: bool) -> int:
    """Return how often the network looks at something to classify `tiles`."""
    return tiles * (VIEWS_WITH_TTA if tta else 1)


def estimated_seconds(view_count: int, stride: int = TILE_SIZE) -> float:
    """Return how long a run with `view_count` views will take, going by the last one with this `stride`.

    Where tiles overlap the network may see many of them at once.
    """
    rate = FIRST_GUESS
    for key in (KEY, _key(stride)):
        try:
            rate = float(QgsSettings().value(key, rate))
        except (TypeError, ValueError):
            continue
    return view_count * rate


def remember_speed(view_count: int, seconds: float, stride: int = TILE_SIZE) -> None:
    """Remember how long a run with `view_count` views took."""
    if view_count >= ENOUGH_VIEWS and seconds > 0:
        QgsSettings().setValue(_key(stride), seconds / view_count)


def _key(stride: int) -> str:
    return KEY if stride == TILE_SIZE else f"{KEY}_{stride}"


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
