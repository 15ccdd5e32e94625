# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to a block of pixels: grey levels, the network's answer for every window, and reasons to doubt it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.network.classifier import BATCH, Prediction, TileClassifier
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.product.scene_classes import HIDDEN_SHARE, shadow_pixels, white_pixels
from eurosat_plugin.core.summary.flags import BRIGHT, UNCERTAIN, UNFAMILIAR
from eurosat_plugin.core.tiles.gap_filling import fill_gaps
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, Window

MIN_VALID_SHARE = 0.5
"""A tile, and a cell of the grid, with fewer valid pixels is not classified: its class would be that of the filling."""

_Number = TypeVar("_Number", bound=np.generic)
_Mask = npt.NDArray[np.bool_]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Options:
    """How to classify: `min_confidence` below which tiles are uncertain, and whether eight views are averaged."""

    min_confidence: float
    tta: bool = False


@dataclass(frozen=True)
class WindowAnswers:
    """What network and pixels say of windows: float arrays ``(rows, cols, …)``, or ``(cols, …)`` for a single row.

    Probabilities and energy are nan where a window was not classified. The shares are those of a window's pixels
    that are valid, and those of its valid ones that are saturated, and white or in shadow by the scene classification.
    """

    probabilities: _Floats
    energy: _Floats
    valid_share: _Floats
    bright_share: _Floats
    white_share: _Floats
    shadow_share: _Floats

    @classmethod
    def blank(cls, rows: int, cols: int) -> WindowAnswers:
        """Return answers of windows that nothing is known of."""
        return cls(np.full((rows, cols, len(CLASSES)), np.nan), *(np.full((rows, cols), np.nan) for _ in range(5)))

    def row(self, i: int) -> WindowAnswers:
        """Return the answers of one row of windows."""
        return WindowAnswers(*(getattr(self, name)[i] for name in self.__dataclass_fields__))

    def usable(self) -> WindowAnswers:
        """Return the windows that were classified, along one axis."""
        classified = ~np.isnan(self.energy)
        return WindowAnswers(*(getattr(self, name)[classified] for name in self.__dataclass_fields__))

    @classmethod
    def join(cls, parts: Sequence[WindowAnswers]) -> WindowAnswers:
        """Put blocks of windows side by side."""
        return cls(*(np.concatenate([getattr(p, name) for p in parts], axis=1) for name in cls.__dataclass_fields__))

    @classmethod
    def stack(cls, parts: Sequence[WindowAnswers], cols: slice) -> WindowAnswers:
        """Collect the windows of some rows and of the columns `cols` along one axis."""
        return cls(*(np.concatenate([getattr(p, name)[cols] for p in parts]) for name in cls.__dataclass_fields__))


class WindowClassifier:
    """Turns pixels into grey levels, asks the network and flags what is doubtful."""

    def __init__(self, radiometry: Radiometry, classifier: TileClassifier, options: Options) -> None:
        self._radiometry = radiometry
        self._classifier = classifier
        self._options = options

    def classify(
        self,
        block: PixelBlock,
        window: Window,
        row_starts: Sequence[int],
        col_starts: Sequence[int],
        is_cancelled: Callable[[], bool],
    ) -> WindowAnswers | None:
        """Classify the windows that start at `row_starts` × `col_starts` in `block`, the pixels of `window`.

        Return None when cancelled on the way.
        """
        missing = (row_starts[-1] + TILE_SIZE - window.bottom, col_starts[-1] + TILE_SIZE - window.right)
        grey, masks = self._layers(block, (max(0, missing[0]), max(0, missing[1])))
        found = WindowAnswers.blank(len(row_starts), len(col_starts))
        for i, row in enumerate(row_starts):
            if is_cancelled():
                return None
            at = [(row - window.row, col - window.col) for col in col_starts]
            tiles = _cut(grey, at)
            valid, white, shadow = (_cut(mask, at) for mask in masks)
            found.valid_share[i] = valid.mean(axis=(1, 2))
            for share, mask in (
                (found.bright_share, (tiles == 255).all(axis=3)),
                (found.white_share, white),
                (found.shadow_share, shadow),
            ):
                share[i] = (mask & valid).sum(axis=(1, 2)) / np.maximum(1, valid.sum(axis=(1, 2)))
            usable = found.valid_share[i] >= MIN_VALID_SHARE
            prediction = self._classify(fill_gaps(tiles[usable], valid[usable]), is_cancelled)
            if prediction is None:
                return None
            found.probabilities[i, usable] = prediction.probabilities
            found.energy[i, usable] = prediction.energy
        return found

    def flag(self, windows: WindowAnswers) -> str:
        """Name the first reason to doubt the answer that classified `windows` (along one axis) give, or ``""``."""
        thresholds = self._classifier.card.thresholds
        if windows.bright_share.mean() > thresholds.bright_share or windows.white_share.mean() > HIDDEN_SHARE:
            return BRIGHT
        if windows.probabilities.mean(axis=0).max() < self._options.min_confidence:
            return UNCERTAIN
        if windows.energy.mean() > thresholds.energy or windows.shadow_share.mean() > HIDDEN_SHARE:
            return UNFAMILIAR
        return ""

    def _layers(self, block: PixelBlock, rim: tuple[int, int]) -> tuple[npt.NDArray[np.uint8], tuple[_Mask, ...]]:
        """Return grey levels, and what is valid, white and in shadow, mirrored over a `rim` of rows and columns.

        Windows that stick out see the picture mirrored at its edge.
        """
        grey = self._radiometry.grey_levels(block.values)
        classes = np.zeros_like(block.valid, dtype=np.uint8) if block.scene_classes is None else block.scene_classes
        sides = ((0, rim[0]), (0, rim[1]))
        masks = tuple(
            np.pad(m, sides, mode="symmetric") for m in (block.valid, white_pixels(classes), shadow_pixels(classes))
        )
        return np.pad(grey, (*sides, (0, 0)), mode="symmetric"), masks

    def _classify(self, tiles: npt.NDArray[np.uint8], is_cancelled: Callable[[], bool]) -> Prediction | None:
        """Classify `tiles` in batches, as a mean of eight views where that was asked for; None when cancelled."""
        views = dihedral_views(tiles) if self._options.tta else (tiles,)
        answers = []
        for view in views:
            parts = []
            for start in range(0, max(1, len(view)), BATCH):
                if is_cancelled():
                    return None
                parts.append(self._classifier.classify(view[start : start + BATCH]))
            answers.append([np.concatenate([getattr(p, name) for p in parts]) for name in ("probabilities", "energy")])
        probabilities, energy = (np.mean(values, axis=0) for values in zip(*answers))
        return Prediction(probabilities, energy)


def dihedral_views(tiles: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield the eight rotations and reflections of square `tiles` ``(tiles, rows, cols, bands)``."""
    for mirrored in (tiles, tiles[:, :, ::-1]):
        for turns in range(4):
            yield np.ascontiguousarray(np.rot90(mirrored, turns, axes=(1, 2)))


def _cut(layer: npt.NDArray[_Number], corners: Sequence[tuple[int, int]]) -> npt.NDArray[_Number]:
    """Cut a tile at each of the upper left `corners` (row, col) out of `layer` ``(rows, cols, …)``."""
    return np.stack([layer[y : y + TILE_SIZE, x : x + TILE_SIZE] for y, x in corners])
