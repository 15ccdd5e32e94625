# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs by a network with classes of its own on every engine, and what becomes of a run whose network was exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from distributed import Client

from eurosat_batch.__main__ import ALL, NOTHING, main
from eurosat_batch.dask_engine import run_on_cluster
from eurosat_batch.errors import BatchError
from eurosat_plugin.adapters.batch.run_folder import REFUSED, RunFolder
from tests.batch.conftest import Engine, Planner, run_serially, silently
from tests.batch.test_engines import what_is_left
from tests.coloured_scenes import EAST, FIRST, KEYS, LATER, TILES, write_network, write_scenes

OTHER = '{"0": "reddish", "1": "greenish", "2": "blue"}'


@pytest.fixture(scope="module")
def coloured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_scenes(tmp_path_factory.mktemp("coloured"))


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return write_network(tmp_path / "three.onnx")


def planned_with(planned: Planner, folder: Path, network: Path, *images: Path) -> RunFolder:
    return planned(folder, *images, MODEL_FILE=str(network), RADIOMETRY="l1c", OFFSET="0")


def test_what_one_process_has_begun_every_engine_ends_with_the_same_tables(
    coloured: Path,
    network: Path,
    planned: Planner,
    engine: Engine,
    qgis_processing: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole, interrupted = (planned_with(planned, tmp_path / name, network, coloured) for name in ("whole", "rest"))
    run_serially(whole)
    run_serially(planned_with(planned, interrupted.path, network, coloured / f"{FIRST}.tif"))
    planned_with(planned, interrupted.path, network, coloured)
    begun = [scene.name for scene in interrupted.plan().scenes if interrupted.is_settled(scene)]

    engine(interrupted, silently)

    assert begun == [FIRST]
    assert what_is_left(interrupted) == what_is_left(whole)
    status = main(["summary", str(interrupted.path)])
    rows = [row.split(",") for row in capsys.readouterr().out.splitlines()[1:]]
    assert status == ALL
    assert [(row[0], row[2], int(row[3])) for row in rows] == [
        (name, key, count) for name in (FIRST, LATER, EAST) for key, count in zip(KEYS, TILES[name])
    ]


def test_the_summary_by_day_has_the_classes_of_the_network(
    coloured: Path,
    network: Path,
    planned: Planner,
    qgis_processing: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = planned_with(planned, tmp_path / "run", network, coloured)
    run_serially(run)

    main(["summary", str(run.path), "--by", "day"])

    rows = [row.split(",") for row in capsys.readouterr().out.splitlines()[1:]]
    [tile] = {round(float(row[3]), 2) for row in rows if row[0] == "2024-05-06" and row[2] == "Bluish"}
    # Of the first day: two reddish and two greenish tiles, and the bluish ones of both images.
    assert [row[2] for row in rows] == [*KEYS] * 2
    assert [float(row[3]) / tile for row in rows] == pytest.approx([2, 2, 4, 2, 2, 1], abs=0.01)


def test_a_run_does_not_go_on_with_another_network(
    coloured: Path, network: Path, planned: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned_with(planned, tmp_path / "run", network, coloured)
    write_network(network, class_names=OTHER)

    status = main(["run", str(run.path)])

    assert status == NOTHING
    assert f"The network {network} is another one than it was when this run was planned" in capsys.readouterr().err
    assert [path.name for path in run.path.iterdir()] == ["plan.json"]


def test_workers_with_another_network_stop_the_run(
    coloured: Path, network: Path, planned: Planner, cluster: Client, tmp_path: Path
) -> None:
    run = planned_with(planned, tmp_path / "run", network, coloured)
    write_network(network, class_names=OTHER)

    with pytest.raises(BatchError, match="another version of the plugin or network"):
        run_on_cluster(run, cluster)

    assert not any(run.is_settled(scene) for scene in run.plan().scenes)


def test_a_network_that_is_exchanged_under_a_run_refuses_what_is_left(
    coloured: Path, network: Path, planned: Planner, qgis_processing: None, tmp_path: Path
) -> None:
    run = planned_with(planned, tmp_path / "run", network, coloured)
    first, *rest = run.plan().scenes

    run_serially(run, tell=lambda event: write_network(network, class_names=OTHER))

    assert run.item(first) is not None
    receipts = [run.receipt(scene) for scene in rest]
    assert [receipt["kind"] for receipt in receipts if receipt] == [REFUSED] * 2
    assert all("put the former file back, or plan again" in receipt["sentence"] for receipt in receipts if receipt)


def test_the_same_folder_planned_with_another_network_keeps_both_apart(
    coloured: Path, network: Path, planned: Planner, qgis_processing: None, tmp_path: Path
) -> None:
    run = planned_with(planned, tmp_path / "run", network, coloured)
    run_serially(run)
    before = what_is_left(run)

    write_network(network, class_names=OTHER)
    again = planned_with(planned, tmp_path / "run", network, coloured)

    assert again.plan().scheme.keys == ("Reddish", "Greenish", "Blue")
    assert not any(again.is_settled(scene) for scene in again.plan().scenes)
    write_network(network)
    planned_with(planned, tmp_path / "run", network, coloured)
    assert what_is_left(run) == before
