# SPDX-License-Identifier: GPL-2.0-or-later
"""Which part of a scene or a raster comes over the wire, and which once only."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster import large_download
from eurosat_plugin.core.catalogue import services
from tests.catalogue_items import copernicus, earth_search, write_bands
from tests.catalogue_server import catalogue_server
from tests.processing.catalogue.conftest import EXTENT, SCENE, WIDE, attributes, block_bytes, use_catalogue
from tests.processing.conftest import Log


def test_an_extent_beside_the_scene_is_refused_before_much_is_read(classify, server) -> None:
    run = classify(INPUT=server.item_address(), EXTENT=SCENE.place((2000, 0), (2100, 100)))

    assert not run.ok
    assert "outside" in run.sentence
    assert not any("B03" in request for request in server.requests)


def test_without_an_extent_a_large_scene_is_not_fetched(classify, server, monkeypatch, folder: Path) -> None:
    monkeypatch.setattr(large_download, "LARGEST_UNASKED", 1_000_000)  # the three files have more

    run = classify(INPUT=server.item_address(), OUTPUT=str(folder / "grid.gpkg"))

    assert not run.ok
    assert re.search(r"Without EXTENT all of 33UVT 2025-06-01 L2A would be fetched, about [12] MB", run.sentence)
    assert server.sent < 200_000
    assert list(folder.iterdir()) == []


def test_all_of_a_scene_is_fetched_where_the_extent_says_so(classify, server, monkeypatch) -> None:
    monkeypatch.setattr(large_download, "LARGEST_UNASKED", 1_000_000)

    run = classify(INPUT=server.item_address(), EXTENT=SCENE.place((0, 0), (SCENE.side, SCENE.side)))

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == 8 * 8


def test_without_an_extent_all_of_a_small_scene_is_classified(classify, server) -> None:
    assert classify(INPUT=server.item_address()).outputs["TILE_COUNT"] == 8 * 8


def test_without_an_extent_a_large_raster_on_a_server_is_not_fetched(classify, wide_server, monkeypatch) -> None:
    monkeypatch.setattr(large_download, "LARGEST_UNASKED", 1_000_000)

    run = classify(INPUT=f"/vsicurl/{wide_server.files}/S2_L2A_stack.tif")

    assert not run.ok
    assert "Without EXTENT all of S2_L2A_stack would be fetched" in run.sentence


@pytest.mark.usefixtures("quick_network")
def test_only_a_little_more_than_the_blocks_that_the_extent_touches_comes_over_the_wire(
    classify, wide, wide_server
) -> None:
    # Pixels 300 to 700 lie in the second and third of five blocks of 256; of 20 m, in the first two.
    touched = sum(block_bytes(wide / f"{band}.tif", range(1, 3)) for band in ("B04", "B03", "B02"))
    touched += sum(block_bytes(wide / f"{band}.tif", range(0, 2)) for band in ("B8A", "SCL"))
    wide_server.items.append(earth_search(WIDE, wide_server.files, wide_server.api))

    run = classify(INPUT=wide_server.item_address(), EXTENT=WIDE.place((300, 300), (700, 700)))

    assert run.ok, run.sentence
    assert touched <= wide_server.sent <= 1.2 * touched
    # The item; size and beginning of five files; two rows of blocks of each, but for SCL, which the beginning holds.
    assert len(wide_server.requests) == 1 + 5 * 2 + 4 * 2


class Listener(Log):
    """Hears what stands beside the progress bar."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def setProgressText(self, text: str) -> None:
        self.texts.append(text)


@pytest.mark.usefixtures("quick_network")
def test_megabytes_are_told_as_they_come(classify, wide_server) -> None:
    wide_server.items.append(earth_search(WIDE, wide_server.files, wide_server.api))
    log = Listener()

    classify(log, INPUT=wide_server.item_address(), EXTENT=WIDE.place((100, 100), (1200, 1200)))

    told = [re.fullmatch(r"Fetching the image: ([\d.]+) of ([\d.]+) MB", text) for text in log.texts]
    numbers = [(float(found[1]), float(found[2])) for found in told if found]
    assert len(numbers) > 10
    assert numbers == sorted(numbers)
    assert numbers[-1][0] == numbers[-1][1] == pytest.approx(wide_server.sent / 1e6, rel=0.1)


def test_a_second_run_fetches_no_block_again(classify, wide_server) -> None:
    wide_server.items.append(earth_search(WIDE, wide_server.files, wide_server.api))
    first = classify(INPUT=wide_server.item_address(), EXTENT=WIDE.place((300, 300), (700, 700)), PROBABILITIES=True)
    fetched, wide_server.sent = wide_server.sent, 0
    gdal.VSICurlClearCache()

    again = classify(INPUT=wide_server.item_address(), EXTENT=WIDE.place((300, 300), (700, 700)), PROBABILITIES=True)

    assert attributes(again) == attributes(first)
    # The beginnings of five files, which tell whether they are still the same, in pieces of 16 KiB.
    assert wide_server.sent <= 5 * 2 * 16_384 < fetched / 4


def test_a_run_beside_another_fetches_only_what_that_has_not(classify, wide, wide_server) -> None:
    wide_server.items.append(earth_search(WIDE, wide_server.files, wide_server.api))
    classify(INPUT=wide_server.item_address(), EXTENT=WIDE.place((300, 300), (500, 500)))
    wide_server.sent = 0
    gdal.VSICurlClearCache()

    run = classify(INPUT=wide_server.item_address(), EXTENT=WIDE.place((300, 300), (700, 500)))

    assert run.ok, run.sentence
    # Of 10 m the second block of the second row is there, the third is not; of 20 m the first of the first row is.
    added = sum(block_bytes(wide / f"{band}.tif", range(2, 3), range(1, 2)) for band in ("B04", "B03", "B02"))
    added += sum(block_bytes(wide / f"{band}.tif", range(1, 2), range(0, 1)) for band in ("B8A", "SCL"))
    assert added <= wide_server.sent <= added + 5 * 2 * 16_384


def test_a_file_that_has_changed_is_fetched_again(classify, tmp_path: Path) -> None:
    write_bands(tmp_path / "scene", SCENE)
    with catalogue_server(tmp_path) as server:
        server.items.append(earth_search(SCENE, f"{server.files}/scene", server.api))
        classify(INPUT=server.item_address(), EXTENT=EXTENT)
        write_bands(tmp_path / "scene", replace(SCENE, seed=7))
        gdal.VSICurlClearCache()

        run = classify(INPUT=server.item_address(), EXTENT=EXTENT, PROBABILITIES=True)

    local = classify(INPUT=str(tmp_path / "scene" / "B04.tif"), EXTENT=EXTENT, PROBABILITIES=True, RADIOMETRY="l2a")
    assert attributes(run) == attributes(local)


@pytest.mark.usefixtures("quick_network")
def test_of_jpeg_2000_not_much_more_comes_over_the_wire_either(classify, tmp_path: Path, monkeypatch, keys) -> None:
    scene = replace(WIDE, level="L1C", baseline="02.14")
    files = write_bands(tmp_path / "jp2", scene, "jp2", ("B04", "B03", "B02", "B8A"))
    with catalogue_server(tmp_path) as server:
        use_catalogue(monkeypatch, server, services.COPERNICUS)
        server.items.append(copernicus(scene, "s3://eodata/jp2", server.api))

        run = classify(INPUT=server.item_address(), EXTENT=scene.place((300, 300), (500, 1000)), AUTH=keys)

    assert run.ok, run.sentence
    # Of three by three tiles of 512 pixels the first of two rows; of two by two of 20 m the first. No tile of these
    # begins where another ends: there GDAL 3.13 takes it that the file is read on and on, and asks for twice as much.
    # GDAL 3.6 never comes to such a place, since its OpenJPEG looks at where all other tiles begin after the first.
    touched = sum(tile_bytes(files[band], {0, 3}) for band in ("B04", "B03", "B02"))
    touched += tile_bytes(files["B8A"], {0})
    assert touched <= server.sent <= 1.3 * touched


def tile_bytes(path: Path, tiles: set[int]) -> int:
    """Return how many bytes of a JPEG 2000 file hold these of its tiles (ISO/IEC 15444-1, Annex A)."""
    content, found = path.read_bytes(), 0
    place = content.index(b"\xff\x4f\xff\x51") + 2
    while (marker := content[place : place + 2]) != b"\xff\xd9":
        length = int.from_bytes(content[place + 2 : place + 4], "big") + 2
        if marker == b"\xff\x90":  # a part of a tile: its number, and its length
            length = int.from_bytes(content[place + 6 : place + 10], "big")
            found += length * (int.from_bytes(content[place + 4 : place + 6], "big") in tiles)
        place += length
    return found
