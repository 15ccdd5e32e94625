# SPDX-License-Identifier: GPL-2.0-or-later
"""A small grid with three classes of one's own, samples of it, and what comes of their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qgis.core import QgsVectorLayer

from eurosat_plugin.core.class_scheme import ClassScheme
from tests.grids import FIELDS, memory_grid
from tests.processing.conftest import Run
from tests.processing.runs import rows_of, run_algorithm

SCHEME = ClassScheme.of(["water", "trees & shrubs", "built-up"], ["#1f5fbf", "#2e7d32", "#d7301f"])
WATER, TREES, BUILT = SCHEME.keys
TILES = {WATER: 50, TREES: 30, BUILT: 20}
"""On the map, of the same area each."""
WRONG = {WATER: (TREES, 2), TREES: (BUILT, 1), BUILT: (WATER, 0)}
"""So many of the ten tiles that are drawn of a class are something else."""
KINDS = {"row": "int", "col": "int", **FIELDS, **{f"p_{key}": "double" for key in SCHEME.keys}}


def own_grid(scheme: ClassScheme = SCHEME, tiles: dict[str, int] = TILES, **more: Any) -> QgsVectorLayer:
    """Return a grid with so many `tiles` of each class."""
    values = [key for key, count in tiles.items() for _ in range(count)]
    rows = [{"row": 0, "col": place, "class_key": key, "confidence": 0.8, **more} for place, key in enumerate(values)]
    layer = memory_grid(rows, KINDS)
    layer.setCustomProperty("eurosat/classes", scheme.to_text())
    return layer


def drawn(grid: QgsVectorLayer, **values: Any) -> Run:
    """Draw a sample of ten tiles of each class."""
    parameters = {"INPUT": grid, "SAMPLE_SIZE": 30, "ALLOCATION": "equal", "MINIMUM": 2, "SEED": 3}
    run = run_algorithm("sampletiles", {**parameters, "OUTPUT": "TEMPORARY_OUTPUT", **values})
    assert run.ok, run.sentence
    return run


def label(sample: QgsVectorLayer, labels: Sequence[str] = ()) -> None:
    """Label a sample in the order of its numbers: by `labels`, or else by WRONG."""
    column, said = sample.fields().lookupField("label_1"), Counter[str]()
    changes = {}
    for place, feature in enumerate(sorted(sample.getFeatures(), key=lambda f: f["sample"])):
        key = feature["map_key"]
        other, wrong = WRONG.get(key, (key, 0))
        changes[feature.id()] = {column: labels[place] if labels else (other if said[key] < wrong else key)}
        said[key] += 1
    assert sample.dataProvider().changeAttributeValues(changes)


def labelled(grid: QgsVectorLayer, labels: Sequence[str] = (), **values: Any) -> QgsVectorLayer:
    """Draw a sample and label it."""
    layer = drawn(grid, **values).layer
    assert layer is not None
    label(layer, labels)
    return layer


def assessed(grid: QgsVectorLayer, sample: QgsVectorLayer | str, **values: Any) -> Run:
    return run_algorithm(
        "accuracyassessment", {"INPUT": grid, "REFERENCE": sample, "OUTPUT": "TEMPORARY_OUTPUT", **values}
    )


def table(run: Run) -> dict[str, dict[str, Any]]:
    assert run.ok, run.sentence
    return {row["class_key"]: row for row in rows_of(run.layer)}  # type: ignore[arg-type]
