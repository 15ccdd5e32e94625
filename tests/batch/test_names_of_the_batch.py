# SPDX-License-Identifier: GPL-2.0-or-later
"""The names in ``docs/architecture.md`` that scripts around the batch hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eurosat_batch.__main__ import ALL, NOTHING, SOME, main
from eurosat_plugin.adapters.batch.area_tables import DAY_COLUMNS, SCENE_COLUMNS
from eurosat_plugin.adapters.batch.plan import FORMATS
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_index import INDEX_COLUMNS
from eurosat_plugin.adapters.batch.settings import SETTINGS


@pytest.fixture(scope="module")
def contract(project_folder: Path) -> dict[str, list[str]]:
    page = (project_folder / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition("## Names that users rely on")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (`.+`) \|$", section, re.MULTILINE)
    return {title: re.findall(r"`([^`]+)`", names) for title, names in rows}


def test_the_commands(contract: dict[str, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    listed = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert contract["commands of `python -m eurosat_batch`"] == listed


def test_settings_statuses_and_columns(contract: dict[str, list[str]]) -> None:
    statuses = [str(status) for status in (ALL, NOTHING, SOME)]

    assert contract["and what `--set` takes"] == list(SETTINGS)
    assert contract["values of its `--format`"] == list(FORMATS)
    assert contract["exit statuses of its `run`: all scenes done, none, some"] == statuses
    assert contract["columns of its index"] == list(INDEX_COLUMNS)
    assert contract["columns of its summary by scene"] == list(SCENE_COLUMNS)
    assert contract["columns of its summary by day"] == list(DAY_COLUMNS)


def test_the_files(contract: dict[str, list[str]], finished: RunFolder) -> None:
    scene = finished.plan().scenes[0]
    of_scene = (finished.grid_file(scene), finished.raster_file(scene), finished.item_file(scene))
    of_run = (
        finished.plan_file,
        finished.index_file,
        finished.collection_file,
        finished.scene_table,
        finished.day_table,
        finished.report_file,
    )

    assert contract["files of a run"] == [file.name for file in (*of_run, *of_scene)]
