# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

from demo.summary import BAR_WIDTH, bar, class_table, summary
from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.summary.grid_figures import ClassShare
from tests.figures import Tile, figures_of


def _shares(**tiles: int) -> tuple[ClassShare, ...]:
    return figures_of(*(Tile(key, 0.9, area_ha=40.96) for key, count in tiles.items() for _ in range(count))).shares


def test_the_largest_class_comes_first_with_the_full_bar() -> None:
    lines = class_table(_shares(AnnualCrop=1, SeaLake=3))

    assert [line.split()[0] for line in lines] == ["Sea", "Annual"]
    assert lines[0].count("█") == BAR_WIDTH
    assert "75.0%" in lines[0]
    assert "3 tiles" in lines[0]


def test_classes_without_tiles_are_left_out() -> None:
    assert len(class_table(_shares(River=2))) == 1


def test_no_tiles_make_no_table() -> None:
    assert class_table(_shares()) == []


def test_a_bar_counts_eighths_of_a_character() -> None:
    assert bar(1.0) == "█" * BAR_WIDTH
    assert bar(1.5 / BAR_WIDTH) == "█▌"
    assert bar(0.0) == "▏"


def test_the_summary_fits_on_one_screen() -> None:
    every_class = _shares(**dict.fromkeys(CLASS_KEYS, 2))
    facts = {f"fact {n}": "value" for n in range(8)}

    lines = summary(facts, every_class, [Path("a"), Path("b"), Path("c")]).splitlines()

    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
