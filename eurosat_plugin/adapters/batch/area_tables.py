# SPDX-License-Identifier: GPL-2.0-or-later
"""Hectares of each class as CSV: by scene, and by day."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from eurosat_plugin.adapters.batch.grid_item import day_of
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.summary.day_areas import DayAreas

SCENE_COLUMNS = ("scene", "date", "class_key", "tiles", "area_ha")
DAY_COLUMNS = ("date", "images", "class_key", "area_ha")


def scene_table(run: RunFolder) -> str:
    """Return a row for each class of each scene that is done, in the order of the plan.

    Where scenes overlap, each counts what it covers: their sum is more than the ground.
    """
    rows: list[Sequence[object]] = []
    for scene in run.plan().scenes:
        item = run.item(scene)
        if item is not None:
            properties = item["properties"]
            for row in properties["eurosat:classes"]:
                area = f"{row['area_ha']:.4f}"
                rows.append((properties["title"], day_of(item), row["class_key"], row["tiles"], area))
    return _csv(SCENE_COLUMNS, rows)


def day_table(days: Iterable[DayAreas], scheme: ClassScheme) -> str:
    """Return a row for each class of `scheme` on each day; ground that several scenes of a day show counts once."""
    rows = [(found.day, found.images, key, f"{found.areas.get(key, 0.0):.4f}") for found in days for key in scheme.keys]
    return _csv(DAY_COLUMNS, rows)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    return text.getvalue()
