# SPDX-License-Identifier: GPL-2.0-or-later
"""There is a process for each processor, so none of them takes more than one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import Client

from eurosat_batch import local_engine
from eurosat_batch.dask_engine import run_on_cluster
from eurosat_batch.local_engine import run_locally
from tests.batch.conftest import Planner

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
"""What numpy and the libraries under it, and onnxruntime, ask how many threads they may use."""


def test_a_process_leaves_the_other_processors_to_the_others(
    images: Path, planned: Planner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Started(Exception):
        """Tells the environment of the process that would have been started."""

    def start(command: list[str], *, env: dict[str, str], **options: Any) -> None:
        raise Started(env)

    monkeypatch.setattr(local_engine, "subprocess", SimpleNamespace(Popen=start, PIPE=subprocess.PIPE))
    monkeypatch.setenv("OMP_NUM_THREADS", "16")

    with pytest.raises(Started) as started:
        run_locally(planned(tmp_path, images / "scene1.tif"), 1)

    [environment] = started.value.args
    assert {name: environment.get(name) for name in THREADS} == dict.fromkeys(THREADS, "1")


def thread_settings() -> dict[str, str | None]:
    """Return what this process lets libraries use."""
    return {name: os.environ.get(name) for name in THREADS}


def test_a_worker_of_a_cluster_leaves_the_other_processors_to_the_others(
    images: Path, planned: Planner, cluster: Client, tmp_path: Path
) -> None:
    run_on_cluster(planned(tmp_path, images / "scene1.tif"), cluster)

    for found in cluster.run(thread_settings).values():
        assert found == dict.fromkeys(THREADS, "1")
