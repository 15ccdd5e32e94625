# SPDX-License-Identifier: GPL-2.0-or-later
"""Which image a rectangle is about, by mouse in the QGIS that a user starts, and what is said where there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from scripts.desktop.scene import CRS, SceneFile, classified_layers, drag_over_tiles, tile_at, wait_for_grid
from scripts.desktop.session import DesktopSession

OFFER = "EuroSatOffer"
FIRST, BESIDE = ((2, 3), (9, 12)), ((2, 13), (9, 20))
"""Tiles (row, col) from and to the middles of which rectangles are drawn."""


@pytest.fixture
def empty(desktop: DesktopSession, scene: SceneFile) -> Iterator[DesktopSession]:
    """Return QGIS with a new project, and nothing in the message bar."""
    desktop.ask("new_project")
    desktop.ask("clear_messages")
    yield desktop
    desktop.ask("trigger", action="mActionPan")
    desktop.ask("clear_messages")
    desktop.ask("new_project")


def look(desktop: DesktopSession, scene: SceneFile) -> None:
    desktop.ask("look_at", box=scene.box, crs=CRS)
    desktop.wait_for_map()


def draw(desktop: DesktopSession, tiles: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """Draw a rectangle; return the id of the grid that comes of it."""
    before = classified_layers(desktop)
    drag_over_tiles(desktop, *tiles)
    return wait_for_grid(desktop, before)


def name_of(desktop: DesktopSession, layer: str) -> str:
    return next(str(each["name"]) for each in desktop.ask("layers") if each["id"] == layer)


def share_of_right_tiles(desktop: DesktopSession, layer: str, scene: SceneFile) -> float:
    """Return how many of the tiles of one class on the ground were given that class."""
    tiles = desktop.ask("tiles", layer=layer)
    labels = [scene.labels[tile_at(tile["x"], tile["y"])] for tile in tiles]
    right = [tile["class_id"] == label for tile, label in zip(tiles, labels) if label >= 0]
    assert len(right) >= 40
    return float(np.mean(right))


def copy_upside_down(scene: SceneFile, path: Path) -> Path:
    """Write the scene with its rows in the other order: at the same place is other land."""
    shutil.copy(scene.path, path)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.WriteArray(np.ascontiguousarray(dataset.ReadAsArray()[:, ::-1]))
    return path


def test_a_product_whose_bands_are_three_layers_is_classified(
    empty: DesktopSession, scene: SceneFile, tmp_path: Path
) -> None:
    for number, band in enumerate(("B02", "B03", "B04"), 1):
        path = tmp_path / f"T33UUT_20200115T100159_{band}_10m.tif"
        gdal.Translate(str(path), str(scene.path), bandList=[number])
        empty.ask("open_file", path=str(path))
    look(empty, scene)

    grid = draw(empty, FIRST)

    assert share_of_right_tiles(empty, grid, scene) >= 0.95
    assert any("_B04_10m is one band of an image: it is classified with" in said for said in empty.ask("messages"))


def test_a_second_rectangle_beside_the_first_is_about_the_same_of_two_images(
    empty: DesktopSession, scene: SceneFile, tmp_path: Path
) -> None:
    lower = empty.ask("open_file", path=str(shutil.copy(scene.path, tmp_path / "lower.tif")))
    empty.ask("open_file", path=str(copy_upside_down(scene, tmp_path / "upper.tif")))
    empty.ask("make_current", layer=lower)
    look(empty, scene)
    draw(empty, FIRST)

    grid = draw(empty, BESIDE)

    assert name_of(empty, grid) == "Land cover of lower, 640 m (2)"
    assert share_of_right_tiles(empty, grid, scene) >= 0.9


def test_a_grid_whose_source_has_gone_says_so_and_the_other_image_is_classified(
    empty: DesktopSession, scene: SceneFile, tmp_path: Path
) -> None:
    path = tmp_path / "gone.tif"
    gone = empty.ask("open_file", path=str(shutil.copy(scene.path, path)))
    look(empty, scene)
    grid = draw(empty, FIRST)
    empty.ask("open_file", path=str(shutil.copy(scene.path, tmp_path / "other.tif")))
    empty.ask("remove_layer", layer=gone)
    path.unlink()
    empty.ask("make_current", layer=grid)
    look(empty, scene)

    second = draw(empty, BESIDE)

    assert name_of(empty, second) == "Land cover of other, 640 m"
    assert any("is no longer there. other is classified." in said for said in empty.ask("messages"))


def test_without_an_image_nothing_is_classified_before_the_offer_is_taken(
    empty: DesktopSession, scene: SceneFile, tmp_path: Path
) -> None:
    elevation = gdal.Translate(str(tmp_path / "elevation.tif"), str(scene.path), bandList=[1])
    elevation.GetRasterBand(1).SetDescription("height")
    del elevation
    empty.ask("open_file", path=str(tmp_path / "elevation.tif"))
    look(empty, scene)

    drag_over_tiles(empty, *FIRST)
    empty.wait("the offer", lambda: empty.ask("place", name=OFFER))
    before, running = classified_layers(empty), empty.ask("tasks")
    empty.display.save_picture(tmp_path / "offer.png")
    empty.press_button(OFFER)
    grid = wait_for_grid(empty, before)

    assert (before, running) == (set(), 0)
    assert any("No Sentinel-2 image is on the map" in said for said in empty.ask("messages"))
    assert name_of(empty, grid) == "Land cover of the map as displayed, 640 m"


def test_a_project_of_vector_layers_alone_is_refused(empty: DesktopSession, scene: SceneFile, tmp_path: Path) -> None:
    west, south, east, north = scene.box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{CRS.replace(':', '::')}"}}
    (tmp_path / "fields.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}), encoding="utf-8"
    )
    layer = empty.ask("open_file", path=str(tmp_path / "fields.geojson"))
    look(empty, scene)
    said = len(empty.ask("messages"))

    drag_over_tiles(empty, *FIRST)
    sentence = empty.wait("a sentence", lambda: empty.ask("messages")[said:])

    assert "No Sentinel-2 image is on the map" in sentence[0]
    assert empty.ask("place", name=OFFER) is None
    assert classified_layers(empty) == {layer}
