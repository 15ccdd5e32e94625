# SPDX-License-Identifier: GPL-2.0-or-later
"""Where outputs may go: never over an input, a device, each other, or what somebody else keeps there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorFileWriter,
)

from eurosat_plugin.paths import model_path
from eurosat_plugin.processing.raster_source import LOOK_PERCENT
from tests.grids import memory_grid
from tests.output_folders import count, state, write_foreign
from tests.processing.conftest import Log, Run
from tests.products import Product, write_product
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]
NAMES = ["B04", "B03", "B02"]
TILES = 4 * 5
"""Tiles of the raster `countryside`: 200 rows and 300 columns of pixels."""

needs_libkml = pytest.mark.skipif(gdal.GetDriverByName("LIBKML") is None, reason="GDAL's own KML has no columns")


@pytest.mark.parametrize(
    ("name", "suffix"), [("OUTPUT", "json"), ("OUTPUT", "sql"), ("OUTPUT", "dxf"), ("STATISTICS", "shp")]
)
def test_a_format_that_cannot_be_read_again_is_refused_before_the_work_begins(
    classify: Classify, countryside: Path, folder: Path, name: str, suffix: str
) -> None:
    path, log = folder / f"grid.{suffix}", Log()

    run = classify(log, **{"INPUT": str(countryside), "OUTPUT": str(folder / "grid.gpkg"), name: str(path)})

    assert not run.ok
    sentence = f"{name} cannot be written to {path}: QGIS cannot read it again in this format; choose .gpkg"
    assert sentence in run.sentence
    assert log.progress() <= LOOK_PERCENT
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    "suffix", ["csv", "geojson", pytest.param("kml", marks=needs_libkml), "ods", "xlsx", "tab", "gml"]
)
def test_grid_and_table_may_be_in_any_format_that_qgis_reads(
    classify: Classify, countryside: Path, folder: Path, suffix: str
) -> None:
    outputs = {name: str(folder / f"{name}.{suffix}") for name in ("OUTPUT", "STATISTICS")}

    run = classify(INPUT=str(countryside), **outputs)

    assert run.ok, run.sentence
    assert [count(Path(path)) for path in outputs.values()] == [TILES, 10]
    told = [warning for warning in run.log.warnings if "without shapes and places" in warning]
    assert bool(told) == (suffix in ("csv", "ods", "xlsx"))
    assert all(warning.startswith("OUTPUT is written as a table") for warning in told)


@pytest.mark.parametrize("name", ["REPORT", "OUTPUT", "STATISTICS"])
@pytest.mark.parametrize("spelling", ["same", "dots", "symlink", "hard link"])
def test_no_output_is_written_over_the_image(
    classify: Classify, tmp_path: Path, folder: Path, name: str, spelling: str
) -> None:
    scene = write_raster(folder / "scene.tif", ground(64, 64), names=NAMES)
    path = {"same": scene, "dots": folder / ".." / "out" / "scene.tif"}.get(spelling, folder / "other.tif")
    if spelling == "symlink":
        path.symlink_to(scene)
    elif spelling == "hard link":
        os.link(scene, path)
    before = state(folder)
    output = {name: f"{path}"} if name == "REPORT" else {name: QgsProcessingOutputLayerDefinition(f"{path}")}

    run = classify(**{"INPUT": str(scene), "OUTPUT": str(folder / "grid.gpkg"), **output})

    if name != "REPORT":  # to QGIS, .tif is no format of layers: it adds .gpkg
        return
    assert not run.ok
    assert "it is an input of this run; choose another file." in run.sentence
    assert state(folder) == before


def test_no_output_is_written_over_a_file_of_a_mosaic_or_the_model(
    classify: Classify, tmp_path: Path, folder: Path
) -> None:
    parts = [write_raster(folder / f"{name}.tif", ground(64, 64)[:1], names=[name]) for name in NAMES]
    mosaic = folder / "scene.vrt"
    gdal.BuildVRT(str(mosaic), [str(part) for part in parts], separate=True)
    model = Path(shutil.copy(model_path("fast"), folder / "mine.onnx"))
    before = state(folder)

    for path in (parts[1], mosaic, model):
        run = classify(INPUT=str(mosaic), REPORT=str(path), MODEL_FILE=str(model))
        assert not run.ok
        assert f"REPORT cannot be written to {path}: it is an input of this run" in run.sentence
    assert state(folder) == before


@pytest.mark.parametrize("named", ["folder", "metadata"])
def test_no_output_is_written_over_the_metadata_of_a_product(
    classify: Classify, folder: Path, tmp_path: Path, named: str
) -> None:
    bands = dict(zip(("B02", "B03", "B04", "B08"), ground(128, 128, bands=4)))
    product = write_product(folder, bands, Product())
    metadata = next(product.glob("MTD_*.xml"))
    content = metadata.read_bytes()

    run = classify(INPUT=str(product if named == "folder" else metadata), REPORT=str(metadata))

    assert not run.ok
    assert "it is an input of this run" in run.sentence
    assert metadata.read_bytes() == content


def test_a_run_that_nobody_checked_before_spares_its_inputs_too(provider: object, folder: Path) -> None:
    bands = dict(zip(("B02", "B03", "B04"), ground(128, 128)))
    product = write_product(folder, bands, Product())
    metadata = next(product.glob("MTD_*.xml"))
    content, log, context = metadata.read_bytes(), Log(), QgsProcessingContext()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")

    _, ok = algorithm.run({"INPUT": str(product), "OUTPUT": "TEMPORARY_OUTPUT", "REPORT": str(metadata)}, context, log)

    assert not ok
    assert metadata.read_bytes() == content


def test_a_report_behind_a_link_is_replaced_and_not_the_link(
    classify: Classify, countryside: Path, tmp_path: Path, folder: Path
) -> None:
    (folder / "real.html").write_text("older")
    link = tmp_path / "link.html"
    link.symlink_to(folder / "real.html")

    assert classify(INPUT=str(countryside), REPORT=str(link)).ok

    assert link.is_symlink()
    assert (folder / "real.html").read_text().startswith("<!DOCTYPE html>")


def test_devices_and_pipes_are_no_files(classify: Classify, countryside: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe")

    for path in ("/dev/null", str(folder / "pipe")):
        run = classify(INPUT=str(countryside), REPORT=path)
        assert not run.ok
        assert "it is not a file but a device or a pipe; choose another." in run.sentence


@pytest.mark.parametrize("spelling", ["./grid.gpkg", "../out/grid.gpkg", "link.gpkg", "GRID.gpkg"])
def test_one_file_in_two_spellings_is_one_file(
    classify: Classify, countryside: Path, folder: Path, spelling: str
) -> None:
    (folder / "link.gpkg").symlink_to(folder / "grid.gpkg")

    run = classify(
        INPUT=str(countryside), OUTPUT=str(folder / "grid.gpkg"), STATISTICS=os.path.join(str(folder), spelling)
    )

    assert not run.ok or spelling == "link.gpkg"
    if run.ok:  # the name behind the link gives the table its name: two tables of one file
        assert (count(folder / "grid.gpkg", "grid"), count(folder / "grid.gpkg", "link")) == (TILES, 10)
    else:
        assert "OUTPUT and STATISTICS cannot be the same file" in run.sentence


def test_the_table_that_is_read_is_not_written_over(provider: object, folder: Path, countryside: Path) -> None:
    path = folder / "grid.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    tile = {"class_key": "Forest", "confidence": 0.9, "flag": ""}
    QgsVectorFileWriter.writeAsVectorFormatV3(
        memory_grid([tile]), str(path), QgsProject.instance().transformContext(), options
    )
    before = state(folder)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")

    def summarise(output: str) -> tuple[bool, str]:
        parameters, context = {"INPUT": str(path), "OUTPUT": output}, QgsProcessingContext()
        accepted, sentence = algorithm.checkParameterValues(parameters, context)
        return (algorithm.run(parameters, context, Log())[1], "") if accepted else (False, sentence)

    ok, sentence = summarise(str(path))
    assert not ok
    assert "it is an input of this run" in sentence
    assert state(folder) == before
    ok, sentence = summarise(f"ogr:dbname='{path}' table=\"statistics\"")
    assert ok, sentence
    assert (count(path, "grid"), count(path, "statistics")) == (1, 10)


def test_a_file_with_layers_that_would_be_lost_is_refused(classify: Classify, countryside: Path, folder: Path) -> None:
    path = folder / "sheets.xlsx"
    dataset = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    for name in ("budget", "addresses"):
        layer = dataset.CreateLayer(name)
        layer.CreateField(ogr.FieldDefn("note"))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("note", name)
        layer.CreateFeature(feature)
    feature = layer = dataset = None
    before = state(folder)

    run = classify(INPUT=str(countryside), STATISTICS=str(path))

    assert not run.ok
    assert "it holds several layers, and only one would be left" in run.sentence
    assert state(folder) == before


@pytest.mark.parametrize("table", ["gpkg_contents", "layer_styles", "picture"])
def test_tables_that_are_no_layers_are_not_written_over(
    classify: Classify, countryside: Path, folder: Path, table: str
) -> None:
    path = folder / "grids.gpkg"
    write_foreign(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE picture (id INTEGER)")
        database.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('picture', 'tiles')")
    database.close()
    before = state(folder)

    run = classify(INPUT=str(countryside), OUTPUT=f"ogr:dbname='{path}' table=\"{table}\"")

    assert not run.ok
    assert "it is not a layer of features; choose another name." in run.sentence
    assert state(folder) == before


def test_a_database_of_another_kind_is_not_written_over(classify: Classify, countryside: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "grid.gpkg")) as database, database:
        database.execute("CREATE TABLE letters (text)")
    database.close()
    before = state(folder)

    run = classify(INPUT=str(countryside), OUTPUT=str(folder / "grid.gpkg"))

    assert not run.ok
    assert "is a database, but not a GeoPackage; choose another file." in run.sentence
    assert state(folder) == before


def test_a_geopackage_that_another_program_is_writing_is_told_before_the_work_begins(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eurosat_plugin.adapters.output.geopackage_update.PATIENCE", 0.1)
    path = folder / "grids.gpkg"
    write_foreign(path)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")

    run = classify(INPUT=str(countryside), OUTPUT=str(path))

    writer.close()
    assert not run.ok
    assert f"The file {path} is in use by another program" in run.sentence
    assert run.log.infos == []
