# SPDX-License-Identifier: GPL-2.0-or-later
"""Which of several scenes shows a place best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eurosat_plugin.core.catalogue.scene_item import SceneItem

WHOLE = 0.995
"""Part of a place from which on it counts as shown as a whole: footprints are drawn with few corners."""

UNKNOWN_CLOUD = 100.0

_WORTH_IT = 0.002
"""Part of a place that is shown by another scene alone, from which on it is read: less is the rounding of corners."""


@dataclass(frozen=True)
class SeenScene:
    """A scene, what part of a place it covers (0 to 1), and what percentage of the place is under cloud if known."""

    item: SceneItem
    coverage: float
    cloud_here: float | None = None

    @property
    def cloud(self) -> float:
        """Percentage under cloud: of the place where that is known, otherwise of the whole scene."""
        told = self.item.cloud if self.cloud_here is None else self.cloud_here
        return UNKNOWN_CLOUD if told is None else told

    def rank(self) -> tuple[bool, float, float, str]:
        """Return what is smaller for a better scene: those of the whole place first, and of them the clearest.

        Of those of a part, the one that shows most of it comes first, and of two alike the clearer one.
        """
        return (
            self.coverage < WHOLE,
            self.cloud if self.coverage >= WHOLE else -self.coverage,
            self.cloud,
            self.item.id,
        )


def clearest(scenes: Iterable[SeenScene]) -> SeenScene | None:
    """Return the scene that shows the place best, of two alike the later one; None of none."""
    usable = [scene for scene in scenes if not scene.item.missing and scene.coverage > 0]
    latest_first = sorted(usable, key=lambda scene: scene.item.time, reverse=True)
    return min(latest_first, key=lambda scene: scene.rank()[:3], default=None)


def together(
    scene: SeenScene, others: Iterable[SeenScene], shown: Callable[[Sequence[SceneItem]], float]
) -> list[SeenScene]:
    """Return `scene` with those of the same day and level that show what it does not; it alone where it shows all.

    They are of neighbouring tiles, or of the other orbit over the same one, in the same UTM zone. `shown` tells what
    part of the place several items show together (0 to 1): what a catalogue has twice adds nothing.
    """
    found, share, same = [scene], scene.coverage, _kind(scene.item)
    alike = [other for other in others if _kind(other.item) == same and not other.item.missing and other != scene]
    for other in sorted(alike, key=lambda other: -other.coverage):
        if share >= WHOLE:
            break
        more = shown([each.item for each in (*found, other)])
        if more > share + _WORTH_IT:
            found, share = [*found, other], more
    return found


def _kind(item: SceneItem) -> tuple[str, str, str | None, float | None]:
    """Return what scenes that make one image have in common."""
    return item.date, item.crs, item.facts.level, item.facts.offset
