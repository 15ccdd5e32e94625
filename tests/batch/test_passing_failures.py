# SPDX-License-Identifier: GPL-2.0-or-later
"""What may pass is tried again by the engines themselves: servers that are down for a while, and want of memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client

from eurosat_batch import local_engine
from eurosat_batch.__main__ import ALL, NOTHING, main
from eurosat_batch.dask_engine import run_on_cluster
from eurosat_batch.engine import Event
from eurosat_batch.local_engine import run_locally
from eurosat_plugin.adapters.batch import run_folder
from eurosat_plugin.adapters.batch.run_folder import TRIES, RunFolder
from eurosat_plugin.adapters.web.retries import TRIES as ASKED
from tests.batch.conftest import Engine, Planner
from tests.batch.short_of_memory import settle_short
from tests.catalogue_items import Scene, earth_search, write_bands
from tests.catalogue_server import CatalogueServer, Trouble, catalogue_server

SCENE = Scene()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CatalogueServer]:
    """Serve two scenes."""
    write_bands(tmp_path / "files", SCENE)
    with catalogue_server(tmp_path / "files") as server:
        for day in ("2025-06-01", "2025-06-21"):
            server.items.append(earth_search(replace(SCENE, day=day), server.files, server.api))
        yield server


@pytest.fixture
def on_server(server: CatalogueServer, tmp_path: Path) -> RunFolder:
    """Plan the two scenes."""
    (tmp_path / "list.txt").write_text("\n".join(map(server.item_address, range(2))))
    place = SCENE.place((64, 64), (192, 192))
    assert main(["plan", str(tmp_path / "run"), str(tmp_path / "list.txt"), "--set", f"EXTENT={place}"]) == ALL
    return RunFolder(tmp_path / "run")


def name_of(server: CatalogueServer, number: int) -> str:
    return server.item_address(number).rpartition("/")[2]


def test_a_server_that_is_down_for_a_while_costs_a_pause(
    server: CatalogueServer, on_server: RunFolder, engine: Engine
) -> None:
    first, second = on_server.plan().scenes
    server.troubles = {name_of(server, 0): [Trouble(503)] * ASKED}
    said: list[Event] = []

    engine(on_server, said.append)

    assert [event.what for event in said if event.key == first.key] == ["begun", "delayed", "begun", "done"]
    assert [event.what for event in said if event.key == second.key] == ["begun", "done"]
    assert any("HTTP status 503" in event.sentence for event in said)
    assert [on_server.receipt(scene) for scene in (first, second)] == [None, None]
    assert all(map(on_server.item, (first, second)))


def test_a_scene_that_was_put_off_waits_for_its_time(
    images: Path, planned: Planner, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif")
    [scene] = run.plan().scenes
    monkeypatch.setattr(run_folder, "PAUSES_S", (2.0,) * (TRIES - 1))
    run.put_off(scene, "passing", "No answer.")
    left: list[float] = []

    engine(run, lambda event: left.append(run.pause(scene)) if event.what == "begun" else None)

    assert len(left) == 1
    assert left[0] <= 0
    assert run.item(scene) is not None


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_too_little_memory_is_tried_again_in_a_new_process(
    engine: str,
    images: Path,
    planned: Planner,
    cluster: Client,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    run = planned(tmp_path, images / "scene1.tif", BACKEND="numpy")
    said: list[Event] = []

    if engine == "local":
        monkeypatch.setattr(local_engine, "_WORKER", "tests.batch.short_of_memory")
        run_locally(run, 1, said.append)
    else:
        run_on_cluster(run, cluster, said.append, settle_short)

    told = [event.what for event in said if event.what != "ready"]
    assert told == ["begun", "delayed", "begun", "done"]
    assert len({event.pid for event in said if event.what == "begun"}) == 2
    assert any("not enough memory" in event.sentence for event in said)
    assert run.receipt(run.plan().scenes[0]) is None


def test_what_failed_to_the_last_is_taken_up_by_the_next_run_and_a_refusal_is_not(
    server: CatalogueServer,
    on_server: RunFolder,
    in_this_process: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    passing, refused = on_server.plan().scenes
    server.always = {name_of(server, 0): Trouble(503), name_of(server, 1): Trouble(404)}
    command = ["run", str(on_server.path), "--workers", "1"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_folder, "PAUSES_S", (0.001,) * (TRIES - 1))
        for _ in range(TRIES - 1):  # the tries before the last one, without the time that they take
            on_server.put_off(passing, "passing", "No answer.")
        patch.setattr(RunFolder, "begin_anew", lambda run: None)
        status = main(command)
    main(["status", str(on_server.path)])
    told = capsys.readouterr().out
    server.always = {}
    again = main(command)

    assert status == NOTHING
    assert "2 planned, 0 done, 1 refused, 1 failed, 0 open" in told
    assert "is down or busy (HTTP status 503)" in told
    assert again == 3
    assert on_server.item(passing) is not None
    assert on_server.receipt(passing) is None
    receipt = on_server.receipt(refused)
    assert receipt is not None
    assert receipt["kind"] == "refused"
