# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenes of a catalogue on a server of this machine, and what their tests share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsApplication

from eurosat_plugin.adapters.web import retries
from eurosat_plugin.core.catalogue import services
from tests.catalogue_items import Scene, earth_search, write_bands
from tests.catalogue_server import KEY, CatalogueServer, catalogue_server
from tests.conftest import made_once
from tests.processing.conftest import Run
from tests.sign_ins import sign_in

SCENE = Scene()
WIDE = Scene(side=1280, seed=3)
EXTENT = SCENE.place((64, 64), (192, 256))
TILES = 2 * 3


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of some scenes; nobody changes them."""
    return made_once(tmp_path_factory, "archive", _write_archive)


def _write_archive(folder: Path) -> None:
    write_bands(folder / "plain", SCENE)
    write_bands(folder / "shifted", replace(SCENE, shift=1000))
    write_bands(folder / "jp2", SCENE, "jp2")


@pytest.fixture
def server(archive: Path) -> Iterator[CatalogueServer]:
    with catalogue_server(archive) as server:
        server.items.append(earth_search(SCENE, f"{server.files}/plain", server.api))
        yield server


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait hardly at all before another try."""
    monkeypatch.setattr(retries, "FIRST_WAIT_S", 0.01)


@pytest.fixture
def keys(qgis_app: QgsApplication) -> Iterator[str]:
    """Keep the keys of an account in QGIS, and return the id of that sign-in."""
    with sign_in("Basic", username=KEY, password="secret") as keys:
        yield keys


@pytest.fixture
def token(qgis_app: QgsApplication) -> Iterator[str]:
    """Keep a token in QGIS, and return the id of that sign-in; of its types this one needs no other server."""
    with sign_in("EsriToken", token="abc") as token:
        yield token


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with WIDE, its bands and a file with three of them; nobody changes them."""
    return made_once(tmp_path_factory, "wide", _write_wide)


def _write_wide(folder: Path) -> None:
    files = write_bands(folder, WIDE)
    stacked = gdal.BuildVRT("", [str(files[band]) for band in ("B04", "B03", "B02")], separate=True)
    for number, band in enumerate(("B04", "B03", "B02"), 1):
        stacked.GetRasterBand(number).SetDescription(band)
    options = {"format": "COG", "creationOptions": ["BLOCKSIZE=256", "COMPRESS=DEFLATE"]}
    gdal.Translate(str(folder / "S2_L2A_stack.tif"), stacked, **options)


@pytest.fixture
def wide_server(wide: Path) -> Iterator[CatalogueServer]:
    gdal.VSICurlClearCache()
    with catalogue_server(wide) as server:
        yield server


def use_catalogue(monkeypatch: pytest.MonkeyPatch, server: CatalogueServer, like: services.Catalogue) -> None:
    """Let `server` be a catalogue that is known, and asks for what `like` asks for."""
    here = replace(
        like,
        address=server.api,
        tokens=f"{server.url}/token/{{collection}}" if like.tokens else "",
        signed_for="127.0.0.1" if like.tokens else "",
        storage=server.url if like.storage else "",
        downloads=server.url if like.downloads else "",
    )
    monkeypatch.setattr(services, "CATALOGUES", (here,))


def block_bytes(path: Path, blocks: range, rows: range | None = None) -> int:
    """Return how many bytes of a file hold the blocks in these columns of it, and in these or the same rows."""
    dataset = gdal.Open(str(path))
    band = dataset.GetRasterBand(1)
    return sum(int(band.GetMetadataItem(f"BLOCK_SIZE_{x}_{y}", "TIFF") or 0) for x in blocks for y in rows or blocks)


def attributes(run: Run) -> list[list[object]]:
    """Return what a grid holds but for the name of its image."""
    names = [name for name in run.layer.fields().names() if name not in ("fid", "scene", "date", "flag")]
    return [[feature[name] for name in names] for feature in run.layer.getFeatures()]
