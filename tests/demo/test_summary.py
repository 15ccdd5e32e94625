# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

from demo.summary import BAR_WIDTH, bar, class_table, summary
from eurosat_plugin.core.statistics import ClassStatistics


def _statistics(**tiles: int) -> ClassStatistics:
    statistics = ClassStatistics()
    for key, count in tiles.items():
        for _ in range(count):
            statistics.add(key, 40.96, 0.9)
    return statistics


def test_the_largest_class_comes_first_with_the_full_bar() -> None:
    lines = class_table(_statistics(AnnualCrop=1, SeaLake=3).shares)

    assert [line.split()[0] for line in lines] == ["Sea", "Annual"]
    assert lines[0].count("█") == BAR_WIDTH
    assert "75.0%" in lines[0]
    assert "3 tiles" in lines[0]


def test_classes_without_tiles_are_left_out() -> None:
    assert len(class_table(_statistics(River=2).shares)) == 1


def test_no_tiles_make_no_table() -> None:
    assert class_table(ClassStatistics().shares) == []


def test_a_bar_counts_eighths_of_a_character() -> None:
    assert bar(1.0) == "█" * BAR_WIDTH
    assert bar(1.5 / BAR_WIDTH) == "█▌"
    assert bar(0.0) == "▏"


def test_the_summary_fits_on_one_screen() -> None:
    every_class = _statistics(**{s.land_cover.key: 2 for s in ClassStatistics().shares})
    facts = {f"fact {n}": "value" for n in range(8)}

    lines = summary(facts, every_class.shares, [Path("a"), Path("b"), Path("c")]).splitlines()

    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
