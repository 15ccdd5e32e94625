# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from training.distance import RANK, STEP, FeatureDistance

RNG = np.random.default_rng(6)
CENTRES = np.array([[9.0, 0.0, 0.0], [0.0, 9.0, 0.0], [6.0, 6.0, 0.0]])


def around(centre: np.ndarray, count: int = 300) -> np.ndarray:
    return centre + RNG.normal(size=(count, 3))


@pytest.fixture(scope="module")
def learnt() -> FeatureDistance:
    return FeatureDistance.of(np.concatenate([around(centre) for centre in CENTRES]))


def test_what_was_learnt_is_nearer_than_what_was_not(learnt: FeatureDistance) -> None:
    known, unknown = (learnt.measure(around(np.array(centre))) for centre in (CENTRES[1], [0.0, 0.0, 9.0]))

    assert roc_auc_score(np.repeat([0, 1], 300), np.concatenate([known, unknown])) > 0.99


def test_how_strong_features_are_does_not_count(learnt: FeatureDistance) -> None:
    weak, strong = learnt.measure(np.array([[0.1, 0.2, 0.3], [10.0, 20.0, 30.0]]))

    assert weak == pytest.approx(strong, abs=1e-6)


def test_the_tenth_picture_counts_and_not_an_odd_one_that_is_alike() -> None:
    angles = np.radians([0.0, *np.linspace(30, 30 + 5 * (RANK - 2), RANK - 1), 120.0])
    learnt = FeatureDistance.of(np.stack([np.cos(angles), np.sin(angles)], axis=1))

    [distance] = learnt.measure(np.array([[1.0, 0.0]]))

    assert distance == pytest.approx(1 - np.cos(angles[RANK - 1]), abs=1e-6)


def test_of_fewer_pictures_the_last_counts() -> None:
    [distance] = FeatureDistance.of(np.array([[1.0, 0.0], [0.0, 1.0]])).measure(np.array([[1.0, 0.0]]))

    assert distance == pytest.approx(1.0)


def test_many_pictures_are_measured_as_few_are(learnt: FeatureDistance) -> None:
    features = around(CENTRES[2], STEP + 3)

    one_by_one = [learnt.measure(features[row : row + 1])[0] for row in (0, STEP - 1, STEP, STEP + 2)]

    np.testing.assert_allclose(learnt.measure(features)[[0, STEP - 1, STEP, STEP + 2]], one_by_one, atol=1e-6)


def test_features_of_nothing_are_like_nothing(learnt: FeatureDistance) -> None:
    assert learnt.measure(np.zeros((1, 3)))[0] == pytest.approx(1.0)
