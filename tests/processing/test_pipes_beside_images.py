# SPDX-License-Identifier: GPL-2.0-or-later
"""Pipes that nobody names: beside an image, in a virtual raster, inside a product. GDAL would open them and wait."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from osgeo import gdal
from qgis.core import QgsApplication, QgsProcessing, QgsProcessingContext, QgsProject

from eurosat_plugin.adapters.raster import special_files
from eurosat_plugin.adapters.raster.product_layer import read_product
from eurosat_plugin.adapters.raster.special_files import find_special_file
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.gui.runs.opened_images import OpenedImages
from eurosat_plugin.processing.provider import EuroSatProvider
from tests.products import Product, write_product
from tests.rasters import ground, write_raster

if not hasattr(os, "mkfifo"):
    pytest.skip("this system has no pipes in folders", allow_module_level=True)

REFUSAL = "is a pipe, a device or a socket, and whoever opens it with the"
DN = dict(zip(("B02", "B03", "B04", "B08"), ground(bands=4)))


@pytest.fixture(autouse=True)
def released() -> Iterator[Callable[[Path], None]]:
    """End every pipe while the test runs: whoever opens one all the same reads nothing instead of waiting for ever."""
    pipes: list[Path] = []
    over = Event()

    def end() -> None:
        while not over.wait(0.2):
            for path in list(pipes):
                try:
                    os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
                except OSError:
                    continue  # nobody waits

    thread = Thread(target=end, daemon=True)
    thread.start()
    yield pipes.append
    over.set()
    thread.join()


@pytest.fixture
def pipe(released: Callable[[Path], None]) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        os.mkfifo(path)
        released(path)
        return path

    return make


@pytest.fixture
def refusal(provider: EuroSatProvider) -> Callable[..., str]:
    """Return what an algorithm says against parameters; empty where it accepts them."""

    def ask(algorithm: str = "classifyraster", **parameters: Any) -> str:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        run = QgsApplication.processingRegistry().createAlgorithmById(f"eurosat:{algorithm}")
        acceptable, sentence = run.checkParameterValues(
            {"OUTPUT": QgsProcessing.TEMPORARY_OUTPUT, **parameters}, context
        )
        return "" if acceptable else str(sentence)

    return ask


def virtual(path: Path, source: str, form: str = "{}") -> Path:
    """Write a virtual raster of three bands of the file `source`, whose name is written in this `form`."""
    inner = form.format(source)
    band = f"<SimpleSource><SourceFilename relativeToVRT='1'>{inner}</SourceFilename></SimpleSource>"
    bands = "".join(f"<VRTRasterBand dataType='UInt16' band='{i}'>{band}</VRTRasterBand>" for i in (1, 2, 3))
    path.write_text(
        "<VRTDataset rasterXSize='100' rasterYSize='100'><SRS>EPSG:32633</SRS>"
        f"<GeoTransform>500000,10,0,5700000,0,-10</GeoTransform>{bands}</VRTDataset>"
    )
    return path


@pytest.mark.parametrize(
    "name",
    [
        "image.tif.aux.xml", "image.aux", "image.tif.ovr", "image.tif.msk", "image.tfw", "image.wld", "image.prj",
        "image.tab", "image.IMD", "image_RPC.TXT", "METADATA.DIM", "DIM_OTHER.XML", "IMAGE.TFW",
    ],
)  # fmt: skip
def test_a_pipe_beside_an_image_is_refused(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path, name: str
) -> None:
    image = write_raster(tmp_path / "image.tif", ground())
    beside = pipe(tmp_path / name)

    sentence = refusal(INPUT=str(image))

    assert sentence.startswith(f"{beside} {REFUSAL} image waits for ever")


def test_a_pipe_of_somebody_else_in_the_folder_is_none_of_our_business(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path
) -> None:
    image = write_raster(tmp_path / "image.tif", ground(), names=["B04", "B03", "B02"])
    pipe(tmp_path / "agent.1234")

    assert refusal(INPUT=str(image)) == ""


@pytest.mark.parametrize(
    "form", ["{}", " {} ", "<![CDATA[{}]]>", "NETCDF:{}:B04", "/vsigzip/{}", "vrt://{}?bands=1", "/vsizip/{}/a.tif"]
)
def test_a_virtual_raster_of_a_pipe_is_refused(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path, form: str
) -> None:
    source = pipe(tmp_path / "source.tif")
    image = virtual(tmp_path / "image.vrt", str(source), form)

    assert refusal(INPUT=str(image)).startswith(f"{source} {REFUSAL}")


def test_so_is_one_that_names_it_from_its_own_folder(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path
) -> None:
    (tmp_path / "bands").mkdir()
    pipe(tmp_path / "bands" / "a&b.tif")
    image = virtual(tmp_path / "image.vrt", "bands/a&amp;b.tif")

    assert REFUSAL in refusal(INPUT=str(image))


def test_so_is_one_of_a_virtual_raster_of_it(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path
) -> None:
    source = pipe(tmp_path / "source.tif")
    virtual(tmp_path / "inner", str(source))  # GDAL knows it by its beginning, whatever it is called
    image = virtual(tmp_path / "outer.vrt", "inner")

    assert REFUSAL in refusal(INPUT=str(image))


def test_so_is_one_of_an_image_that_has_it_beside_it(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    source = write_raster(tmp_path / "there" / "image.tif", ground())
    pipe(tmp_path / "there" / "image.tif.ovr")

    assert REFUSAL in refusal(INPUT=str(virtual(tmp_path / "image.vrt", str(source))))


def test_so_is_the_text_of_one(refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path) -> None:
    source = pipe(tmp_path / "source.tif")
    text = virtual(tmp_path / "image.vrt", str(source)).read_text()

    sentence = refusal(INPUT=text)

    assert f"{source} {REFUSAL}" in sentence
    assert len(sentence) < 1_000


def test_so_are_notes_that_name_overviews_elsewhere(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path
) -> None:
    image = write_raster(tmp_path / "image.tif", ground())
    elsewhere = pipe(tmp_path / "elsewhere")
    (tmp_path / "image.tif.aux.xml").write_text(
        f"<PAMDataset><Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>{elsewhere}</MDI></Metadata></PAMDataset>"
    )

    assert REFUSAL in refusal(INPUT=str(image))


@pytest.mark.parametrize("given", ["", "MTD_MSIL1C.xml"])
@pytest.mark.parametrize("where", ["B08.jp2", "B04.tif.aux.xml", "MTD_TL.xml", "HTML/banner"])
def test_a_pipe_in_a_product_is_refused(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path, given: str, where: str
) -> None:
    product = write_product(tmp_path, DN, Product("L1C", 400))
    beside = next(product.rglob("*_B04*")).parent / f"x_{where}"
    beside.parent.mkdir(exist_ok=True)
    path = pipe(beside)

    assert refusal(INPUT=str(product / given)).startswith(f"{path} {REFUSAL}")


@pytest.mark.parametrize("name", ["T33UVT_B03.tif", "T33UVT_B02.tif", "T33UVT_B02.tif.aux.xml"])
def test_a_band_whose_sibling_is_a_pipe_is_refused(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path, name: str
) -> None:
    image = write_raster(tmp_path / "T33UVT_B04.tif", ground(bands=1))
    for band in ("B02", "B03"):
        if not name.endswith(f"{band}.tif"):
            write_raster(tmp_path / f"T33UVT_{band}.tif", ground(bands=1))
    pipe(tmp_path / name)

    assert REFUSAL in refusal(INPUT=str(image))


@pytest.mark.parametrize("name", ["area.shp", "area.dbf", "area.qpj"])
def test_polygons_with_a_pipe_beside_them_are_refused(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], countryside: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "area.shx").touch()
    if name != "area.shp":
        (tmp_path / "area.shp").touch()
    path = pipe(tmp_path / name)

    sentence = refusal(INPUT=str(countryside), MASK=str(tmp_path / "area.shp"))

    assert sentence.startswith("MASK cannot be ")
    assert str(path) in sentence


def test_a_product_that_is_opened_as_a_layer_is_looked_at_first(
    qgis_app: object, pipe: Callable[[Path], Path], tmp_path: Path
) -> None:
    product = write_product(tmp_path, DN, Product("L1C", 400))
    pipe(product / "MTD_MSIL1C.xml.aux.xml")

    with pytest.raises(InputError, match=REFUSAL):
        read_product(product, lambda: False)


def test_an_image_that_a_grid_was_made_of_is_looked_at_first(
    qgis_app: object, pipe: Callable[[Path], Path], tmp_path: Path
) -> None:
    image = write_raster(tmp_path / "image.tif", ground(), names=["B04", "B03", "B02"])
    pipe(tmp_path / "image.tif.ovr")
    images = OpenedImages()

    assert images.of_file(str(image)) is None
    images.close()


def test_a_virtual_raster_of_many_files_is_looked_through(pipe: Callable[[Path], Path], tmp_path: Path) -> None:
    sources = [f"<SourceFilename>{number}.tif</SourceFilename>" for number in range(5_000)]
    for number in range(5_000):
        (tmp_path / f"{number}.tif").touch()
    (tmp_path / "4999.tif").unlink()
    last = pipe(tmp_path / "4999.tif")
    image = tmp_path / "image.vrt"
    image.write_text(f"<VRTDataset>{''.join(sources)}</VRTDataset>")

    assert find_special_file(str(image)) == str(last)


def test_folders_are_listed_once_however_many_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[str] = []
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder: (listed.append(str(folder)), scan(folder))[1])
    for number in range(50):
        (tmp_path / f"{number}.tif").touch()
    image = tmp_path / "image.vrt"
    image.write_text("".join(f"<SourceFilename>{number}.tif</SourceFilename>" for number in range(50)))

    assert find_special_file(str(image)) == ""
    assert listed == [str(tmp_path)]


def test_gdal_is_asked_for_nothing_before_that(
    refusal: Callable[..., str], pipe: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = write_raster(tmp_path / "image.tif", ground())
    pipe(tmp_path / "image.tif.aux.xml")
    for function in ("Open", "OpenEx"):
        monkeypatch.setattr(gdal, function, lambda *_: pytest.fail("GDAL was asked to open it"))

    assert REFUSAL in refusal(INPUT=str(image))


@pytest.mark.parametrize("inline", [True, False])
def test_a_virtual_raster_that_is_too_long_to_look_through_is_refused(
    refusal: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inline: bool
) -> None:
    monkeypatch.setattr(special_files, "LONGEST_TEXT", 3_000)
    image = virtual(tmp_path / "image.vrt", "x" * 3_000)

    sentence = refusal(INPUT=image.read_text() if inline else str(image))

    assert "text, which is not read; make one of fewer files" in sentence
    assert len(sentence) < 1_000
