# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to a block of pixels: grey levels, the network's answer for every window, and their mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.classifier import TileClassifier
from eurosat_plugin.core.network.model_card import ModelCard
from eurosat_plugin.core.network.prediction import Prediction, Tiles
from eurosat_plugin.core.network.window_average import Average
from eurosat_plugin.core.product.radiometry import EUROSAT_WHITE, Radiometry
from eurosat_plugin.core.tiles.dense_windows import DenseWindows
from eurosat_plugin.core.tiles.doubts import SHARES, WHITE_SHARE, Limits, PixelShares, first_doubts
from eurosat_plugin.core.tiles.gap_filling import fill_gaps
from eurosat_plugin.core.tiles.missing import MIN_VALID_SHARE
from eurosat_plugin.core.tiles.pixel_layers import PixelLayers
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Span, Window

VIEWS = 8
"""Rotations and reflections of a square."""

_Mask = npt.NDArray[np.bool_]
_Number = TypeVar("_Number", bound=np.generic)
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
        return Limits(confidence, average.energy, card.thresholds.bright_share, card.scheme.is_eurosat)


@dataclass(frozen=True)
class WindowAnswers:
    """What network and pixels say of windows: `probabilities` ``(rows, cols, classes)`` and `energy` ``(rows, cols)``.

    Both are nan where a window was not classified. `shares` ``(shares, rows, cols)`` are those that
    :class:`~eurosat_plugin.core.tiles.doubts.PixelShares` names.
    """

    probabilities: _Floats
    energy: _Floats
    shares: _Floats

    @classmethod
    def blank(cls, rows: int, cols: int, classes: int) -> WindowAnswers:
        """Return answers of windows that nothing is known of."""
        return cls(
            np.full((rows, cols, classes), np.nan),
            np.full((rows, cols), np.nan),
            np.zeros((len(SHARES), rows, cols)),
        )

    def row(self, i: int) -> WindowAnswers:
        """Return the answers of one row of windows, with one row."""
        return WindowAnswers(self.probabilities[i : i + 1], self.energy[i : i + 1], self.shares[:, i : i + 1])

    @classmethod
    def join(cls, parts: Sequence[WindowAnswers]) -> WindowAnswers:
        """Put blocks of windows side by side."""
        return cls(
            np.concatenate([part.probabilities for part in parts], axis=1),
            np.concatenate([part.energy for part in parts], axis=1),
            np.concatenate([part.shares for part in parts], axis=2),
        )

    @classmethod
    def stack(cls, parts: Sequence[WindowAnswers]) -> WindowAnswers:
        """Put rows of windows one below the other."""
        return cls(
            np.concatenate([part.probabilities for part in parts]),
            np.concatenate([part.energy for part in parts]),
            np.concatenate([part.shares for part in parts], axis=1),
        )


@dataclass(frozen=True)
class Answers:
    """What is said of cells along one axis: `probabilities` ``(cells, classes)`` and `energy` ``(cells,)``.

    Both are nan where nothing is. `flags` ``(cells,)`` are numbers of the first reasons to doubt the classes, or 0.
    """

    probabilities: _Floats
    energy: _Floats
    flags: npt.NDArray[np.uint8]


class WindowClassifier:
    """Turns pixels into grey levels, asks the network and reads their means."""

    def __init__(
        self, radiometry: Radiometry, classifier: TileClassifier, options: Options, dense: DenseWindows | None = None
    ) -> None:
        self._radiometry = radiometry
        self._classifier = classifier
        self._options = options
        self._dense = dense
        self._means: dict[int, tuple[Average, Limits]] = {}
        self.card = classifier.card

    def classify(
        self,
        block: PixelBlock,
        window: Window,
        row_starts: Sequence[int],
        col_starts: Sequence[int],
        is_cancelled: Callable[[], bool],
        done: Callable[[int], None],
        needed: _Mask,
    ) -> WindowAnswers | None:
        """Classify the windows that start at `row_starts` × `col_starts` in `block`, the pixels of `window`.

        Those that are not `needed` ``(rows, cols)`` are left out. `done` is told of so many more windows after every
        run of the network. Return None when cancelled on the way.
        """
        size = self.card.tile_size
        rim = (row_starts[-1] + size - window.bottom, col_starts[-1] + size - window.right)
        layers = PixelLayers.of(block, self._radiometry, (max(0, rim[0]), max(0, rim[1])), self.card)
        rows, cols = [row - window.row for row in row_starts], [col - window.col for col in col_starts]
        found, valid = self.blank(len(rows), len(cols)), layers.valid_counts(rows, cols)
        found.shares[:] = layers.shares(valid, rows, cols)
        usable = (valid / size**2 >= MIN_VALID_SHARE) & needed
        left = usable
        if self._dense is not None:
            at_once = self._dense.which(layers, rows, cols, usable)
            if at_once.any():
                seen = self._dense.classify(layers, rows, cols, at_once, is_cancelled)
                if seen is None:
                    return None
                found.probabilities[at_once], found.energy[at_once] = seen.probabilities, seen.energy
                done(int(at_once.sum()))
                left = usable & ~at_once
        places = np.argwhere(left)
        for start in range(0, len(places), self._classifier.batch):
            at = places[start : start + self._classifier.batch]
            tiles, whole = layers.cut([(rows[i], cols[j]) for i, j in at.tolist()])
            prediction = self._classify(tiles if whole is None else fill_gaps(tiles, whole), is_cancelled)
            if prediction is None:
                return None
            found.probabilities[at[:, 0], at[:, 1]] = prediction.probabilities
            found.energy[at[:, 0], at[:, 1]] = prediction.energy
            done(len(at))
        done(int(needed.sum() - usable.sum()))
        return None if is_cancelled() else found

    def blank(self, rows: int, cols: int) -> WindowAnswers:
        """Return answers of windows that nothing is known of."""
        return WindowAnswers.blank(rows, cols, len(self.card.classes))

    def answer(self, windows: WindowAnswers, spans: Sequence[Span]) -> Answers:
        """Average the answers of the windows that see each of the cells `spans`, as means of so many are to be read.

        `windows` are all rows that see them, whole: cells are numbered by their columns.
        """
        count, classes = len(spans), len(self.card.classes)
        answers = Answers(np.full((count, classes), np.nan), np.full(count, np.nan), np.zeros(count, dtype=np.uint8))
        for cells, cols in _by_width(spans):
            # Of each cell the windows in one line, row after row.
            seen = (len(cells), -1)
            probabilities = windows.probabilities[:, cols].swapaxes(0, 1).reshape(*seen, classes)
            energy = windows.energy[:, cols].swapaxes(0, 1).reshape(seen)
            shares = windows.shares[:, :, cols].swapaxes(1, 2).reshape(len(SHARES), *seen)
            usable = ~np.isnan(energy)
            counts = usable.sum(axis=1)
            for count in np.unique(counts[counts > 0]).tolist():
                alike = counts == count
                chosen, some = usable & alike[:, None], (int(alike.sum()), count)
                self._average(
                    answers,
                    cells[alike],
                    probabilities[chosen].reshape(*some, classes),
                    energy[chosen].reshape(some),
                    shares[:, chosen].reshape(len(SHARES), *some),
                )
        return answers

    def _average(
        self,
        answers: Answers,
        cells: npt.NDArray[np.intp],
        probabilities: _Floats,
        energy: _Floats,
        shares: _Floats,
    ) -> None:
        """Write the means over axis 1 of as many windows for each of the `cells` into `answers`."""
        average, limits = self._read_means(energy.shape[1])
        of_cells, energies = average.calibrate(probabilities.mean(axis=1)), energy.mean(axis=1)
        answers.probabilities[cells], answers.energy[cells] = of_cells, energies
        of_pixels = PixelShares(*shares.mean(axis=2))
        answers.flags[cells] = first_doubts(of_cells.argmax(axis=1), of_cells.max(axis=1), energies, of_pixels, limits)

    def _read_means(self, windows: int) -> tuple[Average, Limits]:
        """Return how a mean of so many `windows` is to be read; worked out once, not for every cell."""
        if windows not in self._means:
            card = self._classifier.card
            average = card.average(windows, self._options.views)
            limits = self._options.limits(card, windows)
            if self._radiometry.white < EUROSAT_WHITE and card.scheme.is_eurosat:
                limits = replace(limits, bright=WHITE_SHARE)
            self._means[windows] = average, limits
        return self._means[windows]

    def _classify(self, tiles: Tiles, is_cancelled: Callable[[], bool]) -> Prediction | None:
        """Classify a batch of `tiles`, as a mean of eight views where that was asked for; None when cancelled."""
        answers = []
        for view in dihedral_views(tiles) if self._options.tta else (tiles,):
            if is_cancelled():
                return None
            answers.append(self._classifier.classify(view))
        probabilities = np.mean([answer.probabilities for answer in answers], axis=0)
        return Prediction(probabilities, np.mean([answer.energy for answer in answers], axis=0))


def dihedral_views(tiles: npt.NDArray[_Number]) -> Iterator[npt.NDArray[_Number]]:
    """Yield the eight rotations and reflections of square `tiles` ``(tiles, rows, cols, bands)``.

    In memory they lie band after band.
    """
    bands = tiles.transpose(0, 3, 1, 2)
    for mirrored in (bands, bands[..., ::-1]):
        for turns in range(4):
            yield np.ascontiguousarray(np.rot90(mirrored, turns, axes=(2, 3))).transpose(0, 2, 3, 1)


def _by_width(spans: Sequence[Span]) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield the numbers of the cells that are seen by as many columns of windows, and these ``(cells, columns)``."""
    firsts = np.array([span.first for span in spans], dtype=np.intp)
    widths = np.array([span.last + 1 for span in spans], dtype=np.intp) - firsts
    for width in np.unique(widths).tolist():
        cells = np.flatnonzero(widths == width)
        yield cells, firsts[cells, None] + np.arange(width)
