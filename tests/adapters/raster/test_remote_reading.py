# SPDX-License-Identifier: GPL-2.0-or-later
"""Why a file on a server cannot be read is told, whether or not GDAL raises its errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.remote_files import READING, options_here
from eurosat_plugin.adapters.raster.remote_reading import RemoteFile, kind_of_unopened
from eurosat_plugin.adapters.web.retries import TRIES
from eurosat_plugin.core.errors import FailureKind
from tests.catalogue_server import Trouble, catalogue_server
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture(params=[False, True], ids=["returns", "raises"])
def gdal_raises(request: pytest.FixtureRequest) -> Iterator[None]:
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if request.param else gdal.DontUseExceptions)()
    yield
    (gdal.UseExceptions if before else gdal.DontUseExceptions)()


@pytest.mark.parametrize(("status", "tries"), [(403, 1), (404, 1), (503, TRIES)])
def test_the_status_of_a_server_decides_whether_to_try_again_and_is_told(
    gdal_raises: None, tmp_path: Path, status: int, tries: int
) -> None:
    waits: list[float] = []
    with catalogue_server(tmp_path) as server, options_here(READING):
        server.always = {"B02.tif": Trouble(status)}
        file = RemoteFile(f"/vsicurl/{server.files}/B02.tif", lambda seconds: bool(waits.append(seconds)))

        assert file.open() is None
        assert f"HTTP status {status}" in str(file.failure())
        assert len(waits) == tries - 1


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (Trouble(403), FailureKind.REFUSED),
        (Trouble(404), FailureKind.REFUSED),
        (Trouble(429), FailureKind.PASSING),
        (Trouble(500), FailureKind.PASSING),
        (Trouble(507), FailureKind.PASSING),
        (Trouble(sent=5), FailureKind.PASSING),
        (None, FailureKind.REFUSED),
    ],
)
def test_only_what_may_pass_is_told_so(
    gdal_raises: None, tmp_path: Path, trouble: Trouble | None, kind: FailureKind
) -> None:
    if trouble is None:
        (tmp_path / "B02.tif").write_text("no raster, but a file that comes whole")
    else:
        write_raster(tmp_path / "B02.tif", ground(64, 64))
    with catalogue_server(tmp_path) as server, options_here(READING):
        if trouble is not None:
            server.always = {"B02.tif": trouble}
        file = RemoteFile(f"/vsicurl/{server.files}/B02.tif", lambda seconds: False)

        assert file.open() is None
        assert file.failure().kind == kind


def test_a_server_that_is_not_there_may_be_in_a_while(gdal_raises: None, tmp_path: Path) -> None:
    with catalogue_server(tmp_path) as server:
        address = f"{server.files}/B02.tif"

    assert kind_of_unopened(address) == FailureKind.PASSING


@pytest.mark.parametrize("words", ["as a supported file format.", "as being in a supported file format."])
def test_what_is_no_raster_is_known_by_the_words_of_any_gdal(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    def refuse(uri: str, *options: object) -> None:
        gdal.Error(gdal.CE_Failure, gdal.CPLE_OpenFailed, f"`{uri}' not recognized {words}")

    monkeypatch.setattr(gdal, "OpenEx", refuse)
    file = RemoteFile("/vsicurl/http://localhost/B02.tif", lambda seconds: True)

    assert file.open() is None
    assert file.kind == FailureKind.REFUSED
