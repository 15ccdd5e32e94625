# SPDX-License-Identifier: GPL-2.0-or-later
"""Places that look like files, and where none can be: told before the work begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processing.conftest import Run

Classify = Callable[..., Run]
LONGEST = 512 - len("-journal")
"""Bytes of the longest path that SQLite opens to write to it."""


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_a_geopackage_is_refused_where_its_path_is_too_long_to_be_written(
    classify: Classify, countryside: Path, folder: Path, length: int
) -> None:
    deep = folder / ("d" * 200)
    deep.mkdir()
    aside = len("/.eurosat-123456789012/new/")
    name = "x" * (length - len(str(deep)) - aside - len(".gpkg")) + ".gpkg"

    run = classify(INPUT=str(countryside), OUTPUT=str(deep / name))

    assert run.ok == (length == LONGEST), run.sentence
    assert run.ok or run.sentence.endswith(
        "the path is too long for a GeoPackage; choose a shorter name, a folder further up, or another format."
    )


@pytest.mark.parametrize("name", ["OUTPUT", "STATISTICS", "RASTER", "REPORT"])
def test_nothing_is_written_to_where_no_disk_is(classify: Classify, countryside: Path, name: str) -> None:
    path = f"/vsimem/out{'.html' if name == 'REPORT' else '.tif' if name == 'RASTER' else '.gpkg'}"

    run = classify(INPUT=str(countryside), **{name: path})

    assert not run.ok
    sentence = (
        f"{name} cannot be written to {path}: it would be on no disk; choose a file that is, or TEMPORARY_OUTPUT."
    )
    assert sentence in run.sentence
