# SPDX-License-Identifier: GPL-2.0-or-later
"""How alike a network and its variant answer: on pictures as products show them, and on real scenes.

Real scenes have no labels; a variant that is right there as often cannot be told from one that is not. What can be told
is whether it gives the same class and doubts the same tiles. Many of these tiles are like nothing in EuroSAT: of those
the network has learned to find all classes alike, so that any change decides between them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.classifier import TileClassifier
from eurosat_plugin.core.network.prediction import Prediction
from eurosat_plugin.core.product.radiometry import L1C
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from training.conditions import CONDITIONS, show
from training.dataset import Images, Samples
from training.ground import STEP, Answers, judge, tiles
from training.imagery import read_products
from training.pool import Scene

SCENES, PRODUCTS = "real scenes", "real products"
BATCH = 64


@dataclass(frozen=True)
class Likeness:
    """The answers to the pictures `shown`: shares of the same class, and of flagged or not alike.

    `sure` pictures are not flagged by the network, of these `sure_same` have the same class. Accuracies are NaN where
    there are no labels.
    """

    shown: str
    pictures: int
    same: int
    sure: int
    sure_same: int
    flags_same: int
    flagged: int
    flagged_before: int
    accuracy: float = float("nan")
    accuracy_before: float = float("nan")

    def row(self) -> list[str]:
        """Return a row of the table."""
        counts = (self.pictures, self.same, self.sure, self.sure_same, self.flags_same, self.flagged_before)
        accuracies = (f"{each:.4f}" if each == each else "" for each in (self.accuracy_before, self.accuracy))
        return [self.shown, *map(str, counts), str(self.flagged), *accuracies]


HEAD = [
    "shown", "pictures", "same_class", "not_flagged", "not_flagged_same_class", "flag_or_none_alike", "flagged_before",
    "flagged", "accuracy_before", "accuracy",
]  # fmt: skip


def compare_everywhere(
    before: TileClassifier, after: TileClassifier, val: Samples, scenes: Sequence[Scene]
) -> list[Likeness]:
    """Hold `after` against `before` on val under every condition, and on `scenes` and products where there are any."""
    found = [compare(before, after, show(val.images, name), name or "val", val.labels) for name in ("", *CONDITIONS)]
    wide = [scene for scene in scenes if min(scene.valid.shape) >= TILE_SIZE]
    shown = {
        SCENES: [tiles(scene, STEP) for scene in wide],
        PRODUCTS: [_whole_tiles(L1C.grey_levels(product.values)) for product in read_products()],
    }
    return found + [compare(before, after, np.concatenate(images), name) for name, images in shown.items() if images]


def compare(
    before: TileClassifier,
    after: TileClassifier,
    images: Images,
    shown: str,
    labels: npt.NDArray[np.int64] | None = None,
) -> Likeness:
    """Hold `after` against `before` on `images` ``(n, 64, 64, 3)``; each is judged by its own card."""
    theirs, ours = _answers(before, images), _answers(after, images)
    same, sure = ours.classes == theirs.classes, ~theirs.flagged
    accuracies = () if labels is None else (float((each.classes == labels).mean()) for each in (ours, theirs))
    counts = (same, sure, same & sure, ours.flagged == theirs.flagged, ours.flagged, theirs.flagged)
    return Likeness(shown, len(images), *(int(each.sum()) for each in counts), *accuracies)


def write_table(found: Sequence[Likeness], path: Path) -> Path:
    """Write a row for each; return the path."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([HEAD, *(each.row() for each in found)])
    return path


def _answers(classifier: TileClassifier, images: Images) -> Answers:
    parts = [classifier.classify(images[start : start + BATCH]) for start in range(0, len(images), BATCH)]
    whole = Prediction(np.concatenate([p.probabilities for p in parts]), np.concatenate([p.energy for p in parts]))
    return judge(images, whole.probabilities, whole.energy, classifier.card.thresholds)


def _whole_tiles(grey: npt.NDArray[np.uint8]) -> Images:
    rows, cols = (length // TILE_SIZE for length in grey.shape[:2])
    cut = grey[: rows * TILE_SIZE, : cols * TILE_SIZE].reshape(rows, TILE_SIZE, cols, TILE_SIZE, 3)
    return np.ascontiguousarray(cut.swapaxes(1, 2).reshape(-1, TILE_SIZE, TILE_SIZE, 3))
