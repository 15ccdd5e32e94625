# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import keras
import numpy as np

from training.losses import is_right, partial_cross_entropy
from training.views import with_all_classes


def test_of_a_tile_with_a_few_possible_classes_only_their_sum_counts() -> None:
    logits = np.log(np.array([[0.5, 0.2, *[0.3 / 8] * 8], [0.2, 0.5, *[0.3 / 8] * 8]], dtype=np.float32))
    known = np.zeros((2, 20), dtype=np.float32)
    known[:, 10:12] = 1

    loss = np.asarray(partial_cross_entropy(known, logits))

    np.testing.assert_allclose(loss, -np.log(0.7), rtol=1e-5)


def test_of_a_labelled_picture_the_loss_is_its_cross_entropy() -> None:
    logits = np.random.default_rng(1).normal(size=(4, 10)).astype(np.float32)
    targets = np.eye(10, dtype=np.float32)[[1, 5, 9, 0]] * 0.9 + 0.01

    loss = partial_cross_entropy(with_all_classes(targets), logits)

    expected = keras.losses.categorical_crossentropy(targets, logits, from_logits=True)
    np.testing.assert_allclose(loss, expected, rtol=1e-4)


def test_a_picture_is_right_when_the_highest_logit_is_that_of_its_target() -> None:
    logits = np.eye(10, dtype=np.float32)[[2, 3]]
    targets = np.eye(10, dtype=np.float32)[[2, 4]]

    assert np.asarray(is_right(with_all_classes(targets), logits)).tolist() == [1.0, 0.0]
