# SPDX-License-Identifier: GPL-2.0-or-later
"""EuroSAT's own tiles and real scenes, through the algorithm: the labels and the land come back."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr
from PIL import Image

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.product.radiometry import L1C, unstretch
from eurosat_plugin.core.product.stack_order import Grain, doubt_order
from eurosat_plugin.paths import model_path
from tests.processing.conftest import Run
from tests.rasters import write_raster

pytestmark = pytest.mark.data

MOSAIC = 20
"""Tiles along one side of the mosaic."""


def read_picture(archive: zipfile.ZipFile, key: str, name: str) -> np.ndarray:
    """Return one official picture, ``(64, 64, 3)`` uint8."""
    return np.asarray(Image.open(io.BytesIO(archive.read(f"EuroSAT_RGB/{key}/{name}.jpg"))))


@pytest.fixture(scope="module")
def samples(eurosat_data: Path) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Return name, grey levels from the digital numbers, and official picture of the 120 13-band tiles."""
    found = []
    packed = eurosat_data / "eurosat" / "EuroSAT_MS_sample.zip"
    with zipfile.ZipFile(packed) as tiles, zipfile.ZipFile(packed.with_name("EuroSAT_RGB.zip")) as pictures:
        for member in sorted(name for name in tiles.namelist() if name.endswith(".tif")):
            key, name = member.split("/")[-2], Path(member).stem
            dataset = gdal.Open(f"/vsizip/{packed}/{member}")
            dn = np.stack([dataset.GetRasterBand(number).ReadAsArray() for number in (4, 3, 2)], axis=-1)
            found.append((name, L1C.grey_levels(dn), read_picture(pictures, key, name)))
    return found


def test_digital_numbers_become_the_official_pictures_pixel_for_pixel(
    samples: list[tuple[str, np.ndarray, np.ndarray]],
) -> None:
    different = []
    for name, levels, official in samples:
        packed = io.BytesIO()
        Image.fromarray(levels).save(packed, "JPEG", quality=100, subsampling="4:2:0")
        if not np.array_equal(np.asarray(Image.open(packed)), official):
            different.append(name)

    assert len(samples) == 120
    assert not different


def test_the_detail_of_real_tiles_tells_where_stacks_without_names_begin(eurosat_data: Path) -> None:
    archive = f"/vsizip/{eurosat_data / 'eurosat' / 'EuroSAT_MS_sample.zip'}"
    tiles = [name for name in sorted(gdal.ReadDirRecursive(archive)) if name.endswith(".tif")]
    told: Counter[str] = Counter()

    for name in tiles:
        bands, valid = gdal.Open(f"{archive}/{name}").ReadAsArray(), np.ones((64, 64), dtype=bool)
        for what, stack in (("as it is", bands), ("without B01", bands[1:]), ("a mask first", [valid, *bands[:12]])):
            grain = Grain()
            grain.add(np.stack(stack), valid)
            try:
                told[what] += not doubt_order(grain.detail)
            except InputError:
                told[f"{what}, refused"] += 1

    assert told == {"as it is": 120, "without B01, refused": 120, "a mask first, refused": 120}


@pytest.mark.parametrize("backend", ["onnxruntime", "numpy"])
def test_digital_numbers_get_the_class_of_the_picture(
    samples: list[tuple[str, np.ndarray, np.ndarray]], backend: str
) -> None:
    classifier = open_classifier(model_path("fast"), backend)

    from_numbers = classifier.classify(np.stack([levels for _, levels, _ in samples])).probabilities
    from_pictures = classifier.classify(np.stack([official for _, _, official in samples])).probabilities

    assert (from_numbers.argmax(1) == from_pictures.argmax(1)).mean() >= 0.98


def test_both_backends_agree_on_real_tiles(samples: list[tuple[str, np.ndarray, np.ndarray]]) -> None:
    tiles = np.stack([official for _, _, official in samples])

    fast = open_classifier(model_path("fast"), "onnxruntime").classify(tiles)
    plain = open_classifier(model_path("fast"), "numpy").classify(tiles)

    assert np.abs(fast.probabilities - plain.probabilities).max() <= 1e-4


@pytest.fixture(scope="module")
def mosaic(eurosat_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], np.ndarray]:
    """Write 400 pictures of the test split, the first 40 of each class, as Level-1C digital numbers.

    Return the raster, the label of each tile row by row, and the pictures.
    """
    names = (eurosat_data / "eurosat" / "splits" / "eurosat-aitlas-test.txt").read_text().split()
    chosen = [n for key in CLASS_KEYS for n in [m for m in sorted(names) if m.startswith(f"{key}_")][:40]]
    chosen = [chosen[i] for i in np.random.default_rng(400).permutation(len(chosen))]
    with zipfile.ZipFile(eurosat_data / "eurosat" / "EuroSAT_RGB.zip") as archive:
        tiles = np.stack([read_picture(archive, name.split("_")[0], Path(name).stem) for name in chosen])
    dn = np.rint(unstretch(tiles)).astype(np.uint16)
    # Digital number 0 is nodata; EuroSAT's darkest grey level 1 also stands for 1 to 5.
    dn = np.maximum(dn, 1)
    rows = dn.reshape(MOSAIC, MOSAIC, 64, 64, 3).transpose(4, 0, 2, 1, 3).reshape(3, MOSAIC * 64, MOSAIC * 64)
    path = tmp_path_factory.mktemp("mosaic") / "mosaic.tif"
    write_raster(path, np.ascontiguousarray(rows[::-1]), names=["B02", "B03", "B04"])
    return path, [name.split("_")[0] for name in chosen], tiles


def test_a_mosaic_of_test_tiles_gives_their_labels_back(
    classify: Callable[..., Run], mosaic: tuple[Path, list[str], np.ndarray]
) -> None:
    path, labels, tiles = mosaic
    direct = open_classifier(model_path("fast")).classify(tiles).probabilities.argmax(1)
    expected = np.mean([CLASS_KEYS[i] == label for i, label in zip(direct, labels)])

    run = classify(INPUT=str(path))

    got = {(f["row"], f["col"]): f["class_key"] for f in run.layer.getFeatures()}
    accuracy = np.mean([got[divmod(i, MOSAIC)] == label for i, label in enumerate(labels)])
    assert run.outputs["TILE_COUNT"] == MOSAIC**2
    assert accuracy == pytest.approx(expected, abs=0.01)
    assert accuracy >= 0.95


def classes_of(path: Path) -> Counter[str]:
    """Count the tiles of each class in a GeoPackage."""
    dataset = ogr.Open(str(path))
    return Counter(feature.GetField("class_key") for feature in dataset.GetLayer(0))


@pytest.fixture
def german_scene(eurosat_data: Path, tmp_path: Path) -> Path:
    """Stack the bands of the Level-1C scene as a user would, in the order of their numbers."""
    folder = eurosat_data / "sentinel2" / "L1C_Germany_T33UUU_20170216"
    bands = [next(folder.glob(f"*_{band}.jp2")) for band in ("B02", "B03", "B04", "B08")]
    files = [str(shutil.copy(band, tmp_path)) for band in bands]  # QGIS notes figures beside what it reads
    path = tmp_path / "germany.vrt"
    gdal.BuildVRT(str(path), files, separate=True).FlushCache()
    return path


def test_the_german_scene_is_farmland_in_winter(
    classify: Callable[..., Run], german_scene: Path, tmp_path: Path
) -> None:
    output = tmp_path / "grid.gpkg"

    results = classify(INPUT=str(german_scene), OUTPUT=str(output)).outputs

    assert results["TILE_COUNT"] == (1536 // 64) * (768 // 64)
    assert (results["RADIOMETRY_USED"], results["OFFSET_USED"]) == ("l1c", 0.0)
    assert results["DOMINANT_CLASS"] == "AnnualCrop"
    assert sum(classes_of(output).values()) == results["TILE_COUNT"]


@pytest.mark.parametrize(("name", "carried"), [("Highway_547", 0), ("Residential_1198", 1000), ("SeaLake_163", 1000)])
def test_a_tile_whose_colours_do_not_tell_the_offset_is_read_by_its_cirrus_band(
    classify: Callable[..., Run], eurosat_data: Path, tmp_path: Path, name: str, carried: int
) -> None:
    packed = eurosat_data / "eurosat" / "EuroSAT_MS_sample.zip"
    tile = gdal.Open(f"/vsizip/{packed}/EuroSAT_MS/{name.split('_')[0]}/{name}.tif").ReadAsArray()
    whole = write_raster(tmp_path / "bands.tif", (tile + carried).astype(np.uint16))
    colours = write_raster(tmp_path / "colours.tif", (tile[[3, 2, 1]] + carried).astype(np.uint16))

    assert "set OFFSET" in classify(INPUT=str(colours)).sentence.replace("Set", "set")
    assert classify(INPUT=str(whole)).outputs["OFFSET_USED"] == -carried


def test_the_sicilian_product_is_read_as_it_is(classify: Callable[..., Run], eurosat_data: Path) -> None:
    product = next((eurosat_data / "sentinel2").glob("S2A_MSIL2A_20181229*.SAFE"))

    results = classify(INPUT=str(product)).outputs

    assert (results["RADIOMETRY_USED"], results["OFFSET_USED"]) == ("l2a", 0.0)
    assert results["TILE_COUNT"] == 3 * 4  # 192 × 246 pixels
    assert results["DOMINANT_CLASS"] in {"AnnualCrop", "HerbaceousVegetation", "Pasture", "PermanentCrop"}


def test_the_coast_at_calais_has_nodata_and_no_sea_of_fields(
    classify: Callable[..., Run], eurosat_data: Path, tmp_path: Path
) -> None:
    raster = shutil.copy(next((eurosat_data / "sentinel2").glob("L2A_TOC_Calais*.tif")), tmp_path)

    results = classify(INPUT=str(raster)).outputs

    assert results["SKIPPED_COUNT"] > 0
    assert results["DOMINANT_CLASS"] in {"AnnualCrop", "HerbaceousVegetation", "Pasture", "SeaLake"}


def test_rasters_smaller_than_a_tile_are_refused(
    classify: Callable[..., Run], eurosat_data: Path, tmp_path: Path
) -> None:
    raster = shutil.copy(next((eurosat_data / "sentinel2" / "openEO_export_202306_small").glob("*.tif")), tmp_path)

    run = classify(INPUT=str(raster), OUTPUT=str(tmp_path / "grid.gpkg"))

    assert not run.ok
    assert "has 73 × 58 pixels" in run.sentence
    assert not (tmp_path / "grid.gpkg").exists()


def test_the_metadata_of_a_new_baseline_tell_the_offset(eurosat_data: Path) -> None:
    from eurosat_plugin.adapters.raster.products import read_product_facts

    product = next((eurosat_data / "sentinel2" / "metadata_only").glob("*.SAFE"))

    facts = read_product_facts(str(product / "MTD_MSIL2A.xml"), [])

    assert (facts.level, facts.baseline, facts.offset) == ("l2a", 511, -1000.0)
    assert facts.source == "from MTD_MSIL2A.xml"
