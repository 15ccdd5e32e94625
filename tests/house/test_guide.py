# SPDX-License-Identifier: GPL-2.0-or-later
"""The user guide quotes what the plugin really says, and shows pictures that are really taken."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide.md"
ROWS = re.findall(r"^\| (.+?) \|", GUIDE.read_text(encoding="utf-8").partition("## When it refuses")[2], re.MULTILINE)
QUOTED = [row for row in ROWS if row != "sentence" and not row.startswith("---")]


@pytest.fixture(scope="module")
def said(project_folder: Path) -> str:
    """Return all texts of the package, a line for each."""
    files = sorted((project_folder / "eurosat_plugin").rglob("*.py"))
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return "\n".join(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_sentences_are_quoted() -> None:
    assert len(QUOTED) >= 15


@pytest.mark.parametrize("sentence", QUOTED)
def test_a_quoted_sentence_is_one_of_the_plugin(sentence: str, said: str) -> None:
    parts = [part.strip() for part in sentence.split("…")]

    assert [part for part in parts if part not in said] == []


def test_every_picture_of_the_guide_is_shown_and_taken(project_folder: Path) -> None:
    shown = set(re.findall(r"\(images/guide-(\w+)\.png\)", GUIDE.read_text(encoding="utf-8")))
    source = (project_folder / "scripts" / "screenshots.py").read_text(encoding="utf-8")

    there = {path.stem.removeprefix("guide-") for path in (GUIDE.parent / "images").glob("guide-*.png")}

    assert shown
    assert shown == there
    assert all(f'"{name}"' in source for name in shown)
