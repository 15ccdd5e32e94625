# SPDX-License-Identifier: GPL-2.0-or-later
"""The generated scene of the demonstration, as a file to open and as tiles to point at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demo.geotiff import EPSG, ORIGIN, PIXEL_SIZE, write_scene
from demo.scene import Scene, generate_scene, tile_labels
from scripts.desktop.display import Point
from scripts.desktop.session import DesktopSession

TILE = 64 * PIXEL_SIZE
"""Metres."""

CRS = f"EPSG:{EPSG}"

DISTRICTS = {"north": ((2, 3), (3, 6)), "middle": ((6, 3), (6, 8)), "far": ((12, 18), (14, 21))}
"""Rectangles over tiles, by their names: from which tile (row, col) to which."""
_INSIDE_M = 100
"""How far they are from the edges of these tiles."""


@dataclass(frozen=True)
class SceneFile:
    """The scene written to `path`; `labels` (tile rows, tile cols) are ids of classes, -1 for mixtures."""

    path: Path
    labels: npt.NDArray[np.int16]

    @property
    def box(self) -> list[float]:
        """West, south, east, north."""
        rows, cols = self.labels.shape
        west, north = ORIGIN
        return [west, north - rows * TILE, west + cols * TILE, north]


def make_scene(path: Path) -> SceneFile:
    """Generate the scene and write it to `path`."""
    return save_scene(generate_scene(), path)


def save_scene(scene: Scene, path: Path) -> SceneFile:
    """Write `scene` to `path`."""
    write_scene(scene, path)
    return SceneFile(path, tile_labels(scene.truth))


def write_districts(path: Path) -> Path:
    """Write DISTRICTS to the GeoJSON file `path`, and return it."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [_ring(first, last)]},
        }
        for name, (first, last) in DISTRICTS.items()
    ]
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG}"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
    return path


def _ring(first: tuple[int, int], last: tuple[int, int]) -> list[list[float]]:
    (west, north), (east, south) = tile_middle(*first), tile_middle(*last)
    reach = TILE / 2 - _INSIDE_M
    west, north, east, south = west - reach, north + reach, east + reach, south - reach
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def tile_middle(row: int, col: int) -> tuple[float, float]:
    """Return easting and northing of the middle of a tile."""
    return ORIGIN[0] + TILE * (col + 0.5), ORIGIN[1] - TILE * (row + 0.5)


def tile_at(x: float, y: float) -> tuple[int, int]:
    """Return row and column of the tile around easting `x` and northing `y`."""
    return int((ORIGIN[1] - y) // TILE), int((x - ORIGIN[0]) // TILE)


def tile_on_screen(desktop: DesktopSession, row: int, col: int) -> Point:
    """Return where on the screen the middle of a tile is."""
    return desktop.on_screen(*tile_middle(row, col), CRS)


def show_scene(desktop: DesktopSession, scene: SceneFile) -> None:
    """Open the scene, in its own colours, in a new project, and show all of it."""
    desktop.ask("new_project")
    desktop.ask("open_raster", path=str(scene.path), bands=[3, 2, 1], brightest=2750)
    desktop.ask("look_at", box=scene.box, crs=CRS)
    desktop.wait_for_map()


def drag_over_tiles(desktop: DesktopSession, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Draw a rectangle from the middle of one tile to the middle of another with the rectangle tool."""
    take_rectangle_tool(desktop)
    desktop.display.drag(tile_on_screen(desktop, *first), tile_on_screen(desktop, *last))


def take_rectangle_tool(desktop: DesktopSession) -> None:
    """Press the tool's button in the tool bar."""
    desktop.press_button("eurosatClassifyRectangle")
    desktop.wait("the rectangle tool", lambda: desktop.ask("is_checked", action="eurosatClassifyRectangle"))


def wait_for_grid(desktop: DesktopSession, before: set[str]) -> str:
    """Return the id of the one classified layer that is not among the ids `before`, once it is there and drawn."""
    new = desktop.wait("a classified layer", lambda: classified_layers(desktop) - before)
    desktop.wait_for_map()
    (layer,) = new
    return layer


def classified_layers(desktop: DesktopSession) -> set[str]:
    """Return the ids of the vector layers of the project."""
    return {layer["id"] for layer in desktop.ask("layers") if layer["features"] >= 0}
