# SPDX-License-Identifier: GPL-2.0-or-later
"""Each wrong input gets its sentence, which says what is wrong and what to do, and no output is left."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.processing.conftest import Run
from tests.processing.wrong_inputs import IMAGES, MODELS, PARAMETERS
from tests.products import set_bands
from tests.rasters import ORIGIN, ground, write_raster

Classify = Callable[..., Run]


@pytest.fixture
def refuse(classify: Classify, tmp_path: Path) -> Callable[..., str]:
    """Run with wrong parameters; return the sentence after checking that it is one and that nothing is left."""

    def run(**parameters: Any) -> str:
        folder = tmp_path / "out"
        folder.mkdir()
        result = classify(**{"OUTPUT": str(folder / "grid.gpkg"), **parameters})
        assert not result.ok
        assert result.sentence.endswith(".")
        assert "\n" not in result.sentence
        assert "Traceback" not in result.sentence
        assert not list(folder.iterdir())
        return result.sentence

    return run


@pytest.mark.parametrize("case", IMAGES)
def test_an_image_that_cannot_be_classified(refuse: Callable[..., str], tmp_path: Path, case: str) -> None:
    write, sentence = IMAGES[case]

    assert sentence in refuse(**write(tmp_path))


@pytest.mark.parametrize("case", PARAMETERS)
def test_a_wrong_parameter_is_named(refuse: Callable[..., str], countryside: Path, case: str) -> None:
    parameters, sentence = PARAMETERS[case]

    assert sentence in refuse(**{"INPUT": str(countryside), **parameters})


@pytest.mark.parametrize("case", MODELS)
def test_a_file_that_is_no_model(refuse: Callable[..., str], countryside: Path, tmp_path: Path, case: str) -> None:
    content, sentence = MODELS[case]
    (tmp_path / "model.onnx").write_bytes(content())

    assert sentence in refuse(INPUT=str(countryside), MODEL_FILE=str(tmp_path / "model.onnx"))


def test_the_bundled_model_is_missing(
    refuse: Callable[..., str], countryside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eurosat_plugin.processing.grid_settings.model_path", lambda name: tmp_path / f"{name}.onnx")

    assert "does not exist" in refuse(INPUT=str(countryside))


def test_onnxruntime_is_asked_for_and_absent(
    refuse: Callable[..., str], countryside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    assert "choose the numpy backend" in refuse(INPUT=str(countryside), BACKEND="onnxruntime")


@pytest.mark.parametrize("output", ["/proc/grid.gpkg", "{folder}/absent/folder/grid.gpkg"])
def test_an_output_that_cannot_be_written_is_named(
    classify: Classify, countryside: Path, tmp_path: Path, output: str
) -> None:
    path = output.format(folder=tmp_path)

    run = classify(INPUT=str(countryside), OUTPUT=path)

    assert not run.ok
    assert Path(path).name in run.sentence or "OUTPUT" in run.sentence
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_named(classify: Classify, countryside: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    run = classify(INPUT=str(countryside), OUTPUT=str(tmp_path / "grid.gpkg"))

    assert not run.ok
    assert "grid.gpkg" in run.sentence


def test_an_extent_with_an_unknown_crs_is_refused(refuse: Callable[..., str], countryside: Path) -> None:
    x, y = ORIGIN

    sentence = refuse(INPUT=str(countryside), EXTENT=f"{x},{x + 640},{y - 640},{y} [EPSG:999999]")

    assert sentence.startswith("EXTENT is in EPSG:999999, which is no coordinate reference system that QGIS knows")


def test_an_extent_that_reaches_over_the_raster_is_cut(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), EXTENT="-180,180,-85,85 [EPSG:4326]")

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == math.ceil(200 / 64) * math.ceil(300 / 64)


def test_a_scaled_raster_without_any_name_is_still_read(classify: Classify, tmp_path: Path) -> None:
    path = set_bands(write_raster(tmp_path / "a.tif", ground()), scale=0.0001)

    assert classify(INPUT=str(path)).outputs["RADIOMETRY_USED"] == "reflectance"
