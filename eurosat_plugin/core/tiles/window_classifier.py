# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to a block of pixels: grey levels, the network's answer for every window, and their mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.network.classifier import BATCH, Prediction, TileClassifier
from eurosat_plugin.core.network.model_card import Average, ModelCard
from eurosat_plugin.core.product.infrared import cover_by_infrared
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.product.scene_classes import cover_by_classes, white_pixels
from eurosat_plugin.core.tiles.doubts import Limits, PixelShares, first_doubt
from eurosat_plugin.core.tiles.gap_filling import fill_gaps
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, Window

MIN_VALID_SHARE = 0.5
"""A tile, and a cell of the grid, with fewer valid pixels is not classified: its class would be that of the filling."""

VIEWS = 8
"""Rotations and reflections of a square."""

_Number = TypeVar("_Number", bound=np.generic)
_Mask = npt.NDArray[np.bool_]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Options:
    """How to classify: whether eight views are averaged, and `min_confidence` below which tiles are uncertain.

    None is for what was fixed with the network.
    """

    min_confidence: float | None
    tta: bool = False

    @property
    def views(self) -> int:
        """How many views of a window are averaged."""
        return VIEWS if self.tta else 1

    def limits(self, card: ModelCard, windows: int) -> Limits:
        """Return when a mean of so many `windows` is doubted."""
        average = card.average(windows, self.views)
        confidence = average.confidence if self.min_confidence is None else self.min_confidence
        return Limits(confidence, average.energy, card.thresholds.bright_share)


@dataclass(frozen=True)
class WindowAnswers:
    """What network and pixels say of windows: float arrays ``(rows, cols, …)``, or ``(cols, …)`` for a single row.

    Probabilities and energy are nan where a window was not classified. The shares are those of a window's pixels
    that are valid, and those of its valid ones that are saturated, and so on: see :class:`doubts.PixelShares`.
    """

    probabilities: _Floats
    energy: _Floats
    valid_share: _Floats
    bright_share: _Floats
    white_share: _Floats
    shadow_share: _Floats
    water_share: _Floats
    land_share: _Floats

    @classmethod
    def blank(cls, rows: int, cols: int) -> WindowAnswers:
        """Return answers of windows that nothing is known of."""
        return cls(np.full((rows, cols, len(CLASSES)), np.nan), *(np.full((rows, cols), np.nan) for _ in range(7)))

    def row(self, i: int) -> WindowAnswers:
        """Return the answers of one row of windows."""
        return WindowAnswers(*(getattr(self, name)[i] for name in self.__dataclass_fields__))

    def usable(self) -> WindowAnswers:
        """Return the windows that were classified, along one axis."""
        classified = ~np.isnan(self.energy)
        return WindowAnswers(*(getattr(self, name)[classified] for name in self.__dataclass_fields__))

    def pixel_shares(self) -> PixelShares:
        """Return the mean shares of windows along one axis."""
        shares = (self.bright_share, self.white_share, self.shadow_share, self.water_share, self.land_share)
        return PixelShares(*(float(share.mean()) for share in shares))

    @classmethod
    def join(cls, parts: Sequence[WindowAnswers]) -> WindowAnswers:
        """Put blocks of windows side by side."""
        return cls(*(np.concatenate([getattr(p, name) for p in parts], axis=1) for name in cls.__dataclass_fields__))

    @classmethod
    def stack(cls, parts: Sequence[WindowAnswers], cols: slice) -> WindowAnswers:
        """Collect the windows of some rows and of the columns `cols` along one axis."""
        return cls(*(np.concatenate([getattr(p, name)[cols] for p in parts]) for name in cls.__dataclass_fields__))


@dataclass(frozen=True)
class Answer:
    """What is said of a cell: `probabilities` ``(10,)``, energy, and the first reason to doubt the class, or ``""``."""

    probabilities: _Floats
    energy: float
    flag: str


class WindowClassifier:
    """Turns pixels into grey levels, asks the network and reads their means."""

    def __init__(self, radiometry: Radiometry, classifier: TileClassifier, options: Options) -> None:
        self._radiometry = radiometry
        self._classifier = classifier
        self._options = options
        self._means: dict[int, tuple[Average, Limits]] = {}

    def classify(
        self,
        block: PixelBlock,
        window: Window,
        row_starts: Sequence[int],
        col_starts: Sequence[int],
        is_cancelled: Callable[[], bool],
        needed: _Mask,
    ) -> WindowAnswers | None:
        """Classify the windows that start at `row_starts` × `col_starts` in `block`, the pixels of `window`.

        Those that are not `needed` ``(rows, cols)`` are left out. Return None when cancelled on the way.
        """
        missing = (row_starts[-1] + TILE_SIZE - window.bottom, col_starts[-1] + TILE_SIZE - window.right)
        grey, masks = self._layers(block, (max(0, missing[0]), max(0, missing[1])))
        found = WindowAnswers.blank(len(row_starts), len(col_starts))
        for i, row in enumerate(row_starts):
            if is_cancelled():
                return None
            if not needed[i].any():
                continue
            at = [(row - window.row, col - window.col) for col in col_starts]
            tiles = _cut(grey, at)
            valid, white, shadow, water, land = (_cut(mask, at) for mask in masks)
            found.valid_share[i] = valid.mean(axis=(1, 2))
            for share, mask in (
                (found.bright_share, (tiles == 255).all(axis=3)),
                (found.white_share, white),
                (found.shadow_share, shadow),
                (found.water_share, water),
                (found.land_share, land),
            ):
                share[i] = (mask & valid).sum(axis=(1, 2)) / np.maximum(1, valid.sum(axis=(1, 2)))
            usable = (found.valid_share[i] >= MIN_VALID_SHARE) & needed[i]
            prediction = self._classify(fill_gaps(tiles[usable], valid[usable]), is_cancelled)
            if prediction is None:
                return None
            found.probabilities[i, usable] = prediction.probabilities
            found.energy[i, usable] = prediction.energy
        return found

    def answer(self, windows: WindowAnswers) -> Answer:
        """Average the answers that classified `windows` (along one axis) give, as means of so many are to be read."""
        average, limits = self._read_means(len(windows.energy))
        probabilities = average.calibrate(windows.probabilities.mean(axis=0))
        energy, best = float(windows.energy.mean()), int(probabilities.argmax())
        flag = first_doubt(best, float(probabilities[best]), energy, windows.pixel_shares(), limits)
        return Answer(probabilities, energy, flag)

    def _read_means(self, windows: int) -> tuple[Average, Limits]:
        """Return how a mean of so many `windows` is to be read; worked out once, not for every cell."""
        if windows not in self._means:
            card = self._classifier.card
            average = card.average(windows, self._options.views)
            self._means[windows] = average, self._options.limits(card, windows)
        return self._means[windows]

    def _layers(self, block: PixelBlock, rim: tuple[int, int]) -> tuple[npt.NDArray[np.uint8], tuple[_Mask, ...]]:
        """Return grey levels, and what is valid, white, shadow, water and land, mirrored over a `rim`.

        It is counted in rows and columns: windows that stick out see the picture mirrored at its edge.
        """
        grey = self._radiometry.grey_levels(block.values)
        classes = np.zeros_like(block.valid, dtype=np.uint8) if block.scene_classes is None else block.scene_classes
        cover = cover_by_classes(classes)
        water, land, shadow = cover.water, cover.land, cover.shadow
        if block.infrared is not None:
            red, infrared = map(self._radiometry.digital_numbers, (block.values[..., 0], block.infrared))
            # Products fill with 0, also where red is there.
            by_infrared = cover_by_infrared(red, np.where(block.infrared == 0, np.float32(np.nan), infrared))
            water, land, shadow = by_infrared.water, by_infrared.land, by_infrared.shadow | shadow
        sides = ((0, rim[0]), (0, rim[1]))
        layers = (block.valid, white_pixels(classes), shadow, water, land)
        masks = tuple(np.pad(mask, sides, mode="symmetric") for mask in layers)
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
