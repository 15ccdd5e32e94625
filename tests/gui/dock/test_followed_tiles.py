# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest

from eurosat_plugin.gui.dock.followed_tiles import FollowedTiles
from eurosat_plugin.gui.map.layer_follower import LayerFollower
from eurosat_plugin.gui.tiles import grid_reader
from tests.gui.docks import FOUR_TILES


@pytest.fixture
def tiles(make_grid, monkeypatch: pytest.MonkeyPatch) -> Iterator[FollowedTiles]:
    """Return the tiles of a layer that counts as large."""
    monkeypatch.setattr(grid_reader, "AT_ONCE", len(FOUR_TILES) - 1)
    follower = LayerFollower()
    follower.follow(make_grid(FOUR_TILES))
    tiles = FollowedTiles(follower, follower)
    yield tiles
    tiles.stop()
    follower.let_go()


def test_while_a_large_layer_is_read_again_its_tiles_are_those_from_before(tiles, qtbot):
    grid, grown = tiles.parent().grid, []
    tiles.grown.connect(lambda counts: grown.append(counts.tiles))
    with qtbot.waitSignal(tiles.finished, timeout=60_000):
        tiles.bring_up_to_date(grid)
    first = list(grown)
    tiles.mark_stale()

    with qtbot.waitSignal(tiles.finished, timeout=60_000):
        tiles.bring_up_to_date(grid)

    assert first[-1] == len(FOUR_TILES)
    assert grown == first
