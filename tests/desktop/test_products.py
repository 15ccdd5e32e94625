# SPDX-License-Identifier: GPL-2.0-or-later
"""A Sentinel-2 product, from the file manager to the chart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from scripts.desktop.scene import SceneFile, classified_layers, wait_for_grid
from scripts.desktop.session import DesktopSession
from tests.products import Product, pack, write_product


@pytest.fixture(scope="module")
def archive(scene: SceneFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the generated scene as a product in the archive in which products are downloaded."""
    values = gdal.Open(str(scene.path)).ReadAsArray()[:, :640, :640]
    bands = {band: np.asarray(band_values) for band, band_values in zip(("B02", "B03", "B04"), values)}
    return pack(write_product(tmp_path_factory.mktemp("download"), bands, Product("L2A", 511)))


@pytest.fixture
def empty(desktop: DesktopSession) -> Iterator[DesktopSession]:
    """Empty the project, now and again afterwards."""
    desktop.ask("new_project")
    yield desktop
    desktop.ask("new_project")


def test_an_archive_that_is_dropped_on_the_map_can_be_classified_at_once(empty: DesktopSession, archive: Path) -> None:
    empty.ask("clear_messages")
    said = len(empty.ask("messages"))
    empty.ask("drop", path=str(archive))
    names = empty.wait("the product's layer", lambda: [layer["name"] for layer in empty.ask("layers")])
    assert names == ["32TQM 2022-03-01 L2A"]
    # QGIS has nothing to complain of; that a task is complete it tells where this took more than a moment.
    assert set(empty.ask("messages")[said:]) <= {f"Opening {archive.name}"}
    empty.wait_for_map()

    before = classified_layers(empty)
    empty.ask("trigger", action="eurosatClassifyLayer")
    grid = wait_for_grid(empty, before)

    assert len(empty.ask("tiles", layer=grid)) == 100
