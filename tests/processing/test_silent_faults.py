# SPDX-License-Identifier: GPL-2.0-or-later
"""Images that are classified without an error and give a wrong map: the run says why, or stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.core.product.test_offset_steps import carrying
from tests.core.product.test_offset_steps import ground as fields
from tests.core.product.test_upsampled import enlarge, ground, shrink
from tests.processing.conftest import Run
from tests.rasters import write_raster

Classify = Callable[..., Run]
NAMES = ["B04", "B03", "B02"]


def warnings_of(classify: Classify, path: Path, **parameters: Any) -> str:
    run = classify(INPUT=str(path), **parameters)
    assert run.ok, run.sentence
    return " ".join(run.log.warnings)


@pytest.mark.parametrize(
    ("times", "pixel", "told"), [(1, 10.0, False), (2, 10.0, True), (3, 10.0, True), (2, 5.0, False)]
)
def test_an_image_that_was_enlarged_is_told(
    classify: Classify, tmp_path: Path, times: int, pixel: float, told: bool
) -> None:
    values = enlarge(shrink(ground(), times), times).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", values, names=NAMES, pixel=pixel)

    assert ("enlarged from pixels of 20 m" in warnings_of(classify, path)) == told
    assert "show less than the network" not in warnings_of(classify, path)


def test_a_composite_of_pixels_with_and_without_the_offset_is_told(classify: Classify, tmp_path: Path) -> None:
    mixed = np.moveaxis(fields() + carrying(0.3), -1, 0).astype(np.uint16)
    path = write_raster(tmp_path / "composite.tif", mixed, names=NAMES)

    assert "pixel by pixel, of images with and without the offset" in warnings_of(classify, path)


@pytest.mark.parametrize("dtype", ["uint16", "float32"])
def test_dark_pixels_that_became_nodata_in_some_bands_are_told(classify: Classify, tmp_path: Path, dtype: str) -> None:
    values = np.moveaxis(fields(), -1, 0) - 600
    values = np.where(values > 0, values, 0 if dtype == "uint16" else np.nan).astype(dtype)
    path = write_raster(tmp_path / "twice.tif", values, names=NAMES, nodata=0.0 if dtype == "uint16" else None)

    assert "of the three bands are nodata" in warnings_of(classify, path, RADIOMETRY="auto", OFFSET=600)


def test_where_no_tile_has_enough_pixels_nothing_is_written(classify: Classify, tmp_path: Path) -> None:
    values = np.moveaxis(fields(), -1, 0).astype(np.uint16)
    values[:, np.random.default_rng(2).random((256, 256)) < 0.8] = 0
    path = write_raster(tmp_path / "sparse.tif", values, names=NAMES, nodata=0)
    grid = tmp_path / "grid.gpkg"
    grid.write_bytes(b"older")

    run = classify(INPUT=str(path), OUTPUT=str(grid))

    assert not run.ok
    assert "No tile has enough valid pixels" in run.sentence
    assert grid.read_bytes() == b"older"
    assert {file.name for file in tmp_path.iterdir()} <= {"sparse.tif", "sparse.tif.aux.xml", "grid.gpkg"}
