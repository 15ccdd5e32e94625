# SPDX-License-Identifier: GPL-2.0-or-later
"""One band of an image is opened: the others are found beside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.errors import InputError
from tests.file_server import file_server
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

DN = dict(zip(("B02", "B03", "B04", "B08"), ground(bands=4)))
RGB = ("B04", "B03", "B02")


def write_bands(folder: Path, names: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for band, name in names.items():
        write_raster(folder / name, DN[band][None])


def rgb() -> np.ndarray:
    return np.stack([DN[band] for band in RGB], axis=-1)


@pytest.mark.parametrize(
    ("names", "opened"),
    [
        ({band: f"T32TQM_20200115T100159_{band}_10m.tif" for band in DN}, "T32TQM_20200115T100159_B04_10m.tif"),
        ({band: f"T32TQM_20200115T100159_{band}_10m.tif" for band in DN}, "T32TQM_20200115T100159_B08_10m.tif"),
        ({band: f"SENTINEL2A_FRE_B{band[2]}.tif" for band in DN}, "SENTINEL2A_FRE_B3.tif"),
        ({"B04": "red.tif", "B03": "green.tif", "B02": "blue.tif"}, "green.tif"),
        ({"B04": "Scene_Red.tif", "B03": "Scene_Green.tif", "B02": "Scene_Blue.tif"}, "Scene_Blue.tif"),
    ],
)
def test_the_other_bands_are_found_by_their_names(tmp_path: Path, names: dict[str, str], opened: str) -> None:
    write_bands(tmp_path / "bands", names)

    raster = open_raster(None, str(tmp_path / "bands" / opened), [])

    assert np.array_equal(RasterPixelReader(raster).read(raster.box.area).values, rgb())
    assert "which lie beside it, are classified" in raster.bands.finding
    raster.close()
    assert gdal.VSIStatL(raster.virtual) is None


@pytest.mark.parametrize(
    ("names", "opened"),
    [
        ({band: f"SENTINEL2A_FRE_B{band[2]}.tif" for band in DN}, "SENTINEL2A_FRE_B3.tif"),
        ({"B04": "Red.tif", "B03": "Green.tif", "B02": "Blue.tif", "B08": "Nir.tif"}, "Blue.tif"),
    ],
)
def test_near_infrared_beside_the_bands_is_used(tmp_path: Path, names: dict[str, str], opened: str) -> None:
    write_bands(tmp_path / "bands", names)

    raster = open_raster(None, str(tmp_path / "bands" / opened), [])

    assert raster.bands.infrared == 4
    block = RasterPixelReader(raster).read(raster.box.area)
    assert np.array_equal(block.infrared, DN["B08"])


def test_near_infrared_and_scene_classes_of_a_product_are_found_in_the_folder_of_20_m(tmp_path: Path) -> None:
    fine, coarse = tmp_path / "R10m", tmp_path / "R20m"
    write_bands(fine, {band: f"T32TQM_20200115T100159_{band}_10m.tif" for band in RGB})
    coarse.mkdir()
    for band, value in (("B8A", 900), ("SCL", 4)):
        path = coarse / f"T32TQM_20200115T100159_{band}_20m.tif"
        write_raster(path, np.full((1, 100, 100), value, dtype=np.uint16), pixel=20.0)

    raster = open_raster(None, str(fine / "T32TQM_20200115T100159_B02_10m.tif"), [])

    block = RasterPixelReader(raster).read(raster.box.area)
    assert np.array_equal(block.values, rgb())
    assert (block.infrared == 900).all()
    assert (block.scene_classes == 4).all()


def test_near_infrared_that_cannot_be_read_is_done_without(tmp_path: Path) -> None:
    write_bands(tmp_path, {band: f"a_{band}.tif" for band in RGB})
    (tmp_path / "a_B08.tif").write_text("no image")

    raster = open_raster(None, str(tmp_path / "a_B04.tif"), [])

    assert raster.bands.infrared is None


def test_bands_are_found_inside_an_archive(tmp_path: Path) -> None:
    write_bands(tmp_path / "bands", {band: f"download.B{band[2]}.tif" for band in RGB})
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        for path in (tmp_path / "bands").iterdir():
            archive.write(path, path.name)

    raster = open_raster(None, f"/vsizip/{tmp_path}/download.zip/download.B4.tif", [])

    assert np.array_equal(RasterPixelReader(raster).read(raster.box.area).values, rgb())


@pytest.mark.parametrize("opened", ["B04", "B08"])
def test_bands_are_found_on_a_server(tmp_path: Path, opened: str) -> None:
    write_bands(tmp_path, {band: f"{band}.tif" for band in DN})

    with file_server(tmp_path) as server:
        raster = open_raster(None, f"/vsicurl/{server.url}/{opened}.tif", [])
        read = RasterPixelReader(raster).read(raster.box.area).values

    assert np.array_equal(read, rgb())


def test_a_file_on_a_server_that_only_has_the_name_of_a_band_is_none(tmp_path: Path) -> None:
    write_bands(tmp_path, {"B04": "B04.tif", "B03": "B03.tif"})
    (tmp_path / "B02.tif").write_text("<html>No such file</html>")

    with file_server(tmp_path) as server, pytest.raises(InputError, match="needs B03, B02 as well"):
        open_raster(None, f"/vsicurl/{server.url}/B04.tif", [])


def test_a_server_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bands(tmp_path, {band: f"{band}.tif" for band in RGB})

    with file_server(tmp_path) as server:
        server.silent_about = "B03"
        with monkeypatch.context() as patch:
            patch.setattr("eurosat_plugin.adapters.raster.remote_files.PATIENCE_S", 1)
            with pytest.raises(InputError, match=r"does not answer within .* s when it is asked for B03\.tif"):
                open_raster(None, f"/vsicurl/{server.url}/B04.tif", [])

        assert server.asked.count("B03.tif") in (1, 2)  # GDAL 3.13 tries once more
        server.silent_about = ""
        assert open_raster(None, f"/vsicurl/{server.url}/B04.tif", []).bands.numbers == (1, 2, 3)


def test_a_band_whose_blue_is_missing_says_so(tmp_path: Path) -> None:
    write_bands(tmp_path / "bands", {"B04": "a_B04.tif", "B03": "a_B03.tif"})

    with pytest.raises(InputError, match="1 band, B04; classification needs B03, B02 as well"):
        open_raster(None, str(tmp_path / "bands" / "a_B04.tif"), [])


def test_a_raster_of_one_band_that_is_no_product_s_has_no_siblings(tmp_path: Path) -> None:
    write_bands(tmp_path / "bands", {"B04": "heights.tif", "B03": "slopes.tif"})

    with pytest.raises(InputError, match="has 1 band; classification needs red, green and blue"):
        open_raster(None, str(tmp_path / "bands" / "heights.tif"), [])


@pytest.mark.parametrize("given", ["file", "folder"])
def test_a_file_that_calls_its_band_otherwise_than_its_name_is_refused(tmp_path: Path, given: str) -> None:
    folder = tmp_path / "bands"
    write_bands(folder, {band: f"x_{band}.tif" for band in RGB})
    write_raster(folder / "x_B02.tif", DN["B04"][None], names=["B04"])

    with pytest.raises(InputError, match=r"x_B02\.tif would be B02 by its name, but it calls its own band B04"):
        open_raster(None, str(folder / "x_B03.tif" if given == "file" else folder), [])


@pytest.mark.parametrize("name", ["B02", "Band 1", "b1", "blue", "reflectance"])
def test_other_descriptions_of_a_single_band_contradict_nothing(tmp_path: Path, name: str) -> None:
    write_bands(tmp_path / "bands", {band: f"x_{band}.tif" for band in RGB})
    write_raster(tmp_path / "bands" / "x_B02.tif", DN["B02"][None], names=[name])

    assert np.array_equal(
        RasterPixelReader(raster := open_raster(None, str(tmp_path / "bands"), [])).read(raster.box.area).values, rgb()
    )
