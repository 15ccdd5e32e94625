# SPDX-License-Identifier: GPL-2.0-or-later
"""What a raster's file tells, and how often it is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster import band_names
from eurosat_plugin.adapters.raster.data_only_layer import open_layer
from eurosat_plugin.adapters.raster.image_file import ImageFile, read_image_file
from eurosat_plugin.adapters.raster.raster import open_raster
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

Counter = Callable[[Any, str], list[Any]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Let calls of a method or function be noted, by their arguments."""

    def count(owner: Any, name: str) -> list[Any]:
        noted: list[Any] = []
        function = getattr(owner, name)

        def call(*arguments: Any, **options: Any) -> Any:
            noted.append(arguments)
            return function(*arguments, **options)

        monkeypatch.setattr(owner, name, call)
        return noted

    return count


def stack(folder: Path, names: tuple[str, ...] = ("B04", "B03", "B02")) -> Path:
    """Write a virtual raster of one file for each band."""
    files = [str(write_raster(folder / f"{name}.tif", ground(bands=1))) for name in names]
    path = folder / "stack_L1C.vrt"
    gdal.BuildVRT(str(path), files, separate=True)
    return path


def mosaic(folder: Path) -> Path:
    """Write a virtual raster of two files that lie on each other."""
    files = [str(write_raster(folder / f"{name}.tif", ground())) for name in ("west", "east")]
    path = folder / "mosaic_L1C.vrt"
    gdal.BuildVRT(str(path), files)
    return path


def described(path: Path) -> ImageFile:
    return read_image_file(open_layer(str(path), path.stem))


def test_an_image_is_opened_once_to_be_described(tmp_path: Path, calls: Counter) -> None:
    path = mosaic(tmp_path)
    opened, listed = calls(gdal, "OpenEx"), calls(gdal.Dataset, "GetFileList")

    open_raster(None, str(path), (1, 2, 3))

    assert [arguments[0] for arguments in opened].count(str(path)) == 1
    assert len(listed) == 1


def test_a_virtual_raster_is_written_out_once(tmp_path: Path, calls: Counter) -> None:
    path = mosaic(tmp_path)
    asked = calls(gdal.Dataset, "GetMetadata")

    open_raster(None, str(path), (1, 2, 3))

    assert [arguments[1:] for arguments in asked].count(("xml:VRT",)) == 1


def test_a_long_virtual_raster_is_not_written_out(
    tmp_path: Path, calls: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mosaic(tmp_path)
    monkeypatch.setattr(band_names, "_LONGEST_STACK", path.stat().st_size - 1)
    asked = calls(gdal.Dataset, "GetMetadata")

    file = described(path)

    assert ("xml:VRT",) not in [arguments[1:] for arguments in asked]
    assert file.made_of_files
    assert [Path(name).name for name in file.files] == ["mosaic_L1C.vrt", "west.tif", "east.tif"]


def test_bands_that_have_a_file_each_are_called_like_it(tmp_path: Path) -> None:
    file = described(stack(tmp_path))

    assert file.band_names == ("B04", "B03", "B02")
    assert file.made_of_files


def test_a_file_is_made_of_no_others(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "image.tif", ground())

    file = described(path)

    assert not file.made_of_files
    assert file.files == (str(path),)
    assert file.driver == "GTiff"
    assert file.types == ("uint16",) * 3


def describe_bands(path: Path, names: list[str], wavelengths: tuple[str, ...] = ()) -> Path:
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number, name in enumerate(names, 1):
        dataset.GetRasterBand(number).SetDescription(name)
    for number, wavelength in enumerate(wavelengths, 1):
        dataset.GetRasterBand(number).SetMetadata({"wavelength": wavelength})
    dataset = None
    return path


def warnings_of(path: Path, picked: list[int] | None = None) -> list[str]:
    return list(open_raster(None, str(path), picked or []).bands.warnings)


def test_bands_that_are_called_two_things_are_told(tmp_path: Path) -> None:
    path = describe_bands(stack(tmp_path), ["B02", "B03", "B04"])

    assert described(path).disputed == ((1, "B02", "B04"), (3, "B04", "B02"))
    assert [text.partition(",")[0] for text in warnings_of(path)] == [
        "Band 1 is called B02 and B04",
        "Band 3 is called B04 and B02",
    ]
    assert not any("called" in text for text in warnings_of(path, [1, 2, 3]))


def test_a_wavelength_that_contradicts_a_name_is_told(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(), names=["B04", "B03", "B02"])

    assert not described(describe_bands(path, [], ("665", "560", "490"))).disputed
    assert described(describe_bands(path, [], ("490", "560", "665"))).disputed == ((1, "B04", "B02"), (3, "B02", "B04"))


def test_descriptions_that_only_count_contradict_nothing(tmp_path: Path) -> None:
    path = describe_bands(stack(tmp_path), ["Band 1", "Band 2", "Band 3"])

    assert described(path).band_names == ("B04", "B03", "B02")
    assert not warnings_of(path)


def test_one_file_that_all_bands_are_taken_from_names_none_of_them(tmp_path: Path) -> None:
    file = write_raster(tmp_path / "scene_B02_B03.tif", ground(), names=["B04", "B03", "B02"])
    gdal.BuildVRT(str(tmp_path / "a.vrt"), [str(file)])

    assert not described(describe_bands(tmp_path / "a.vrt", ["B04", "B03", "B02"])).disputed


def test_near_infrared_that_is_called_otherwise_is_not_spoken_of(tmp_path: Path) -> None:
    names = ["B04", "B03", "B02", "B08"]
    path = write_raster(tmp_path / "a.tif", ground(bands=4), names=names)

    assert not warnings_of(describe_bands(path, [], ("665", "560", "490", "865")))
