# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures and a network made up on the spot, so that no test of the machinery needs data or a trained network."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

pytest.importorskip("keras", reason="the training has an environment of its own; make test uses it")

os.environ.pop("EUROSAT_RUNS", None)  # what somebody has trained on this machine is none of the tests' business

import keras
import onnx

from training import graph
from training.dataset import Samples
from training.export import export
from training.networks import build_network
from training.settings import SETTINGS

SHIPPED = ("accurate", "fast", "seed")
"""One network of each kind that ships."""


class Converted(NamedTuple):
    """An untrained network and the graph made of it, both to be read, not changed."""

    network: keras.Model
    proto: onnx.ModelProto
    temperature: float


@pytest.fixture(scope="session")
def converted() -> Callable[[str], Converted]:
    """Return what converts a network of SHIPPED, each once: to convert a deep one takes seconds."""

    @cache
    def convert(name: str) -> Converted:
        network, temperature = build_network(SETTINGS[name]), 1.7
        return Converted(network, graph.convert(network, temperature), temperature)

    return convert


@pytest.fixture(scope="session")
def make_samples() -> Callable[[int, int], Samples]:
    """Return a maker of `count` pictures whose brightness tells their class, drawn from `seed`."""

    def make(count: int, seed: int) -> Samples:
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, 10, count)
        images = rng.normal(25 + 22 * labels[:, None, None, None], 12, (count, 64, 64, 3)).clip(1, 255)
        return Samples(images.astype(np.uint8), labels, tuple(f"Made_{i}.jpg" for i in range(count)))

    return make


@pytest.fixture(scope="session")
def exported(make_samples: Callable[[int, int], Samples], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an untrained network, exported with made-up pictures as val and test.

    Its weights are always the same and its answers far apart: what two backends round otherwise must decide nothing.
    """
    settings = SETTINGS["fast"]
    keras.utils.set_random_seed(7)
    network = build_network(settings)
    *below, kernel, bias = network.get_weights()
    network.set_weights([*below, 1000 * kernel, bias])
    samples = {"val": make_samples(20, 1), "test": make_samples(15, 2)}
    with pytest.MonkeyPatch.context() as patch:
        # Whether there is a pool of scenes on this machine or not.
        patch.setattr("training.dense_agreement.read_scenes", lambda: iter(()))
        # A figure is enough; nobody asks how good it is.
        patch.setattr("training.graph.TIMED_ROUNDS", 1)
        return export(settings, network, samples, tmp_path_factory.mktemp("models"))
