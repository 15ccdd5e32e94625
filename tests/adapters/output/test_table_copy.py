# SPDX-License-Identifier: GPL-2.0-or-later
"""A table comes into a GeoPackage with all that is said of it, in one transaction."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from eurosat_plugin.adapters.output import geopackage_update
from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.geopackage_update import (
    GeoPackageUpdate,
    check_table,
    is_geopackage,
    layer_names,
)
from eurosat_plugin.adapters.output.placement import put_in_place
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.core.errors import InputError, OutputError
from tests.output_folders import count, tables, write_foreign

KILLED_BEFORE_THE_COMMIT = """
import os, signal, sys
from pathlib import Path
from eurosat_plugin.adapters.output.geopackage_update import GeoPackageUpdate
update = GeoPackageUpdate(Path(sys.argv[1]))
update._database.execute("PRAGMA cache_size = 1")  # pages go to the disk before the commit
update.insert([(Path(sys.argv[2]), "grid")])
os.kill(os.getpid(), signal.SIGKILL)
"""


def custom(meridian: int) -> str:
    return f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"


def write_grid(path: Path, rows: int, system: str = "EPSG:32633", name: str = "grid") -> Path:
    """Write squares of 640 m with a spatial index."""
    reference = osr.SpatialReference()
    reference.SetFromUserInput(system)
    dataset = ogr.Open(str(path), 1) if path.exists() else ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer(name, reference, ogr.wkbPolygon, ["GEOMETRY_NAME=geom"])
    layer.CreateField(ogr.FieldDefn("row", ogr.OFTInteger))
    for i in range(rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("row", i)
        x = 640 * i
        square = f"POLYGON (({x} 0, {x} 640, {x + 640} 640, {x + 640} 0, {x} 0))"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(square))
        layer.CreateFeature(feature)
    return path


def bring(path: Path, staged: Path, table: str = "grid") -> None:
    update = GeoPackageUpdate(path)
    update.insert([(staged, table)])
    update.commit()


def check_with_gdal(path: Path) -> None:
    """Let SQLite look for damage, and the spatial index find what it should."""
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()


def test_the_spatial_index_the_extent_and_the_count_come_along(tmp_path: Path) -> None:
    path, staged = tmp_path / "all.gpkg", write_grid(tmp_path / "staged.gpkg", 50)
    write_foreign(path)

    bring(path, staged)

    check_with_gdal(path)
    dataset = ogr.Open(str(path), 1)
    layer = dataset.GetLayerByName("grid")
    assert layer.GetFeatureCount() == 50
    # Where GDAL keeps the count: without it, all rows are counted each time that the file is opened.
    assert rows_of(path, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'grid'") == [(50,)]
    assert layer.GetExtent() == (0.0, 50 * 640.0, 0.0, 640.0)
    layer.SetSpatialFilterRect(10 * 640 + 1, 1, 11 * 640 - 1, 2)
    assert [feature["row"] for feature in layer] == [10]
    assert layer.TestCapability(ogr.OLCFastSpatialFilter)
    # Triggers keep index and count up to date.
    layer.SetSpatialFilter(None)
    layer.DeleteFeature(11)
    layer.SetSpatialFilterRect(10 * 640 + 1, 1, 11 * 640 - 1, 2)
    assert [feature["row"] for feature in layer] == []
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "32633"


def test_indexes_and_triggers_come_along(tmp_path: Path) -> None:
    path, staged = tmp_path / "all.gpkg", write_grid(tmp_path / "staged.gpkg", 3)
    write_foreign(path)
    with closing(sqlite3.connect(staged)) as database, database:
        database.execute('CREATE INDEX by_row ON grid ("row")')
    database.close()

    bring(path, staged)

    assert {kind for kind, *_ in made_of(staged)} == {"table", "index", "trigger"}
    assert made_of(path) == made_of(staged)


def made_of(path: Path, table: str = "grid") -> set[tuple[str, str, str]]:
    """Return kind, name and statement of all that makes up a table."""
    return set(
        rows_of(path, f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL")
    )


def test_an_older_table_goes_with_all_that_was_said_of_it(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "all.gpkg", 30)
    write_foreign(path)
    layer = QgsVectorLayer(f"{path}|layername=grid", "grid", "ogr")
    layer.saveStyleToDatabase("older", "", True, "")
    del layer
    foreign = tables(path)["fields"]

    bring(path, write_grid(tmp_path / "staged.gpkg", 5), "GRID")

    after = tables(path)
    assert len(after["grid"]) == 5
    assert after["fields"] == foreign
    assert [style for style in after["layer_styles"] if style[0] == "grid"] == []
    check_with_gdal(path)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("meridian", [9, 11])
def test_a_coordinate_system_without_a_number_keeps_its_meaning(tmp_path: Path, meridian: int, times: int) -> None:
    # GDAL gives the first of its own systems in every file the same number.
    path = write_grid(tmp_path / "all.gpkg", 1, custom(9), "other")
    staged = write_grid(tmp_path / "staged.gpkg", 2, custom(meridian))

    for _ in range(times):
        bring(path, staged)

    own = rows_of(path, "SELECT definition FROM gpkg_spatial_ref_sys WHERE organization = 'NONE' AND srs_id > 0")
    assert len(own) == len({9, meridian})

    dataset = ogr.Open(str(path))
    for name, wanted in (("other", 9), ("grid", meridian)):
        layer = dataset.GetLayerByName(name)
        assert layer.GetSpatialRef().GetProjParm("central_meridian") == wanted
        with closing(sqlite3.connect(path)) as database, database:
            (blob,) = database.execute(f'SELECT geom FROM "{name}"').fetchone()
            query = "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?"
            (number,) = database.execute(query, (name,)).fetchone()
        database.close()
        assert int.from_bytes(blob[4:8], "little") == number


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)
    database.close()


def number_of_system(path: Path) -> list[tuple[int]]:
    return rows_of(path, "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'grid'")


def test_a_numbered_coordinate_system_is_the_same_however_another_program_has_written_it(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 1, name="other"), write_grid(tmp_path / "staged.gpkg", 1)
    as_others = "definition = definition || ' ', organization = 'epsg'"
    change(path, f"UPDATE gpkg_spatial_ref_sys SET {as_others} WHERE srs_id = 32633")

    bring(path, staged)

    assert number_of_system(path) == [(32633,)]
    assert rows_of(path, "SELECT count(*) FROM gpkg_spatial_ref_sys WHERE organization_coordsys_id = 32633") == [(1,)]


def test_an_unknown_coordinate_system_stays_unknown_whatever_words_say_so(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 1, name="other"), tmp_path / "staged.gpkg"
    write_foreign(staged, "grid")
    change(path, "UPDATE gpkg_spatial_ref_sys SET definition = 'not known' WHERE srs_id < 1")

    bring(path, staged)

    [(number,)] = number_of_system(path)
    assert [(number,)] == number_of_system(staged)
    [(name,)] = rows_of(path, f"SELECT srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = {number}")
    assert name.startswith("Undefined")  # -1 or 0 by the standard, 99999 by newer GDAL


def test_several_coordinate_systems_without_numbers_each_get_one_of_their_own(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "all.gpkg", 1, custom(9), "other")
    staged = write_grid(tmp_path / "staged.gpkg", 1, custom(11), "another")
    write_grid(staged, 1, custom(13))
    opened = ogr.Open(str(staged), 1)
    layer = opened.GetLayerByName("grid")
    layer.CreateFeature(ogr.Feature(layer.GetLayerDefn()))  # without a place
    layer = opened = None

    bring(path, staged)

    dataset = ogr.Open(str(path))
    layer = dataset.GetLayerByName("grid")
    assert layer.GetSpatialRef().GetProjParm("central_meridian") == 13
    assert dataset.GetLayerByName("other").GetSpatialRef().GetProjParm("central_meridian") == 9
    assert [feature.GetGeometryRef() is None for feature in layer] == [False, True]


def test_a_file_without_a_register_of_extensions_gets_it(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 1, name="other"), write_grid(tmp_path / "staged.gpkg", 1)
    change(path, "DROP TABLE gpkg_extensions")

    bring(path, staged)

    of_grid = "SELECT * FROM gpkg_extensions WHERE table_name = 'grid'"
    assert rows_of(path, of_grid) == rows_of(staged, of_grid)
    assert rows_of(path, of_grid) != []


COLUMNS_OF_THE_SPECIFICATION = """
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
    constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
)
"""


def test_what_is_said_of_columns_comes_along(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 1, name="other"), write_grid(tmp_path / "staged.gpkg", 1)
    change(staged, COLUMNS_OF_THE_SPECIFICATION)
    said = ("grid", "row", "Row of the grid")
    change(staged, f"INSERT INTO gpkg_data_columns (table_name, column_name, title) VALUES {said}")

    bring(path, staged)

    assert rows_of(path, "SELECT table_name, column_name, title FROM gpkg_data_columns") == [said]


def test_a_name_with_quotation_marks_is_a_name(tmp_path: Path) -> None:
    path, name = write_grid(tmp_path / "all.gpkg", 1, name="other"), 'my "grid"; --'
    staged = write_grid(tmp_path / "staged.gpkg", 3, name=name)

    bring(path, staged, name)

    assert count(path, name) == 3


def test_a_file_that_holds_no_geometry_at_all_takes_a_grid(tmp_path: Path) -> None:
    path, staged = tmp_path / "all.gpkg", write_grid(tmp_path / "staged.gpkg", 2)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    dataset.CreateLayer("notes", None, ogr.wkbNone)
    dataset = None
    change(path, "DROP TABLE IF EXISTS gpkg_geometry_columns")

    bring(path, staged)

    assert count(path, "grid") == 2
    assert number_of_system(path) == [(32633,)]


def write_metadata(path: Path, table: str, *sharing: str) -> None:
    """Say something of a table, and the same of others."""
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    metadata = layer.metadata()
    metadata.setTitle(f"about {table} in {path.stem}")
    uri = f"{path}|layername={table}"
    assert QgsProviderRegistry.instance().saveLayerMetadata("ogr", uri, metadata) == (True, "")
    del layer
    with closing(sqlite3.connect(path)) as database, database:
        for other in sharing:
            database.execute(
                "INSERT INTO gpkg_metadata_reference SELECT reference_scope, ?, column_name, row_id_value, timestamp, "
                "md_file_id, md_parent_id FROM gpkg_metadata_reference WHERE table_name = ?",
                (other, table),
            )
    database.close()


def told(path: Path) -> dict[str, str]:
    """Return by table the title in its metadata; GDAL adds others that have none."""
    query = (
        "SELECT table_name, metadata FROM gpkg_metadata_reference JOIN gpkg_metadata ON gpkg_metadata.id = md_file_id"
    )
    titles = {table: text.partition("<title>")[2] for table, text in rows_of(path, query) if "<title>" in text}
    return {table: title.partition("</title>")[0] for table, title in titles.items()}


def rows_of(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database, database:
        rows = database.execute(query).fetchall()
    database.close()
    return rows


def test_metadata_of_the_older_table_go_and_those_of_others_stay(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 3), write_grid(tmp_path / "staged.gpkg", 3)
    write_foreign(path)
    for file, table in ((path, "fields"), (path, "grid"), (staged, "grid")):
        write_metadata(file, table)

    kept = set()

    for _ in range(2):
        bring(path, staged)
        kept.update(rows_of(path, "SELECT count(*) FROM gpkg_metadata"))

        assert told(path) == {"grid": "about grid in staged", "fields": "about fields in all"}
    assert len(kept) == 1


def test_metadata_that_tables_share_stay_with_the_others(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 3), write_grid(tmp_path / "staged.gpkg", 3)
    write_foreign(path)
    write_metadata(path, "grid", "fields")

    bring(path, staged)

    assert told(path) == {"fields": "about grid in all"}


def test_metadata_that_those_of_another_table_are_a_part_of_stay(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 3), write_grid(tmp_path / "staged.gpkg", 3)
    write_foreign(path)
    for table in ("fields", "grid"):
        write_metadata(path, table)
    of_grid = "(SELECT id FROM gpkg_metadata WHERE metadata LIKE '%about grid%')"
    change(path, f"UPDATE gpkg_metadata_reference SET md_parent_id = {of_grid} WHERE table_name = 'fields'")

    bring(path, staged)

    parents = "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON gpkg_metadata.id = md_parent_id"
    found = [text for (text,) in rows_of(path, parents)]
    assert found
    assert all("about grid in all" in text for text in found)


def test_metadata_that_come_without_those_they_are_a_part_of_stand_alone(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 3), write_grid(tmp_path / "staged.gpkg", 3)
    write_foreign(path)
    write_metadata(path, "fields")
    write_metadata(staged, "grid")
    change(staged, "UPDATE gpkg_metadata_reference SET md_parent_id = 1")

    bring(path, staged)

    parents = rows_of(path, "SELECT md_parent_id FROM gpkg_metadata_reference WHERE table_name = 'grid'")
    assert set(parents) == {(None,)}


def test_styles_come_beside_those_of_others(tmp_path: Path) -> None:
    path, staged = tmp_path / "all.gpkg", write_grid(tmp_path / "staged.gpkg", 3)
    write_foreign(path)
    layer = QgsVectorLayer(f"{staged}|layername=grid", "grid", "ogr")
    assert layer.saveStyleToDatabase("style of grid", "", True, "") == ""
    del layer

    bring(path, staged)

    assert rows_of(path, "SELECT f_table_name, styleName FROM layer_styles ORDER BY id") == [
        ("fields", "style of fields"),
        ("grid", "style of grid"),
    ]


@pytest.mark.parametrize("name", ["layer_styles", "gpkg_metadata", "gpkg_metadata_reference"])
def test_what_describes_tables_comes_with_all_that_makes_it_up_where_there_is_none_yet(
    tmp_path: Path, name: str
) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 1, name="other"), write_grid(tmp_path / "staged.gpkg", 1)
    write_metadata(staged, "grid")
    layer = QgsVectorLayer(f"{staged}|layername=grid", "grid", "ogr")
    assert layer.saveStyleToDatabase("style of grid", "", True, "") == ""
    del layer
    for table in (name, "gpkg_metadata_reference"):
        change(path, f"DROP TABLE IF EXISTS {table}")
        change(path, f"DELETE FROM gpkg_extensions WHERE table_name = '{table}'")

    bring(path, staged)

    registered = f"SELECT table_name, extension_name, scope FROM gpkg_extensions WHERE table_name = '{name}'"
    assert rows_of(path, registered) == rows_of(staged, registered)
    assert made_of(path, name) == made_of(staged, name)
    assert rows_of(path, f"SELECT count(*) FROM {name}") > [(0,)]


def test_a_run_that_is_killed_before_the_commit_changes_nothing(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 400), write_grid(tmp_path / "staged.gpkg", 3000)
    write_foreign(path)
    before = tables(path)

    arguments = [sys.executable, "-c", KILLED_BEFORE_THE_COMMIT, str(path), str(staged)]
    assert subprocess.run(arguments, check=False).returncode == -9

    opened = QgsVectorLayer(f"{path}|layername=grid", "grid", "ogr")
    assert opened.featureCount() == 400
    del opened
    assert tables(path) == before
    check_with_gdal(path)
    bring(path, staged)
    assert count(path, "grid") == 3000


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 4), write_grid(tmp_path / "staged.gpkg", 3000)
    before = tables(path)
    update = GeoPackageUpdate(path)
    update._database.execute("PRAGMA max_page_count = 40")

    with pytest.raises(OutputError, match="database or disk is full"):
        update.insert([(staged, "grid")])

    assert tables(path) == before


def write_text(path: Path) -> None:
    path.write_text("no database, but some text that is longer than the head of one, and then some more of it")


def write_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE letters (text)")
    database.close()


def write_emptied(path: Path) -> None:
    write_database(path)
    change(path, "DROP TABLE letters")


@pytest.mark.parametrize(
    ("write", "answer"),
    [
        (write_text, False),
        (write_emptied, False),
        (lambda path: path.touch(), False),
        (lambda path: None, False),
        (write_foreign, True),
    ],
)
def test_a_geopackage_is_told_from_other_files(tmp_path: Path, write: Callable[[Path], Any], answer: bool) -> None:
    write(tmp_path / "a.gpkg")

    assert is_geopackage(tmp_path / "a.gpkg") is answer


def test_a_database_of_another_kind_is_refused(tmp_path: Path) -> None:
    write_database(tmp_path / "a.gpkg")

    with pytest.raises(InputError, match="not a GeoPackage"):
        is_geopackage(tmp_path / "a.gpkg")


@pytest.mark.parametrize(
    ("journal", "lock", "ask"),
    [
        ("WAL", "BEGIN IMMEDIATE", lambda path: check_table(path, "fields")),
        ("DELETE", "BEGIN EXCLUSIVE", lambda path: check_table(path, "fields")),
        ("DELETE", "BEGIN EXCLUSIVE", is_geopackage),  # nobody else may even read
    ],
)
def test_a_file_that_another_program_is_writing_is_told_to_be_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str, lock: str, ask: Callable[[Path], object]
) -> None:
    monkeypatch.setattr(geopackage_update, "PATIENCE", 0.1)
    write_foreign(tmp_path / "a.gpkg")

    with closing(sqlite3.connect(tmp_path / "a.gpkg", isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute(lock)
        with pytest.raises(InputError, match="in use by another program"):
            ask(tmp_path / "a.gpkg")

    ask(tmp_path / "a.gpkg")


def test_the_table_of_styles_is_no_layer(tmp_path: Path) -> None:
    write_foreign(tmp_path / "a.gpkg", "fields")
    write_foreign(tmp_path / "a.gpkg", "woods")

    assert "layer_styles" in tables(tmp_path / "a.gpkg")
    assert layer_names(tmp_path / "a.gpkg") == ["fields", "woods"]


@pytest.mark.parametrize("table", ["gpkg_contents", "GPKG_CONTENTS", "rtree_fields_geom", "layer_styles"])
def test_tables_that_keep_a_file_together_are_not_written_over(tmp_path: Path, table: str) -> None:
    write_foreign(tmp_path / "a.gpkg")

    with pytest.raises(InputError, match="it is not a layer of features; choose another name"):
        check_table(tmp_path / "a.gpkg", table)


@pytest.mark.parametrize("table", ["fields", "notes", "a new one"])
def test_layers_tables_and_new_names_may_be_written(tmp_path: Path, table: str) -> None:
    write_foreign(tmp_path / "a.gpkg")
    dataset = ogr.Open(str(tmp_path / "a.gpkg"), 1)
    dataset.CreateLayer("notes", None, ogr.wkbNone)
    dataset = None

    check_table(tmp_path / "a.gpkg", table)


def test_gdal_finds_nothing_wrong_in_a_file_that_was_made_of_two(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "all.gpkg", 3, name="first")
    bring(path, write_grid(tmp_path / "staged.gpkg", 4))

    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)

    assert [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())] == ["first", "grid"]


def test_tables_come_beside_those_of_a_file_that_another_run_has_made_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.gpkg"
    files = [
        StagedFile(FilePlace.of(name, str(path), table)) for name, table in (("OUTPUT", "grid"), ("TABLE", "sums"))
    ]
    for file, rows in zip(files, (3, 10)):
        file.open()
        write_grid(file.path, rows, name=file.place.table)
    put_anew = StagedFile.put_anew

    def put_too_late(file: StagedFile) -> bool:
        write_foreign(path)
        return put_anew(file)

    monkeypatch.setattr(StagedFile, "put_anew", put_too_late)

    put_in_place(files)
    for file in files:
        file.close()

    assert {name: count(path, name) for name in layer_names(path)} == {"fields": 3, "grid": 3, "sums": 10}
