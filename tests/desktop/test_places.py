# SPDX-License-Identifier: GPL-2.0-or-later
"""From an empty project with a base map to a chart, by mouse; catalogue and base map are on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from scripts.desktop.catalogue import CLOUDS, Internet, local_internet
from scripts.desktop.display import Point
from scripts.desktop.scene import (
    CRS,
    TILE,
    SceneFile,
    classified_layers,
    drag_over_tiles,
    tile_at,
    tile_middle,
    tile_on_screen,
    wait_for_grid,
)
from scripts.desktop.session import DesktopSession

FIRST, LAST = (2, 3), (9, 12)
"""Tiles (row, col) from and to the middles of which the rectangle is drawn."""

SCENES = "EuroSatScenes"
PIXELS_M = 60
"""Metres of two pixels of the screen."""


@pytest.fixture(scope="module")
def internet(scene: SceneFile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Internet]:
    with local_internet(scene, tmp_path_factory.mktemp("internet")) as internet:
        yield internet


@pytest.fixture
def on_a_map(desktop: DesktopSession, scene: SceneFile, internet: Internet) -> Iterator[DesktopSession]:
    """Return QGIS with nothing but a base map, whose catalogue is the one on this machine."""
    desktop.ask("new_project")
    desktop.ask("clear_messages")
    desktop.ask("prefer", name="places/catalogue", value=internet.catalogue.api)
    desktop.ask("reload_plugin", times=1)  # a panel that was made in an earlier test would keep its catalogue
    desktop.ask("open_base_map", tiles=internet.tiles)
    desktop.ask("look_at", box=scene.box, crs=CRS, map_crs="EPSG:3857")
    desktop.wait_for_map()
    internet.catalogue.requests.clear()
    yield desktop
    desktop.ask("trigger", action="mActionPan")
    desktop.ask("prefer", name="places/catalogue", value=None)
    desktop.ask("reload_plugin", times=1)
    desktop.ask("clear_messages")
    desktop.ask("new_project")


class Hand:
    """A hand that counts what it does."""

    def __init__(self, desktop: DesktopSession) -> None:
        self._desktop = desktop
        self.clicks = self.drags = 0

    def press(self, name: str) -> None:
        self._desktop.press_button(name)
        self.clicks += 1

    def drag(self, start: Point, end: Point) -> None:
        self._desktop.display.drag(start, end)
        self.drags += 1


def cloud_is_known(desktop: DesktopSession) -> bool:
    rows = desktop.ask("rows", name=SCENES)
    return len(rows) == len(CLOUDS) and all(row[1] for row in rows)


def reaches(tiles: list[dict[str, Any]], first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Tell whether `tiles` cover a rectangle between the middles of two tiles of the scene, but for a few pixels."""
    (west, north), (east, south) = tile_middle(*first), tile_middle(*last)
    xs, ys, reach = [tile["x"] for tile in tiles], [tile["y"] for tile in tiles], TILE / 2 + PIXELS_M
    return min(xs) - reach <= west and max(xs) + reach >= east and min(ys) - reach <= south and max(ys) + reach >= north


def label_of(scene: SceneFile, tile: dict[str, Any]) -> int:
    """Return the class of the scene's own tiles under `tile`, which begins where the rectangle does; -1 of several."""
    reach = TILE / 2 - 1
    under = {
        int(scene.labels[tile_at(tile["x"] + across, tile["y"] + down)])
        for across in (-reach, reach)
        for down in (-reach, reach)
    }
    return under.pop() if len(under) == 1 else -1


def test_from_a_base_map_to_a_chart_it_takes_a_drag_and_three_clicks(
    on_a_map: DesktopSession, scene: SceneFile, internet: Internet
) -> None:
    hand, before = Hand(on_a_map), classified_layers(on_a_map)

    hand.press("eurosatClassifyRectangle")
    on_a_map.wait("the rectangle tool", lambda: on_a_map.ask("is_checked", action="eurosatClassifyRectangle"))
    on_a_map.wait_for_map()
    hand.drag(tile_on_screen(on_a_map, *FIRST), tile_on_screen(on_a_map, *LAST))
    on_a_map.wait("the panel", lambda: on_a_map.ask("place", name="EuroSatSearch"))
    unasked = list(internet.catalogue.requests)
    hand.press("EuroSatSearch")
    on_a_map.wait("the cloud over the place", lambda: cloud_is_known(on_a_map))
    chosen, listed = on_a_map.ask("current_row", name=SCENES), on_a_map.ask("rows", name=SCENES)
    hand.press("EuroSatClassifyScene")
    grid = wait_for_grid(on_a_map, before)
    headline = on_a_map.wait("the figures", lambda: on_a_map.ask("text", name="EuroSatHeadline"))

    assert (hand.clicks, hand.drags) == (3, 1)
    assert unasked == []
    assert [row[0] for row in listed] == sorted((row[0] for row in listed), reverse=True)
    assert chosen[0] == internet.clearest_day
    assert "Largest" in headline
    tiles = on_a_map.ask("tiles", layer=grid)
    assert reaches(tiles, FIRST, LAST)
    labels = [label_of(scene, tile) for tile in tiles]
    right = [tile["class_id"] == label for tile, label in zip(tiles, labels) if label >= 0]
    assert len(right) >= 10
    assert np.mean(right) >= 0.9


def test_another_image_is_added_to_the_map_and_classified_by_a_rectangle(
    on_a_map: DesktopSession, internet: Internet
) -> None:
    on_a_map.ask("trigger", action="eurosatClassifyPlace")
    on_a_map.wait("the images", lambda: on_a_map.ask("current_row", name=SCENES))
    rasters = len(on_a_map.ask("layers"))
    on_a_map.press_button("EuroSatAddScene")
    on_a_map.wait("the image", lambda: len(on_a_map.ask("layers")) > rasters)
    on_a_map.wait_for_map()
    before = classified_layers(on_a_map)

    drag_over_tiles(on_a_map, FIRST, (4, 5))
    grid = wait_for_grid(on_a_map, before)

    assert reaches(on_a_map.ask("tiles", layer=grid), FIRST, (4, 5))
