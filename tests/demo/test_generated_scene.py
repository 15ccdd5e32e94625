# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from osgeo import gdal

from demo.geotiff import write_scene
from demo.scene import BANDS, NO_CLASS, SHAPE, Scene, generate_scene, tile_labels
from eurosat_plugin.core.classes import CLASS_KEYS, class_by_key
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.product.radiometry import L1C
from eurosat_plugin.paths import model_path


@pytest.fixture(scope="module")
def scene(generated_scene: Callable[..., Scene]) -> Scene:
    return generated_scene()


@pytest.fixture(scope="module")
def written(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> gdal.Dataset:
    path = tmp_path_factory.mktemp("scene") / "scene.tif"
    write_scene(scene, path)
    return gdal.Open(str(path))


def test_the_same_seed_gives_the_same_scene() -> None:
    first, second = (generate_scene(seed=7, shape=(192, 256)) for _ in range(2))

    assert np.array_equal(first.dn, second.dn)
    assert np.array_equal(first.truth, second.truth)


def test_another_seed_gives_another_scene() -> None:
    first, second = (generate_scene(seed=seed, shape=(192, 256)) for seed in (7, 8))

    assert (first.dn != second.dn).mean() > 0.9


def test_the_scene_is_a_whole_number_of_tiles(scene: Scene) -> None:
    assert scene.dn.shape == (len(BANDS), *SHAPE)
    assert [size % 64 for size in SHAPE] == [0, 0]


def test_digital_numbers_are_those_of_level_1c(scene: Scene) -> None:
    inside = scene.dn[:, scene.dn[0] > 0]

    assert scene.dn.dtype == np.uint16
    assert inside.min() > 100
    assert inside.max() < 10000


def test_air_makes_water_brighter_in_blue_than_in_red(scene: Scene) -> None:
    blue, green, red, infrared = scene.dn[:, scene.truth == class_by_key("SeaLake").id].mean(axis=1)

    assert blue > green > red > infrared


def test_plants_are_brighter_in_the_infrared_than_in_red(scene: Scene) -> None:
    _, _, red, infrared = scene.dn[:, scene.truth == class_by_key("Forest").id].mean(axis=1)

    assert infrared > 3 * red


def test_the_swath_ends_in_a_slanted_edge_of_zeros(scene: Scene) -> None:
    seen = (scene.dn > 0).all(axis=0)
    ends = seen.sum(axis=1)

    assert np.array_equal(seen, (scene.dn > 0).any(axis=0))
    assert all(row[:end].all() for row, end in zip(seen, ends)), "nodata lies only east of the edge"
    assert (np.diff(ends) <= 0).all()
    assert ends[0] - ends[-1] > 2 * 64


def test_there_is_no_truth_outside_the_swath_nor_under_clouds(scene: Scene) -> None:
    clouded = (scene.dn[:3] > 4500).all(axis=0)

    assert clouded.any()
    assert (scene.truth[scene.dn[0] == 0] == NO_CLASS).all()
    assert (scene.truth[clouded] == NO_CLASS).mean() > 0.95


def test_every_class_fills_at_least_eight_tiles(scene: Scene) -> None:
    counts = np.bincount(tile_labels(scene.truth)[tile_labels(scene.truth) >= 0], minlength=len(CLASS_KEYS))

    assert counts.min() >= 8, dict(zip(CLASS_KEYS, counts))


def test_a_tile_of_two_classes_has_no_label() -> None:
    truth = np.zeros((64, 128), dtype=np.uint8)
    truth[:, :32] = class_by_key("Forest").id

    assert tile_labels(truth).tolist() == [[-1, class_by_key("AnnualCrop").id]]


def test_a_tile_that_a_river_crosses_is_a_river() -> None:
    truth = np.full((64, 64), class_by_key("Pasture").id, dtype=np.uint8)
    truth[:, 20:36] = class_by_key("River").id

    assert tile_labels(truth).tolist() == [[class_by_key("River").id]]


def test_the_file_names_its_bands(written: gdal.Dataset) -> None:
    assert [written.GetRasterBand(n).GetDescription() for n in range(1, 5)] == list(BANDS)


def test_the_file_has_ten_metre_pixels_in_utm_and_says_what_nodata_is(written: gdal.Dataset) -> None:
    _, width, _, _, _, height = written.GetGeoTransform()

    assert (width, height) == (10.0, -10.0)
    assert written.GetSpatialRef().GetAuthorityCode(None) == "32632"
    assert [written.GetRasterBand(n).GetNoDataValue() for n in range(1, 5)] == [0.0] * 4


def test_the_file_holds_the_scene(scene: Scene, written: gdal.Dataset) -> None:
    assert np.array_equal(written.ReadAsArray(), scene.dn)


def test_woods_vary_least_in_blue_which_is_mostly_air(scene: Scene) -> None:
    blue, green, red, _ = scene.dn[:, scene.truth == class_by_key("Forest").id].std(axis=1)

    assert blue < red < green


def test_the_bundled_network_recognises_what_was_painted(scene: Scene) -> None:
    labels = tile_labels(scene.truth)
    rows, cols = labels.shape
    levels = L1C.grey_levels(scene.dn[[BANDS.index(b) for b in ("B04", "B03", "B02")]])
    tiles = levels.reshape(3, rows, 64, cols, 64).transpose(1, 3, 2, 4, 0).reshape(-1, 64, 64, 3)
    answers = open_classifier(model_path("fast")).classify(np.ascontiguousarray(tiles)).probabilities.argmax(axis=1)

    agreement = {
        key: float((answers.reshape(labels.shape)[labels == i] == i).mean()) for i, key in enumerate(CLASS_KEYS)
    }

    assert min(agreement.values()) >= 0.9, agreement
