# SPDX-License-Identifier: GPL-2.0-or-later
"""What two maps tell of change, and what they cannot."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.assessment.change_probability import change_probabilities, discounted, joint_probabilities
from eurosat_plugin.core.assessment.disagreement import MEASURED, disagreement_floors

KINDS = 10


def sure(kind: int, confidence: float = 0.97) -> np.ndarray:
    found = np.full(KINDS, (1 - confidence) / (KINDS - 1))
    found[kind] = confidence
    return found


def seen(truth: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return calibrated probabilities of what is there: a network's that has noisy logits."""
    logits = random.normal(size=(len(truth), KINDS))
    logits[np.arange(len(truth)), truth] += 3.5
    logits *= 3.5  # of unit noise, the posterior's factor is the shift
    return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)


def test_a_map_compared_with_itself_has_not_changed() -> None:
    random = np.random.default_rng(1)
    probabilities = seen(random.integers(0, KINDS, 3_000), random)

    joint = joint_probabilities(probabilities, probabilities, np.ones(3_000))

    assert change_probabilities(probabilities, probabilities, joint).mean() < 0.01


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.4])
def test_as_much_change_is_found_as_there_is(rate: float) -> None:
    random = np.random.default_rng(2)
    before = random.integers(0, KINDS, 6_000)
    has_changed = random.random(6_000) < rate
    after = np.where(has_changed, (before + 1) % KINDS, before)
    p, q = seen(before, random), seen(after, random)

    joint = joint_probabilities(p, q, np.ones(6_000))
    found = change_probabilities(p, q, joint)

    assert (p.argmax(axis=1) != q.argmax(axis=1)).mean() > rate + 0.02  # what the classes alone would say
    assert found.mean() == pytest.approx(has_changed.mean(), abs=0.015)
    if rate:
        assert found[has_changed].mean() > 0.8
        assert found[~has_changed].mean() < 0.1


def test_the_usual_change_is_believed_more_than_an_odd_one() -> None:
    p = np.array([sure(1)] * 60 + [sure(0)] * 30 + [sure(1)] * 10 + [sure(1, 0.6)])
    q = np.array([sure(1)] * 60 + [sure(0)] * 30 + [sure(0)] * 10 + [sure(0, 0.6)])
    odd = np.array([sure(9, 0.6)])

    joint = joint_probabilities(p, q, np.ones(len(p)))

    usual = change_probabilities(p[-1:], q[-1:], joint)[0]
    assert usual > change_probabilities(p[-1:], odd, joint)[0]


def test_joint_probabilities_count_by_area() -> None:
    p, q = np.array([sure(0, 0.999), sure(1, 0.999)]), np.array([sure(0, 0.999), sure(2, 0.999)])

    joint = joint_probabilities(p, q, np.array([3.0, 1.0]))

    assert (joint[0, 0], joint[1, 2]) == pytest.approx((0.75, 0.25), abs=0.01)
    assert joint.sum() == pytest.approx(1.0)


def test_what_would_differ_all_the_same_is_no_change() -> None:
    changes, area = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]), np.ones(10)

    # D = 0.3 with a floor of 0.2: c = 0.1 / 0.8 = 0.125 of the area.
    assert discounted(changes, area, 0.2).mean() == pytest.approx(0.125)
    assert discounted(changes, area, 0.3).tolist() == [0.0] * 10
    assert discounted(changes, area, 0.0) == pytest.approx(changes)


def test_one_scene_in_two_products_claims_no_change() -> None:
    # 31 of 100 tiles get another class as Level-2A, all of them with great confidence.
    random = np.random.default_rng(3)
    truth = random.integers(0, KINDS, 1_000)
    other = np.where(random.random(1_000) < 0.31, random.integers(0, KINDS, 1_000), truth)
    p, q = np.array([sure(k) for k in truth]), np.array([sure(k) for k in other])
    found = change_probabilities(p, q, joint_probabilities(p, q, np.ones(1_000)))

    plain, flagged = disagreement_floors("fast")

    assert discounted(found, np.ones(1_000), flagged).mean() == 0.0
    assert discounted(found, np.ones(1_000), plain).mean() <= 0.31


def test_the_floors_are_those_that_were_measured(project_folder: Path) -> None:
    with (project_folder / "docs" / "training" / "ground.csv").open(encoding="utf-8") as file:
        rows = {(row["network"], row["figure"]): row for row in csv.DictReader(file)}
    for model, measured in MEASURED.items():
        every = rows[model, "L1C and L2A of the same pixels agree"]
        plain = rows[model, "L1C and L2A of the same pixels agree, where not flagged"]

        # Another number in the file: write it into the module.
        assert (measured.same, measured.tiles) == (int(every["tiles"]), int(every["of"]))
        assert (measured.unflagged_same, measured.unflagged) == (int(plain["tiles"]), int(plain["of"]))
        assert measured.floors()[0] == pytest.approx(1 - float(plain["low"]), abs=2e-3)


def test_a_network_that_was_not_measured_gets_the_larger_floors() -> None:
    plain, flagged = zip(*(disagreement_floors(model) for model in MEASURED))

    assert disagreement_floors("own") == (max(plain), max(flagged))
