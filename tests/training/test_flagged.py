# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of flagged tiles."""

from __future__ import annotations

from pathlib import Path

from training.flagged import AFTER, BEFORE, write_table
from training.ground import Share


def test_what_was_measured_of_other_networks_stays_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "flagged.csv"
    for network, count in (("accurate", 1), ("fast", 2), ("fast", 3)):
        write_table([(network, when, Share("clear: flagged", count, 4)) for when in (BEFORE, AFTER)], path)

    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[1:] == ["accurate,clear: flagged,0.250,0.250,1,1,4", "fast,clear: flagged,0.750,0.750,3,3,4"]
