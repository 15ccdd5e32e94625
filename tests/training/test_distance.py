# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from training.distance import FeatureDistance

RNG = np.random.default_rng(6)
CENTRES = np.array([[0.0, 0.0, 5.0], [0.0, 5.0, 0.0], [0.0, 0.0, -5.0]])


def around(centre: np.ndarray, count: int = 300) -> np.ndarray:
    """Draw features that vary most along the first axis, which tells no class from another."""
    return centre + RNG.normal(size=(count, 3)) * np.array([20.0, 1.0, 1.0])


@pytest.fixture(scope="module")
def learnt() -> FeatureDistance:
    return FeatureDistance.of(np.concatenate([around(c) for c in CENTRES]), np.repeat([2, 5, 7], 300))


def test_what_was_learnt_is_nearer_than_what_was_not(learnt: FeatureDistance) -> None:
    known, unknown = (learnt.measure(around(np.array(centre))) for centre in (CENTRES[1], [0.0, -5.0, 0.0]))

    assert roc_auc_score(np.repeat([0, 1], 300), np.concatenate([known, unknown])) > 0.99


def test_what_varies_in_every_picture_does_not_count(learnt: FeatureDistance) -> None:
    near, far = learnt.measure(np.array([[0.0, 5.0, 0.0], [60.0, 5.0, 0.0]]))

    assert abs(far - near) < 0.2 * abs(learnt.measure(np.array([[0.0, -5.0, 0.0]]))[0] - near)


def test_features_that_always_agree_are_no_obstacle() -> None:
    twice = np.repeat(around(CENTRES[0]), 2, axis=1)

    assert np.isfinite(FeatureDistance.of(twice, np.zeros(len(twice), dtype=np.int64)).measure(twice)).all()
