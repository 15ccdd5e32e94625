# SPDX-License-Identifier: GPL-2.0-or-later
"""Each wrong input gets its sentence, and no output is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.paths import model_path
from tests.processing.conftest import Run
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]


@pytest.fixture
def refuse(classify: Classify, tmp_path: Path) -> Callable[..., str]:
    """Run with wrong parameters; return the sentence after checking that it is one and that nothing is left."""

    def run(**parameters: Any) -> str:
        folder = tmp_path / "out"
        folder.mkdir()
        result = classify(OUTPUT=str(folder / "grid.gpkg"), **parameters)
        assert not result.ok
        assert result.sentence.endswith(".")
        assert "\n" not in result.sentence
        assert "Traceback" not in result.sentence
        assert not list(folder.iterdir())
        return result.sentence

    return run


def test_a_raster_with_one_band(refuse: Callable[..., str], tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(bands=1))

    assert "has 1 band; classification needs red, green and blue" in refuse(INPUT=str(path))


def test_bands_without_names(refuse: Callable[..., str], tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(bands=5))

    assert "pick them in BANDS" in refuse(INPUT=str(path))


def test_a_raster_without_crs(refuse: Callable[..., str], tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(), crs=None)

    assert "has no coordinate reference system" in refuse(INPUT=str(path))


def test_a_raster_smaller_than_a_tile(refuse: Callable[..., str], tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(63, 200))

    assert "has 200 × 63 pixels, less than one tile" in refuse(INPUT=str(path))


def test_a_raster_without_a_valid_pixel(refuse: Callable[..., str], tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.zeros((3, 200, 200), dtype=np.uint16))

    assert "all of it is nodata" in refuse(INPUT=str(path))


def test_an_extent_in_a_corner_of_nodata(refuse: Callable[..., str], tmp_path: Path) -> None:
    values = ground()
    values[:, :100, :100] = 0
    path = write_raster(tmp_path / "a.tif", values, nodata=0)

    sentence = refuse(INPUT=str(path), EXTENT="500000,500900,5699100,5700000 [EPSG:32633]")

    assert "no valid pixel in the extent" in sentence


def test_a_file_that_is_no_raster(refuse: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_text("not a raster")

    assert "cannot be read" in refuse(INPUT=str(path))


def test_a_folder_that_is_no_product(refuse: Callable[..., str], tmp_path: Path) -> None:
    folder = tmp_path / "holiday pictures"
    folder.mkdir()

    assert "holds no 10 m file of B04, B03, B02" in refuse(INPUT=str(folder))


def test_numbers_that_no_product_has(refuse: Callable[..., str], tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", (ground().astype(float) * 20).clip(0, 60_000).astype(np.uint16))

    assert "which no Sentinel-2 product has" in refuse(INPUT=str(path))


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"INPUT": "/nowhere/scene.tif"}, "There is no raster '/nowhere/scene.tif'"),
        ({"INPUT": ""}, "There is no raster ''"),
        ({"EXTENT": "0,10,0,10 [EPSG:32633]"}, "The extent lies outside the raster"),
        ({"EXTENT": "here"}, "EXTENT cannot be 'here'"),
        ({"BANDS": [1, 2]}, "BANDS needs three bands"),
        ({"BANDS": [7, 2, 1]}, "There is no band 7"),
        ({"RADIOMETRY": "l3"}, "RADIOMETRY cannot be 'l3'; choose one of auto, l1c"),
        ({"EDGE": "crop"}, "EDGE cannot be 'crop'; choose one of shift, pad, skip."),
        ({"STRIDE": "48"}, "STRIDE cannot be '48'; choose one of 64, 32, 16."),
        ({"BACKEND": "gpu"}, "BACKEND cannot be 'gpu'"),
        ({"MODEL": "huge"}, "MODEL cannot be 'huge'"),
        ({"OFFSET": "minus thousand"}, "OFFSET needs a number"),
        ({"OFFSET": "nan"}, "OFFSET needs a number"),
        ({"MIN_CONFIDENCE": "2"}, "MIN_CONFIDENCE needs a number from 0 to 1"),
        ({"MIN_CONFIDENCE": 2.0}, "MIN_CONFIDENCE needs a number from 0 to 1"),
        ({"MODEL_FILE": "/nowhere/model.onnx"}, "does not exist"),
    ],
)
def test_a_wrong_parameter_is_named(
    refuse: Callable[..., str], countryside: Path, parameters: dict[str, Any], sentence: str
) -> None:
    assert sentence in refuse(**{"INPUT": str(countryside), **parameters})


@pytest.mark.parametrize("content", [b"", b"not a model" * 100])
def test_a_file_that_is_no_model(refuse: Callable[..., str], countryside: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)

    assert "model.onnx" in refuse(INPUT=str(countryside), MODEL_FILE=str(path))


def test_a_model_with_a_broken_card(refuse: Callable[..., str], countryside: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(model_path("fast").read_bytes().replace(b'"AnnualCrop"', b'"AnnualCorn"'))

    sentence = refuse(INPUT=str(countryside), MODEL_FILE=str(path))

    assert "its classes are not EuroSAT's ten" in sentence


def test_a_model_without_a_card(refuse: Callable[..., str], countryside: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(model_path("fast").read_bytes().replace(b"eurosat.model_card", b"another.model_card"))

    assert "model card" in refuse(INPUT=str(countryside), MODEL_FILE=str(path))


def test_the_bundled_model_is_missing(
    refuse: Callable[..., str], countryside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eurosat_plugin.processing.grid_settings.model_path", lambda name: tmp_path / f"{name}.onnx")

    assert "does not exist" in refuse(INPUT=str(countryside))


def test_an_output_that_cannot_be_written(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), OUTPUT="/proc/grid.gpkg")

    assert not run.ok
    assert "/proc/grid.gpkg" in run.sentence
