# SPDX-License-Identifier: GPL-2.0-or-later
"""One scene in every form in which users have it: the same classes come out, with default parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from demo.scene import generate_scene
from tests.processing.conftest import Run
from tests.processing.product_forms import LOSSLESS, LOSSY, OLD_NAME, Image
from tests.products import Product, write_product
from tests.rasters import write_raster

Classify = Callable[..., Run]

SHAPE = (512, 832)
"""Rows and columns: 8 by 13 tiles."""
PART = np.s_[192:384, 448:704]
"""Those that are written without loss: 3 by 4 tiles, of six classes, are enough for so many forms."""


@pytest.fixture(scope="module")
def image() -> Image:
    scene = generate_scene(shape=SHAPE)
    return Image(dict(zip(("B02", "B03", "B04", "B08"), scene.dn)))


@pytest.fixture(scope="module")
def part(image: Image) -> Image:
    """Return the part of the scene with most classes."""
    return Image({band: np.ascontiguousarray(dn[PART]) for band, dn in image.dn.items()})


@pytest.fixture(scope="module")
def expected(classify: Classify, image: Image, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the classes of the plain form, row by row."""
    return plain_classes(classify, image, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def expected_of_part(classify: Classify, part: Image, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return those of the part."""
    found = plain_classes(classify, part, tmp_path_factory.mktemp("plain"))
    assert len(set(found)) == 6
    return found


def plain_classes(classify: Classify, image: Image, folder: Path) -> list[str]:
    """Return the classes of the plain form: a GeoTIFF of L1C with named bands."""
    names = ("B02", "B03", "B04", "B08")
    path = write_raster(folder / f"{OLD_NAME}.tif", image.bands(*names), names=names, nodata=0)
    return classes(classify(INPUT=str(path)))


def classes(run: Run) -> list[str]:
    """Return the class of each tile, empty for nodata."""
    assert run.ok, run.sentence
    return [feature["class_key"] or "" for feature in run.layer.getFeatures()]


def agreement(run: Run, expected: list[str]) -> float:
    """Return the share of tiles with the expected class."""
    got = classes(run)
    assert len(got) == len(expected)
    return float(np.mean([a == b for a, b in zip(got, expected)]))


RADIOMETRY_LINES = {
    "L1C .SAFE 04.00": "L1C, baseline 04.00: subtracting 1000 (from MTD_MSIL1C.xml).",
    "L2A .SAFE 02.11": "L2A, baseline 02.11: no offset (from MTD_MSIL2A.xml).",
    "L2A .SAFE 05.11": "L2A, baseline 05.11: subtracting 1000 (from MTD_MSIL2A.xml).",
    "zipped .SAFE": "L2A, baseline 05.11: subtracting 1000 (from MTD_MSIL2A.xml).",
    "old layout": "L1C, baseline 02.01: no offset (from S2A_OPER_MTD_SAFL1C_PDMC_20160318.xml).",
    "new baseline by its name": "L2A, baseline 05.11: subtracting 1000 (from the product name).",
    "TCI of L1C": "True-colour image of L1C, by its name.",
}


@pytest.mark.parametrize("form", LOSSLESS)
def test_lossless_forms_give_the_same_classes(
    classify: Classify, part: Image, expected_of_part: list[str], tmp_path: Path, form: str
) -> None:
    path = LOSSLESS[form](part, tmp_path)

    run = classify(INPUT=str(path))

    assert agreement(run, expected_of_part) >= 0.99
    assert RADIOMETRY_LINES.get(form, run.log.infos[0]) in run.log.infos


@pytest.mark.parametrize("form", LOSSY)
def test_pictures_and_reflectance_give_nearly_the_same_classes(
    classify: Classify, image: Image, expected: list[str], tmp_path: Path, form: str
) -> None:
    path = LOSSY[form](image, tmp_path)

    run = classify(INPUT=str(path))

    assert agreement(run, expected) >= 0.97
    assert RADIOMETRY_LINES.get(form, run.log.infos[0]) in run.log.infos


CUSTOM = "+proj=tmerc +lat_0=51 +lon_0=14.6 +k=0.9999 +x_0=200000 +y_0=100000 +ellps=GRS80 +units=m +no_defs"
PLACES: dict[str, dict[str, object]] = {
    "degrees": {"dstSRS": "EPSG:4326", "resampleAlg": "near"},
    "web Mercator": {"dstSRS": "EPSG:3857", "xRes": 10, "yRes": 10, "resampleAlg": "near"},
    "a custom projection": {"dstSRS": CUSTOM, "xRes": 10, "yRes": 10, "resampleAlg": "near"},
    "the next UTM zone": {"dstSRS": "EPSG:32632", "xRes": 10, "yRes": 10, "resampleAlg": "near"},
}


@pytest.mark.parametrize("place", PLACES)
def test_other_coordinates_give_the_same_land_cover(
    classify: Classify, image: Image, expected: list[str], tmp_path: Path, place: str
) -> None:
    plain = write_raster(tmp_path / "plain.tif", image.rgb, names=["B4", "B3", "B2"])
    gdal.Warp(str(tmp_path / "warped.tif"), str(plain), **PLACES[place]).FlushCache()

    run = classify(INPUT=str(tmp_path / "warped.tif"))

    areas: Counter[str] = Counter()
    for feature in run.layer.getFeatures():
        areas[feature["class_key"] or ""] += feature["area_ha"]
    del areas[""]
    before = Counter(filter(None, expected))
    difference = sum(abs(areas[key] / areas.total() - before[key] / before.total()) for key in {*areas, *before}) / 2
    assert run.outputs["DOMINANT_CLASS"] == before.most_common(1)[0][0]
    assert difference <= 0.08


def test_tiles_under_cloud_or_in_shadow_are_flagged_by_the_scene_classification(
    classify: Classify, image: Image, tmp_path: Path
) -> None:
    vegetation, shadow, cloud = 4, 3, 9
    rows, cols = SHAPE[0] // 2, SHAPE[1] // 2  # pixels of 20 m: a tile has 32
    classes = np.full((rows, cols), vegetation, dtype=np.uint8)
    classes[:, :50] = cloud  # the first column of tiles, and 18 of 32 columns of the second
    classes[:, -40:] = shadow
    product = write_product(
        tmp_path, {**{band: image.dn[band] for band in ("B02", "B03", "B04")}, "SCL": classes}, Product()
    )

    run = classify(INPUT=str(product))

    flags = {(feature["row"], feature["col"]): feature["flag"] for feature in run.layer.getFeatures()}
    tiles = {at: flag for at, flag in flags.items() if flag != "nodata"}
    assert all(tiles[at] == "bright" for at in tiles if at[1] < 2)
    assert all(tiles[at] in ("unfamiliar", "uncertain") for at in tiles if at[1] == SHAPE[1] // 64 - 1)
    assert sum(flag == "bright" for flag in tiles.values()) <= 2 * SHAPE[0] // 64 + 3
    assert any("scene classification (SCL) is used" in info for info in run.log.infos)
