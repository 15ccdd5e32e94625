# SPDX-License-Identifier: GPL-2.0-or-later
"""One contract, several engines: what a run leaves does not depend on who has done it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dask
import psutil
import pytest
from distributed import Client, LocalCluster
from qgis.core import QgsVectorLayer

from eurosat_batch.__main__ import ALL, NOTHING, SOME, main
from eurosat_batch.dask_engine import run_on_cluster
from eurosat_batch.dask_worker import HeadlessQgis, settle_scene
from eurosat_batch.engine import Event
from eurosat_batch.errors import BatchError
from eurosat_batch.local_engine import run_locally
from eurosat_plugin.adapters.batch.area_tables import scene_table
from eurosat_plugin.adapters.batch.plan import Plan, Scene, write_plan
from eurosat_plugin.adapters.batch.run_folder import LOST, TRIES, RunFolder
from eurosat_plugin.processing.scene_settlement import Outcome
from tests.batch.conftest import Planner, run_serially
from tests.processing.test_ways_to_run import contents
from tests.rasters import ground, write_raster

TIMES = ("created", "end_datetime")


def what_is_left(run: RunFolder) -> dict[str, Any]:
    """Return all that a run leaves, without the times and what follows from them."""
    left: dict[str, Any] = {"areas": scene_table(run).encode()}
    for scene in run.plan().scenes:
        item, receipt = run.item(scene), run.receipt(scene)
        if item is not None:
            properties = {
                name: value for name, value in item["properties"].items() if name not in ("created", "end_datetime")
            }
            grid = contents(QgsVectorLayer(str(run.grid_file(scene)), "grid", "ogr"))
            left[scene.key] = (item["geometry"], item["bbox"], properties, grid)
        if receipt is not None:
            left[scene.key] = {name: value for name, value in receipt.items() if name != "when"}
    return left


def test_serial_processes_and_cluster_leave_the_same_tables_and_receipts(
    images: Path, planned: Planner, cluster: Client, qgis_processing: None, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tif"
    broken.write_text("no raster")
    serial, processes, workers = (planned(tmp_path / name, broken, images) for name in ("serial", "local", "dask"))

    run_serially(serial)
    run_locally(processes, 2)
    run_on_cluster(workers, cluster)

    expected = what_is_left(serial)
    refused = expected[serial.plan().scenes[0].key]
    assert len(expected) == 1 + 5
    assert "broken.tif cannot be read" in refused["sentence"]
    assert what_is_left(processes) == expected
    assert what_is_left(workers) == expected


def test_the_exit_status_of_a_cluster_is_that_of_processes(images: Path, cluster: Client, tmp_path: Path) -> None:
    broken, address = tmp_path / "broken.tif", cluster.scheduler.address
    broken.write_text("no raster")
    inputs = {ALL: [images / "scene1.tif"], SOME: [images / "scene1.tif", broken], NOTHING: [broken]}
    statuses = {}

    for expected, files in inputs.items():
        folder = str(tmp_path / str(expected))
        main(["plan", folder, *map(str, files)])
        statuses[expected] = main(["run", folder, "--engine", "dask", "--scheduler", address])

    assert statuses == {ALL: ALL, SOME: SOME, NOTHING: NOTHING}


def test_a_second_run_on_a_cluster_does_nothing(
    images: Path, planned: Planner, cluster: Client, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif")
    run_on_cluster(run, cluster)
    said: list[Event] = []

    run_on_cluster(run, cluster, said.append)

    assert said == []


def test_a_scene_that_another_driver_holds_is_waited_for(
    images: Path, planned: Planner, cluster: Client, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif")
    [scene] = run.plan().scenes
    answers: list[str] = []

    with run.lock(scene):
        cluster.register_plugin(HeadlessQgis())
        held = cluster.submit(settle_scene, str(run.path), replace(run.plan(), scenes=()), scene, "topic", pure=False)
        answers.append(held.result().what)
    run_on_cluster(run, cluster, lambda event: answers.append(event.what))

    assert answers == ["busy", "begun", "done"]


@pytest.mark.parametrize("status", ["lost", "cancelled"])
def test_an_answer_that_is_lost_with_its_worker_is_asked_for_again(
    images: Path, planned: Planner, cluster: Client, tmp_path: Path, status: str
) -> None:
    run = planned(tmp_path, images / "scene1.tif")
    submit, submitted, said = cluster.submit, [], []

    def lost_once(*arguments: Any, **options: Any) -> Any:
        submitted.append(submit(*arguments, **options))
        submitted[-1].result()
        if len(submitted) == 1:
            submitted[-1]._state.status = status
        return submitted[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "submit", lost_once)
        run_on_cluster(run, cluster, lambda event: said.append(event.what))

    assert len(submitted) == 2
    assert said == ["begun", "done"]


def raise_an_error(folder: str, plan: Plan, scene: Scene, topic: str) -> Outcome:
    """Fail as a disk does that is full."""
    with (Path(folder) / "tries").open("a") as file:
        file.write(".")
    raise OSError(28, "No space left on device")


def test_an_error_is_tried_again_and_then_told_in_the_receipt(
    images: Path, planned: Planner, cluster: Client, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif")

    run_on_cluster(run, cluster, work=raise_an_error)

    receipt = run.receipt(run.plan().scenes[0])
    assert receipt is not None
    assert receipt["kind"] == LOST
    assert f"{TRIES} tries failed, the last by OSError(28, 'No space left on device')" in receipt["sentence"]
    assert (tmp_path / "tries").read_text() == "." * TRIES


def test_a_worker_with_another_version_stops_the_run(
    images: Path, planned: Planner, cluster: Client, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif")
    write_plan(replace(run.plan(), plugin_version="0.0"), run.plan_file)

    with pytest.raises(BatchError, match="another version of the plugin or network"):
        run_on_cluster(run, cluster)

    assert not run.is_settled(run.plan().scenes[0])


@pytest.fixture
def two_threads() -> Iterator[Client]:
    """Start a worker that takes two tasks at once: in this process, since it is never given one."""
    with (
        LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        yield client


def test_a_worker_with_several_threads_stops_the_run(
    images: Path, planned: Planner, two_threads: Client, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif")

    with pytest.raises(BatchError, match="has 2 threads; start workers with --nthreads 1"):
        run_on_cluster(run, two_threads)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--scheduler", "tcp://127.0.0.1:1"], "--scheduler goes with --engine dask"),
        (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--workers", "2"], "without --workers"),
        (["--engine", "dask", "--scheduler", "nowhere://"], "No scheduler answers at nowhere://"),
    ],
)
def test_a_cluster_that_cannot_be_is_told(
    arguments: list[str],
    sentence: str,
    images: Path,
    planned: Planner,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = planned(tmp_path, images)

    assert main(["run", str(run.path), *arguments]) == NOTHING
    assert sentence in capsys.readouterr().err


def settings() -> tuple[Any, ...]:
    """Return how often this process looks at itself."""
    return tuple(map(dask.config.get, ("distributed.worker.profile.enabled", "distributed.admin.tick.interval")))


def test_workers_here_spend_little_on_watching_themselves(cluster: Client) -> None:
    assert set(cluster.run(settings).values()) == {(False, "500ms")}


def memory() -> int:
    """Return what this process holds, in bytes."""
    return int(psutil.Process(os.getpid()).memory_info().rss)


def test_a_worker_does_not_grow_with_the_scenes(planned: Planner, cluster: Client, tmp_path: Path) -> None:
    names, grounds = ["B04", "B03", "B02"], ground(64, 64, seed=1)
    few, many = ([write_raster(tmp_path / f"{n}-{i}.tif", grounds, names=names) for i in range(n)] for n in (8, 16))

    run_on_cluster(planned(tmp_path / "few", *few), cluster)
    before = sum(cluster.run(memory).values())
    run_on_cluster(planned(tmp_path / "many", *many), cluster)

    # A QGIS or a network that is opened anew and kept costs tens of megabytes each time.
    assert sum(cluster.run(memory).values()) - before < 16 * 2**20


def note_and_end(folder: str, plan: Plan, scene: Scene, topic: str) -> Outcome:
    """Do nothing."""
    return Outcome("done")


def test_no_more_than_two_scenes_for_each_worker_are_in_flight(
    images: Path, planned: Planner, cluster: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = planned(tmp_path, images)
    [scene, *_] = run.plan().scenes
    scenes = tuple(replace(scene, key=f"scene-{number}") for number in range(40))
    write_plan(replace(run.plan(), scenes=scenes), run.plan_file)
    submit, done, ahead = cluster.submit, [0], []

    def counted(*arguments: Any, **options: Any) -> Any:
        ahead.append(len(ahead) + 1 - done[0])
        return submit(*arguments, **options)

    monkeypatch.setattr(cluster, "submit", counted)

    run_on_cluster(run, cluster, lambda event: done.__setitem__(0, done[0] + 1), note_and_end)

    assert (len(ahead), max(ahead)) == (40, 2 * 2)


def test_the_scheduler_needs_no_qgis(project_folder: Path) -> None:
    without = "import sys; sys.modules.update(qgis=None, osgeo=None, numpy=None); import eurosat_batch.dask_worker"

    assert subprocess.run([sys.executable, "-c", without], cwd=project_folder).returncode == 0
