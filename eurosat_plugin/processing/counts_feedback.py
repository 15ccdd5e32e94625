# SPDX-License-Identifier: GPL-2.0-or-later
"""How a chart can grow while a run goes on: the run tells its feedback what it has counted so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

if TYPE_CHECKING:
    from eurosat_plugin.core.summary.grid_counts import GridCounts


class CountsFeedback(QgsProcessingFeedback):
    """A feedback for whoever starts a classification and wants to see its figures before it ends.

    Processing hands the feedback that a run was started with to the algorithm as it is, so the run needs to know
    nothing of who looks at it.
    """

    def __init__(self, log_feedback: bool = True) -> None:
        super().__init__(log_feedback)
        self._counts: GridCounts | None = None

    @property
    def counts(self) -> GridCounts | None:
        """The counts of the tiles so far, None before the first; from any thread."""
        return self._counts

    def take_counts(self, counts: GridCounts) -> None:
        """Take the counts of the tiles so far; called from the algorithm's thread."""
        self._counts = counts


def counts_listener(feedback: QgsProcessingFeedback) -> Callable[[GridCounts], None]:
    """Return what a run tells its counts to: `feedback`, where it wants them."""
    return feedback.take_counts if isinstance(feedback, CountsFeedback) else lambda counts: None
