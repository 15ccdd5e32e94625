# SPDX-License-Identifier: GPL-2.0-or-later
"""The result of a run on one screen of a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from eurosat_plugin.core.summary.grid_figures import ClassShare

BAR_WIDTH = 30


def summary(facts: Mapping[str, str], shares: Sequence[ClassShare], files: Sequence[Path]) -> str:
    """Return the lines: `facts` by their names, the classes of `shares` as bars, and where the `files` are."""
    width = max(map(len, facts), default=0)
    lines = [f"  {name.ljust(width)}  {value}" for name, value in facts.items()]
    lines += ["", *class_table(shares), ""]
    lines += [f"  {path}" for path in files]
    return "\n".join(lines)


def class_table(shares: Sequence[ClassShare]) -> list[str]:
    """Return a line for each class that has tiles, the largest first, its bar relative to the largest."""
    present = sorted((s for s in shares if s.tiles), key=lambda s: (-s.share, s.land_cover.id))
    width = max((len(s.land_cover.name) for s in present), default=0)
    return [
        f"  {s.land_cover.name.ljust(width)}  {bar(s.share / present[0].share):{BAR_WIDTH}}"
        f"  {s.share:6.1%}  {s.tiles:7,} {'tile ' if s.tiles == 1 else 'tiles'}  {s.area_ha:10,.0f} ha"
        for s in present
    ]


def bar(length: float) -> str:
    """Return a bar for `length` 0..1, to an eighth of a character."""
    eighths = max(1, round(length * BAR_WIDTH * 8))
    ends: tuple[str, ...] = ("", *"▏▎▍▌▋▊▉")
    return "█" * (eighths // 8) + ends[eighths % 8]
