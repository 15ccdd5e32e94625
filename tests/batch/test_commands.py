# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands: what they take, what they refuse, and their exit statuses."""

from __future__ import annotations

import os
import subprocess
import sys
from errno import ENOSPC
from pathlib import Path

import pytest

from eurosat_batch import local_engine
from eurosat_batch.__main__ import ALL, NOTHING, PIPE_CLOSED, SOME, main
from eurosat_plugin.adapters.batch import run_summary
from eurosat_plugin.adapters.batch.plan import Plan, make_plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_source import read_sources
from tests.batch.conftest import Planner, run_serially
from tests.rasters import ground, write_raster

NAMES = ["B04", "B03", "B02"]


def plan_of(given: Path, **settings: str) -> Plan:
    return make_plan(read_sources(str(given)), settings)


def test_other_settings_are_other_scenes(images: Path) -> None:
    plans = [plan_of(images, **settings) for settings in ({}, {"STRIDE": "32"}, {"MODEL": "accurate"})]

    assert len({scene.key for plan in plans for scene in plan.scenes}) == 3 * 4


def test_an_image_that_was_replaced_is_another_scene(tmp_path: Path) -> None:
    image = write_raster(tmp_path / "image.tif", ground(64, 64, seed=1), names=NAMES)
    [before] = plan_of(image).scenes

    os.utime(image, ns=(1, 1))

    assert plan_of(image).scenes[0].key != before.key


def test_a_folder_gives_its_images_and_products_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.TIF", "a.jp2", "notes.txt", "a.tif.aux.xml"):
        (tmp_path / name).touch()
    (tmp_path / "S2A_MSIL2A.SAFE").mkdir()
    (tmp_path / "other").mkdir()

    names = [Path(scene.source).name for scene in plan_of(tmp_path).scenes]

    assert names == ["S2A_MSIL2A.SAFE", "a.jp2", "b.TIF"]


def test_a_corrupt_scene_is_refused_while_the_others_finish(
    images: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.tif").write_text("no raster")
    run, listed = RunFolder(tmp_path / "run"), tmp_path / "list.txt"
    listed.write_text(f"# first the broken one\nbroken.tif\n{images / 'scene1.tif'}\n")

    statuses = [main(["plan", str(run.path), str(listed)]), main(["run", str(run.path), "--workers", "1"])]
    main(["status", str(run.path)])

    broken, _ = run.plan().scenes
    receipt = run.receipt(broken)
    assert statuses == [ALL, SOME]
    assert receipt is not None
    assert "broken.tif cannot be read" in receipt["sentence"]
    assert "2 planned, 1 done, 1 refused, 0 failed, 0 open" in capsys.readouterr().out
    assert not run.grid_file(broken).parent.exists()


def test_nothing_done_is_told_by_the_exit_status_and_retry_lets_it_be_tried_again(
    in_this_process: None, tmp_path: Path
) -> None:
    image, run = tmp_path / "image.tif", RunFolder(tmp_path / "run")
    image.write_text("no raster")
    main(["plan", str(run.path), str(image)])
    status = main(["run", str(run.path), "--workers", "1"])
    [scene] = run.plan().scenes
    given_up = run.is_settled(scene)

    main(["retry", str(run.path)])

    assert status == NOTHING
    assert (given_up, run.is_settled(scene)) == (True, False)


def test_an_image_that_changes_after_it_was_planned_is_refused(
    planned: Planner, qgis_processing: None, tmp_path: Path
) -> None:
    image = write_raster(tmp_path / "image.tif", ground(64, 64, seed=1), names=NAMES)
    run = planned(tmp_path / "run", image)
    os.utime(image, ns=(1, 1))

    run_serially(run)

    receipt = run.receipt(run.plan().scenes[0])
    assert receipt is not None
    assert "plan again" in receipt["sentence"]


def test_a_plan_names_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["plan", str(tmp_path / "run"), str(tmp_path / "absent.tif")])

    assert status == NOTHING
    assert "absent.tif; correct the list" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_a_misspelt_setting_is_refused(images: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["plan", str(tmp_path / "run"), str(images), "--set", "STRYDE=32"])

    assert status == NOTHING
    assert "There is no setting STRYDE; choose from BANDS, EXTENT" in capsys.readouterr().err


def test_a_run_without_a_plan_says_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["run", str(tmp_path)])

    assert status == NOTHING
    assert "begin one with: python -m eurosat_batch plan" in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["0", "-1", "two"])
def test_a_number_of_workers_that_cannot_be_is_told(
    images: Path, tmp_path: Path, workers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["plan", str(tmp_path / "run"), str(images)])

    with pytest.raises(SystemExit):
        main(["run", str(tmp_path / "run"), f"--workers={workers}"])

    assert f"{workers!r} is no number from 1 on" in capsys.readouterr().err


def test_a_pipe_that_nobody_reads_any_more_ends_a_command_in_silence(
    images: Path, planned: Planner, project_folder: Path, tmp_path: Path
) -> None:
    run = planned(tmp_path / "run", images)
    reader, writer = os.pipe()
    os.close(reader)

    ended = subprocess.run(
        [sys.executable, "-u", "-m", "eurosat_batch", "status", str(run.path)],
        cwd=project_folder,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writer)

    assert ended.stderr == ""
    assert ended.returncode == PIPE_CLOSED


def test_no_more_processes_are_started_than_scenes_are_left(
    images: Path, planned: Planner, in_this_process: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run, asked = planned(tmp_path / "run", images), []
    gone = run.plan().scenes[2]
    monkeypatch.setattr(local_engine, "run_locally", lambda run, workers, tell: asked.append(workers))
    monkeypatch.setattr(RunFolder, "is_settled", lambda run, scene: scene != gone)

    main(["run", str(run.path), "--workers", "4"])

    assert asked == [1]


def test_a_full_disk_is_told_and_what_is_done_counts(
    images: Path,
    planned: Planner,
    qgis_processing: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = planned(tmp_path / "run", images / "scene1.tif")
    run_serially(run)

    def fail(path: Path, text: str) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr(run_summary, "write_whole", fail)

    status = main(["run", str(run.path)])

    assert status == SOME
    assert "is the disk full?" in capsys.readouterr().err
