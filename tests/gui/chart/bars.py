# SPDX-License-Identifier: GPL-2.0-or-later
"""Bars and figures of made-up counts."""

from __future__ import annotations

from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.gui.chart.class_bars import ClassBars
from tests.figures import Tile, figures_of


def bars_of(**tiles: int) -> ClassBars:
    return ClassBars(count_of(**tiles))


def count_of(**tiles: int) -> GridFigures:
    return figures_of(*(Tile(key, 0.9, area_ha=10.0) for key, count in tiles.items() for _ in range(count)))
