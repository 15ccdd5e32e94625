# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal, osr

from eurosat_plugin.adapters.raster import class_raster
from eurosat_plugin.adapters.raster.class_raster import NO_CLASS, ClassRaster
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.errors import OutputError
from tests.rasters import ORIGIN

pytestmark = pytest.mark.usefixtures("qgis_app")


def raster_of(classes: np.ndarray, *more: np.ndarray) -> ClassRaster:
    """Return a raster of 640 m cells, with a band of confidence for each of `more`."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(32633)
    return ClassRaster(
        classes,
        (ORIGIN[0], 640.0, 0.0, ORIGIN[1], 0.0, -640.0),
        system.ExportToWkt(),
        ["#000000"] * len(CLASSES),
        {},
        tuple((f"confidence_{number}", values) for number, values in enumerate(more)),
    )


@pytest.mark.parametrize("band", [1, 2])
def test_a_file_with_one_other_number_than_was_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, band: int
) -> None:
    classes = np.array([[0, 3, NO_CLASS], [9, 3, 3]], dtype=np.uint8)

    def write_another_number(function: Any, *arguments: Any, **options: Any) -> Any:
        if function.__name__ == "CreateCopy":
            arguments[1].GetRasterBand(band).WriteArray(np.array([[4]], dtype=np.uint8), 1, 0)
        return call_gdal(function, *arguments, **options)

    monkeypatch.setattr(class_raster, "call_gdal", write_another_number)

    with pytest.raises(OutputError, match=r"classes\.tif cannot be written"):
        raster_of(classes, np.full((2, 3), 50, dtype=np.uint8)).write(tmp_path / "a.tif", "classes.tif")

    assert gdal.Open(str(tmp_path / "a.tif")).RasterCount == 2
