# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from training.networks import build_network, copy_first_layers, count_macs
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


def test_the_accurate_network_has_less_than_three_million_parameters() -> None:
    assert build_network(SETTINGS["accurate"]).count_params() < 3_000_000


def test_the_accurate_network_begins_with_the_compact_ones_layers() -> None:
    compact, accurate = build_network(SETTINGS["fast"]), build_network(SETTINGS["accurate"])
    last = accurate.layers[-1].get_weights()[0].copy()

    count = copy_first_layers(compact, accurate)

    # Stem, two convolutions and three more, each with its batch norm.
    assert count == 2 * (1 + 2 + 3)
    first = [next(layer for layer in network.layers if layer.weights) for network in (compact, accurate)]
    np.testing.assert_array_equal(first[0].get_weights()[0], first[1].get_weights()[0])
    np.testing.assert_array_equal(accurate.layers[-1].get_weights()[0], last)


def test_all_layers_of_a_twin_are_copied() -> None:
    one, other = build_network(SETTINGS["fast"]), build_network(SETTINGS["fast"])
    picture = np.random.default_rng(1).uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)

    copy_first_layers(one, other)

    np.testing.assert_allclose(one(picture), other(picture), atol=1e-5)
