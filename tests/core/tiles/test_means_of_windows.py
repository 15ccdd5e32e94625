# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of a cell that several windows see."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.network.model_card import ModelCard
from eurosat_plugin.core.product.radiometry import DISPLAY, Radiometry
from eurosat_plugin.core.tiles.gap_filling import fill_gaps
from eurosat_plugin.core.tiles.pixel_layers import PixelLayers
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Span, TileGrid, Window
from tests.core.tiles.painted_tiles import SURE, ArrayReader, CornerClassifier, paint
from training.single_tiles import classify_tiles

CLOUD, VEGETATION = 9, 4


def seen_by(span: Span) -> range:
    return range(span.first, span.last + 1)


def windows_one_by_one(reader: ArrayReader, grid: TileGrid) -> dict[tuple[int, int], tuple[np.ndarray, float, float]]:
    """Return probabilities, energy and share of cloud of each window that has pixels enough."""
    assert reader.classes is not None
    found = {}
    for i, row in enumerate(grid.rows.starts):
        for j, col in enumerate(grid.cols.starts):
            part = slice(row, row + 64), slice(col, col + 64)
            valid = reader.valid[part]
            if valid.mean() >= 0.5:
                answer = CornerClassifier().classify(fill_gaps(reader.values[part][None], valid[None]))
                cloud = float((reader.classes[part] == CLOUD)[valid].mean())
                found[i, j] = answer.probabilities[0], float(answer.energy[0]), cloud
    return found


@pytest.mark.parametrize("stride", [32, 16])
def test_a_cell_is_the_mean_of_all_windows_that_see_it_and_have_pixels_enough(stride: int) -> None:
    rng = np.random.default_rng(3)
    valid = np.ones((160, 192), dtype=bool)
    valid[:70, :50] = False
    reader = ArrayReader(rng.integers(1, 250, (160, 192, 3)).astype(np.uint8), valid)
    clouded = np.kron(rng.random((8, 10)) < 0.5, np.ones((20, 20), dtype=bool))[:, :192]
    reader.classes = np.where(clouded, CLOUD, VEGETATION).astype(np.uint8)
    grid = TileGrid(Window(0, 0, 192, 160), stride)
    windows = windows_one_by_one(reader, grid)

    tiles = [t for t in classify_tiles(reader, grid, DISPLAY, CornerClassifier(), SURE) if t.classified]

    assert {tile.flag == "bright" for tile in tiles} == {True, False}
    for tile in tiles:
        places = [(i, j) for i in seen_by(grid.rows.cells[tile.row]) for j in seen_by(grid.cols.cells[tile.col])]
        probabilities, energies, clouds = zip(*(windows[place] for place in places if place in windows))
        assert tile.probabilities == pytest.approx(np.mean(probabilities, axis=0), abs=1e-6)
        assert tile.energy == pytest.approx(np.mean(energies))
        assert (tile.flag == "bright") == (np.mean(clouds) > 0.5)


def test_a_cell_of_which_no_window_has_pixels_enough_is_not_classified() -> None:
    valid = np.zeros((96, 96), dtype=bool)
    valid[:32, :32] = True  # the first cell, and a quarter of its only window
    reader = ArrayReader(paint(96, 96, [[1, 1], [1, 1]]), valid)

    first, *_ = classify_tiles(reader, TileGrid(Window(0, 0, 96, 96), 32), DISPLAY, CornerClassifier(), SURE)

    assert (first.row, first.col, first.valid_share, first.flag) == (0, 0, 1.0, "nodata")


@pytest.mark.parametrize(
    ("edge", "rim"),
    [("shift", (0, 0)), ("pad", (2 * 64 - 90, 2 * 64 - 100)), ("skip", (0, 0))],
)
def test_pixels_are_mirrored_only_where_windows_stick_out(
    monkeypatch: pytest.MonkeyPatch, edge: str, rim: tuple[int, int]
) -> None:
    rims: list[tuple[int, int]] = []
    layers_of = PixelLayers.of

    def noted(block: PixelBlock, radiometry: Radiometry, rim: tuple[int, int], card: ModelCard) -> PixelLayers:
        rims.append(rim)
        return layers_of(block, radiometry, rim, card)

    monkeypatch.setattr(PixelLayers, "of", noted)
    reader = ArrayReader(paint(90, 100, [[1, 2], [3, 4]]))

    list(classify_tiles(reader, TileGrid(Window(0, 0, 100, 90), 64, edge), DISPLAY, CornerClassifier(), SURE))

    assert rims == [rim]
