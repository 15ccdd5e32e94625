# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from training.balance import TOLERANCE, count_classes, draw_balance, imbalance
from training.settings import data_folder

EVEN = dict.fromkeys(CLASS_KEYS, 10)


def test_a_split_with_the_same_shares_everywhere_is_balanced() -> None:
    counts = {"x-train": dict.fromkeys(CLASS_KEYS, 30), "x-val": EVEN, "x-test": EVEN}

    assert imbalance(counts, "x") == pytest.approx(0.0)


def test_a_class_that_is_missing_in_a_part_shows() -> None:
    counts = {"x-train": EVEN, "x-val": EVEN, "x-test": {**EVEN, "River": 0}}

    # River has none of the 90 pictures of the test part and 20 of all 290.
    assert imbalance(counts, "x") == pytest.approx(20 / 290)


@pytest.mark.skipif(
    not (data_folder() / "eurosat" / "splits").is_dir(), reason="needs the splits in the folder of EUROSAT_DATA"
)
def test_the_random_split_is_stratified_and_the_spatial_one_is_not() -> None:
    counts = count_classes()

    assert [sum(part.values()) for part in counts.values()] == [16200, 5400, 5400] * 2
    assert imbalance(counts, "aitlas") <= TOLERANCE
    assert imbalance(counts, "spatial") > 0.05


def test_the_chart_has_a_bar_for_every_class_and_part() -> None:
    counts = {f"{split}-{part}": EVEN for split in ("aitlas", "spatial") for part in ("train", "val", "test")}

    figure = draw_balance(counts)

    assert [len(axes.patches) for axes in figure.axes] == [30, 30]
