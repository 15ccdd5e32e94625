# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:classifyscenes``: a folder, a layer of footprints or a plan, and what goes wrong on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer

from eurosat_batch.__main__ import ALL, main
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.processing import grid_run
from tests.catalogue_server import Trouble, catalogue_server
from tests.processing.conftest import Log, Run
from tests.processing.runs import run_algorithm
from tests.rasters import ground, write_raster

NAMES = ["B04", "B03", "B02"]


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write two images of 2 × 2 tiles, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("images")
    for number in (1, 2):
        write_raster(folder / f"scene{number}.tif", ground(128, 128, seed=number), names=NAMES)
    (folder / "broken.tif").write_text("no raster")
    return folder


@pytest.fixture(autouse=True)
def _registered(provider: object) -> None:
    """Every test needs the algorithms."""


class CancelsAtTheSecond(Log):
    """Cancels the run as soon as it says that it is at the second image."""

    def setProgressText(self, text: str) -> None:
        if text.startswith("Image 2 of 2"):
            self.cancel()


def classify(folder: Path, feedback: Log | None = None, **values: Any) -> Run:
    return run_algorithm("classifyscenes", {"FOLDER": str(folder), **values}, feedback)


def done(folder: Path) -> set[str]:
    run = RunFolder(folder)
    return {scene.name for scene in run.plan().scenes if run.item(scene) is not None}


def test_the_images_of_a_folder_become_grids_and_the_refused_one_is_told(images: Path, tmp_path: Path) -> None:
    run = classify(tmp_path / "run", IMAGES=str(images))

    assert run.ok, run.sentence
    assert (run.outputs["PLANNED_COUNT"], run.outputs["DONE_COUNT"], run.outputs["REFUSED_COUNT"]) == (3, 2, 1)
    assert done(tmp_path / "run") == {"scene1", "scene2"}
    assert any(warning.startswith("broken: ") and "cannot be read" in warning for warning in run.log.warnings)
    assert QgsVectorLayer(run.outputs["INDEX"], "index", "ogr").featureCount() == 2
    assert "broken" in Path(run.outputs["REPORT"]).read_text(encoding="utf-8")


def test_the_command_line_finds_nothing_left_to_do(
    images: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    chosen = {"STRIDE": "32", "MIN_CONFIDENCE": 0.4, "PROBABILITIES": True, "EXTENT": "499000,501000,5699000,5701000"}
    values = {**chosen, "EXTENT": f"{chosen['EXTENT']} [EPSG:32633]", "RASTERS": True}
    run = classify(folder, IMAGES=str(images / "scene1.tif"), **values)
    assert run.ok, run.sentence
    settings = ["STRIDE=32", "MIN_CONFIDENCE=0.4", "PROBABILITIES=yes", f"EXTENT={values['EXTENT']}", "MODEL=fast"]

    arguments = [part for setting in settings for part in ("--set", setting)]
    main(["plan", str(folder), str(images / "scene1.tif"), "--raster", *arguments])
    status = main(["run", str(folder), "--workers", "1"])

    said = capsys.readouterr().out
    assert status == ALL
    assert "Scenes planned: 1; settled before: 1." in said
    assert "0 of 1 scenes to do." in said


def test_a_plan_of_the_command_line_goes_on_here(images: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    main(["plan", str(folder), str(images / "scene1.tif"), "--set", "STRIDE=32"])

    run = classify(folder)

    assert run.ok, run.sentence
    assert run.outputs["DONE_COUNT"] == 1
    [scene] = RunFolder(folder).plan().scenes
    # Windows of 64 pixels every 32 of 128 × 128 give cells of 32: 4 × 4.
    assert QgsVectorLayer(str(RunFolder(folder).grid_file(scene)), "grid", "ogr").featureCount() == 4 * 4


def test_a_plan_alone_is_what_the_command_line_goes_on_with(
    images: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"

    run = classify(folder, IMAGES=str(images / "scene1.tif"), PLAN_ONLY=True)

    assert run.ok, run.sentence
    assert [path.name for path in folder.iterdir()] == ["plan.json"]
    assert any(f"python3 -m eurosat_batch run {folder}" in line for line in run.log.infos)
    assert main(["status", str(folder)]) == ALL
    assert "1 planned, 0 done, 0 refused, 0 failed, 1 open" in capsys.readouterr().out


def test_a_temporary_folder_works_and_is_warned_of(images: Path) -> None:
    run = run_algorithm("classifyscenes", {"FOLDER": "TEMPORARY_OUTPUT", "IMAGES": str(images / "scene1.tif")})

    assert run.ok, run.sentence
    assert done(Path(run.outputs["FOLDER"])) == {"scene1"}
    assert any("goes when QGIS is closed" in warning for warning in run.log.warnings)


def test_a_second_run_does_only_what_is_missing(images: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    classify(folder, IMAGES=str(images))
    run = RunFolder(folder)
    kept, again = (scene for scene in run.plan().scenes if scene.name != "broken")
    before = run.item_file(kept).stat().st_mtime_ns
    run.item_file(again).unlink()

    second = classify(folder)

    assert second.outputs["DONE_COUNT"] == 2
    assert run.item_file(kept).stat().st_mtime_ns == before
    assert run.item(again) is not None


def test_what_is_done_stays_done_when_a_run_is_cancelled(images: Path, tmp_path: Path) -> None:
    folder, given = tmp_path / "run", tmp_path / "list.txt"
    given.write_text(f"{images / 'scene1.tif'}\n{images / 'scene2.tif'}\n")

    run = classify(folder, CancelsAtTheSecond(), IMAGES=str(given))

    assert not run.ok
    assert "what is done stays done" in run.sentence
    assert done(folder) == {"scene1"}
    assert classify(folder).outputs["DONE_COUNT"] == 2


def test_a_scene_that_is_cancelled_on_its_way_leaves_nothing(large: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"

    run = classify(folder, Log(cancel_at=30), IMAGES=str(large))

    assert not run.ok
    assert done(folder) == set()
    assert not any((folder / "scenes").iterdir())
    assert RunFolder(folder).receipt(RunFolder(folder).plan().scenes[0]) is None


def test_an_image_that_has_vanished_is_refused_and_the_others_are_done(images: Path, tmp_path: Path) -> None:
    folder, gone = tmp_path / "run", write_raster(tmp_path / "gone.tif", ground(128, 128), names=NAMES)
    main(["plan", str(folder), str(gone), str(images / "scene1.tif")])
    gone.unlink()

    run = classify(folder)

    assert done(folder) == {"scene1"}
    assert any("gone.tif is gone or another file" in warning for warning in run.log.warnings)


def test_too_little_memory_is_tried_again(
    images: Path, hurried: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    classify_rows, tries = grid_run.classify_rows, []

    def run_out(*arguments: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise MemoryError("Unable to allocate 5.5 GiB")
        return classify_rows(*arguments)

    monkeypatch.setattr(grid_run, "classify_rows", run_out)

    run = classify(tmp_path / "run", IMAGES=str(images))

    assert run.outputs["DONE_COUNT"] == 2
    assert any("too little memory (Unable to allocate 5.5 GiB)" in warning for warning in run.log.warnings)


def test_what_another_run_is_at_is_left_to_it(images: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    classify(folder, IMAGES=str(images), PLAN_ONLY=True)
    held = next(scene for scene in RunFolder(folder).plan().scenes if scene.name == "scene2")

    with RunFolder(folder).lock(held):
        run = classify(folder)

    assert done(folder) == {"scene1"}
    assert "scene2 is left to another run that is at it." in run.log.infos


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "There is nothing to classify"),
        ({"IMAGES": "/nowhere/at/all"}, "there is no /nowhere/at/all"),
        ({"IMAGES": __file__, "STRIDE": "33"}, "STRIDE cannot be '33'"),
        ({"IMAGES": __file__, "EXTENT": "1,2,3,4"}, "EXTENT cannot be"),
    ],
)
def test_what_cannot_begin_is_told_before(tmp_path: Path, values: dict[str, Any], sentence: str) -> None:
    run = classify(tmp_path / "run", **values)

    assert not run.ok
    assert sentence in run.sentence
    assert not (tmp_path / "run").exists()


def test_a_folder_of_something_else_is_left_as_it_is(images: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()

    run = classify(tmp_path, IMAGES=str(images))

    assert not run.ok
    assert "holds other files" in run.sentence
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_scenes_of_a_layer_and_files_go_into_one_plan(images: Path, tmp_path: Path) -> None:
    found = QgsVectorLayer("Polygon?crs=EPSG:4326&field=scene:string&field=item:string", "found", "memory")
    row = QgsFeature(found.fields())
    row.setAttributes(["the first", str(images / "scene1.tif")])
    assert found.dataProvider().addFeature(row)

    run = classify(tmp_path / "run", SCENES=found, IMAGES=str(images / "scene2.tif"), PLAN_ONLY=True)

    assert run.ok, run.sentence
    planned = RunFolder(tmp_path / "run").plan().scenes
    assert [Path(scene.source).name for scene in planned] == ["scene1.tif", "scene2.tif"]


def test_a_layer_that_is_no_search_is_refused(images: Path, tmp_path: Path) -> None:
    roads = QgsVectorLayer("Polygon?crs=EPSG:4326&field=name:string", "districts", "memory")

    run = classify(tmp_path / "run", SCENES=roads)
    QgsProject.instance().removeMapLayer(roads.id())

    assert not run.ok
    assert "districts holds no scenes" in run.sentence


def test_a_run_works_in_a_thread_in_the_background(images: Path, tmp_path: Path) -> None:
    context, feedback = QgsProcessingContext(), Log()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyscenes")
    values = {"IMAGES": str(images), "FOLDER": str(tmp_path / "run")}
    task, ended, loop = QgsProcessingAlgRunnerTask(algorithm, values, context, feedback), [], QEventLoop()
    task.executed.connect(lambda ok, outputs: (ended.append((ok, outputs)), loop.quit()))

    QgsApplication.taskManager().addTask(task)
    QTimer.singleShot(240_000, loop.quit)
    loop.exec()

    assert [(ok, outputs["DONE_COUNT"]) for ok, outputs in ended] == [(True, 2)]


def test_an_image_on_a_server_that_is_down_is_tried_again(hurried: None, images: Path, tmp_path: Path) -> None:
    with catalogue_server(images) as server:
        (tmp_path / "list.txt").write_text(f"{server.files}/scene1.tif\n{server.files}/absent.tif\n")
        server.troubles = {"scene1.tif": [Trouble(503)] * 4}

        run = classify(tmp_path / "run", IMAGES=str(tmp_path / "list.txt"))

    planned = RunFolder(tmp_path / "run")
    receipt = planned.receipt(planned.plan().scenes[1])
    assert run.outputs["DONE_COUNT"] == 1, run.log.warnings
    assert receipt is not None
    assert receipt["kind"] == "refused"
