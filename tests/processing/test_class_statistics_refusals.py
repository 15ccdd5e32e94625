# SPDX-License-Identifier: GPL-2.0-or-later
"""What makes no table of classes gets its sentence, before anything is counted."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from qgis.core import QgsVectorLayer

from tests.grids import FIELDS, memory_grid
from tests.processing.conftest import Summarise
from tests.processing.test_class_statistics import TILES


@pytest.mark.parametrize(
    ("tiles", "fields", "sentence"),
    [
        ([], FIELDS, "There is no tile in Land cover; select some tiles"),
        ([{}], {"name": "string"}, "is not a classified grid: it has no column class_key"),
        ([{}], {"class_key": "string"}, "is not a classified grid: it has no column confidence"),
        ([{}], {**FIELDS, "class_key": "int"}, "The column class_key of Land cover holds numbers (integer)"),
        ([{}], {**FIELDS, "confidence": "string"}, "The column confidence of Land cover holds text (string)"),
        ([{}], {**FIELDS, "area_ha": "string"}, "The column area_ha of Land cover holds text (string)"),
        ([{"class_key": "Forest", "confidence": 90.0}], FIELDS, "holds 90; a probability is from 0 to 1"),
    ],
)
def test_what_is_no_classified_grid_gets_its_sentence(
    summarise: Summarise, tmp_path: Path, tiles: list[dict[str, Any]], fields: dict[str, str], sentence: str
) -> None:
    report, table = tmp_path / "report.html", tmp_path / "table.csv"

    run = summarise(memory_grid(tiles, fields), REPORT=str(report), OUTPUT=str(table))

    assert not run.ok
    assert sentence in run.sentence
    assert run.sentence.endswith(".")
    assert not list(tmp_path.iterdir())


def test_a_layer_that_is_not_there_is_named(summarise: Summarise) -> None:
    assert "There is no layer '/nowhere/grid.gpkg'" in summarise("/nowhere/grid.gpkg").sentence


def test_points_without_areas_are_refused(summarise: Summarise) -> None:
    points = QgsVectorLayer("Point?crs=EPSG:4326&field=class_key:string&field=confidence:double", "points", "memory")

    assert "The areas of points are not known" in summarise(points).sentence


def test_a_table_that_qgis_cannot_read_again_is_refused_before_anything_is_counted(
    summarise: Summarise, tmp_path: Path
) -> None:
    run = summarise(memory_grid(TILES), OUTPUT=str(tmp_path / "table.shp"))

    assert not run.ok
    assert "QGIS cannot read it again in this format; choose .gpkg, .csv or .geojson" in run.sentence
    assert run.log.progress() == 0
    assert not list(tmp_path.iterdir())


def test_too_little_room_for_the_table_is_told_before_anything_is_counted(
    summarise: Summarise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(total=1_000_000, free=10_000))

    run = summarise(memory_grid(TILES), OUTPUT=str(tmp_path / "table.csv"))

    assert not run.ok
    assert re.search(r"There are 0\.0 MB left in .*, and about 0\.1 MB are needed; free some space", run.sentence)
    assert not list(tmp_path.iterdir())
