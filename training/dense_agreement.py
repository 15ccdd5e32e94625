# SPDX-License-Identifier: GPL-2.0-or-later
"""How often a network says of real scenes that it sees at once what it says of their tiles, for its card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import onnx

from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.model_card import Dense
from training.dense import DenseNetwork
from training.ground import agree_densely
from training.pool import read_scenes
from training.settings import REFLECT


def measure_dense(path: Path) -> dict[str, Any]:
    """Count the tiles of real scenes to which `path` gives the same class when seen at once; empty without scenes."""
    scenes = list(read_scenes())
    if not scenes:
        return {}
    every, sure = agree_densely(open_classifier(path, "onnxruntime"), DenseNetwork.of(onnx.load(path)), scenes)
    print(f"Dense: {every.count} of {every.total} tiles, {sure.count} of {sure.total} that are not flagged.")
    return {"same": every.count, "tiles": every.total, "same_not_flagged": sure.count, "not_flagged": sure.total}


def dense_of(counts: dict[str, Any], padding: str, proto: onnx.ModelProto) -> Dense | None:
    """Return what the card of a network says that was trained with `padding`; None of one that is to see tiles alone.

    With zeros beyond the edge of a tile a network learns where that is, and it is right only there.
    """
    if padding != REFLECT or not counts:
        return None
    agreement, unflagged = counts["same"] / counts["tiles"], counts["same_not_flagged"] / counts["not_flagged"]
    return Dense(DenseNetwork.of(proto).step, round(agreement, 4), round(unflagged, 4))
