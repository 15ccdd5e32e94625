# SPDX-License-Identifier: GPL-2.0-or-later
"""Four small scenes, one finished run over them, and the engines that can run them.

To start a QGIS costs more than to settle a small scene in it. So what a run leaves is shown by runs in this process;
that the engines leave the same, and what only processes can do, is shown with processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from distributed import Client

from eurosat_batch import local_engine
from eurosat_batch.dask_engine import local_cluster, run_on_cluster
from eurosat_batch.engine import Event
from eurosat_batch.local_engine import run_locally
from eurosat_batch.settling import settle
from eurosat_plugin.adapters.batch.plan import make_plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_source import read_sources
from tests.provider import registered_provider
from tests.rasters import ground, write_raster

Planner = Callable[..., RunFolder]
Tell = Callable[[Event], None]
Engine = Callable[[RunFolder, Tell], None]


def silently(event: Event) -> None:
    """Take no notice."""


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write four scenes of 2 × 3 tiles."""
    folder = tmp_path_factory.mktemp("images")
    for number in range(1, 5):
        path = folder / f"scene{number}.tif"
        write_raster(path, ground(128, 192, seed=number), names=["B04", "B03", "B02"])
    return folder


@pytest.fixture(scope="session")
def planned() -> Planner:
    """Plan images for a run in a folder."""

    def plan(folder: Path, *inputs: Path, **settings: str) -> RunFolder:
        run = RunFolder(folder)
        run.begin(make_plan([source for given in inputs for source in read_sources(str(given))], settings))
        return run

    return plan


def run_serially(run: RunFolder, workers: int = 1, tell: Tell = silently) -> None:
    """Settle scene after scene in this process."""
    plan = run.plan()
    with registered_provider():
        for scene in plan.scenes:
            if run.is_settled(scene):
                continue
            with run.lock(scene):
                outcome = settle(run, plan, scene)
            tell(Event(outcome.what, scene.key, outcome.sentence))


@pytest.fixture
def in_this_process(qgis_processing: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command ``run`` settle its scenes in this process."""
    monkeypatch.setattr(local_engine, "run_locally", run_serially)


@pytest.fixture(scope="module")
def finished(
    images: Path, planned: Planner, qgis_processing: None, tmp_path_factory: pytest.TempPathFactory
) -> RunFolder:
    """Plan and run the four scenes."""
    run = planned(tmp_path_factory.mktemp("run"), images)
    run_serially(run)
    return run


class SharedCluster:
    """A scheduler and two workers on the loopback, from when they are first asked for until they are ended."""

    def __init__(self) -> None:
        self._ends = ExitStack()
        self._client: Client | None = None

    def client(self) -> Client:
        """Return what reaches them."""
        if self._client is None:
            self._client = self._ends.enter_context(local_cluster(2))
        return self._client

    def end(self) -> None:
        """End them, if there are any."""
        self._client = None
        self._ends.close()


SHARED = SharedCluster()


@pytest.fixture(scope="session")
def shared_cluster() -> Iterator[SharedCluster]:
    """Return the cluster of all tests, which ends with them at the latest."""
    yield SHARED
    SHARED.end()


@pytest.fixture
def cluster(shared_cluster: SharedCluster) -> Client:
    """Return a scheduler and two workers."""
    return shared_cluster.client()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """End the cluster where other tests follow, or none: idle, it still costs as much as many tests do."""
    yield
    if nextitem is None or not nextitem.path.is_relative_to(Path(__file__).parent):
        SHARED.end()


@pytest.fixture(params=["processes", "cluster"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each engine in turn, with two processes, of which the local one starts no more than there are scenes."""
    if request.param == "processes":
        return lambda run, tell: run_locally(run, min(2, len(run.plan().scenes)), tell)
    client = request.getfixturevalue("cluster")
    return lambda run, tell: run_on_cluster(run, client, tell)
