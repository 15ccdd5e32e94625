# SPDX-License-Identifier: GPL-2.0-or-later
"""The image and the compose file: what they name is there, and the commands in them are those of the programs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

LINT = str(Path(sys.executable).with_name("compose-lint"))
PROGRAMS = {"scheduler": "dask_scheduler", "worker": "dask_worker"}


@pytest.fixture(scope="module")
def dockerfile(project_folder: Path) -> str:
    return (project_folder / "eurosat_batch" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


@pytest.fixture(scope="module")
def services(project_folder: Path) -> dict[str, Any]:
    text = (project_folder / "eurosat_batch" / "compose.yaml").read_text(encoding="utf-8")
    composed: dict[str, Any] = yaml.safe_load(text)["services"]
    return composed


def test_what_the_image_copies_is_there_and_not_ignored(dockerfile: str, project_folder: Path) -> None:
    copied = [name for line in re.findall(r"^COPY (.+)$", dockerfile, re.MULTILINE) for name in line.split()[:-1]]
    kept = (project_folder / "eurosat_batch" / "Dockerfile.dockerignore").read_text(encoding="utf-8")

    assert {"eurosat_plugin", "eurosat_batch", "models", "metadata.txt"} <= set(copied)
    assert [name for name in copied if not any(project_folder.glob(name))] == []
    assert [name for name in copied if f"!{name.partition('/')[0]}" not in kept] == []


def test_the_image_has_the_onnxruntime_of_the_tests(project_folder: Path) -> None:
    container = (project_folder / "eurosat_batch" / "requirements-container.txt").read_text(encoding="utf-8")
    tested = (project_folder / "requirements-dev.txt").read_text(encoding="utf-8")

    assert re.findall(r"^onnxruntime==.+$", container, re.MULTILINE) == re.findall(
        r"^onnxruntime==.+$", tested, re.MULTILINE
    )


def test_the_image_does_not_run_as_root(dockerfile: str) -> None:
    assert re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE) == ["1000:1000"]


def test_a_scheduler_two_workers_and_a_driver_are_of_one_image(services: dict[str, Any]) -> None:
    assert set(services) == {"scheduler", "worker", "driver"}
    assert {service["image"] for service in services.values()} == {"eurosat-batch:local"}
    assert services["worker"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("service", ["scheduler", "worker"])
def test_dask_knows_the_options_of_the_services(service: str, services: dict[str, Any]) -> None:
    program, name, *options = services[service]["command"]

    command = [sys.executable, "-m", f"distributed.cli.{PROGRAMS[name]}", *options, "--version"]
    known = subprocess.run(command, capture_output=True, text=True)

    assert program == "dask"
    assert known.returncode == 0, known.stderr


def test_the_compose_file_keeps_the_rules_for_safe_containers(project_folder: Path) -> None:
    file = str(project_folder / "eurosat_batch" / "compose.yaml")
    environment = {**os.environ, "DATA": "/srv/data"}

    lint = subprocess.run([LINT, "check", "--fail-on", "low", file], capture_output=True, text=True, env=environment)

    # An image that is built here has no digest to pin it by.
    assert set(re.findall(r"\bCL-\d{4}\b", lint.stdout)) <= {"CL-0019"}
    assert "compose.yaml" in lint.stdout


def test_workers_have_one_thread_and_the_memory_of_their_container(services: dict[str, Any]) -> None:
    worker = services["worker"]
    options = dict(zip(worker["command"], worker["command"][1:]))

    assert options["--nthreads"] == "1"
    assert options["--memory-limit"] == worker["deploy"]["resources"]["limits"]["memory"]
