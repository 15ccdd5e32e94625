# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers that are read in the background."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject

from eurosat_plugin.gui.background_job import BackgroundJob
from eurosat_plugin.gui.tiles.grid_reader import AT_ONCE, GridReader
from tests.figures import Tile, table_of
from tests.gui.docks import EMPTY_SENTENCE, FOUR_TILES, follow, progress, shown, tiles_by_class


def test_a_large_layer_is_read_with_progress_and_then_shown(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))

    follow(dock, layer)
    reading = shown(dock)

    assert f"Reading {AT_ONCE + 1:,} tiles…" in reading
    qtbot.waitUntil(lambda: progress(dock) == [], timeout=60_000)
    assert tiles_by_class(dock) == {"Forest": AT_ONCE + 1}


def test_deleting_a_large_layer_while_it_is_read_empties_the_dock(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)

    QgsProject.instance().removeMapLayer(layer.id())

    qtbot.waitUntil(lambda: shown(dock) == [EMPTY_SENTENCE], timeout=60_000)


def test_a_large_layer_that_is_deleted_is_read_no_more(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)
    [reader] = dock.findChildren(GridReader)
    before = reader.reading

    QgsProject.instance().removeMapLayer(layer.id())

    assert (before, reader.reading) == (True, False)


def test_a_selection_does_not_read_a_large_layer_again(dock, make_grid, qtbot, monkeypatch):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE + 1}, timeout=60_000)
    monkeypatch.setattr("eurosat_plugin.gui.tiles.grid_reader.GridReader.read", lambda *args: pytest.fail("read again"))

    layer.selectByIds([next(layer.getFeatures()).id()])

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 1}, timeout=60_000)


def test_a_large_layer_grows_while_it_is_read(dock, make_grid, qtbot, monkeypatch):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    monkeypatch.setattr(BackgroundJob, "start", lambda job: None)
    follow(dock, layer)
    [reader] = dock.findChildren(GridReader)

    reader.grown.emit(table_of([Tile("Forest", 0.9)], weighted=False).counts())

    assert tiles_by_class(dock) == {"Forest": 1}


def test_an_edit_does_not_read_a_large_layer_again(dock, make_grid, qtbot, monkeypatch):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE + 1}, timeout=60_000)
    monkeypatch.setattr("eurosat_plugin.gui.tiles.grid_reader.GridReader.read", lambda *args: pytest.fail("read again"))
    layer.startEditing()

    layer.changeAttributeValue(1, layer.fields().lookupField("class_key"), "River")
    layer.deleteFeatures([2])

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE - 1, "River": 1}, timeout=60_000)
    layer.rollBack()
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE + 1}, timeout=60_000)


def test_an_edit_while_a_large_layer_is_read_counts(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    layer.startEditing()
    follow(dock, layer)

    layer.changeAttributeValue(1, layer.fields().lookupField("class_key"), "River")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE, "River": 1}, timeout=60_000)
    layer.rollBack()


def test_many_edits_read_a_layer_again(dock, make_grid, qtbot, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.gui.map.layer_follower.MANY_EDITS", 1)
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    layer.startEditing()

    for fid in (1, 2, 3):
        layer.changeAttributeValue(fid, layer.fields().lookupField("class_key"), "River")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 4}, timeout=60_000)
    layer.rollBack()
