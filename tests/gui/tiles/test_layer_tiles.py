# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.gui.tiles.layer_tiles import LayerTiles


def read(layer: QgsVectorLayer) -> LayerTiles:
    rows = GridRows.of_layer(layer, QgsProject.instance().transformContext())
    return LayerTiles(rows.fields, list(rows.tables()))


def tiles_by_class(figures: GridFigures) -> dict[str, int]:
    return {share.land_cover.key: share.tiles for share in figures.shares if share.tiles}


def test_an_edit_of_a_selected_tile_counts_in_the_figures_of_the_selection(make_grid):
    layer = make_grid([("Forest", 0.9, "")] * 3)
    tiles = read(layer)
    layer.selectByIds([1, 2])
    before, _ = tiles.figures(layer)
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("class_key"), "River")

    tiles.read_again(layer, [1])

    after, _ = tiles.figures(layer)
    assert tiles_by_class(before) == {"Forest": 2}
    assert tiles_by_class(after) == {"Forest": 1, "River": 1}
    layer.rollBack()
