# SPDX-License-Identifier: GPL-2.0-or-later
"""Rasters on a server that no catalogue tells of: fetched by blocks, and classified like files on the disk."""

from __future__ import annotations

from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer

from tests.processing.catalogue.conftest import WIDE, attributes, block_bytes

BEGINNING = 128 * 1024


def test_a_virtual_raster_of_bands_on_a_server_is_fetched_block_by_block(classify, wide, wide_server, tmp_path) -> None:
    bands = ("B04", "B03", "B02", "B8A")
    addresses = [f"/vsicurl/{wide_server.files}/{band}.tif" for band in bands]
    gdal.BuildVRT(str(tmp_path / "S2_L2A_bands.vrt"), addresses, separate=True, resolution="highest").FlushCache()

    run = classify(INPUT=str(tmp_path / "S2_L2A_bands.vrt"), EXTENT=WIDE.place((300, 300), (700, 700)))

    assert run.ok, run.sentence
    touched = sum(block_bytes(wide / f"{band}.tif", range(1, 3)) for band in bands[:3])
    touched += block_bytes(wide / "B8A.tif", range(0, 2))
    assert touched <= wide_server.sent <= 1.3 * touched
    assert any("Near infrared is used" in info for info in run.log.infos)


def test_a_file_with_three_bands_on_a_server_is_fetched_block_by_block(classify, wide, wide_server) -> None:
    run = classify(INPUT=f"/vsicurl/{wide_server.files}/S2_L2A_stack.tif", EXTENT=WIDE.place((300, 300), (700, 700)))

    assert run.ok, run.sentence
    touched = block_bytes(wide / "S2_L2A_stack.tif", range(1, 3))
    # QGIS 3.44 reads the beginning of a file whenever it opens it: when it is checked, prepared and fetched.
    assert touched <= wide_server.sent <= 1.2 * touched + 3 * BEGINNING


def test_what_is_fetched_of_a_server_is_classified_like_the_file_on_the_disk(classify, wide, wide_server) -> None:
    extent = WIDE.place((300, 300), (700, 700))
    remote = classify(INPUT=f"/vsicurl/{wide_server.files}/S2_L2A_stack.tif", EXTENT=extent, PROBABILITIES=True)
    local = classify(INPUT=str(wide / "S2_L2A_stack.tif"), EXTENT=extent, PROBABILITIES=True)

    assert attributes(remote) == attributes(local)
    assert remote.layer.customProperty("eurosat/source") == f"/vsicurl/{wide_server.files}/S2_L2A_stack.tif"


def test_one_band_on_a_server_leads_to_its_siblings(classify, wide_server, qgis_new_project) -> None:
    layer = QgsRasterLayer(f"/vsicurl/{wide_server.files}/B04.tif", "B04", "gdal")
    QgsProject.instance().addMapLayer(layer)

    run = classify(INPUT=layer.id(), EXTENT=WIDE.place((300, 300), (500, 500)), RADIOMETRY="l2a")

    assert run.ok, run.sentence
    assert any("which lie beside it" in info for info in run.log.infos)


def test_pixels_of_20_metres_on_a_server_are_resampled_like_those_on_the_disk(classify, wide, wide_server) -> None:
    extent, bands = WIDE.place((300, 300), (700, 700)), ("B8A", "B8A", "B8A")
    parameters = {"EXTENT": extent, "BANDS": [1, 2, 3], "RADIOMETRY": "l2a", "OFFSET": 0, "PROBABILITIES": True}
    for folder, name in ((str(wide), "disk"), (f"/vsicurl/{wide_server.files}", "net")):
        gdal.BuildVRT(f"/vsimem/{name}.vrt", [f"{folder}/{band}.tif" for band in bands], separate=True).FlushCache()

    remote, local = (classify(INPUT=f"/vsimem/{name}.vrt", **parameters) for name in ("net", "disk"))

    assert remote.ok, remote.sentence
    assert attributes(remote) == attributes(local)
