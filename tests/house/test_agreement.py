# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.network.prediction import Prediction
from eurosat_plugin.paths import model_path
from scripts.agreement import Answers, agreement, classify, compare, correction, open_source

NODATA = 0


def write_raster(path: Path, values: np.ndarray, west: float = 300_000.0) -> str:
    """Write `values` ``(rows, cols, 3)`` as the three bands of a Level-1C at `west`; return its path."""
    rows, cols, bands = values.shape
    target = gdal.GetDriverByName("GTiff").Create(str(path), cols, rows, bands, gdal.GDT_UInt16)
    target.SetGeoTransform((west, 10.0, 0.0, 5_000_000.0, 0.0, -10.0))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    target.SetProjection(reference.ExportToWkt())
    for number, name in enumerate(("B04", "B03", "B02"), 1):
        target.GetRasterBand(number).WriteArray(values[..., number - 1])
        target.GetRasterBand(number).SetDescription(name)
    target.FlushCache()
    return str(path)


@pytest.fixture
def scene(qgis_app, tmp_path: Path) -> str:
    rows, cols = 2 * 64 + 10, 3 * 64 + 30
    return write_raster(
        tmp_path / "scene_L1C.tif", np.random.default_rng(3).integers(300, 2400, (rows, cols, 3), dtype=np.uint16)
    )


@pytest.fixture
def classifier() -> TileClassifier:
    return open_classifier(model_path("fast"), "numpy")


class Brightness:
    """A classifier that knows one class per hundred digital numbers of the mean, however the tile is turned."""

    def __init__(self, classifier: TileClassifier) -> None:
        self.card, self.batch = classifier.card, classifier.batch

    def classify(self, tiles: np.ndarray) -> Prediction:
        ids = (tiles.mean(axis=(1, 2, 3)) // 20).astype(int) % 10
        probabilities = np.full((len(tiles), 10), 0.01)
        probabilities[np.arange(len(tiles)), ids] = 0.91
        return Prediction(probabilities, np.full(len(tiles), -9.0))


def test_a_scene_agrees_with_itself_on_every_tile(scene: str, classifier: TileClassifier) -> None:
    table = compare(scene, scene, classifier)

    assert table.startswith("6 tiles")
    assert table.splitlines()[-1].split()[1] == "100.0%"


def test_without_another_product_three_airs_are_simulated(scene: str, classifier: TileClassifier) -> None:
    names = [line[:28].strip() for line in compare(scene, None, classifier).splitlines()[2:]]

    assert names == ["mirrored", "Level-2A, clear air", "Level-2A, mixed air", "Level-2A, hazy air"]


def test_another_place_is_refused(scene: str, classifier: TileClassifier, tmp_path: Path) -> None:
    values = 900 + np.arange(2 * 64 + 10, dtype=np.uint16)[:, None, None] * np.ones((3 * 64 + 30, 3), dtype=np.uint16)
    elsewhere = write_raster(tmp_path / "elsewhere_L2A.tif", values, west=400_000.0)

    with pytest.raises(InputError, match="does not have the pixels of"):
        compare(scene, elsewhere, classifier)


def test_answers_of_the_mirrored_scene_stand_where_their_tiles_are(
    qgis_app, classifier: TileClassifier, tmp_path: Path
) -> None:
    values = np.zeros((2 * 64, 3 * 64 + 30, 3), dtype=np.uint16)
    for row in range(2):
        for col in range(4):
            values[row * 64 : row * 64 + 64, col * 64 : col * 64 + 64] = 300 + 300 * (row * 3 + col)

    with open_source(write_raster(tmp_path / "steps_L1C.tif", values)) as source:
        plain, mirrored = (classify(source, Brightness(classifier), mirrored=turn) for turn in (False, True))

    assert len(set(plain.classes)) > 3
    assert mirrored.classes.tolist() == plain.classes.tolist()


def test_the_simulated_level_2a_follows_the_formula_and_keeps_nodata_and_saturation(scene: str) -> None:
    path = np.array([0.02, 0.04, 0.07], dtype=np.float32)
    raw = np.array([[NODATA] * 3, [1200, 1500, 1700], [2750, 3000, 9000]], dtype=np.uint16)

    with open_source(scene) as source:
        surface = correction(source, path, 0.8)(raw)

    # (1200 - 200) / 0.8, (1500 - 400) / 0.8, (1700 - 700) / 0.8
    np.testing.assert_allclose(surface, [[0, 0, 0], [1250, 1375, 1250], [2750, 3000, 9000]], rtol=1e-5)


def test_tiles_without_a_class_do_not_count() -> None:
    one = Answers(np.array([1, 2, 3, -1]), np.array([True, False, True, False]))
    other = Answers(np.array([1, 2, 4, 4]), np.array([True, True, True, True]))

    assert agreement(one, other) == (pytest.approx(2 / 3), 0.5)


def test_where_all_is_flagged_there_is_no_share_of_the_rest() -> None:
    one = Answers(np.array([1, 2]), np.array([False, False]))

    every, sure = agreement(one, replace(one, sure=np.array([True, True])))

    assert every == 1.0
    assert isnan(sure)
