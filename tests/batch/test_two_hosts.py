# SPDX-License-Identifier: GPL-2.0-or-later
"""Two hosts with a network between them, made of network namespaces: the scheduler on one, the worker on the other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from eurosat_batch.__main__ import ALL
from tests.batch.conftest import Planner

SCHEDULER, WORKER = "192.0.2.1", "192.0.2.2"
"""Addresses that are kept for examples: no host has them."""


def as_root(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def hosts() -> Iterator[tuple[str, str]]:
    """Make two network namespaces with a cable between them; return their names."""
    if os.geteuid() or not shutil.which("ip"):
        pytest.skip("network namespaces are made by root, with the program ip")
    names = f"eurosat-a-{os.getpid()}", f"eurosat-b-{os.getpid()}"
    ends = f"ea{os.getpid() % 10**8}", f"eb{os.getpid() % 10**8}"
    with ExitStack() as stack:
        for name in names:
            try:
                as_root("netns", "add", name)
            except subprocess.CalledProcessError as error:
                pytest.skip(f"no network namespaces here: {error.stderr.decode().strip()}")
            stack.callback(as_root, "netns", "delete", name)
        as_root("link", "add", ends[0], "netns", names[0], "type", "veth", "peer", "name", ends[1], "netns", names[1])
        for name, end, address in zip(names, ends, (SCHEDULER, WORKER)):
            as_root("-n", name, "address", "add", f"{address}/24", "dev", end)
            for device in (end, "lo"):
                as_root("-n", name, "link", "set", device, "up")
        yield names


def test_a_worker_on_another_host_does_the_scenes(
    hosts: tuple[str, str], images: Path, planned: Planner, project_folder: Path, tmp_path: Path
) -> None:
    run = planned(tmp_path / "run", images)
    here, there = (["ip", "netns", "exec", name, sys.executable, "-m"] for name in hosts)
    address = f"tcp://{SCHEDULER}:8786"
    listening = ["distributed.cli.dask_scheduler", "--host", SCHEDULER, "--port", "8786", "--no-dashboard"]
    working = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    environment = {**os.environ, "PYTHONPATH": str(project_folder)}

    with ExitStack() as stack, (tmp_path / "log").open("w") as log:
        for command in (here + listening, there + working):
            process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)
        driver = [*here, "eurosat_batch", "run", str(run.path), "--engine", "dask", "--scheduler", address]
        status = subprocess.run(driver, cwd=project_folder, env=environment).returncode

    log_of_both = (tmp_path / "log").read_text()
    assert status == ALL
    assert f"tcp://{WORKER}:" in log_of_both
    assert all(run.item(scene) for scene in run.plan().scenes)
