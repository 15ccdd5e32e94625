# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import keras
import numpy as np
import pytest

from training.networks import build_network, copy_weights, count_macs
from training.settings import SETTINGS


def test_multiply_adds_of_the_seeds_network_are_those_counted_by_hand() -> None:
    convolutions = 64 * 64 * 9 * 3 * 64 + 32 * 32 * 9 * 64 * 128 + 16 * 16 * 9 * 128 * 256
    dense = 256 * 256 + 256 * 10

    assert count_macs(build_network(SETTINGS["seed"])) == convolutions + dense


@pytest.mark.parametrize("name", [name for name in sorted(SETTINGS) if SETTINGS[name].network != "transfer"])
def test_a_network_takes_raw_pictures_and_answers_ten_logits(name: str) -> None:
    network = build_network(SETTINGS[name])

    assert network.name == SETTINGS[name].network
    assert (network.input_shape, network.output_shape) == ((None, 64, 64, 3), (None, 10))


def test_the_compact_network_is_compact() -> None:
    network = build_network(SETTINGS["fast"])

    assert network.count_params() < 300_000
    assert count_macs(network) <= 60_000_000


def test_the_accurate_network_keeps_within_its_bounds() -> None:
    network = build_network(SETTINGS["accurate"])

    assert network.count_params() <= 6_000_000
    assert count_macs(network) <= 100_000_000


def test_a_network_with_reflected_edges_does_not_see_where_a_repeated_picture_ends() -> None:
    network = build_network(SETTINGS["fast"])
    maps = keras.Model(network.input, network.get_layer("features").input)
    stripes = np.tile(np.arange(64) % 2 * 200.0, (64, 1))[None, :, :, None].repeat(3, axis=3).astype(np.float32)
    flat = np.full((1, 64, 64, 3), 90.0, dtype=np.float32)

    inside = np.asarray(maps(flat))

    np.testing.assert_allclose(inside, np.broadcast_to(inside[:, 4:5, 4:5], inside.shape), atol=1e-5)
    columns = np.asarray(maps(stripes))
    np.testing.assert_allclose(columns, np.broadcast_to(columns[:, 4:5], columns.shape), atol=1e-5)


def test_all_layers_of_a_twin_are_copied() -> None:
    one, other = build_network(SETTINGS["fast"]), build_network(SETTINGS["fast"])
    picture = np.random.default_rng(1).uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)

    copy_weights(one, other)

    np.testing.assert_allclose(one(picture), other(picture), atol=1e-5)
