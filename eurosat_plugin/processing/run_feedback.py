# SPDX-License-Identifier: GPL-2.0-or-later
"""How a run tells whoever started it what it knows so far: how it reads its image, its tiles, and their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qgis.core import QgsProcessingFeedback

from eurosat_plugin.core.errors import FailureKind

if TYPE_CHECKING:
    from eurosat_plugin.core.product.account import Account
    from eurosat_plugin.core.summary.grid_counts import GridCounts
    from eurosat_plugin.core.tiles.growing_map import GrowingMap


class RunFeedback(QgsProcessingFeedback):
    """A feedback for whoever starts a classification and wants to know more than its progress.

    Processing hands the feedback that a run was started with to the algorithm as it is, so the run needs to know
    nothing of who looks at it.
    """

    quiet = False
    """Whether a run that is cancelled ends without outputs; QGIS logs one that fails as an error."""

    def __init__(self, log_feedback: bool = True) -> None:
        super().__init__(log_feedback)
        self._account: Account | None = None
        self._counts: GridCounts | None = None
        self._tiles = 0
        self._map: GrowingMap | None = None
        self._failure: FailureKind | None = None

    @property
    def failure(self) -> FailureKind | None:
        """Whether another try may succeed where the run has failed; None where it has not."""
        return self._failure

    @property
    def account(self) -> Account | None:
        """How the image is read, or might be where it was refused; None before that is known. From any thread."""
        return self._account

    @property
    def counts(self) -> GridCounts | None:
        """The counts of the tiles so far, None before the first; from any thread."""
        return self._counts

    @property
    def tiles(self) -> int:
        """How many tiles there will be, 0 before that is known; from any thread."""
        return self._tiles

    @property
    def map(self) -> GrowingMap | None:
        """The tiles as they come, None before there can be any; from any thread."""
        return self._map

    def take_account(self, account: Account) -> None:
        """Take what is said of how the image is read; called where the algorithm is prepared, or from its thread."""
        self._account = account

    def take_counts(self, counts: GridCounts) -> None:
        """Take the counts of the tiles so far; called from the algorithm's thread."""
        self._counts = counts

    def take_tiles(self, tiles: int) -> None:
        """Take how many tiles there will be; called from the algorithm's thread."""
        self._tiles = tiles

    def take_map(self, map_of_tiles: GrowingMap) -> None:
        """Take the map to which tiles are added as they come; called from the algorithm's thread."""
        self._map = map_of_tiles

    def take_failure(self, kind: FailureKind) -> None:
        """Take whether another try may succeed; called where a check or the run has failed."""
        self._failure = kind


class Listener(Protocol):
    """Whoever is told what a run knows so far."""

    def take_account(self, account: Account) -> None:
        """Take what is said of how the image is read."""

    def take_counts(self, counts: GridCounts) -> None:
        """Take the counts of the tiles so far."""

    def take_tiles(self, tiles: int) -> None:
        """Take how many tiles there will be."""

    def take_map(self, map_of_tiles: GrowingMap) -> None:
        """Take the map to which tiles are added as they come."""

    def take_failure(self, kind: FailureKind) -> None:
        """Take whether another try may succeed."""


class _NoListener:
    """Wants to know nothing."""

    def take_account(self, account: Account) -> None:
        pass

    def take_counts(self, counts: GridCounts) -> None:
        pass

    def take_tiles(self, tiles: int) -> None:
        pass

    def take_map(self, map_of_tiles: GrowingMap) -> None:
        pass

    def take_failure(self, kind: FailureKind) -> None:
        pass


def ends_quietly(feedback: QgsProcessingFeedback | None) -> bool:
    """Tell whether the run of `feedback` was cancelled, and whoever started it sees that without a failure."""
    return isinstance(feedback, RunFeedback) and feedback.quiet and feedback.isCanceled()


def listener(feedback: QgsProcessingFeedback | None) -> Listener:
    """Return whom a run tells what it knows so far: `feedback`, where it wants that."""
    return feedback if isinstance(feedback, RunFeedback) else _NoListener()
