# SPDX-License-Identifier: GPL-2.0-or-later
"""Images that are painted tile by tile, and a classifier that reads off them what it is to answer."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

import numpy as np

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.classifier import BATCH
from eurosat_plugin.core.network.model_card import ModelCard, Thresholds
from eurosat_plugin.core.network.prediction import Prediction
from eurosat_plugin.core.summary.flags import FLAG_ORDER, NODATA
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import Span, Window
from eurosat_plugin.core.tiles.window_classifier import Options

SURE = Options(min_confidence=0.0)


class ArrayReader:
    """Reads from an array ``(rows, cols, 3)``."""

    def __init__(self, values: np.ndarray, valid: np.ndarray | None = None, block_height: int = 1) -> None:
        self.values = values
        self.valid = np.ones(values.shape[:2], dtype=bool) if valid is None else valid
        self.height, self.width = values.shape[:2]
        self.block_width, self.block_height = self.width, block_height
        self.threads: set[int] = set()
        self.windows: list[Window] = []
        self.classes: np.ndarray | None = None
        self.infrared: np.ndarray | None = None

    def read(self, window: Window) -> PixelBlock:
        self.threads.add(threading.get_ident())
        self.windows.append(window)
        rows, cols = slice(window.row, window.bottom), slice(window.col, window.right)
        classes = None if self.classes is None else self.classes[rows, cols]
        infrared = None if self.infrared is None else self.infrared[rows, cols]
        block = PixelBlock(self.values[rows, cols], self.valid[rows, cols], classes, infrared)
        if block.valid.shape != (window.height, window.width):
            raise InputError("read outside the raster")
        return block


class CornerClassifier:
    """Names the class whose number stands in a tile's upper left pixel, with the confidence of its green band."""

    backend = "test"
    batch = BATCH
    model_sha256 = ""
    card = ModelCard(
        "test", "1", CLASS_KEYS, ("B04", "B03", "B02"), 64, "NHWC", "eurosat", "p", "e", 1.0,
        Thresholds(confidence=0.5, energy=-1.0, bright_share=0.5), 0, 0,
    )  # fmt: skip

    def classify(self, tiles: np.ndarray) -> Prediction:
        corner = tiles[:, 0, 0].astype(np.float32)
        confidence = corner[:, 1] / 255
        probabilities = np.repeat(((1 - confidence) / 9)[:, None], 10, axis=1)
        probabilities[np.arange(len(tiles)), corner[:, 0].astype(int) % 10] = confidence
        return Prediction(probabilities.astype(np.float32), -corner[:, 2])


class ClassOf(CornerClassifier):
    """Is sure of one class, whatever it sees."""

    def __init__(self, class_id: int) -> None:
        self._class_id = class_id

    def classify(self, tiles: np.ndarray) -> Prediction:
        probabilities = np.zeros((len(tiles), 10), dtype=np.float32)
        probabilities[:, self._class_id] = 1.0
        return Prediction(probabilities, np.full(len(tiles), -50, dtype=np.float32))


def paint(
    rows: int, cols: int, classes: Sequence[Sequence[int]], confidence: int = 230, energy: int = 50
) -> np.ndarray:
    """Paint an image of 64-pixel squares of the given classes."""
    red = np.kron(np.array(classes), np.ones((64, 64)))[:rows, :cols]
    return np.stack([red, np.full_like(red, confidence), np.full_like(red, energy)], axis=-1).astype(np.uint8)


def row_of(row: int, answers: Mapping[int, np.ndarray | None], scheme: ClassScheme = EUROSAT) -> TileRow:
    """Return a row of tiles of 64 pixels, by their columns: probabilities, or None for no class."""
    known = [answer is not None for answer in answers.values()]
    nothing = np.full(len(scheme), np.nan)
    return TileRow(
        row,
        np.array(list(answers)),
        Span(64 * row, 64 * row + 64, row, row),
        [Span(64 * col, 64 * col + 64, col, col) for col in answers],
        np.stack([nothing if answer is None else answer for answer in answers.values()]),
        np.where(known, -9.0, np.nan),
        np.where(known, 1.0, 0.0),
        np.where(known, 0, FLAG_ORDER.index(NODATA)).astype(np.uint8),
        scheme,
    )
