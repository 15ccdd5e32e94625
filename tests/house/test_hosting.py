# SPDX-License-Identifier: GPL-2.0-or-later
"""What the hosting server reads: the workflow runs `.ci/run` and nothing else, and the forms can be filled in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="comes with QGIS's Python")

FOLDER = Path(__file__).resolve().parents[2] / ".github"
FORMS = [path for path in sorted((FOLDER / "ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"]


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def steps() -> list[dict[str, str]]:
    workflow = read(FOLDER / "workflows" / "checks.yml")
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert job["container"] == "debian:12"
    found: list[dict[str, str]] = job["steps"]
    return found


def test_the_server_runs_what_contributors_run(steps: list[dict[str, str]], project_folder: Path) -> None:
    assert steps[-1] == {"run": ".ci/run"}
    assert (project_folder / ".ci" / "run").stat().st_mode & 0o111


def test_nothing_is_installed_for_it_but_what_contributing_asks_for(steps: list[dict[str, str]]) -> None:
    first, checkout, _ = steps

    assert set(first["run"].split("--no-install-recommends ")[1].split()) == {
        "ca-certificates",
        "git",
        "make",
        "python3",
    }
    assert re.fullmatch(r"actions/checkout@v\d+", checkout["uses"])


def test_there_are_forms() -> None:
    assert len(FORMS) >= 2


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_something_and_names_each_answer_once(path: Path) -> None:
    form = read(path)
    asked = [field for field in form["body"] if field["type"] != "markdown"]

    assert form["name"]
    assert form["description"]
    assert any(field.get("validations", {}).get("required") for field in asked)
    assert all(field["attributes"]["label"] for field in asked)
    assert len({field["id"] for field in asked}) == len(asked)


def test_the_diagnostics_are_where_the_forms_say(project_folder: Path) -> None:
    package = project_folder / "eurosat_plugin"
    said = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))

    asking = [path for path in FORMS if "Diagnostics… → Copy as Markdown" in path.read_text(encoding="utf-8")]

    assert asking
    assert '"Diagnostics…"' in said
    assert '"Copy as Markdown"' in said


def test_the_commands_that_the_page_on_releasing_names_are_there(project_folder: Path) -> None:
    page = (project_folder / "docs" / "releasing.md").read_text(encoding="utf-8")
    targets = re.findall(r"`make ([a-z-]+)`", page)
    makefile = (project_folder / "Makefile").read_text(encoding="utf-8")

    assert targets
    assert [target for target in targets if f"\n{target}:" not in makefile] == []
