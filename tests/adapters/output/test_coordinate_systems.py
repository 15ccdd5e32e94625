# SPDX-License-Identifier: GPL-2.0-or-later
"""A table that comes into a GeoPackage keeps its coordinate system, with and without a number."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import ogr

from eurosat_plugin.core.errors import OutputError
from tests.adapters.output.grid_files import bring, change, number_of_system, rows_of, write_grid
from tests.output_folders import tables, write_foreign


def custom(meridian: int) -> str:
    return f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"


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


def test_a_numbered_system_and_one_without_a_number_come_together(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "all.gpkg", 1, custom(9), "other")
    staged = write_grid(tmp_path / "staged.gpkg", 1, "EPSG:32634", "another")
    write_grid(staged, 1, custom(11))

    bring(path, staged)

    dataset = ogr.Open(str(path))
    assert dataset.GetLayerByName("grid").GetSpatialRef().GetProjParm("central_meridian") == 11
    assert rows_of(path, "SELECT organization FROM gpkg_spatial_ref_sys WHERE srs_id = 32634") == [("EPSG",)]


@pytest.mark.parametrize("order", ["little", "big"])
def test_a_geometry_is_renumbered_in_its_own_order_of_bytes(tmp_path: Path, order: str) -> None:
    path = write_grid(tmp_path / "all.gpkg", 1, custom(9), "other")
    staged = write_grid(tmp_path / "staged.gpkg", 2, custom(11))
    [(number,)] = number_of_system(staged)
    point = ogr.CreateGeometryFromWkt("POINT (1 2)").ExportToWkb(ogr.wkbXDR)
    with closing(sqlite3.connect(staged)) as database, database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')  # they need functions of GDAL's
        for row, said in enumerate((number, -1)):  # -1: not known
            blob = b"GP\0" + bytes([order == "little"]) + said.to_bytes(4, order, signed=True) + point
            database.execute('UPDATE grid SET geom = ? WHERE "row" = ?', (blob, row))
    database.close()

    bring(path, staged)

    [(new,)] = number_of_system(path)
    assert new != number
    blobs = [blob for (blob,) in rows_of(path, 'SELECT geom FROM grid ORDER BY "row"')]
    assert [int.from_bytes(blob[4:8], order, signed=True) for blob in blobs] == [new, -1]
    assert {blob[8:] for blob in blobs} == {bytes(point)}


def test_a_table_that_arrives_with_fewer_rows_changes_nothing(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "all.gpkg", 1, custom(9), "other")
    staged = write_grid(tmp_path / "staged.gpkg", 1, custom(11))  # its system has the number of the one that is there
    [(number,)] = number_of_system(staged)
    change(staged, "CREATE TABLE picky (id INTEGER PRIMARY KEY, geom BLOB UNIQUE ON CONFLICT IGNORE)")
    contents = "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES"
    change(staged, f"{contents} ('picky', 'features', 'picky', {number})")
    change(staged, f"INSERT INTO gpkg_geometry_columns VALUES ('picky', 'geom', 'POINT', {number}, 0, 0)")
    with closing(sqlite3.connect(staged)) as database, database:
        for said in (number, number + 1):  # the same, once it has the next number
            blob = b"GP\0\1" + said.to_bytes(4, "little") + ogr.CreateGeometryFromWkt("POINT (1 2)").ExportToWkb()
            database.execute("INSERT INTO picky (geom) VALUES (?)", (blob,))
    database.close()
    before = tables(path)

    with pytest.raises(OutputError, match=r"\(1 of 2 rows\); nothing in it was changed"):
        bring(path, staged, "picky")

    assert tables(path) == before
