# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.valid_band import OPAQUE, add_valid_band
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.tiles.missing import BandNumbers, MissingRule, decide_missing
from tests.rasters import write_raster


def virtual(path: Path) -> gdal.Dataset:
    return gdal.Translate(str(path.with_suffix(".vrt")), str(path), format="VRT", bandList=[1, 2, 3])


def opaque(path: Path, rule: MissingRule, opacity: str = "") -> np.ndarray:
    """Return what the added band tells of the pixels of a file."""
    dataset = virtual(path)
    add_valid_band(dataset, str(path), (1, 2, 3), rule, opacity)
    assert dataset.GetRasterBand(4).GetColorInterpretation() == gdal.GCI_AlphaBand
    found = dataset.GetRasterBand(4).ReadAsArray()
    assert set(np.unique(found)) <= {0, OPAQUE}
    return found == OPAQUE


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
def test_gdal_is_told_what_the_rule_says(tmp_path: Path, dtype: str) -> None:
    special = np.array([-32768, -10000, -9999, -1000, -1, -0.1, 0, 7, 32767, 65535, 1e9, 1e20, np.inf, np.nan])
    if dtype != "float32":
        limits = np.iinfo(dtype)
        special = np.array([n for n in special if np.isfinite(n) and limits.min <= n <= limits.max])
    near = [special, special + 1, special - 1, np.nextafter(special.astype("f4"), 9), np.array([500.0, 2000.0])]
    with np.errstate(invalid="ignore"):
        numbers = np.concatenate(near).astype(dtype)
    values = np.random.default_rng(2).choice(numbers, (3, 60, 60))
    values[:, :20] = np.random.default_rng(3).choice(numbers, (1, 20, 60))  # the same in all bands
    band = BandNumbers(dtype, nodata=((7, 7), (20, 22)))
    rule = decide_missing([band, BandNumbers(dtype), band], ProductFacts(), "l2a")
    rule = MissingRule(rule.bands, rule.gaps, (0.0, -0.1 if dtype == "float32" else 1.0))

    found = opaque(write_raster(tmp_path / "a.tif", values), rule)

    expected = rule.valid(np.moveaxis(values, 0, -1))
    assert np.array_equal(found, expected)
    assert 0.05 < expected.mean() < 0.95


@pytest.mark.parametrize(("dtype", "fill"), [("int32", -(2**31)), ("uint32", 2**32 - 1), ("int32", 2**31 - 1)])
def test_the_largest_numbers_are_told_from_measurements(tmp_path: Path, dtype: str, fill: int) -> None:
    kind = {"int32": gdal.GDT_Int32, "uint32": gdal.GDT_UInt32}[dtype]
    dataset = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "a.tif"), 20, 20, 3, kind)
    values = np.full((20, 20), 500)
    values[:, 5:] = fill
    for number in (1, 2, 3):
        dataset.GetRasterBand(number).WriteArray(values.astype(dtype))
    dataset = None
    rule = MissingRule((BandNumbers(dtype),) * 3, ((), (), ()), (float(fill),))

    assert opaque(tmp_path / "a.tif", rule).sum(axis=1).tolist() == [5] * 20


def test_it_knows_what_is_transparent(tmp_path: Path) -> None:
    values = np.full((4, 20, 20), 9, dtype=np.uint8)
    values[3, :, 5:] = 0
    path = write_raster(tmp_path / "a.tif", values, options=["ALPHA=YES", "PHOTOMETRIC=RGB"])
    colours = MissingRule((BandNumbers("uint8"),) * 3, ((), (), ()))

    assert opaque(path, colours, "4").sum(axis=1).tolist() == [5] * 20
    assert opaque(path, colours, "mask,1").sum(axis=1).tolist() == [5] * 20


def test_where_nothing_can_be_missing_there_is_none(tmp_path: Path) -> None:
    dataset = virtual(write_raster(tmp_path / "a.tif", np.ones((3, 20, 20), dtype=np.uint8)))

    add_valid_band(dataset, "a.tif", (1, 2, 3), MissingRule((BandNumbers("uint8"),) * 3, ((), (), ())))

    assert dataset.RasterCount == 3
