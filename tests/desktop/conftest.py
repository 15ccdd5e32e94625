# SPDX-License-Identifier: GPL-2.0-or-later
"""One real QGIS for the whole room: started once, on a display of its own, with the zip in a clean profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("osgeo", reason="needs the system's GDAL")

from scripts.desktop.scene import (
    SceneFile,
    classified_layers,
    drag_over_tiles,
    make_scene,
    show_scene,
    wait_for_grid,
)
from scripts.desktop.session import DesktopSession, reason_to_skip
from scripts.package import write_zip


@dataclass(frozen=True)
class DrawnGrid:
    """The result of a rectangle from the middle of tile `first` to the middle of tile `last` (row, col)."""

    layer: str
    first: tuple[int, int]
    last: tuple[int, int]
    tiles: list[dict[str, Any]]
    """A dictionary of its fields for each tile, with the place `x`, `y` of its middle."""


@pytest.fixture(scope="session")
def plugin_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the zip that `make package` makes."""
    path = tmp_path_factory.mktemp("zip") / "eurosat_plugin.zip"
    write_zip(path)
    return path


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SceneFile:
    """Return the generated scene."""
    return make_scene(tmp_path_factory.mktemp("scene") / "scene.tif")


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory, plugin_zip: Path, scene: SceneFile) -> Iterator[DesktopSession]:
    """Return a QGIS that shows the scene."""
    if reason_to_skip():
        pytest.skip(reason_to_skip())
    with DesktopSession(tmp_path_factory.mktemp("desktop"), plugin_zip) as session:
        show_scene(session, scene)
        yield session


@pytest.fixture(scope="session")
def drawn(desktop: DesktopSession) -> DrawnGrid:
    """Draw a rectangle on the scene, over forest, pasture, river and fields."""
    first, last = (2, 3), (9, 12)
    before = classified_layers(desktop)
    drag_over_tiles(desktop, first, last)
    layer = wait_for_grid(desktop, before)
    return DrawnGrid(layer, first, last, desktop.ask("tiles", layer=layer))
