# SPDX-License-Identifier: GPL-2.0-or-later
"""Polygons are selected with QGIS's own tool, and classified, in the QGIS that a user starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.desktop.scene import (
    CRS,
    SceneFile,
    classified_layers,
    show_scene,
    tile_at,
    tile_on_screen,
    write_districts,
)
from scripts.desktop.session import DesktopSession

OFFER = "EuroSatOffer"


@pytest.fixture
def districts(desktop: DesktopSession, scene: SceneFile, tmp_path: Path) -> Iterator[str]:
    """Show the scene and three districts on it, in their layer, which is current; return its id."""
    show_scene(desktop, scene)
    desktop.ask("clear_messages")
    path = write_districts(tmp_path / "districts.geojson")
    layer = str(desktop.ask("open_file", path=str(path)))
    desktop.ask("make_current", layer=layer)
    desktop.ask("look_at", box=scene.box, crs=CRS)
    desktop.wait_for_map()
    yield layer
    desktop.ask("trigger", action="mActionPan")
    desktop.ask("clear_messages")
    desktop.ask("new_project")


def select(desktop: DesktopSession, first: tuple[int, int], last: tuple[int, int], layer: str, count: int) -> None:
    """Drag QGIS's selection tool over tiles; `count` polygons are then selected."""
    desktop.ask("trigger", action="mActionSelectFeatures")
    desktop.display.drag(tile_on_screen(desktop, *first), tile_on_screen(desktop, *last))
    desktop.wait("the selection", lambda: desktop.ask("selected", layer=layer) == count)


def layers(desktop: DesktopSession) -> dict[str, str]:
    """Return the ids of the vector layers by their names."""
    made = classified_layers(desktop)
    return {each["name"]: each["id"] for each in desktop.ask("layers") if each["id"] in made}


def test_two_polygons_become_their_tiles_and_a_layer_of_what_each_consists_of(
    desktop: DesktopSession, districts: str
) -> None:
    select(desktop, (1, 2), (7, 9), districts, 2)

    desktop.ask("trigger", action="eurosatClassifyPolygons")
    desktop.wait("both results", lambda: len(layers(desktop)) == 3)

    made = layers(desktop)
    tiles = {tile_at(tile["x"], tile["y"]) for tile in desktop.ask("tiles", layer=made["Land cover of scene, 640 m"])}
    rows = {row["name"]: row["tiles"] for row in desktop.ask("tiles", layer=made["Composition of districts, scene"])}
    assert tiles == {(row, col) for row in (2, 3) for col in range(3, 7)} | {(6, col) for col in range(3, 9)}
    assert rows == {"north": 8, "middle": 6}


def test_the_table_of_the_polygons_is_one_click_away(desktop: DesktopSession, districts: str) -> None:
    select(desktop, (1, 2), (7, 9), districts, 2)
    desktop.ask("trigger", action="eurosatClassifyPolygons")
    desktop.wait("both results", lambda: len(layers(desktop)) == 3)
    desktop.wait_for_map()

    desktop.press_button(OFFER)
    name = "Composition of districts, scene"
    [table] = desktop.wait("the table", lambda: [each for each in desktop.ask("windows") if name in each])

    desktop.ask("close_window", title=table)
    assert "Features Total: 2" in table


def test_without_a_selection_the_message_bar_says_what_to_do(desktop: DesktopSession, districts: str) -> None:
    said = len(desktop.ask("messages"))

    desktop.ask("trigger", action="eurosatClassifyPolygons")
    sentence = desktop.wait("a sentence", lambda: desktop.ask("messages")[said:])

    assert "No polygon of districts is selected; select one or several." in sentence[0]
    assert desktop.ask("tasks") == 0
