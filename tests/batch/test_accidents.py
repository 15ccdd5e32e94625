# SPDX-License-Identifier: GPL-2.0-or-later
"""Processes that die, drivers that are killed, two drivers at once: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from distributed import Client, Scheduler, Worker
from qgis.core import QgsApplication, QgsVectorLayer

from eurosat_batch.dask_engine import local_cluster
from eurosat_batch.dask_worker import HeadlessQgis
from eurosat_batch.engine import Event
from eurosat_plugin.adapters.batch.run_folder import LOST, TRIES, RunFolder
from tests.batch.conftest import Engine, Planner, silently


def done_keys(run: RunFolder) -> set[str]:
    return {scene.key for scene in run.plan().scenes if run.item(scene) is not None}


def until_nobody_works(run: RunFolder) -> None:
    """Wait until no process holds a scene."""
    for scene in run.plan().scenes:
        for _ in range(600):
            with run.lock(scene) as free:
                if free:
                    break
            time.sleep(0.05)
        else:
            raise AssertionError("a process outlives its driver")


def until_the_cluster_rests(cluster: Client) -> None:
    """Wait until `cluster` has noticed that a driver is gone: a worker may begin with the scene it sent last."""

    def clients(dask_scheduler: Scheduler) -> list[str]:
        return list(dask_scheduler.clients)

    def works(dask_worker: Worker) -> bool:
        return bool(dask_worker.state.ready or dask_worker.state.all_running_tasks)

    for _ in range(1200):
        others = set(cluster.run_on_scheduler(clients)) - {"fire-and-forget", cluster.id}
        if not others and not any(cluster.run(works).values()):
            return
        time.sleep(0.05)
    raise AssertionError("the cluster keeps the scenes of a driver that is gone")


def test_a_scene_whose_process_dies_once_is_done_by_the_next(
    images: Path, planned: Planner, engine: Engine, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif", images / "scene2.tif")
    first, _ = run.plan().scenes
    said: list[tuple[str, str]] = []

    def kill_the_first(event: Event) -> None:
        said.append((event.what, event.key))
        if said.count(("begun", first.key)) == 1 and said[-1] == ("begun", first.key):
            os.kill(event.pid, signal.SIGKILL)

    engine(run, kill_the_first)

    assert len(done_keys(run)) == 2
    assert [what for what, key in said if key == first.key] == ["begun", "lost", "begun", "done"]


def test_a_scene_that_loses_every_process_is_given_up(
    images: Path, planned: Planner, engine: Engine, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif", images / "scene2.tif")
    first, second = run.plan().scenes
    said: list[str] = []

    def kill(event: Event) -> None:
        if event.key == first.key:
            said.append(event.what)
            if event.what == "begun":
                os.kill(event.pid, signal.SIGKILL)

    engine(run, kill)

    receipt = run.receipt(first)
    assert receipt is not None
    assert receipt["kind"] == LOST
    assert f"{TRIES} processes were lost on it" in receipt["sentence"]
    # Another process may begin with it before a loss is noticed, and before the receipt of the last is written.
    assert said.count("begun") == said.count("lost")
    assert said.count("lost") in (TRIES, TRIES + 1)
    assert all(said[:end].count("lost") <= said[:end].count("begun") for end in range(len(said)))
    assert done_keys(run) == {second.key}


@pytest.mark.parametrize(
    ("workers", "engine"),
    [
        (["--workers", "1"], "processes"),
        (["--engine", "dask", "--workers", "1"], "cluster"),
        (["--engine", "dask"], "processes"),  # what the folder tells goes for whichever engine comes next
    ],
    indirect=["engine"],
)
def test_after_a_driver_was_killed_exactly_the_rest_is_done(
    workers: list[str],
    images: Path,
    planned: Planner,
    engine: Engine,
    cluster: Client,
    project_folder: Path,
    tmp_path: Path,
) -> None:
    run = planned(tmp_path, images)
    command = [sys.executable, "-m", "eurosat_batch", "run", str(tmp_path), *workers]
    if "--workers" not in workers:
        command += ["--scheduler", cluster.scheduler.address]
    driver = subprocess.Popen(command, cwd=project_folder, stdout=subprocess.PIPE, text=True)
    assert driver.stdout is not None
    for line in driver.stdout:
        if line.startswith("done"):
            driver.kill()
            break
    driver.wait()
    driver.stdout.close()
    if "--workers" not in workers:
        until_the_cluster_rests(cluster)
    until_nobody_works(run)
    before = done_keys(run)
    said: list[Event] = []

    engine(run, said.append)

    assert before
    assert Counter(event.key for event in said if event.what == "done") == Counter(
        scene.key for scene in run.plan().scenes if scene.key not in before
    )
    assert len(done_keys(run)) == 4


@pytest.mark.parametrize("arguments", [["--engine", "local"], ["--engine", "dask"]])
def test_ctrl_c_ends_a_run_with_a_sentence(
    arguments: list[str], images: Path, planned: Planner, project_folder: Path, tmp_path: Path
) -> None:
    run = planned(tmp_path, images)
    command = [sys.executable, "-m", "eurosat_batch", "run", str(tmp_path), *arguments, "--workers", "1"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A shell lets what it starts in the background ignore it, and what that starts in turn.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    # Somebody else has the last scene: the driver must not be through before it is interrupted.
    with run.lock(run.plan().scenes[-1]):
        driver = subprocess.Popen(command, cwd=project_folder, text=True, start_new_session=True, **pipes)
        signal.signal(signal.SIGINT, before)
        assert driver.stdout is not None
        while not driver.stdout.readline().startswith("done"):
            assert driver.poll() is None

        os.killpg(driver.pid, signal.SIGINT)  # what a terminal does
        _, said = driver.communicate()

    until_nobody_works(run)
    assert driver.returncode == 130
    assert said.splitlines()[-1] == "Stopped; the same command goes on with what is left."
    assert "Traceback" not in said


def test_a_worker_that_is_closed_leaves_qgis_to_the_scene_at_work(tmp_path: Path) -> None:
    begun, may_end = tmp_path / "begun", tmp_path / "may_end"

    def work() -> None:
        begun.touch()
        while not may_end.exists():
            time.sleep(0.05)

    def close(dask_worker: Worker) -> bool:
        dask_worker.plugins.pop(HeadlessQgis.name).teardown(dask_worker)
        gc.collect()
        return QgsApplication.processingRegistry().providerById("eurosat") is not None

    with local_cluster(1) as client:
        client.register_plugin(HeadlessQgis())
        working = client.submit(work)
        while not begun.exists():
            assert working.status == "pending"
            time.sleep(0.05)
        answers = client.run(close)
        may_end.touch()
        working.result()

    assert list(answers.values()) == [True]


def test_two_drivers_on_one_folder_do_no_scene_twice(
    images: Path, planned: Planner, engine: Engine, tmp_path: Path
) -> None:
    run = planned(tmp_path, images)
    said: list[Event] = []

    with ThreadPoolExecutor(2) as pool:
        for driver in [pool.submit(engine, run, said.append) for _ in range(2)]:
            driver.result()

    assert Counter(event.key for event in said if event.what == "begun") == Counter(
        scene.key for scene in run.plan().scenes
    )
    assert len(done_keys(run)) == 4


def test_a_grid_without_an_item_is_done_again(images: Path, planned: Planner, engine: Engine, tmp_path: Path) -> None:
    run = planned(tmp_path, images / "scene1.tif")
    [scene] = run.plan().scenes
    run.make_room(scene)
    run.grid_file(scene).write_bytes(b"half a grid")

    engine(run, silently)

    assert QgsVectorLayer(str(run.grid_file(scene)), "grid", "ogr").featureCount() == 2 * 3
