# SPDX-License-Identifier: GPL-2.0-or-later
"""Count the pictures of each class in every part of both splits: ``python -m training.balance``.

Writes docs/training/balance.csv and balance.png, and fails when a part of the random split is not stratified.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from matplotlib.figure import Figure

from eurosat_plugin.core.classes import CLASSES
from training.dataset import DataError, read_split
from training.figures import save
from training.settings import DOCS

SPLITS, PARTS = ("aitlas", "spatial"), ("train", "val", "test")
TOLERANCE = 0.001
"""Largest difference between the share of a class in a part and in the whole of a stratified split."""

Counts = dict[str, dict[str, int]]
"""Pictures by part, such as ``aitlas-train``, and class key."""


def main() -> int:
    """Count, check, write; return the exit status."""
    try:
        counts = count_classes()
        table = write_table(counts, DOCS / "balance.csv")
        chart = save(draw_balance(counts), DOCS / "balance.png")
    except (DataError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Wrote {table} and {chart}.")
    for split in SPLITS:
        off = imbalance(counts, split)
        print(f"{split}: the share of a class differs by at most {off:.2%} between a part and the whole.")
    if imbalance(counts, "aitlas") > TOLERANCE:
        print("The random split is not stratified.", file=sys.stderr)
        return 1
    return 0


def count_classes(folder: Path | None = None) -> Counts:
    """Count the pictures of each class in every part; :raises DataError: when a split is not the published one."""
    counts: Counts = {}
    for split in SPLITS:
        for part in PARTS:
            found = Counter(name.split("_")[0] for name in read_split(split, part, folder))
            counts[f"{split}-{part}"] = {land_cover.key: found[land_cover.key] for land_cover in CLASSES}
    return counts


def imbalance(counts: Counts, split: str) -> float:
    """Return the largest difference of a class's share between a part of `split` and all of it."""
    parts = [counts[f"{split}-{part}"] for part in PARTS]
    whole = {key: sum(part[key] for part in parts) for key in parts[0]}
    total = sum(whole.values())
    return max(abs(part[key] / sum(part.values()) - whole[key] / total) for part in parts for key in whole)


def write_table(counts: Counts, path: Path) -> Path:
    """Write one row per class and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["class", *counts])
        for land_cover in CLASSES:
            table.writerow([land_cover.key, *(part[land_cover.key] for part in counts.values())])
    return path


def draw_balance(counts: Counts) -> Figure:
    """Draw a stacked bar per class for each split."""
    figure = Figure(figsize=(10, 3.8), layout="constrained")
    names = [land_cover.name for land_cover in CLASSES]
    for axes, split in zip(figure.subplots(1, 2, sharey=True), SPLITS):
        left = [0] * len(CLASSES)
        for part in PARTS:
            widths = [counts[f"{split}-{part}"][land_cover.key] for land_cover in CLASSES]
            axes.barh(names, widths, left=left, label=part)
            left = [start + width for start, width in zip(left, widths)]
        axes.set(title=f"{split} split", xlabel="pictures")
        axes.grid(axis="x", alpha=0.3)
    axes.invert_yaxis()
    axes.legend(loc="lower right")
    return figure


if __name__ == "__main__":
    sys.exit(main())
