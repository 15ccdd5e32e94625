# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from training.dataset import Images
from training.networks import build_network, count_macs, find_backbone, freeze_backbone
from training.pretrained import WEIGHTS, restore_batch_norm, scale
from training.settings import SETTINGS, data_folder

needs_weights = pytest.mark.skipif(
    not (data_folder() / "weights" / WEIGHTS).is_file(),
    reason=f"needs weights/{WEIGHTS} in the folder that EUROSAT_DATA names (or Keras would download its own)",
)


@pytest.fixture
def folded() -> keras.Model:
    """A network whose batch norm is folded: it passes on what it gets, whatever its statistics."""
    picture = keras.Input((8, 8, 3))
    x = layers.Conv2D(4, 3, use_bias=False)(picture)
    x = layers.BatchNormalization(epsilon=1e-3)(x)
    model = keras.Model(picture, layers.Conv2D(2, 1)(layers.ReLU()(x)))
    model.layers[2].set_weights([np.ones(4), np.full(4, 0.5), np.zeros(4), np.full(4, 1 - 1e-3)])
    return model


def test_restored_batch_norm_leaves_the_function_as_it_was(folded: keras.Model) -> None:
    inputs = np.random.default_rng(1).normal(3.0, 2.0, (100, 8, 8, 3)).astype(np.float32)
    before = folded.predict_on_batch(inputs)

    restore_batch_norm(folded, inputs)

    np.testing.assert_allclose(folded.predict_on_batch(inputs), before, atol=1e-3)


def test_restored_batch_norm_has_the_statistics_of_what_passes_through_it(folded: keras.Model) -> None:
    inputs = np.random.default_rng(1).normal(3.0, 2.0, (100, 8, 8, 3)).astype(np.float32)
    values = keras.Model(folded.input, folded.layers[2].input).predict_on_batch(inputs)

    restore_batch_norm(folded, inputs)

    _, _, mean, variance = folded.layers[2].get_weights()
    np.testing.assert_allclose(mean, np.asarray(values).mean(axis=(0, 1, 2)), rtol=1e-4)
    np.testing.assert_allclose(variance, np.asarray(values).var(axis=(0, 1, 2)), rtol=1e-3)


@pytest.fixture(scope="module")
def transfer() -> keras.Model:
    """The network on ImageNet's weights; nothing here depends on its statistics or on what of it is frozen."""
    return build_network(SETTINGS["transfer"])


@needs_weights
def test_a_training_step_of_the_transfer_network_starts_from_what_imagenet_taught(transfer: keras.Model) -> None:
    backbone = find_backbone(transfer)
    pictures: Images = np.random.default_rng(1).integers(0, 256, (32, 64, 64, 3), dtype=np.uint8)
    inputs = scale(pictures)

    restore_batch_norm(backbone, inputs)

    at_rest, in_training = (np.asarray(backbone(inputs, training=flag)) for flag in (False, True))
    assert np.abs(at_rest - in_training).mean() < 0.01 * np.abs(at_rest).mean()


@needs_weights
def test_a_frozen_backbone_has_nothing_to_train_and_a_thawed_one_has(transfer: keras.Model) -> None:
    freeze_backbone(transfer, True)
    frozen = len(transfer.trainable_weights)
    freeze_backbone(transfer, False)

    assert frozen == 2
    assert len(transfer.trainable_weights) > 100


@needs_weights
def test_multiply_adds_are_counted_inside_the_backbone_too(transfer: keras.Model) -> None:
    # MobileNetV2 takes 300 million at 224 pixels (Sandler et al. 2018), a twelfth of the area at 64.
    assert count_macs(transfer) == pytest.approx(300e6 * (64 / 224) ** 2, rel=0.05)
