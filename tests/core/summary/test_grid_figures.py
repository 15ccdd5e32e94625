# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.summary.grid_figures import ClassShare, GridFigures


def figures(confidence: float = 0.5, urban: float = 0.1) -> GridFigures:
    return GridFigures((ClassShare(CLASSES[0], 2, mean_confidence=confidence),), 2, urban_probability=urban)


def test_figures_are_the_same_where_the_same_is_not_known() -> None:
    # Two objects: nan is only what it is, and not even that for every Python.
    assert figures(float("nan"), float("nan")) == figures(float("nan"), float("nan"))


def test_figures_differ_by_any_number_of_any_class() -> None:
    assert figures() != figures(confidence=0.6)
    assert figures() != figures(urban=float("nan"))
    assert figures() != replace(figures(), flags={"nodata": 1})
