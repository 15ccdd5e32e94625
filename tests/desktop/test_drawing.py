# SPDX-License-Identifier: GPL-2.0-or-later
"""Rectangle, click and the two buttons, by mouse and keyboard, in the QGIS that a user starts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from qgis.PyQt.QtGui import QColor, QImage

from eurosat_plugin.core.classes import CLASSES, class_by_key
from scripts.desktop.scene import (
    CRS,
    SceneFile,
    classified_layers,
    drag_over_tiles,
    take_rectangle_tool,
    tile_at,
    tile_middle,
    tile_on_screen,
    wait_for_grid,
)
from scripts.desktop.session import DesktopSession
from tests.desktop.conftest import DrawnGrid

LABEL = "EuroSatRectangleLabel"


@pytest.fixture
def whole_scene(desktop: DesktopSession, scene: SceneFile, drawn: DrawnGrid) -> Iterator[DesktopSession]:
    """Show the whole scene, its raster being current, now and again afterwards."""
    raster = next(layer["id"] for layer in desktop.ask("layers") if layer["name"] == "scene")
    desktop.ask("make_current", layer=raster)
    desktop.ask("look_at", box=scene.box, crs=CRS)
    desktop.wait_for_map()
    yield desktop
    desktop.ask("trigger", action="mActionPan")  # takes the tool's marks from the map
    desktop.ask("look_at", box=scene.box, crs=CRS)
    desktop.wait_for_map()


def test_every_tile_that_the_rectangle_touches_is_classified(drawn: DrawnGrid) -> None:
    rows = range(drawn.first[0], drawn.last[0] + 1)
    cols = range(drawn.first[1], drawn.last[1] + 1)

    found = sorted(tile_at(tile["x"], tile["y"]) for tile in drawn.tiles)

    assert found == [(row, col) for row in rows for col in cols]


def test_tiles_of_one_class_on_the_ground_are_given_that_class(drawn: DrawnGrid, scene: SceneFile) -> None:
    labels = [scene.labels[tile_at(tile["x"], tile["y"])] for tile in drawn.tiles]

    right = [tile["class_id"] == label for tile, label in zip(drawn.tiles, labels) if label >= 0]

    assert len(right) >= 40
    assert np.mean(right) >= 0.95


def test_the_message_bar_tells_the_largest_class(desktop: DesktopSession, drawn: DrawnGrid) -> None:
    keys = [tile["class_key"] for tile in drawn.tiles]
    largest = class_by_key(max(keys, key=keys.count)).name.lower()

    (told,) = {message for message in desktop.ask("messages") if "Classified 80 tiles of scene;" in message}

    assert largest in told


def test_the_map_shows_the_tiles_in_the_colours_of_their_classes(
    whole_scene: DesktopSession, drawn: DrawnGrid, tmp_path: Path
) -> None:
    picture = QImage(str(whole_scene.display.save_picture(tmp_path / "map.png")))
    # 85 % opaque and more: what shines through of the image cannot change a channel by more than 15 %.
    sure = [tile for tile in drawn.tiles if tile["confidence"] >= 0.98]
    spots = [whole_scene.on_screen(tile["x"], tile["y"], CRS) for tile in sure]

    wrong = [
        tile
        for tile, spot in zip(sure, spots)
        if _difference(QColor(picture.pixel(*spot)), QColor(class_by_key(tile["class_key"]).color)) > 0.17 * 255
    ]

    assert len(sure) >= 20
    assert wrong == []


def test_a_label_tells_the_tiles_while_the_mouse_is_dragged(whole_scene: DesktopSession) -> None:
    take_rectangle_tool(whole_scene)
    start, end = tile_on_screen(whole_scene, 11, 2), tile_on_screen(whole_scene, 14, 6)

    whole_scene.display.press(start)
    whole_scene.display.pull(start, end)
    text = whole_scene.wait("the label", lambda: whole_scene.ask("text", name=LABEL))

    whole_scene.display.key("Escape")
    whole_scene.display.release()
    assert text.startswith("20 tiles")


def test_escape_gives_the_rectangle_up(whole_scene: DesktopSession) -> None:
    before = classified_layers(whole_scene)
    take_rectangle_tool(whole_scene)
    start, end = tile_on_screen(whole_scene, 11, 2), tile_on_screen(whole_scene, 14, 6)
    whole_scene.display.press(start)
    whole_scene.display.pull(start, end)
    whole_scene.wait("the label", lambda: whole_scene.ask("text", name=LABEL))

    whole_scene.display.key("Escape")
    whole_scene.wait("the label to go", lambda: not whole_scene.ask("text", name=LABEL))
    whole_scene.display.release()

    assert whole_scene.ask("tasks") == 0
    assert classified_layers(whole_scene) == before


def test_a_click_tells_the_probabilities_of_the_tile(whole_scene: DesktopSession, scene: SceneFile) -> None:
    before = classified_layers(whole_scene)
    row, col = 13, 3
    expected = CLASSES[scene.labels[row, col]].name
    take_rectangle_tool(whole_scene)

    whole_scene.display.click(tile_on_screen(whole_scene, row, col))
    probabilities = whole_scene.wait("probabilities", lambda: _probabilities(whole_scene))

    assert whole_scene.ask("text", name="EuroSatTileTitle").startswith(expected)
    assert probabilities[0].startswith(expected)
    assert len(probabilities) == len(CLASSES)
    assert classified_layers(whole_scene) == before


def test_a_rectangle_on_a_turned_map_in_another_projection_finds_its_tiles(
    whole_scene: DesktopSession, scene: SceneFile
) -> None:
    before = classified_layers(whole_scene)
    whole_scene.ask("look_at", box=scene.box, crs=CRS, map_crs="EPSG:3857", rotation=30)
    whole_scene.wait_for_map()

    drag_over_tiles(whole_scene, (5, 14), (9, 14))
    layer = wait_for_grid(whole_scene, before)

    found = {tile_at(tile["x"], tile["y"]) for tile in whole_scene.ask("tiles", layer=layer)}
    whole_scene.ask("remove_layer", layer=layer)
    assert {(5, 14), (9, 14)} <= found


def test_what_the_map_shows_is_classified_by_a_button(whole_scene: DesktopSession) -> None:
    before = classified_layers(whole_scene)
    west, north = tile_middle(11, 1)
    east, south = tile_middle(14, 5)
    whole_scene.ask("look_at", box=[west, south, east, north], crs=CRS)
    whole_scene.wait_for_map()
    seen = _tiles_in(whole_scene.ask("extent"))

    whole_scene.press_button("eurosatClassifyVisible")
    layer = wait_for_grid(whole_scene, before)

    found = {tile_at(tile["x"], tile["y"]) for tile in whole_scene.ask("tiles", layer=layer)}
    whole_scene.ask("remove_layer", layer=layer)
    assert found == seen


def test_the_whole_layer_is_classified_by_a_button(whole_scene: DesktopSession, scene: SceneFile) -> None:
    before = classified_layers(whole_scene)

    whole_scene.press_button("eurosatClassifyLayer")
    layer = wait_for_grid(whole_scene, before)

    found = whole_scene.ask("tiles", layer=layer)
    whole_scene.ask("remove_layer", layer=layer)
    assert len(found) == scene.labels.size


def _probabilities(desktop: DesktopSession) -> list[str]:
    return str(desktop.ask("description", name="EuroSatProbabilities")).splitlines()


def _tiles_in(box: list[float]) -> set[tuple[int, int]]:
    """Return the tiles that the box west, south, east, north touches, as far as the scene has them."""
    west, south, east, north = box
    (top, left), (bottom, right) = tile_at(west, north), tile_at(east, south)
    return {
        (row, col) for row in range(max(top, 0), min(bottom, 16) + 1) for col in range(max(left, 0), min(right, 24) + 1)
    }


def _difference(one: QColor, other: QColor) -> float:
    return max(math.fabs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3]))
