# SPDX-License-Identifier: GPL-2.0-or-later
"""A table comes into a GeoPackage with all that is said of it, in one transaction."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.geopackage_update import GeoPackageUpdate, layer_names
from eurosat_plugin.adapters.output.placement import put_in_place
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.core.errors import OutputError
from tests.adapters.output.grid_files import (
    bring,
    change,
    check_with_gdal,
    made_of,
    number_of_system,
    rows_of,
    write_grid,
)
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


def test_a_file_without_a_register_of_extensions_gets_it(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 1, name="other"), write_grid(tmp_path / "staged.gpkg", 1)
    change(path, "DROP TABLE gpkg_extensions")

    bring(path, staged)

    of_grid = "SELECT * FROM gpkg_extensions WHERE table_name = 'grid'"
    assert rows_of(path, of_grid) == rows_of(staged, of_grid)
    assert rows_of(path, of_grid) != []


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
    change(path, "DELETE FROM grid")  # nothing keeps others from writing
    assert count(path, "grid") == 0


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


def test_where_a_file_beside_it_cannot_be_put_a_table_is_as_it_was_and_nobody_waits_for_it(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "all.gpkg", 4)
    before = tables(path)
    places = [FilePlace.of("OUTPUT", str(path), "grid"), FilePlace.of("REPORT", str(tmp_path / "b.html"))]
    files = [StagedFile(place) for place in places]
    for file in files:
        file.open()
    write_grid(files[0].path, 9)

    with pytest.raises(OutputError) as caught:
        put_in_place(files)

    assert tables(path) == before
    change(path, "DELETE FROM grid")  # while somebody holds the error, and what its frames hold
    assert "b.html (it disappeared while it was being written)" in str(caught.value)
    for file in files:
        file.close()
