# SPDX-License-Identifier: GPL-2.0-or-later
"""What was written is counted class by class, where it lies."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import ogr

from eurosat_plugin.adapters.grid.column import REAL, TEXT, Column
from eurosat_plugin.adapters.grid.completeness import (
    check_complete,
    check_count,
    check_described,
    count_layers,
    count_texts,
    telling_column,
)
from eurosat_plugin.core.errors import OutputError
from tests.rasters import ground, write_raster

DRIVERS = {"shp": "ESRI Shapefile", "gpkg": "GPKG", "csv": "CSV", "fgb": "FlatGeobuf"}
CLASSES = ["Forest", "River", None, "Forest"]


def write(path: Path, classes: Sequence[str | None]) -> Path:
    dataset = ogr.GetDriverByName(DRIVERS[path.suffix[1:]]).CreateDataSource(str(path))
    layer = dataset.CreateLayer(path.stem, None, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("row", ogr.OFTInteger))
    layer.CreateField(ogr.FieldDefn("class_key", ogr.OFTString))
    for row, land_cover in enumerate(classes):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["row"] = row
        if land_cover is not None:
            feature["class_key"] = land_cover
        if layer.GetGeomType() != ogr.wkbNone:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({row} 0)"))
        layer.CreateFeature(feature)
    return path


@pytest.mark.parametrize("suffix", DRIVERS)
def test_a_whole_file_holds_every_class_as_often_as_it_was_written(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"grid.{suffix}", CLASSES)
    table = "grid" if suffix == "gpkg" else ""

    assert count_texts(path, table) == Counter({"Forest": 2, "River": 1, "": 1})
    check_complete(path, "grid", Counter({"Forest": 2, "River": 1, "": 1}), table)


@pytest.mark.parametrize("suffix", DRIVERS)
def test_features_that_lost_what_was_in_their_columns_are_missing(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"grid.{suffix}", [None] * len(CLASSES))

    with pytest.raises(OutputError, match="1 of 4 features are in it"):
        check_complete(path, "grid", Counter({"Forest": 2, "River": 1, "": 1}), "grid" if suffix == "gpkg" else "")


def test_a_file_that_cannot_be_opened_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "grid.gpkg").write_text("no database")
    (tmp_path / "grid.shp").write_text("no shapes")

    assert not count_texts(tmp_path / "grid.gpkg", "grid")
    assert not count_texts(tmp_path / "grid.shp")


def test_a_file_with_damage_in_another_table_holds_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "grid.gpkg", CLASSES)
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'gpkg_spatial_ref_sys'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))

    assert not count_texts(path, "grid")


def test_of_several_tables_the_one_that_is_meant_is_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "grid.gpkg", CLASSES)
    dataset = ogr.Open(str(path), 1)
    dataset.CreateLayer("another", None, ogr.wkbPoint).CreateField(ogr.FieldDefn("class_key", ogr.OFTString))
    dataset = None

    assert count_layers(path) == 2
    assert sum(count_texts(path, "grid").values()) == len(CLASSES)
    assert not count_texts(path, "another")


@pytest.mark.parametrize("suffix", ["csv", "gpkg"])
def test_the_first_column_can_tell_and_one_that_is_not_there_tells_nothing(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"grid.{suffix}", CLASSES)
    rows = Counter({str(row): 1 for row in range(len(CLASSES))})

    assert count_texts(path, column="row") == rows
    check_complete(path, "grid", rows, column="row")
    assert count_texts(path, column="missing") == Counter({"": len(CLASSES)})


def test_a_picture_has_no_layers(tmp_path: Path) -> None:
    assert count_layers(write_raster(tmp_path / "a.tif", ground())) == 0


@pytest.mark.parametrize(
    ("columns", "telling"),
    [
        ([("row", REAL), ("name", TEXT), ("class_key", TEXT)], "class_key"),
        ([("row", REAL), ("name", TEXT), ("note", TEXT)], "name"),
    ],
)
def test_the_class_or_the_first_text_tells_whether_features_are_whole(
    columns: list[tuple[str, object]], telling: str
) -> None:
    assert telling_column([Column(name, kind, "", "") for name, kind in columns]) == telling


def test_features_that_have_not_arrived_are_told() -> None:
    check_count("the database", 4, 4)

    with pytest.raises(OutputError, match="the database was not written completely: 3 of 4 features are in it"):
        check_count("the database", 3, 4)


@pytest.mark.parametrize(("styles", "metadata", "whole"), [(2, 1, True), (1, 0, True), (3, 1, False), (2, 2, False)])
def test_styles_and_metadata_are_counted_for_their_own_table(
    tmp_path: Path, styles: int, metadata: int, whole: bool
) -> None:
    with closing(sqlite3.connect(tmp_path / "grid.gpkg")) as database, database:
        database.execute("CREATE TABLE layer_styles (f_table_name TEXT)")
        database.execute("CREATE TABLE gpkg_metadata_reference (table_name TEXT)")
        database.execute("INSERT INTO layer_styles VALUES ('grid'), ('grid'), ('other')")
        database.execute("INSERT INTO gpkg_metadata_reference VALUES ('grid'), ('other')")
    database.close()

    if whole:
        check_described(tmp_path / "grid.gpkg", "my grid", "grid", styles, metadata)
    else:
        with pytest.raises(OutputError, match="Styles and metadata could not be written to my grid"):
            check_described(tmp_path / "grid.gpkg", "my grid", "grid", styles, metadata)


def test_a_file_that_cannot_be_read_is_not_described(tmp_path: Path) -> None:
    (tmp_path / "grid.gpkg").write_text("no database")

    with pytest.raises(OutputError, match="is the disk full"):
        check_described(tmp_path / "grid.gpkg", "my grid", "grid", styles=1, metadata=0)
