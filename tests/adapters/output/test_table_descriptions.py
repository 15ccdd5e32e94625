# SPDX-License-Identifier: GPL-2.0-or-later
"""What describes a table comes along: columns, metadata and styles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from tests.adapters.output.grid_files import bring, change, made_of, rows_of, write_grid
from tests.output_folders import write_foreign

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


def test_what_was_said_of_a_table_that_is_gone_is_said_anew(tmp_path: Path) -> None:
    path, staged = write_grid(tmp_path / "all.gpkg", 1, name="other"), write_grid(tmp_path / "staged.gpkg", 1)
    layer = QgsVectorLayer(f"{staged}|layername=grid", "grid", "ogr")
    assert layer.saveStyleToDatabase("style of grid", "", True, "") == ""
    del layer
    gone = "('layer_styles', 'features', 'styles of long ago')"
    change(path, f"INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES {gone}")

    bring(path, staged)

    said = "SELECT data_type, identifier FROM gpkg_contents WHERE table_name = 'layer_styles'"
    assert rows_of(path, said) == rows_of(staged, said)
    assert len(rows_of(path, said)) == 1
