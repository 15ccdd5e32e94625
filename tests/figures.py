# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures of tiles that a test names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.summary.flags import FLAG_ORDER
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.summary.probabilities import NO_CLASS
from eurosat_plugin.core.summary.tile_table import TileColumns, TileTable


@dataclass(frozen=True)
class Tile:
    """What a grid may say of a tile: classes by key, empty without; nan and None where it does not say."""

    key: str = "Forest"
    confidence: float = nan
    flag: str = ""
    area_ha: float = 40.0
    urban: float = nan
    second: str = ""
    second_confidence: float = nan
    probabilities: Sequence[float] | None = None


def table_of(tiles: Sequence[Tile], ids: Sequence[int] | None = None, weighted: bool = True) -> TileTable:
    """Return the table of `tiles`, whose ids are 1, 2, 3 unless they are given."""
    names = list(FLAG_ORDER)
    names += [flag for flag in dict.fromkeys(tile.flag for tile in tiles) if flag not in names]
    unknown = [nan] * len(CLASS_KEYS)
    columns = TileColumns(
        ids=np.array(range(1, len(tiles) + 1) if ids is None else ids, dtype=np.int64),
        classes=_numbers([tile.key for tile in tiles]),
        confidence=np.array([tile.confidence for tile in tiles], dtype=np.float64),
        area_ha=np.array([tile.area_ha for tile in tiles], dtype=np.float64),
        flags=np.array([names.index(tile.flag) for tile in tiles], dtype=np.int64),
        urban=np.array([tile.urban for tile in tiles], dtype=np.float64),
        second=_numbers([tile.second for tile in tiles]),
        second_confidence=np.array([tile.second_confidence for tile in tiles], dtype=np.float64),
        probabilities=np.array([tile.probabilities or unknown for tile in tiles], dtype=np.float64).reshape(-1, 10),
        flag_names=names,
    )
    return TileTable.of(columns, weighted)


def figures_of(*tiles: Tile) -> GridFigures:
    """Return the figures of `tiles`."""
    return table_of(tiles).counts().figures()


def _numbers(keys: Sequence[str]) -> np.ndarray:
    return np.array([CLASS_KEYS.index(key) if key else NO_CLASS for key in keys], dtype=np.int64)
