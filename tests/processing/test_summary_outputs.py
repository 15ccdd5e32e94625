# SPDX-License-Identifier: GPL-2.0-or-later
"""STATISTICS and REPORT of a classification: whole or not at all, and the same as eurosat:classstatistics gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer

from eurosat_plugin.adapters.grid.statistics_table import STATISTICS_COLUMNS
from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.processing import grid_run
from tests.processing.conftest import Log, Run
from tests.rasters import ground, write_raster
from tests.stock_qgis import StockQgis

Classify = Callable[..., Run]
NAMES = [column.name for column in STATISTICS_COLUMNS]


def values(table: QgsVectorLayer) -> list[list[Any]]:
    """Return the rows of a table without the key that a GeoPackage adds."""
    return [[row[name] for name in NAMES] for row in table.getFeatures()]


def summarise(**parameters: Any) -> dict[str, Any]:
    """Return the outputs of ``eurosat:classstatistics``, the table as a layer."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")
    outputs, ok = algorithm.run({"OUTPUT": "TEMPORARY_OUTPUT", **parameters}, context, Log())
    assert ok
    return {**outputs, "OUTPUT": context.takeResultLayer(outputs["OUTPUT"])}


def test_both_algorithms_give_the_same_table_and_outputs(classify: Classify, countryside: Path, tmp_path: Path) -> None:
    grid, table = tmp_path / "grid.gpkg", tmp_path / "table.gpkg"

    run = classify(INPUT=str(countryside), OUTPUT=str(grid), STATISTICS=str(table), PROBABILITIES=True)

    later = summarise(INPUT=str(grid))
    there = values(QgsVectorLayer(str(table), "table", "ogr"))
    assert values(later.pop("OUTPUT")) == there
    assert later == pytest.approx({name: run.outputs[name] for name in later})


def test_the_table_sums_up_the_grid(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), STATISTICS="TEMPORARY_OUTPUT")

    table = run.context.takeResultLayer(run.outputs["STATISTICS"])
    features = list(run.layer.getFeatures())
    for row in table.getFeatures():
        own = [feature for feature in features if feature["class_key"] == row["class_key"]]
        assert row["tiles"] == len(own)
        assert row["area_ha"] == pytest.approx(sum(feature["area_ha"] for feature in own))
        doubtful = [feature["area_ha"] for feature in own if feature["flag"] == "uncertain"]
        assert row["uncertain_ha"] == pytest.approx(sum(doubtful))
    probable = sum(row["probable_ha"] for row in table.getFeatures())
    assert probable == pytest.approx(sum(feature["area_ha"] for feature in features))


def test_neither_is_written_unless_asked_for(classify: Classify, countryside: Path) -> None:
    outputs = classify(INPUT=str(countryside)).outputs

    assert "STATISTICS" not in outputs
    assert "REPORT" not in outputs


def test_the_report_tells_findings_warnings_and_settings(classify: Classify, tmp_path: Path) -> None:
    scene = write_raster(tmp_path / "8 & bits.tif", (ground() / 12).astype("uint8"), names=["B04", "B03", "B02"])
    report = tmp_path / "report.html"

    run = classify(INPUT=str(scene), REPORT=str(report), STRIDE="32")

    text = report.read_text(encoding="utf-8")
    assert run.outputs["REPORT"] == str(report)
    assert "<h1>Land cover of 8 &amp; bits</h1>" in text
    assert run.log.warnings
    for sentence in (*run.log.warnings, run.log.infos[0]):
        assert sentence in text
    assert "<th>Cell size in pixels</th><td>32</td>" in text
    assert f"<b>{class_by_key(run.outputs['DOMINANT_CLASS']).name}</b>largest class" in text


@pytest.mark.parametrize(
    ("report", "probabilities", "told"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_the_log_calls_probable_hectares_an_estimate_where_they_are_written_down(
    classify: Classify, countryside: Path, tmp_path: Path, report: bool, probabilities: bool, told: bool
) -> None:
    wanted = {"REPORT": str(tmp_path / "report.html")} if report else {}

    run = classify(INPUT=str(countryside), PROBABILITIES=probabilities, **wanted)

    assert run.ok, run.sentence
    assert any("probable hectares are an estimate" in warning for warning in run.log.warnings) == told


@pytest.mark.parametrize("kind", ["memory", "gpkg", "no project"])
def test_a_later_report_still_knows_how_the_grid_was_made(
    classify: Classify, countryside: Path, tmp_path: Path, kind: str
) -> None:
    output = str(tmp_path / "grid.gpkg") if kind == "gpkg" else "TEMPORARY_OUTPUT"
    run = classify(INPUT=str(countryside), OUTPUT=output)
    grid = QgsVectorLayer(output, "grid", "ogr") if kind == "gpkg" else run.layer
    if kind != "no project":
        QgsProject.instance().addMapLayer(grid)

    summarise(INPUT=grid if kind == "no project" else grid.id(), REPORT=str(tmp_path / "report.html"))

    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"Source: <code>{countryside}</code>" in text
    assert "Bands 1, 2, 3 are B04, B03, B02 (by name)." in text
    assert "<th>Model</th><td>fast</td>" in text


@pytest.mark.parametrize("suffix", ["gpkg", "csv"])
def test_cancelling_leaves_neither_and_keeps_an_older_report(classify: Classify, tmp_path: Path, suffix: str) -> None:
    scene = write_raster(tmp_path / "a.tif", ground(64 * 20, 64 * 20), names=["B04", "B03", "B02"])
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "report.html").write_text("older")

    run = classify(
        Log(cancel_at=60),
        INPUT=str(scene),
        OUTPUT=str(folder / "grid.gpkg"),
        STATISTICS=str(folder / f"table.{suffix}"),
        REPORT=str(folder / "report.html"),
    )

    assert not run.ok
    assert [path.name for path in folder.iterdir()] == ["report.html"]
    assert (folder / "report.html").read_text() == "older"


def test_cancelling_while_the_report_is_written_leaves_nothing(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log()
    write = grid_run.write_summary

    def write_slowly(*arguments: Any) -> bool:
        log.cancel()
        return write(*arguments)

    monkeypatch.setattr(grid_run, "write_summary", write_slowly)

    run = classify(log, INPUT=str(countryside), OUTPUT=str(folder / "grid.gpkg"), REPORT=str(folder / "report.html"))

    assert not run.ok
    assert "nothing was written" in run.sentence
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("REPORT", "{folder}/none/report.html", "there is no folder {folder}/none; make it or choose another."),
        ("REPORT", "{folder}", "it is a folder; add the name of a file, such as report.html."),
        ("STATISTICS", "{folder}/grid.gpkg", "OUTPUT and STATISTICS cannot be the same file"),
        ("REPORT", "{folder}/grid.gpkg", "OUTPUT and REPORT cannot be the same file"),
        ("STATISTICS", "{folder}/none/table.gpkg", "there is no folder {folder}/none; make it or choose another."),
    ],
)
def test_a_place_that_cannot_be_written_to_gets_its_sentence(
    classify: Classify, countryside: Path, tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    place = {name: value.format(folder=tmp_path)}

    run = classify(INPUT=str(countryside), OUTPUT=str(tmp_path / "grid.gpkg"), **place)

    assert not run.ok
    assert sentence.format(folder=tmp_path) in run.sentence
    assert not list(tmp_path.iterdir())


def test_the_command_line_sums_up_the_same_again(
    classify: Classify, stock_qgis: StockQgis, countryside: Path, tmp_path: Path
) -> None:
    grid, table = tmp_path / "grid.gpkg", tmp_path / "table.csv"
    first = classify(
        INPUT=str(countryside), OUTPUT=str(grid), STATISTICS=str(table), MIN_CONFIDENCE=0.6, PROBABILITIES=True
    ).outputs

    second = json.loads(
        stock_qgis("run", "eurosat:classstatistics", "--", f"INPUT={grid}", f"OUTPUT={tmp_path / 'again.csv'}")
    )["results"]

    assert (tmp_path / "again.csv").read_text().splitlines()[:2] == table.read_text().splitlines()[:2]
    same = ("TILE_COUNT", "DOMINANT_CLASS", "DOMINANT_SHARE", "UNCERTAIN_COUNT", "MEAN_CONFIDENCE")
    assert [second[name] for name in same] == pytest.approx([first[name] for name in same])
