# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.product.radiometry import DISPLAY, L2A
from eurosat_plugin.core.tiles.doubts import SHARES
from eurosat_plugin.core.tiles.pixel_layers import PixelLayers, count_in_cells, count_in_windows
from eurosat_plugin.core.tiles.pixels import PixelBlock
from tests.core.network.test_model_card import CARD

ROWS, COLS = (0, 16, 31), (3, 40, 67)
"""Where windows begin in blocks of 100 × 140 pixels."""


def noise(*shape: int, high: int = 256, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, high, shape, dtype=np.uint8)


def test_pixels_are_counted_in_windows() -> None:
    mask = noise(100, 140, high=2).astype(bool)

    counts = count_in_windows(mask, ROWS, COLS, 64)

    assert counts.tolist() == [[mask[y : y + 64, x : x + 64].sum() for x in COLS] for y in ROWS]


def test_pixels_are_counted_in_cells_of_any_size() -> None:
    mask = noise(100, 140, high=2).astype(bool)
    rows, cols = [(0, 64), (64, 100)], [(0, 1), (1, 140)]

    counts = count_in_cells(mask, rows, cols)

    assert counts.tolist() == [[mask[a:b, c:d].sum() for c, d in cols] for a, b in rows]


def test_of_a_cell_with_every_pixel_of_255_rows_none_is_lost() -> None:
    assert count_in_cells(np.ones((255, 3), dtype=bool), [(0, 255)], [(0, 3)]).tolist() == [[255 * 3]]
    assert count_in_cells(np.ones((512, 3), dtype=bool), [(0, 512)], [(0, 3)]).tolist() == [[512 * 3]]


def test_where_nothing_is_special_no_mask_is_kept() -> None:
    layers = PixelLayers.of(PixelBlock(noise(100, 140, 3, high=200), np.ones((100, 140), bool)), DISPLAY, (0, 0), CARD)

    assert layers.valid is None
    assert layers.masks == (None,) * len(SHARES)
    assert layers.valid_counts(ROWS, COLS).tolist() == [[64 * 64] * 3] * 3
    assert not layers.shares(layers.valid_counts(ROWS, COLS), ROWS, COLS).any()


def test_shares_are_those_of_the_valid_pixels_of_a_window() -> None:
    values, valid = np.full((100, 140, 3), 9000, dtype=np.uint16), noise(100, 140, high=2).astype(bool)
    values[:, ::3] = 1000
    values[::5, :, 1] = 500
    classes, infrared = noise(100, 140, high=12, seed=1), noise(100, 140, seed=2).astype(np.uint16) * 20
    layers = PixelLayers.of(PixelBlock(values, valid, classes, infrared), L2A, (0, 0), CARD)

    found = layers.shares(layers.valid_counts(ROWS, COLS), ROWS, COLS)

    numbers = infrared.astype(float)
    red = values[..., 0].astype(float)
    known, dark = infrared > 0, (infrared > 0) & (infrared < 1000)
    water = dark & ((numbers < red) | (numbers < 600))
    masks = {
        "bright": (values == 9000).all(axis=2),
        "white": np.isin(classes, (8, 9, 10, 11)),
        "shadow": (classes == 3) | (dark & ~water),
        "water": water,
        "land": known & ~dark,
    }
    for name, shares in zip(SHARES, found):
        expected = [
            [(masks[name] & valid)[y : y + 64, x : x + 64].sum() / valid[y : y + 64, x : x + 64].sum() for x in COLS]
            for y in ROWS
        ]
        np.testing.assert_allclose(shares, expected, rtol=1e-12)


def test_tiles_lie_band_after_band_in_memory() -> None:
    values = noise(100, 140, 3, high=200)
    layers = PixelLayers.of(PixelBlock(values, np.ones((100, 140), bool)), DISPLAY, (0, 0), CARD)

    tiles, valid = layers.cut([(0, 3), (31, 67)])

    assert valid is None
    assert tiles.dtype == np.uint8
    assert np.array_equal(tiles, np.stack([values[0:64, 3:67], values[31:95, 67:131]]))
    assert tiles.transpose(0, 3, 1, 2).flags.c_contiguous


@pytest.mark.parametrize("rim", [(4, 0), (0, 7), (4, 7)])
def test_layers_are_mirrored_over_a_rim(rim: tuple[int, int]) -> None:
    values, valid = noise(100, 140, 3, high=200), noise(100, 140, high=2).astype(bool)

    layers = PixelLayers.of(PixelBlock(values, valid), DISPLAY, rim, CARD)

    below, beside = rim
    assert layers.planes.shape == (3, 100 + below, 140 + beside)
    assert layers.valid is not None
    assert layers.valid.shape == (100 + below, 140 + beside)
    for i in range(below):
        assert np.array_equal(layers.planes[:, 100 + i, :140], values[99 - i].T)
    for i in range(beside):
        assert np.array_equal(layers.valid[:100, 140 + i], valid[:, 139 - i])
