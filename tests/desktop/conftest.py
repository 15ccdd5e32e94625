# SPDX-License-Identifier: GPL-2.0-or-later
"""One real QGIS for the whole room: started once, on a display of its own, with the zip in a clean profile.

Tests that end it, or want it in another language, start one of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("osgeo", reason="needs the system's GDAL")

from demo.scene import Scene
from scripts.desktop.scene import (
    SceneFile,
    drag_over_tiles,
    save_scene,
    show_scene,
    wait_for_grid,
)
from scripts.desktop.session import DesktopSession, reason_to_skip


@dataclass(frozen=True)
class DrawnGrid:
    """The result of a rectangle from the middle of tile `first` to the middle of tile `last` (row, col)."""

    layer: str
    first: tuple[int, int]
    last: tuple[int, int]
    tiles: list[dict[str, Any]]
    """A dictionary of its fields for each tile, with the place `x`, `y` of its middle."""


@pytest.fixture(scope="session")
def scene(generated_scene: Callable[..., Scene], tmp_path_factory: pytest.TempPathFactory) -> SceneFile:
    """Return the generated scene."""
    return save_scene(generated_scene(), tmp_path_factory.mktemp("scene") / "scene.tif")


@pytest.fixture(scope="session")
def start_qgis(tmp_path_factory: pytest.TempPathFactory, plugin_zip: Path) -> Callable[..., DesktopSession]:
    """Return what starts a QGIS with the plugin, a context manager."""
    if reason_to_skip():
        pytest.skip(reason_to_skip())

    def start(**options: Any) -> DesktopSession:
        return DesktopSession(tmp_path_factory.mktemp("desktop"), plugin_zip, **options)

    return start


@pytest.fixture(scope="session")
def running(start_qgis: Callable[..., DesktopSession]) -> Iterator[DesktopSession]:
    """Return the QGIS that tests share."""
    with start_qgis() as session:
        yield session


@pytest.fixture
def desktop(running: DesktopSession) -> Iterator[DesktopSession]:
    """Return the shared QGIS, with the plugin loaded; it must have nothing to complain of afterwards."""
    _load_plugin(running)
    yield running
    assert "\n".join(running.ask("warnings")) == ""
    assert complaints(running) == []


@pytest.fixture(scope="module")
def drawn(running: DesktopSession, scene: SceneFile) -> DrawnGrid:
    """Draw a rectangle on the scene, in a new project, over forest, pasture, river and fields."""
    _load_plugin(running)
    show_scene(running, scene)
    first, last = (2, 3), (9, 12)
    drag_over_tiles(running, first, last)
    layer = wait_for_grid(running, set())
    return DrawnGrid(layer, first, last, running.ask("tiles", layer=layer))


def complaints(session: DesktopSession) -> list[str]:
    """Return the lines of QGIS's standard error that a plugin is to blame for."""
    words = ("Traceback", "eurosat", "QObject", "QPainter", "QWidget", "wrapped C/C++ object", "Segmentation")
    return [line for line in session.errors.splitlines() if any(word in line for word in words)]


def _load_plugin(session: DesktopSession) -> None:
    if not session.ask("versions")["plugin"]:
        session.ask("load_plugin")
