# SPDX-License-Identifier: GPL-2.0-or-later
"""What a card says of scenes that are seen at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest

from eurosat_plugin.core.network.model_card import Dense
from tests.training.conftest import Converted
from training import dense_agreement
from training.dense_agreement import dense_of, measure_dense
from training.pool import Scene

COUNTS = {"same": 970, "tiles": 1000, "same_not_flagged": 598, "not_flagged": 600}


@pytest.fixture
def proto(converted: Callable[[str], Converted]) -> onnx.ModelProto:
    return converted("fast").proto


def test_with_real_scenes_the_card_says_how_a_scene_seen_at_once_compares(
    exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey = np.full((128, 128, 3), 90, dtype=np.uint8)
    scene = Scene("made", grey, np.ones((128, 128), dtype=bool), None, None)
    monkeypatch.setattr(dense_agreement, "read_scenes", lambda: iter((scene,)))

    counts = measure_dense(exported)

    # A plain scene with reflected edges is what its tiles are.
    assert (counts["same"], counts["tiles"]) == (4, 4)


def test_a_card_tells_the_shares_of_the_counts(proto: onnx.ModelProto) -> None:
    assert dense_of(COUNTS, "reflect", proto) == Dense(8, 0.97, 0.9967)


def test_a_network_that_saw_zeros_beyond_the_edge_is_to_see_tiles_alone(proto: onnx.ModelProto) -> None:
    assert dense_of(COUNTS, "same", proto) is None
    assert dense_of({}, "reflect", proto) is None
