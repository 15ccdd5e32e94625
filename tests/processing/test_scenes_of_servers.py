# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:classifyscenes`` with scenes of a server: a search, troubles that pass or stay, signatures of today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal
from qgis.core import QgsVectorLayer

from eurosat_batch.__main__ import main
from eurosat_plugin.adapters.batch import run_folder
from eurosat_plugin.adapters.batch.run_folder import TRIES, RunFolder
from eurosat_plugin.adapters.raster.remote_block_store import empty_store
from eurosat_plugin.core.catalogue import services
from tests.catalogue_items import Scene, earth_search, planetary_computer, write_bands
from tests.catalogue_server import CatalogueServer, Trouble, catalogue_server
from tests.processing.conftest import Log, Run
from tests.processing.runs import run_algorithm

SCENE = Scene()


@pytest.fixture(autouse=True)
def _registered(provider: object) -> None:
    """Every test needs the algorithms."""


def classify(folder: Path, feedback: Log | None = None, **values: Any) -> Run:
    return run_algorithm("classifyscenes", {"FOLDER": str(folder), **values}, feedback)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CatalogueServer]:
    for day in ("2025-06-01", "2025-06-21"):
        write_bands(tmp_path / "files" / day, SCENE)
    with catalogue_server(tmp_path / "files") as server:
        for day in ("2025-06-01", "2025-06-21"):
            scene = replace(SCENE, day=day)
            server.items.append(earth_search(scene, f"{server.files}/{day}", server.api))
        yield server


def test_the_scenes_of_a_search_become_grids_of_their_days(server: CatalogueServer, tmp_path: Path) -> None:
    place, found = SCENE.place((64, 64), (192, 192)), str(tmp_path / "scenes.gpkg")
    search = {"EXTENT": place, "ADDRESS": server.api, "FIRST": "2025-05-01", "LAST": "2025-07-31", "OUTPUT": found}
    assert run_algorithm("searchscenes", search).ok

    run = classify(tmp_path / "run", SCENES=found, EXTENT=place)

    assert run.ok, run.sentence
    folder = RunFolder(tmp_path / "run")
    items = [folder.item(scene) for scene in folder.plan().scenes]
    assert [item["properties"]["datetime"][:10] for item in items if item] == ["2025-06-01", "2025-06-21"]
    grid = QgsVectorLayer(str(folder.grid_file(folder.plan().scenes[0])), "grid", "ogr")
    assert grid.featureCount() == 2 * 2
    main(["plan", str(tmp_path / "other"), found, "--set", f"EXTENT={place}"])
    assert RunFolder(tmp_path / "other").plan() == folder.plan()


def plan_two(server: CatalogueServer, folder: Path) -> RunFolder:
    (folder / "list.txt").write_text("\n".join(map(server.item_address, range(2))))
    place = SCENE.place((64, 64), (192, 192))
    assert classify(folder / "run", IMAGES=str(folder / "list.txt"), EXTENT=place, PLAN_ONLY=True).ok
    empty_store()
    gdal.VSICurlClearCache()
    return RunFolder(folder / "run")


@pytest.mark.parametrize(
    ("part", "trouble"),
    [
        ("/collections/", Trouble(503)),
        ("/collections/", Trouble(429)),
        ("tif", Trouble(500)),
        ("tif", Trouble(sent=9)),
    ],
)
def test_a_server_that_fails_for_a_while_costs_pauses_and_no_image(
    server: CatalogueServer, hurried: None, tmp_path: Path, part: str, trouble: Trouble
) -> None:
    planned = plan_two(server, tmp_path)
    server.troubles = {part: [trouble] * 10}

    run = classify(planned.path)

    assert run.outputs["DONE_COUNT"] == 2, run.log.warnings
    assert any("is tried again in" in info for info in run.log.infos)


def test_a_server_that_stays_down_leaves_a_receipt_that_the_next_run_takes_up(
    server: CatalogueServer, hurried: None, tmp_path: Path
) -> None:
    planned = plan_two(server, tmp_path)
    server.always = {"/collections/": Trouble(503)}
    first = classify(planned.path)
    receipts = [planned.receipt(scene) for scene in planned.plan().scenes]
    server.always = {}

    second = classify(planned.path)

    assert (first.outputs["DONE_COUNT"], first.outputs["REFUSED_COUNT"]) == (0, 2)
    assert [(receipt["kind"], receipt["tries"]) for receipt in receipts if receipt] == [("passing", TRIES)] * 2
    assert (second.outputs["DONE_COUNT"], second.outputs["REFUSED_COUNT"]) == (2, 0)
    assert [planned.receipt(scene) for scene in planned.plan().scenes] == [None, None]


def test_a_run_is_cancelled_while_it_waits_for_a_server(
    server: CatalogueServer, hurried: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = plan_two(server, tmp_path)
    server.always = {"/collections/": Trouble(503)}
    monkeypatch.setattr(run_folder, "PAUSES_S", (600.0,) * (TRIES - 1))
    log = Log()
    log.pushWarning = lambda warning: log.cancel()  # type: ignore[method-assign]

    run = classify(planned.path, log)

    assert not run.ok
    assert "what is done stays done" in run.sentence


def test_a_plan_of_yesterday_gets_signatures_of_today(
    server: CatalogueServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(
        services.PLANETARY_COMPUTER,
        address=server.api,
        tokens=f"{server.url}/token/{{collection}}",
        signed_for="127.0.0.1",
    )
    monkeypatch.setattr(services, "CATALOGUES", (here,))
    server.signed = True
    item = planetary_computer(SCENE, f"{server.files}/2025-06-01", server.api)
    for asset in item["assets"].values():
        asset["href"] += f"?{server.next_token()}"
    server.items[:] = [item]
    (tmp_path / "found.json").write_text(json.dumps({"type": "FeatureCollection", "features": [item]}))
    place, listed = SCENE.place((64, 64), (192, 192)), str(tmp_path / "found.json")
    planned = classify(tmp_path / "run", IMAGES=listed, EXTENT=place, PLAN_ONLY=True)
    server.next_token()

    run = classify(tmp_path / "run")

    assert planned.ok
    assert run.outputs["DONE_COUNT"] == 1, run.log.warnings
    assert "sig=" not in (tmp_path / "run" / "plan.json").read_text()
