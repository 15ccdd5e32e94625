# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from training.networks import build_network, count_macs
from training.settings import SETTINGS


def test_multiply_adds_of_the_seeds_network_are_those_counted_by_hand() -> None:
    convolutions = 64 * 64 * 9 * 3 * 64 + 32 * 32 * 9 * 64 * 128 + 16 * 16 * 9 * 128 * 256
    dense = 256 * 256 + 256 * 10

    assert count_macs(build_network(SETTINGS["seed"])) == convolutions + dense


@pytest.mark.parametrize("name", [name for name in sorted(SETTINGS) if name != "transfer"])
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
