# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import csv
from math import comb
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from training.comparison import compare, draw_frontier, mcnemar, open_classifiers, write_table
from training.dataset import DataError

LABELS = np.arange(10)


def network(name: str) -> SimpleNamespace:
    return SimpleNamespace(card=SimpleNamespace(name=name, parameters=1000, macs=5_000_000))


def answers(wrong: int) -> np.ndarray:
    """Probabilities that are right but for the first `wrong` pictures."""
    predicted = np.where(np.arange(10) < wrong, (LABELS + 1) % 10, LABELS)
    return np.eye(10)[predicted]


def test_mcnemar_counts_only_the_pictures_that_one_of_the_two_gets_right() -> None:
    # Two-sided: twice the chance of 1 or fewer heads in 9 tosses.
    assert mcnemar(8, 1) == pytest.approx(2 * (comb(9, 0) + comb(9, 1)) / 2**9)
    assert mcnemar(0, 0) == 1.0


def test_networks_are_compared_with_the_seed_and_sorted() -> None:
    speeds = {"seed": 2.0, "fast": 1.0}

    rivals = compare([network("seed"), network("fast")], [answers(4), answers(1)], LABELS, "aitlas-test", speeds)

    fast, seed = rivals
    assert (fast.name, fast.only_this, fast.only_reference) == ("fast", 3, 0)
    assert fast.p_value == pytest.approx(2 * 0.5**3)
    assert (seed.name, seed.p_value) == ("seed", None)


def test_the_table_gives_the_time_as_a_share_of_the_seeds(tmp_path: Path) -> None:
    speeds = {"seed": 2.0, "fast": 0.5}
    rivals = compare([network("seed"), network("fast")], [answers(4), answers(1)], LABELS, "aitlas-test", speeds)

    path = write_table(rivals, tmp_path / "new" / "comparison.csv")

    with path.open(newline="") as lines:
        fast, seed = csv.DictReader(lines)
    assert (fast["network"], fast["accuracy"], fast["time_of_seed"]) == ("fast", "0.9000", "0.25")
    assert (seed["time_of_seed"], seed["mcnemar_p"]) == ("1.00", "")


def test_the_frontier_names_every_network() -> None:
    rivals = compare([network("seed")], [answers(4)], LABELS, "aitlas-test", {"seed": 1.0})

    figure = draw_frontier(rivals)

    assert [[text.get_text().strip() for text in axes.texts] for axes in figure.axes] == [["seed"], ["seed"]]


def test_no_file_for_a_split_is_told() -> None:
    with pytest.raises(DataError, match=r"No file in .* was trained on the spatial split"):
        open_classifiers([], "spatial")
