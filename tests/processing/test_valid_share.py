# SPDX-License-Identifier: GPL-2.0-or-later
"""However an image says that pixels are missing, each tile knows how many of its own are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer, QgsRasterRange

from tests.processing.conftest import Run
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]

GAP_COLUMNS = 80
"""The whole first tile of 64 and a quarter of the second."""
EXPECTED = [0.0, 0.75, 1.0]


def with_gap(value: float, dtype: type = np.uint16) -> np.ndarray:
    """Return an image of three tiles, the pixels on its left missing."""
    values = ground(64, 192).astype(dtype)
    if dtype is np.uint8:
        values = (ground(64, 192) // 8).astype(np.uint8)
    if dtype is np.float32:
        values = (ground(64, 192) / 10_000).astype(np.float32)
    values[:, :, :GAP_COLUMNS] = value
    return values


def by_value(folder: Path) -> str:
    return str(write_raster(folder / "a.tif", with_gap(7), nodata=7))


def by_nought(folder: Path) -> str:
    return str(write_raster(folder / "a.tif", with_gap(0)))


def by_nan(folder: Path) -> str:
    return str(write_raster(folder / "a.tif", with_gap(np.nan, np.float32)))


def by_declared_nan(folder: Path) -> str:
    return str(write_raster(folder / "a.tif", with_gap(np.nan, np.float32), nodata=np.nan))


def by_undeclared_value(folder: Path) -> str:
    return str(write_raster(folder / "a.tif", with_gap(-9999, np.int16)))


def by_a_value_that_nobody_knows(folder: Path) -> str:
    return str(write_raster(folder / "a.tif", with_gap(-1, np.int16)))


def by_nought_less_an_offset(folder: Path) -> str:
    return str(write_raster(folder / "a.tif", with_gap(64536)))


def by_alpha(folder: Path) -> str:
    values = with_gap(200, np.uint8)
    alpha = np.full((1, 64, 192), 255, dtype=np.uint8)
    alpha[:, :, :GAP_COLUMNS] = 0
    return str(
        write_raster(folder / "a.tif", np.concatenate([values, alpha]), options=["PHOTOMETRIC=RGB", "ALPHA=YES"])
    )


def by_data_mask(folder: Path) -> str:
    mask = np.ones((1, 64, 192), dtype=np.float32)
    mask[:, :, :GAP_COLUMNS] = 0
    values = np.concatenate([with_gap(0.05, np.float32), mask])
    return str(write_raster(folder / "a.tif", values, names=["B04", "B03", "B02", "dataMask"]))


def by_mask(folder: Path) -> str:
    path = write_raster(folder / "a.tif", with_gap(500))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.full((64, 192), 255, dtype=np.uint8)
    mask[:, :GAP_COLUMNS] = 0
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    dataset = None
    return str(path)


def by_the_user(folder: Path) -> str:
    layer = QgsRasterLayer(str(write_raster(folder / "a.tif", with_gap(9000))), "scene")
    for band in (1, 2, 3):
        layer.dataProvider().setUserNoDataValue(band, [QgsRasterRange(8999, 9001)])
    QgsProject.instance().addMapLayer(layer)
    return layer.id()


IN_FILES = [
    by_value, by_nought, by_nan, by_declared_nan, by_undeclared_value, by_a_value_that_nobody_knows,
    by_nought_less_an_offset, by_alpha, by_data_mask, by_mask,
]  # fmt: skip
WAYS = [*IN_FILES, by_the_user]


@pytest.mark.parametrize("write", WAYS)
def test_every_tile_knows_its_valid_share(classify: Classify, tmp_path: Path, write: Callable[[Path], str]) -> None:
    run = classify(INPUT=write(tmp_path))

    assert run.ok, run.sentence
    assert [feature["valid_share"] for feature in run.layer.getFeatures()] == EXPECTED
    assert run.outputs["SKIPPED_COUNT"] == 1


@pytest.mark.parametrize("write", IN_FILES)
def test_resampling_keeps_the_gap(classify: Classify, tmp_path: Path, write: Callable[[Path], str]) -> None:
    path = tmp_path / "coarse.vrt"
    source = gdal.Open(write(tmp_path))
    gdal.Translate(str(path), source, format="VRT", outputBounds=[500_000, 5_700_000, 502_400, 5_699_200]).FlushCache()

    run = classify(INPUT=str(path))

    assert run.ok, run.sentence
    assert any("12.5 × 12.5 m are resampled" in info for info in run.log.infos)
    # Three tiles of 64 pixels are 240 of 10 m; 100 of them are missing, 64 and 36 in the first two cells.
    shares = [feature["valid_share"] for feature in run.layer.getFeatures() if feature["row"] == 0]
    assert shares[:3] == pytest.approx([0.0, 28 / 64, 1.0], abs=0.02)
