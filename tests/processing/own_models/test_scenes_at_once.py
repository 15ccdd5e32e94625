# SPDX-License-Identifier: GPL-2.0-or-later
"""Small cells of a network that sees an image as a whole: the classes of single looks, and the log says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from tests.core.network.dense_networks import dense_card, write_network
from tests.core.network.foreign_networks import DEEPNESS, THREE
from tests.core.network.onnx_writer import scene_classifier
from tests.processing.conftest import Run
from tests.processing.own_models.conftest import AS_L1C
from tests.rasters import ground, write_raster

AT_ONCE = (
    "The network sees the image as a whole and not tile by tile, which is several times as fast; of tiles without a "
    "doubt 99.5 % get the same class either way."
)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_raster(
        tmp_path_factory.mktemp("rasters") / "image.tif", ground(192, 256, seed=9), names=["B04", "B03", "B02"]
    )


def classes_of(path: Path) -> tuple[np.ndarray, float]:
    dataset = gdal.Open(str(path))
    return dataset.ReadAsArray(), dataset.GetGeoTransform()[1]


@pytest.mark.parametrize("stride", [32, 8])
def test_cells_have_the_classes_of_single_looks(
    classify: Callable[..., Run], image: Path, tmp_path: Path, stride: int
) -> None:
    at_once = write_network(tmp_path / "once.onnx")
    singly = write_network(tmp_path / "singly.onnx", told=replace(dense_card(), dense=None))
    found, expected = tmp_path / "once.tif", tmp_path / "singly.tif"

    once = classify(INPUT=str(image), MODEL_FILE=str(at_once), STRIDE=str(stride), RASTER=str(found), **AS_L1C)
    alone = classify(INPUT=str(image), MODEL_FILE=str(singly), STRIDE=str(stride), RASTER=str(expected), **AS_L1C)

    assert (once.sentence, alone.sentence) == ("", "")
    assert once.outputs["TILE_COUNT"] == alone.outputs["TILE_COUNT"] == (192 // stride) * (256 // stride)
    assert classes_of(found)[1] == 10.0 * stride
    np.testing.assert_array_equal(classes_of(found)[0], classes_of(expected)[0])
    assert [info.replace("\xa0", " ") for info in once.log.infos].count(AT_ONCE) == 1
    assert not any("as a whole" in info for info in alone.log.infos)


@pytest.mark.parametrize("parameters", [{"STRIDE": "64"}, {"STRIDE": "32", "TTA": True}])
def test_single_looks_are_not_said_to_be_another(
    classify: Callable[..., Run], image: Path, tmp_path: Path, parameters: dict[str, object]
) -> None:
    run = classify(INPUT=str(image), MODEL_FILE=str(write_network(tmp_path / "once.onnx")), **parameters, **AS_L1C)

    assert run.ok, run.sentence
    assert not any("as a whole" in info for info in run.log.infos)


def test_an_eighth_of_a_tile_has_whole_pixels_or_is_refused(
    classify: Callable[..., Run], image: Path, tmp_path: Path
) -> None:
    model = tmp_path / "twenty.onnx"
    model.write_bytes(scene_classifier(THREE, "NHWC", 20, {**DEEPNESS, "tile_size": "20"}))

    eighths = classify(INPUT=str(image), MODEL_FILE=str(model), STRIDE="8", **AS_L1C)
    quarters = classify(INPUT=str(image), MODEL_FILE=str(model), STRIDE="16", **AS_L1C)

    assert eighths.sentence == (
        "STRIDE cannot be 8 with tiles of 20 pixels, as those of this model are; choose 16 or more."
    )
    assert quarters.ok, quarters.sentence


def test_eight_pixels_are_cells_of_80_metres_for_every_model(
    classify: Callable[..., Run], image: Path, tmp_path: Path
) -> None:
    raster = tmp_path / "classes.tif"

    run = classify(INPUT=str(image), MODEL="fast-float32", STRIDE="8", RASTER=str(raster), **AS_L1C)

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == 24 * 32
    assert classes_of(raster)[1] == 80.0
