# SPDX-License-Identifier: GPL-2.0-or-later
"""Several scenes that are one image, or none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from tests.catalogue_items import Scene, earth_search, write_bands
from tests.catalogue_server import CatalogueServer, catalogue_server
from tests.processing.catalogue.conftest import EXTENT, SCENE, attributes


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Scene]]:
    """Return a folder with two scenes side by side, which are parts of one image, and the scenes."""
    folder = tmp_path_factory.mktemp("neighbours")
    scenes = [replace(SCENE, side=256, seed=5), replace(SCENE, side=256, seed=6, east=SCENE.east + 2560)]
    for number, scene in enumerate(scenes):
        write_bands(folder / str(number), scene)
    return folder, scenes


def items_of(server: CatalogueServer, scenes: list[Scene]) -> str:
    """Offer `scenes` under different names, and return their addresses."""
    server.items[:] = [
        earth_search(scene, f"{server.files}/{number}", server.api) for number, scene in enumerate(scenes)
    ]
    for number, item in enumerate(server.items):
        item["id"] += f"_{number}"
        item["links"][0]["href"] += f"_{number}"
    return " ".join(server.item_address(number) for number in range(len(scenes)))


def test_scenes_of_one_day_side_by_side_are_one_image(classify, neighbours) -> None:
    folder, scenes = neighbours
    with catalogue_server(folder) as server:
        # Two tiles on either side of the seam between the scenes.
        run = classify(
            INPUT=items_of(server, scenes), EXTENT=scenes[0].place((128, 64), (384, 192)), PROBABILITIES=True
        )
    bands = {}
    for band in ("B04", "B03", "B02", "B8A", "SCL"):
        bands[band] = f"/vsimem/neighbours_{band}.vrt"
        gdal.BuildVRT(bands[band], [str(folder / str(number) / f"{band}.tif") for number in (0, 1)]).FlushCache()
    gdal.BuildVRT("/vsimem/neighbours.vrt", list(bands.values()), separate=True, resolution="highest").FlushCache()

    whole = classify(
        INPUT="/vsimem/neighbours.vrt", EXTENT=scenes[0].place((128, 64), (384, 192)), PROBABILITIES=True,
        RADIOMETRY="l2a", OFFSET=0, BANDS=[1, 2, 3],
    )  # fmt: skip

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == 4 * 2
    assert attributes(run) == attributes(whole)
    assert run.layer.customProperty("eurosat/findings").count("contains modified Copernicus") == 2


def test_a_place_on_both_sides_of_the_meridian_is_classified(classify, tmp_path: Path) -> None:
    scene = replace(SCENE, crs="EPSG:32660", east=706_000.0)
    write_bands(tmp_path / "scene", scene)
    with catalogue_server(tmp_path) as server:
        server.items.append(earth_search(scene, f"{server.files}/scene", server.api))
        runs = [
            classify(INPUT=server.item_address(), EXTENT=place)
            for place in ("179.98,180.02,51.40,51.41 [EPSG:4326]", scene.place((150, 150), (450, 300)))
        ]

    assert [run.sentence for run in runs if not run.ok] == []
    # 0.04 degrees are 2.8 km, and 0.01 degrees of latitude 1.1 km: not the way around the globe.
    assert [4 <= run.outputs["TILE_COUNT"] <= 18 for run in runs] == [True, True]


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one tile as two orbits have seen it: of each half is empty, and both have a stripe."""
    folder = tmp_path_factory.mktemp("halves")
    for name, seen in (("west", slice(0, 300)), ("east", slice(200, 512))):
        for band, path in write_bands(folder / name, SCENE).items():
            step = 2 if band in ("B8A", "SCL") else 1
            dataset = gdal.OpenEx(str(path), gdal.GA_Update, open_options=["IGNORE_COG_LAYOUT_BREAK=YES"])
            values = dataset.ReadAsArray()
            empty = np.ones(values.shape, bool)
            empty[:, seen.start // step : seen.stop // step] = False
            dataset.GetRasterBand(1).WriteArray(np.where(empty, 0, values))
            dataset = None
    return folder


def test_two_orbits_over_one_tile_are_one_image(classify, halves, archive: Path) -> None:
    with catalogue_server(halves) as server:
        items_of(server, [SCENE, SCENE])
        for item, name in zip(server.items, ("west", "east")):
            for asset in item["assets"].values():
                asset["href"] = f"{server.files}/{name}/{asset['href'].rpartition('/')[2]}"

        addresses = " ".join(server.item_address(number) for number in (0, 1))
        run = classify(INPUT=addresses, EXTENT=SCENE.place((128, 128), (384, 256)), PROBABILITIES=True)

    whole = classify(
        INPUT=str(archive / "plain" / "B04.tif"), EXTENT=SCENE.place((128, 128), (384, 256)), PROBABILITIES=True,
        RADIOMETRY="l2a",
    )  # fmt: skip
    assert run.ok, run.sentence
    assert attributes(run) == attributes(whole)


def test_scenes_of_several_days_are_no_image(classify, neighbours) -> None:
    folder, (one, other) = neighbours
    with catalogue_server(folder) as server:
        run = classify(INPUT=items_of(server, [one, replace(other, day="2025-06-11")]), EXTENT=EXTENT)

    assert not run.ok
    assert "several days (2025-06-01, 2025-06-11)" in run.sentence


def test_scenes_of_different_processing_are_no_image(classify, neighbours) -> None:
    folder, (one, other) = neighbours
    with catalogue_server(folder) as server:
        run = classify(INPUT=items_of(server, [one, replace(other, applied=False)]), EXTENT=EXTENT)

    assert not run.ok
    assert "processed in different ways" in run.sentence


def test_a_file_with_a_collection_of_items_is_one_image(classify, neighbours, tmp_path: Path) -> None:
    folder, scenes = neighbours
    path = tmp_path / "scenes.json"
    with catalogue_server(folder) as server:
        items_of(server, scenes)
        path.write_text(json.dumps({"type": "FeatureCollection", "features": server.items}))

        run = classify(INPUT=str(path), EXTENT=scenes[0].place((128, 64), (384, 192)))

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == 4 * 2
