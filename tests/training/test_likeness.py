# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.prediction import Prediction
from training.conditions import CONDITIONS
from training.dataset import Samples
from training.likeness import HEAD, Likeness, compare, compare_everywhere, write_table
from training.pool import Scene
from training.settings import MODELS

CARD = open_classifier(MODELS / "fast.onnx", "onnxruntime").card
SURE, ODD = CARD.thresholds.energy - 1.0, CARD.thresholds.energy + 1.0


class Told:
    """A network that gives a grey picture the class of its level, as sure of it as `energy` says."""

    def __init__(self, classes: dict[int, int], energy: dict[int, float]) -> None:
        self.card = CARD
        self._classes, self._energy = classes, energy

    def classify(self, tiles: np.ndarray) -> Prediction:
        levels = tiles[:, 0, 0, 0]
        probabilities = np.eye(10, dtype=np.float32)[[self._classes.get(level, level % 10) for level in levels]]
        return Prediction(probabilities, np.array([self._energy.get(level, SURE) for level in levels], np.float32))


def grey(*levels: int) -> np.ndarray:
    return np.array(levels, np.uint8)[:, None, None, None].repeat(64, 1).repeat(64, 2).repeat(3, 3)


def test_classes_and_flags_are_held_against_each_other() -> None:
    before, after = Told({}, {3: ODD}), Told({2: 5, 3: 5}, {1: ODD})

    found = compare(before, after, grey(1, 2, 3, 4), "four", np.array([1, 2, 5, 9]))

    assert found == Likeness(
        "four", pictures=4, same=2, sure=3, sure_same=2, flags_same=2, flagged=1, flagged_before=1,
        accuracy=0.5, accuracy_before=0.5,
    )  # fmt: skip


def test_a_network_is_like_itself_however_pictures_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.likeness.read_products", lambda: iter(()))
    network, images = Told({}, {}), grey(*range(70))
    scene = Scene("one", images[50].repeat(2, 0), np.ones((128, 64), bool), None, None)

    found = compare_everywhere(network, network, Samples(images, np.zeros(70, np.int64), ()), [scene])

    assert [each.shown for each in found] == ["val", *CONDITIONS, "real scenes"]
    assert all(each.same == each.flags_same == each.pictures for each in found)
    assert [each.pictures for each in found] == [70] * (1 + len(CONDITIONS)) + [3]
    assert math.isnan(found[-1].accuracy)


def test_the_table_has_a_row_for_each_and_no_accuracy_without_labels(tmp_path: Path) -> None:
    network = Told({}, {})
    found = [compare(network, network, grey(1, 2), "so"), compare(network, network, grey(1), "known", np.array([1]))]

    with write_table(found, tmp_path / "t.csv").open(newline="") as lines:
        head, one, other = csv.reader(lines)

    assert head == HEAD
    assert one == ["so", "2", "2", "2", "2", "2", "0", "0", "", ""]
    assert other[-2:] == ["1.0000", "1.0000"]
