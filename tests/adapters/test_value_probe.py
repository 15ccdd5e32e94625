# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster import open_raster
from eurosat_plugin.adapters.value_probe import measure_values
from eurosat_plugin.core.errors import InputError
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_a_sample_tells_darkest_median_and_brightest(tmp_path: Path) -> None:
    values = ground(rows=100, cols=100)
    values[:, :50] = 0  # nodata
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    facts = measure_values(raster, raster.box.area)

    measured = values[:, 50:]
    assert facts.dtype == "uint16"
    assert facts.median == np.median(measured)
    assert facts.darkest == tuple(np.percentile(band, 0.1) for band in measured.reshape(3, -1))


def test_a_sample_without_a_valid_pixel_is_refused(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", np.zeros((3, 100, 100), dtype=np.uint16))), [])

    with pytest.raises(InputError, match="all of it is nodata"):
        measure_values(raster, raster.box.area)


def test_a_small_valid_corner_of_a_large_raster_is_found(tmp_path: Path) -> None:
    values = np.zeros((3, 3000, 3000), dtype=np.uint16)
    values[:, 1502:1505, 1502:1505] = 700
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    assert measure_values(raster, raster.box.area).median == 700


def test_scaled_numbers_are_told_by_their_steps_at_full_resolution(tmp_path: Path) -> None:
    values = np.rint(ground(1500, 1500) * 6.5535).astype(np.uint16)
    path = write_raster(tmp_path / "a.tif", values)
    gdal.Open(str(path), gdal.GA_Update).BuildOverviews("AVERAGE", [2, 4])
    raster = open_raster(None, str(path), [])

    assert measure_values(raster, raster.box.area).full_scale_steps == 1.0
