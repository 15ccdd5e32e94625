# SPDX-License-Identifier: GPL-2.0-or-later
"""Virtual rasters that somebody has made to be too much: too deep, too long, endless."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from eurosat_plugin.adapters.raster.input_files import named_files
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.special_files import find_special_file, is_special_file
from eurosat_plugin.core.errors import InputError
from tests.file_server import FileServer, file_server
from tests.growth import grows_linearly
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    (tmp_path / "served").mkdir()
    with file_server(tmp_path / "served") as running:
        yield running


@pytest.fixture
def pipe(tmp_path: Path) -> str:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(tmp_path / "pipe")
    return str(tmp_path / "pipe")


def virtual(source: str, inner: str = "") -> str:
    band = f"<SimpleSource><SourceFilename>{source}</SourceFilename></SimpleSource>"
    bands = "".join(f"<VRTRasterBand dataType='UInt16' band='{i}'>{band}</VRTRasterBand>" for i in (1, 2, 3))
    return (
        "<VRTDataset rasterXSize='100' rasterYSize='100'><SRS>EPSG:32633</SRS>"
        f"<GeoTransform>500000,10,0,5700000,0,-10</GeoTransform>{inner}{bands}</VRTDataset>"
    )


def nested(levels: int) -> str:
    return "<a>" * levels + "</a>" * levels


@pytest.mark.parametrize("inline", [True, False])
def test_one_of_a_hundred_thousand_levels_is_refused_in_a_sentence(tmp_path: Path, inline: bool) -> None:
    text = virtual(str(write_raster(tmp_path / "image.tif", ground())), nested(100_000))
    path = tmp_path / "image.vrt"
    path.write_text(text)

    with pytest.raises(InputError, match="cannot be read") as caught:
        open_raster(None, text if inline else str(path), [1, 2, 3])
    assert len(str(caught.value)) < 1_500


def test_the_text_of_one_is_no_name_of_a_file(tmp_path: Path) -> None:
    text = virtual(str(write_raster(tmp_path / "image.tif", ground())), f"<Metadata>{'x' * 5_000}</Metadata>")

    assert named_files(text) == ()
    assert open_raster(None, text, [1, 2, 3]).name == "image.tif"


def test_what_is_no_raster_is_quoted_in_part() -> None:
    with pytest.raises(InputError, match="There is no raster") as caught:
        open_raster(None, "<VRTDataset>" + "x" * 100_000, [])

    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    "piece", ["<a>", "</a>", "<a>x</a>", ">", "<![CDATA[", "/a", "/vsizip/", "&amp;", ":", "x", "//"]
)
def test_the_time_to_look_for_pipes_grows_no_faster_than_the_text(piece: str) -> None:
    assert grows_linearly(lambda text: (find_special_file(text), is_special_file(text)), piece, 20_000)
    assert grows_linearly(lambda text: find_special_file(f"<a>{text}"), piece, 20_000)


@pytest.mark.parametrize(
    "place", ["<Description>{}</Description>", "<Metadata><MDI key='a'>{}</MDI></Metadata>", "<UnitType>{}</UnitType>"]
)
def test_text_in_another_encoding_is_text_all_the_same(tmp_path: Path, place: str) -> None:
    source = str(write_raster(tmp_path / "image.tif", ground()))
    path = tmp_path / "image_L1C.vrt"
    named = virtual(source).replace("'>", f"'>{place.format('Grün')}", 2)
    path.write_bytes(named.encode("latin-1"))

    raster = open_raster(None, str(path), [1, 2, 3])

    assert raster.bands.numbers == (1, 2, 3)


def test_a_file_is_missing_whose_name_is_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "image_L1C.vrt"
    path.write_bytes(virtual("grün.tif").encode("latin-1"))

    assert open_raster(None, str(path), [1, 2, 3]).file.made_of_files


@pytest.mark.parametrize("place", ["/vsicurl/{}", "/vsicurl?url={}", "{}"])
@pytest.mark.parametrize("name", ["image.vrt", "image.tif"])
def test_one_on_a_server_leads_to_no_pipe_on_this_computer(
    tmp_path: Path, server: FileServer, pipe: str, place: str, name: str
) -> None:
    (tmp_path / "served" / name).write_text(virtual(pipe))

    assert find_special_file(place.format(f"{server.url}/{name}")) == pipe


def test_one_on_this_computer_leads_to_no_pipe_by_way_of_a_server(
    tmp_path: Path, server: FileServer, pipe: str
) -> None:
    (tmp_path / "served" / "inner.vrt").write_text(virtual(pipe))
    (tmp_path / "served" / "outer.vrt").write_text(virtual("inner.vrt"))
    (tmp_path / "image.vrt").write_text(virtual(f"/vsicurl/{server.url}/outer.vrt"))

    assert find_special_file(str(tmp_path / "image.vrt")) == pipe


def test_the_files_of_a_mosaic_on_a_server_are_not_asked_for(tmp_path: Path, server: FileServer) -> None:
    files = "".join(f"<SourceFilename>{number}.tif</SourceFilename>" for number in range(50))
    (tmp_path / "served" / "image.vrt").write_text(f"<VRTDataset>{files}</VRTDataset>")

    assert find_special_file(f"/vsicurl/{server.url}/image.vrt") == ""
    assert set(server.asked) <= {"", "image.vrt", "image.vrt.aux.xml"}


def test_one_on_a_server_that_is_too_long_is_not_read(
    tmp_path: Path, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eurosat_plugin.adapters.raster.special_files.LONGEST_TEXT", 10_000)
    (tmp_path / "served" / "image.vrt").write_text(virtual("a.tif", f"<Metadata>{'x' * 10_000}</Metadata>"))

    with pytest.raises(InputError, match="which is not read"):
        open_raster(None, f"/vsicurl/{server.url}/image.vrt", [1, 2, 3])
