# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenes of a catalogue that asks for a sign-in: the environment of the workers tells it, and nothing else does."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from eurosat_batch.__main__ import ALL, NOTHING, main
from eurosat_batch.qgis_session import PASSWORD, USER
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from tests.catalogue_items import Scene, earth_search, write_bands
from tests.catalogue_server import CatalogueServer, catalogue_server

SCENE = Scene()
SECRET = "correct horse battery staple"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CatalogueServer]:
    """Serve a scene whose files only Anna may read."""
    write_bands(tmp_path / "files", SCENE)
    with catalogue_server(tmp_path / "files") as server:
        server.items.append(earth_search(SCENE, server.files, server.api))
        server.bearer = "Basic " + base64.b64encode(f"anna:{SECRET}".encode()).decode()
        yield server


def plan(server: CatalogueServer, folder: Path) -> None:
    place = SCENE.place((64, 64), (192, 192))
    assert main(["plan", str(folder), server.item_address(), "--set", f"EXTENT={place}"]) == ALL


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_workers_sign_in_as_their_environment_says(
    engine: str, server: CatalogueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "run"
    plan(server, folder)
    monkeypatch.setenv(USER, "anna")
    monkeypatch.setenv(PASSWORD, SECRET)

    status = main(["run", str(folder), "--engine", engine, "--workers", "1"])

    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert status == ALL
    assert SECRET.encode() not in written
    assert server.bearer.partition(" ")[2].encode() not in written


def test_without_a_sign_in_the_scene_is_refused_with_the_way_out(
    server: CatalogueServer, in_this_process: None, tmp_path: Path
) -> None:
    plan(server, tmp_path / "run")

    status = main(["run", str(tmp_path / "run"), "--workers", "1"])

    run = RunFolder(tmp_path / "run")
    receipt = run.receipt(run.plan().scenes[0])
    assert status == NOTHING
    assert receipt is not None
    assert receipt["kind"] == "refused"
    assert "Check AUTH" in receipt["sentence"]
