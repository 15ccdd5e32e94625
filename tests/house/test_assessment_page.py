# SPDX-License-Identifier: GPL-2.0-or-later
"""The page about assessments shows pictures that its script really takes, and quotes what the plugin really says."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.assessment_example import CHARTS, PANEL


def test_every_picture_of_the_page_is_there_and_taken(project_folder: Path) -> None:
    page = (project_folder / "docs" / "assessment.md").read_text(encoding="utf-8")

    shown = re.findall(r"\(images/([\w-]+\.\w+)\)", page)

    assert sorted(shown) == sorted([PANEL, *CHARTS])
    assert all((project_folder / "docs" / "images" / name).is_file() for name in shown)


def test_the_hectares_of_the_page_are_those_of_the_chart(project_folder: Path) -> None:
    page = (project_folder / "docs" / "assessment.md").read_text(encoding="utf-8")
    chart = (project_folder / "docs" / "images" / CHARTS[0]).read_text(encoding="utf-8")

    quoted = re.findall(r"covers ([\d,]+ ± [\d,]+) ha", page)

    assert quoted
    assert all(f">{figures}\u00a0ha<" in chart for figures in quoted)
