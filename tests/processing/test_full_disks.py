# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk that is full, or fills up while a run writes: the older grid stays, and nothing half written."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.processing.raster_source import LOOK_PERCENT
from tests.full_disk import largest_file
from tests.output_folders import state
from tests.processing.conftest import Log, Run

pytestmark = pytest.mark.usefixtures("quick_network")

Classify = Callable[..., Run]
TILES = 4 * 5
"""Tiles of the raster `countryside`: 200 rows and 300 columns of pixels."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a disk of a given size."""
    mounted = []

    def mount(size: str) -> Path:
        path = tmp_path / "disk"
        path.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("only root can mount a small disk")
        mounted.append(path)
        return path

    yield mount
    for path in mounted:
        subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.mark.parametrize(
    ("suffix", "room"), [("gpkg", 64), ("gpkg", 400), ("gpkg", 500), ("gpkg", 600), ("shp", 48), ("csv", 16)]
)
def test_a_disk_that_fills_up_keeps_the_older_grid(
    classify: Classify,
    countryside: Path,
    large: Path,
    small_disk: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    room: int,
) -> None:
    disk = small_disk("4m")
    output = disk / f"grid.{suffix}"
    assert classify(INPUT=str(countryside), OUTPUT=str(output)).ok
    before = state(disk)
    # Somebody else fills the disk after the run has looked at it.
    monkeypatch.setattr("eurosat_plugin.processing.outputs.check_room", lambda needed: fill(disk, room * 1024))

    run = classify(INPUT=str(large), OUTPUT=str(output))

    (disk / "filling").unlink()
    assert not run.ok
    assert run.log.errors[-1].endswith((".", "?"))
    assert state(disk) == before


@pytest.mark.parametrize(
    ("suffix", "size"),
    [("shp", 160_000), ("shp", 200_000), ("shp", 250_000), ("csv", 150_000), ("geojson", 200_000), ("gpkg", 200_000)],
)
def test_a_file_that_ends_too_early_is_noticed_wherever_it_ends(
    classify: Classify,
    countryside: Path,
    large: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    size: int,
) -> None:
    output = folder / f"grid.{suffix}"
    assert classify(INPUT=str(countryside), OUTPUT=str(output)).ok
    before = state(folder)
    with largest_file(size):
        run = classify(INPUT=str(large), OUTPUT=str(output))

    assert not run.ok
    assert "disk full" in run.sentence
    assert state(folder) == before


def fill(disk: Path, room: int) -> None:
    """Fill a disk but for `room` bytes."""
    free = shutil.disk_usage(disk).free
    (disk / "filling").write_bytes(bytes(max(0, free - room)))


def test_a_disk_with_too_little_room_is_told_before_the_work_begins(
    classify: Classify, large: Path, small_disk: Callable[[str], Path]
) -> None:
    disk, log = small_disk("256k"), Log()

    run = classify(log, INPUT=str(large), OUTPUT=str(disk / "grid.gpkg"))

    assert not run.ok
    told = re.search(
        rf"There are 0\.3 MB left in {disk}, and about ([\d.]+) MB are needed; free some space", run.sentence
    )
    assert told is not None, run.sentence
    assert float(told[1]) > 0.3
    assert log.progress() <= LOOK_PERCENT
    assert not list(disk.iterdir())


def test_room_is_asked_for_all_columns_and_for_a_copy_aside(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[Path, int]] = []
    monkeypatch.setattr("eurosat_plugin.processing.outputs.check_room", asked.append)
    path = str(folder / "grid.gpkg")

    for parameters in ({}, {}, {"PROBABILITIES": True}):
        assert classify(INPUT=str(countryside), OUTPUT=path, **parameters).ok

    new, again, wide = (needed[folder] for needed in asked)
    assert again == 2 * new
    # SQLite needs nine bytes for a number with its type.
    assert wide == 2 * (new + TILES * 9 * len(CLASSES))
