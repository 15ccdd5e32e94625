# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsNullSymbolRenderer, QgsProject

from eurosat_plugin.gui.map.layer_follower import LayerFollower


@pytest.fixture
def follower() -> LayerFollower:
    return LayerFollower()


@pytest.fixture
def changes(follower) -> list:
    received: list = []
    follower.changed.connect(lambda: received.append("tiles"))
    follower.edited.connect(lambda: received.append("some tiles"))
    follower.looks_changed.connect(lambda: received.append("looks"))
    return received


def test_a_classified_grid_is_followed(follower, make_grid):
    layer = make_grid([])

    follower.follow(layer)

    assert follower.grid is layer


def test_a_raster_counts_as_no_layer(follower, make_grid, make_raster):
    follower.follow(make_grid([]))

    follower.follow(make_raster())

    assert follower.grid is None


def test_another_layer_is_a_change(follower, make_grid, changes):
    follower.follow(make_grid([]))

    assert changes


def test_the_same_layer_again_is_no_change(follower, make_grid, changes):
    layer = make_grid([])
    follower.follow(layer)
    changes.clear()

    follower.follow(layer)

    assert changes == []


def edit(layer):
    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), 0, "River")


CHANGES = {
    "an edit": (edit, "some tiles"),
    "a filter": (lambda layer: layer.setSubsetString("\"class_key\" = 'River'"), "tiles"),
    "a selection": (lambda layer: layer.selectAll(), "looks"),
    "a name": (lambda layer: layer.setName("other"), "looks"),
    "a style": (lambda layer: layer.setRenderer(QgsNullSymbolRenderer()), "looks"),
}


@pytest.mark.parametrize(("change", "kind"), list(CHANGES.values()), ids=list(CHANGES))
def test_what_happens_to_the_layer_is_a_change_of_its_tiles_or_its_looks(follower, make_grid, changes, change, kind):
    layer = make_grid([("Forest", 0.9, "")])
    follower.follow(layer)
    changes.clear()

    change(layer)

    assert set(changes) == {kind}


def river(layer, *fids: int) -> None:
    for fid in fids:
        layer.changeAttributeValue(fid, layer.fields().lookupField("class_key"), "River")


EDITS = {
    "a change": lambda layer: river(layer, 1),
    "a deletion": lambda layer: layer.deleteFeatures([1]),
    "a change that is undone": lambda layer: (river(layer, 1), layer.undoStack().undo()),
}


@pytest.mark.parametrize("change", list(EDITS.values()), ids=list(EDITS))
def test_the_edited_tiles_are_known(follower, make_grid, change):
    layer = make_grid([("Forest", 0.9, "")] * 3)
    follower.follow(layer)
    layer.startEditing()

    change(layer)

    assert follower.take_edits() == {1}
    assert follower.take_edits() == set()


@pytest.mark.parametrize("change", list(EDITS.values()), ids=list(EDITS))
def test_tiles_whose_edits_are_rolled_back_are_edited_once_more(follower, make_grid, change):
    layer = make_grid([("Forest", 0.9, "")] * 3)
    follower.follow(layer)
    layer.startEditing()
    river(layer, 2)
    change(layer)
    follower.take_edits()

    layer.rollBack()

    assert follower.take_edits() >= {2}


def test_many_edits_are_a_change_of_all_tiles_and_noted_again_afterwards(follower, make_grid, changes, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.gui.map.layer_follower.MANY_EDITS", 2)
    layer = make_grid([("Forest", 0.9, "")] * 5)
    follower.follow(layer)
    layer.startEditing()
    changes.clear()

    river(layer, 1, 2, 3, 4)

    assert changes == ["some tiles", "some tiles", "tiles"]
    assert follower.take_edits() == set()
    river(layer, 5)
    assert follower.take_edits() == {5}


def test_what_happens_to_a_layer_no_longer_followed_is_no_change(follower, make_grid, changes):
    layer = make_grid([("Forest", 0.9, "")])
    follower.follow(layer)
    follower.follow(None)
    changes.clear()

    layer.selectAll()

    assert changes == []


def test_a_layer_that_loses_a_grid_field_is_no_grid_any_more(follower, make_grid):
    layer = make_grid([("Forest", 0.9, "")])
    follower.follow(layer)

    layer.dataProvider().deleteAttributes([layer.fields().lookupField("flag")])
    layer.updateFields()

    assert follower.grid is None


def test_a_deleted_layer_is_let_go(follower, make_grid):
    layer = make_grid([])
    follower.follow(layer)

    QgsProject.instance().removeMapLayer(layer.id())

    assert follower.grid is None


def test_after_the_followed_layer_was_deleted_the_edited_tiles_of_another_one_are_known(follower, make_grid):
    first, second = make_grid([]), make_grid([("Forest", 0.9, "")])
    follower.follow(first)
    QgsProject.instance().removeMapLayer(first.id())
    follower.follow(second)
    second.startEditing()

    river(second, 1)

    assert follower.take_edits() == {1}
    second.rollBack()


def test_a_layer_of_a_closed_project_is_let_go(follower, make_grid):
    follower.follow(make_grid([]))

    QgsProject.instance().clear()

    assert follower.grid is None
