# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import last_error, open_raster_file, open_vector_file
from tests.rasters import ground, write_raster


@pytest.fixture(params=[False, True], ids=["plain", "exceptions"])
def exceptions(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Switch GDAL's exceptions off, or on as another plugin may do; handlers hear nothing of them then."""
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if request.param else gdal.DontUseExceptions)()
    yield request.param
    (gdal.UseExceptions if before else gdal.DontUseExceptions)()


@pytest.mark.usefixtures("exceptions")
def test_what_is_no_raster_opens_as_nothing_and_gdal_says_why(tmp_path: Path) -> None:
    path = tmp_path / "notes.tif"
    path.write_text("no image")

    assert open_raster_file(str(path)) is None
    assert "notes.tif" in last_error()
    assert open_raster_file(str(path), quiet=True) is None
    assert open_vector_file(str(path)) is None


@pytest.mark.parametrize("exceptions", [False], indirect=True)
def test_nothing_is_logged_of_what_is_only_looked_for(tmp_path: Path, exceptions: bool) -> None:
    path, heard = tmp_path / "notes.tif", []
    path.write_text("no image")
    gdal.PushErrorHandler(lambda *said: heard.append(said))
    try:
        open_raster_file(str(path), quiet=True)
        open_vector_file(str(path))
        quiet = list(heard)
        open_raster_file(str(path))
    finally:
        gdal.PopErrorHandler()

    assert quiet == []
    assert len(heard) == 1


def test_a_raster_is_changed_only_where_that_is_asked_for(tmp_path: Path) -> None:
    path = str(write_raster(tmp_path / "a.tif", ground()))

    dataset = open_raster_file(path, update=True)
    dataset.SetMetadataItem("PLACE", "here")
    dataset = None

    assert open_raster_file(path).GetMetadataItem("PLACE") == "here"
    assert open_vector_file(path) is None
