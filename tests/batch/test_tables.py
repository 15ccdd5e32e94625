# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the command ``summary`` writes a table, and where it does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from osgeo import gdal

from eurosat_batch.__main__ import ALL, NOTHING, main
from eurosat_plugin.paths import model_path
from tests.batch.conftest import Planner
from tests.output_folders import state


def test_a_table_that_cannot_be_written_is_told_by_its_name(
    images: Path, planned: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, table = planned(tmp_path / "run", images), tmp_path / "nowhere" / "areas.csv"

    status = main(["summary", str(run.path), "--output", str(table)])

    assert status == NOTHING
    sentence = f"--output cannot be written to {table}: there is no folder {table.parent}; make it or choose another."
    assert capsys.readouterr().err.strip() == sentence


@pytest.mark.parametrize(
    "name",
    [
        "images/scene1.tif",
        "images/scene2.tif.aux.xml",
        "parts/part.tif",
        "S2.SAFE/GRANULE/band.jp2",
        "run/plan.json",
        "run/index.gpkg",
        "run/report.html",
        "run/scenes/KEY/landcover.gpkg",
        "run/scenes/new.csv",
        "linked.csv",
        "mine.onnx",
        "mine.mlm.json",
    ],
)
def test_a_table_is_not_written_over_the_run_nor_over_what_it_reads(
    images: Path, planned: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    copied, network = tmp_path / "images", tmp_path / "mine.onnx"
    shutil.copytree(images, copied)
    (copied / "scene2.tif.aux.xml").write_text("<PAMDataset/>")
    (tmp_path / "linked.csv").symlink_to(copied / "scene1.tif")
    shutil.copy(model_path("fast"), network)
    (tmp_path / "parts").mkdir()
    shutil.copy(images / "scene1.tif", tmp_path / "parts" / "part.tif")
    gdal.BuildVRT(str(copied / "mosaic.vrt"), [str(tmp_path / "parts" / "part.tif")]).FlushCache()
    product = tmp_path / "S2.SAFE"
    (product / "GRANULE").mkdir(parents=True)
    (product / "GRANULE" / "band.jp2").write_text("a band")
    (product / "MTD_MSIL2A.xml").write_text("<product/>")
    run = planned(tmp_path / "run", copied, product / "MTD_MSIL2A.xml", MODEL_FILE=str(network))
    scene = run.plan().scenes[0]
    run.scene_folder(scene).mkdir(parents=True)
    run.grid_file(scene).write_text("a grid")
    before = state(tmp_path)

    status = main(["summary", str(run.path), "--output", str(tmp_path / name.replace("KEY", scene.key))])

    assert status == NOTHING
    assert "an input of this run; choose another file." in capsys.readouterr().err
    assert state(tmp_path) == before


@pytest.mark.parametrize("name", ["run/areas.csv", "run/mine.csv", "mine.csv"])
def test_a_table_may_be_written_over_that_of_the_run_or_into_a_file_of_its_own(
    images: Path, planned: Planner, tmp_path: Path, name: str
) -> None:
    run = planned(tmp_path / "run", images)

    assert main(["summary", str(run.path), "--output", str(tmp_path / name)]) == ALL
    assert (tmp_path / name).read_text().startswith("scene,")
