# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows come straight from a GeoPackage as QGIS shows them, or it is said that they cannot."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.grid.geopackage_rows import GeoPackageRows
from eurosat_plugin.adapters.output.sqlite_file import quoted

ROWS = [("Forest", 0.9), ("River", 0.4), ("Forest", 0.5)]


def write(path: Path, name: str = 'my "grid"') -> Path:
    dataset = ogr.Open(str(path), 1) if path.exists() else ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer(name, None, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("class_key", ogr.OFTString))
    layer.CreateField(ogr.FieldDefn('the "confidence"', ogr.OFTReal))
    for i, values in enumerate(ROWS):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["class_key"], feature['the "confidence"'] = values
        feature.SetFID(10 + i)
        layer.CreateFeature(feature)
    return path


def shown(path: Path, more: str = '|layername=my "grid"', condition: str = "") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{path}{more}", "grid", "ogr")
    assert layer.isValid()
    if condition:
        assert layer.setSubsetString(condition)
    return layer


def read(layer: QgsVectorLayer, *names: str, chunk: int = 10) -> list[list[tuple[object, ...]]]:
    rows = GeoPackageRows.of(layer)
    assert rows is not None
    fields = layer.fields()
    return [list(part) for part in rows.read(fields, [fields.lookupField(name) for name in names], chunk)]


def test_ids_and_columns_are_read_part_by_part_and_a_column_that_is_not_there_is_empty(tmp_path: Path) -> None:
    parts = read(shown(write(tmp_path / "a.gpkg")), "class_key", "missing", 'the "confidence"', chunk=2)

    assert parts == [[(10, "Forest", None, 0.9), (11, "River", None, 0.4)], [(12, "Forest", None, 0.5)]]


def test_the_first_column_of_a_layer_is_read_too(tmp_path: Path) -> None:
    assert read(shown(write(tmp_path / "a.gpkg")), "fid") == [[(10, 10.0), (11, 11.0), (12, 12.0)]]


@pytest.mark.parametrize(("values", "expected"), [("7, '0.25'", ("7", 0.25)), ("NULL, NULL", (None, None))])
def test_what_stands_in_a_column_is_turned_into_its_type(
    tmp_path: Path, values: str, expected: tuple[object, ...]
) -> None:
    path = write(tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as database, database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute("DROP TRIGGER " + quoted(trigger))  # they need functions of GDAL's
        names = '"class_key", "the ""confidence"""'
        database.execute(f'UPDATE "my ""grid""" SET ({names}) = ({values}) WHERE fid = 10')

    [rows] = read(shown(path), "class_key", 'the "confidence"')

    assert rows[0] == (10, *expected)


@pytest.mark.parametrize("condition", ["class_key = 'Forest'", "class_key = 'Forest' -- the others are water"])
def test_a_filter_leaves_its_rows(tmp_path: Path, condition: str) -> None:
    assert read(shown(write(tmp_path / "a.gpkg"), condition=condition), "class_key") == [
        [(10, "Forest"), (12, "Forest")]
    ]


@pytest.mark.parametrize("condition", [" SELECT * FROM grid", "select * from grid"])
def test_a_filter_that_is_a_query_of_its_own_is_left_to_qgis(tmp_path: Path, condition: str) -> None:
    layer = shown(write(tmp_path / "a.gpkg", "grid"), "|layername=grid", condition)

    assert GeoPackageRows.of(layer) is None


def test_a_file_of_one_table_needs_no_name_and_one_of_several_does(tmp_path: Path) -> None:
    layer = shown(write(tmp_path / "a.gpkg"), "")
    assert read(layer, "class_key") == [[(10, "Forest"), (11, "River"), (12, "Forest")]]

    write(tmp_path / "a.gpkg", "another")

    with pytest.raises(ValueError, match="several tables"):
        read(layer, "class_key")


def test_a_table_that_is_named_by_its_number_is_left_to_qgis(tmp_path: Path) -> None:
    write(tmp_path / "a.gpkg", "another")
    layer = shown(write(tmp_path / "a.gpkg"), "|layerid=1")

    assert GeoPackageRows.of(layer) is None


def test_a_view_is_left_to_qgis(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg")
    layer = shown(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute('CREATE VIEW seen AS SELECT * FROM "my ""grid"""')

    with pytest.raises(ValueError, match="a view"):
        list(GeoPackageRows(str(path), "seen", "").read(layer.fields(), [1], 10))


@pytest.mark.parametrize("suffix", ["GPKG", "gpkg"])
def test_a_geopackage_is_known_by_its_name_in_any_case(tmp_path: Path, suffix: str) -> None:
    layer = shown(write(tmp_path / "a.gpkg").rename(tmp_path / f"b.{suffix}"))

    assert GeoPackageRows.of(layer) == GeoPackageRows(str(tmp_path / f"b.{suffix}"), 'my "grid"', "")


def test_other_files_other_sources_and_edits_are_left_to_qgis(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("class_key,confidence\nForest,0.9\n")
    edited = shown(write(tmp_path / "a.gpkg"))
    edited.startEditing()
    assert GeoPackageRows.of(edited) is not None
    edited.deleteFeature(10)

    assert GeoPackageRows.of(edited) is None
    assert GeoPackageRows.of(shown(tmp_path / "a.csv", "")) is None
    assert GeoPackageRows.of(QgsVectorLayer("Point?field=class_key:string", "", "memory")) is None
    edited.rollBack()


def test_a_column_that_the_table_has_not_is_an_error_and_no_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg")
    fields = QgsVectorLayer("Point?field=confidence:double", "", "memory").fields()

    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        list(GeoPackageRows(str(path), 'my "grid"', "").read(fields, [0], 10))
