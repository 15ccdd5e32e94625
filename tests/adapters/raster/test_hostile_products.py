# SPDX-License-Identifier: GPL-2.0-or-later
"""Folders and archives that are no products, whatever they are called."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from eurosat_plugin.adapters.raster import product_files
from eurosat_plugin.adapters.raster.band_names import files_in_text, names_in_sources
from eurosat_plugin.adapters.raster.product_files import ProductFiles, is_metadata, is_product_metadata
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.errors import InputError
from tests.growth import grows_linearly
from tests.products import Product, write_product
from tests.rasters import ground

pytestmark = pytest.mark.usefixtures("qgis_app")

BANDS = ("B02", "B03", "B04", "B08")
DN = dict(zip(BANDS, ground(bands=4)))
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe under a name")


def archive(path: Path, names: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "")
    return path


@pytest.mark.parametrize("piece", ["<SourceFilename", "<SourceFilename>", "<SourceFilename>a", "<"])
def test_the_time_for_a_virtual_raster_grows_no_faster_than_it(piece: str) -> None:
    assert grows_linearly(files_in_text, piece, 4_000)


@pytest.mark.parametrize(
    "piece", ["<VRTRasterBand ", "<SourceFilename>a</SourceFilename>", "<SourceFilename>a</SourceFilename> ", " "]
)
def test_the_time_for_names_in_a_mosaic_grows_no_faster_than_it(piece: str) -> None:
    assert grows_linearly(lambda text: names_in_sources("<VRTRasterBand " + text, "", 1), piece, 4_000)


@pytest.mark.parametrize("piece", ["S2A_", "_MTD_SAFL1C_", "S2A_x_MTD_SAFL1C_", "a", "_"])
@pytest.mark.parametrize("start", ["", "S2A_OPER_MTD_SAFL1C_"])
def test_the_time_for_a_name_grows_no_faster_than_it(piece: str, start: str) -> None:
    assert grows_linearly(lambda text: (is_metadata(start + text), is_product_metadata(start + text)), piece, 4_000)


def test_looking_for_bands_costs_the_same_for_every_name(tmp_path: Path) -> None:
    path = archive(tmp_path / "many.zip", [f"folder/{number}_B04.jp2x" for number in range(50)])
    files = ProductFiles(path)
    names = files._names

    def look(text: str) -> None:
        files._names = names * len(text)
        assert not files.has_metadata
        assert files.bands("B04") == []

    assert grows_linearly(look, "x", 10)


def test_an_archive_of_too_many_names_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product_files, "_FILE_LIMIT", 20)
    path = archive(tmp_path / "many.zip", [f"{number}_B04.jp2" for number in range(21)])

    with pytest.raises(InputError, match=r"many\.zip cannot be read \(it lists more files than any product has"):
        open_raster(None, str(path), [])


def test_the_list_of_an_archive_is_not_read_when_it_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "many.zip", [f"{number}_B04.jp2" for number in range(100)])
    monkeypatch.setattr(product_files, "_LIST_LIMIT", 5_000)  # 100 names of 46 bytes and their own length
    monkeypatch.setattr(zipfile.ZipFile, "namelist", lambda archive: pytest.fail("the list was read"))

    with pytest.raises(InputError, match="lists more files than any product has"):
        ProductFiles(path)


def test_the_list_of_a_large_archive_is_measured_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 10)  # from here on as above 65,535: ZIP64
    path = archive(tmp_path / "many.zip", [f"{number}_B04.jp2" for number in range(100)])
    content = path.read_bytes()
    end = content.rfind(b"PK\x05\x06")
    path.write_bytes(content[: end + 12] + b"\xff" * 4 + content[end + 16 :])
    monkeypatch.setattr(product_files, "_LIST_LIMIT", 5_000)

    with pytest.raises(InputError, match="lists more files than any product has"):
        ProductFiles(path)


@needs_pipes
@pytest.mark.parametrize("name", ["MTD_MSIL2A.xml", "x.zip"])
def test_a_pipe_as_input_is_refused(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)

    with pytest.raises(InputError):
        open_raster(None, str(tmp_path / name), [])


@needs_pipes
def test_a_product_with_a_pipe_as_metadata_is_refused(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, Product("L2A", 511))
    (product / "MTD_MSIL2A.xml").unlink()
    os.mkfifo(product / "MTD_MSIL2A.xml")

    with pytest.raises(InputError, match=r"MTD_MSIL2A\.xml is a pipe, a device or a socket"):
        open_raster(None, str(product), [])


@needs_pipes
def test_a_band_of_a_product_with_a_pipe_as_metadata_is_refused(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, Product("L2A", 511))
    (product / "MTD_MSIL2A.xml").unlink()
    os.mkfifo(product / "MTD_MSIL2A.xml")

    with pytest.raises(InputError, match=r"MTD_MSIL2A\.xml are no ordinary file"):
        open_raster(None, str(next(product.rglob("*B04_10m.jp2"))), [])


@needs_pipes
def test_a_product_with_a_pipe_as_band_is_refused(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, Product("L2A", 511))
    band = next(product.rglob("*B04_10m.jp2"))
    band.unlink()
    os.mkfifo(band)

    with pytest.raises(InputError, match=r"B04_10m\.jp2 is a pipe, a device or a socket"):
        open_raster(None, str(product), [])
