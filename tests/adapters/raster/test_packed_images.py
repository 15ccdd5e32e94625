# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.errors import InputError
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

NAMES = ["B02", "B03", "B04", "B08"]


def packed(archive: Path, *names: str, bands: int = 4) -> Path:
    with zipfile.ZipFile(archive, "w") as packing:
        packing.writestr("README.txt", "Exported for you")
        for name in names:
            packing.write(write_raster(archive.with_suffix(".tif"), ground(bands=bands), names=NAMES[:bands]), name)
    return archive


@pytest.mark.parametrize("name", ["stack.tif", "exports/of today/stack.TIFF"])
def test_the_one_image_of_an_archive_is_read(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path / "export.zip", name)

    raster = open_raster(None, str(archive), [])

    assert raster.bands.numbers == (3, 2, 1)
    assert raster.name == "stack"
    assert raster.source == f"/vsizip/{archive.as_posix()}/{name}"
    assert open_raster(None, raster.source, []).bands.numbers == (3, 2, 1)


def test_the_one_image_of_a_folder_is_read(tmp_path: Path) -> None:
    image = write_raster(tmp_path / "stack.tif", ground(bands=4), names=NAMES)

    raster = open_raster(None, str(tmp_path), [])

    assert (raster.bands.numbers, raster.source) == ((3, 2, 1), image.as_posix())


def test_of_several_images_none_is_picked(tmp_path: Path) -> None:
    archive = packed(tmp_path / "export.zip", "may.tif", "june.tif")

    with pytest.raises(InputError, match=r"export.zip holds 2 images \(june.tif, may.tif\).* choose one of the images"):
        open_raster(None, str(archive), [])


def test_one_band_alone_is_no_image(tmp_path: Path) -> None:
    archive = packed(tmp_path / "export.zip", "T33UUU_20170216T102101_B04.tif", bands=1)

    with pytest.raises(InputError, match="holds no file of B03, B02, without which"):
        open_raster(None, str(archive), [])


@pytest.mark.parametrize("names", [("red", "green", "blue"), ("S2_2020_Rot", "S2_2020_Gruen", "S2_2020_Blau")])
def test_bands_that_are_called_by_their_colours_are_stacked(tmp_path: Path, names: tuple[str, ...]) -> None:
    for number, name in enumerate(names):
        write_raster(tmp_path / f"{name}.tif", ground(bands=1, seed=number))
    write_raster(tmp_path / "red_edge.tif", ground(bands=1))

    raster = open_raster(None, str(tmp_path), [])

    assert [Path(raster.file.files[number]).stem for number in raster.bands.numbers] == list(names)


def test_two_files_of_one_colour_are_none_of_it(tmp_path: Path) -> None:
    for name in ("red", "green", "blue", "a_red"):
        write_raster(tmp_path / f"{name}.tif", ground(bands=1))

    with pytest.raises(InputError, match="holds no file of B04"):
        open_raster(None, str(tmp_path), [])


def test_the_metadata_of_theia_lead_to_its_bands(tmp_path: Path) -> None:
    name = "SENTINEL2A_20220706-090107-511_L2A_T32TQM_C_V3-0"
    for band in ("B4", "B3", "B2"):
        write_raster(tmp_path / f"{name}_FRE_{band}.tif", ground(bands=1))
    metadata = tmp_path / f"{name}_MTD_ALL.xml"
    metadata.write_text("<Muscate_Metadata_Document/>")

    raster = open_raster(None, str(metadata), [])

    assert [Path(raster.file.files[number]).stem[-2:] for number in raster.bands.numbers] == ["B4", "B3", "B2"]
