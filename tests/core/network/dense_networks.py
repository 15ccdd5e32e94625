# SPDX-License-Identifier: GPL-2.0-or-later
"""Networks that may see a whole image at once, with and without an edge that their convolutions see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from eurosat_plugin.core.network.model_card import METADATA_KEY, Dense, ModelCard
from eurosat_plugin.core.network.protobuf_message import ProtobufMessage
from eurosat_plugin.core.network.protobuf_writing import encode, split
from tests.core.network.onnx_writer import card, model, node, value

STEP = 8
METADATA = 14
"""Field of ONNX's ModelProto."""
ONE_EDGE = np.array([0, 0, 1, 1, 0, 0, 1, 1])


def without_dense(source: Path, target: Path) -> Path:
    """Write the network in `source` with a card that tells nothing of whole images, so that it sees tiles alone."""
    content = memoryview(source.read_bytes())
    target.write_bytes(b"".join(_without_dense(number, part) for number, part in split(content)))
    return target


def _without_dense(number: int, part: memoryview) -> bytes:
    entry = ProtobufMessage(part).message(number) if number == METADATA else None
    if entry is None or entry.text(1) != METADATA_KEY:
        return bytes(part)
    told = replace(ModelCard.from_json(entry.text(2)), dense=None).to_json()
    return encode(METADATA, encode(1, METADATA_KEY) + encode(2, told))


def dense_card(step: int = STEP) -> ModelCard:
    return card(dense=Dense(step, agreement=0.97, unflagged=0.995))


def write_network(path: Path, edge: str = "", told: ModelCard | None = None) -> Path:
    """Write a network whose map has a cell for 8 pixels; it sees no pixel beside a cell, or the next 10 with an `edge`.

    That is what the mode of ONNX's Pad is called.
    """
    rng = np.random.default_rng(11)
    weights = {
        "scale": np.array(1 / 128, np.float32),
        "first": rng.normal(size=(8, 3, 4, 4)).astype(np.float32) / 4,
        "second": rng.normal(size=(16, 8, 2, 2)).astype(np.float32) / 2,
        "third": rng.normal(size=(16, 16, 3, 3)).astype(np.float32) / 8,
        "dense": rng.normal(size=(16, 10)).astype(np.float32),
        "pads": ONE_EDGE,
    }
    nodes = [
        node("Mul", "image scale", "scaled"),
        node("Conv", "scaled first", "fine", strides=[4, 4]),
        node("Relu", "fine", "finer"),
        node("Conv", "finer second", "coarse", strides=[2, 2]),
        node("Relu", "coarse", "cells"),
    ]
    if edge:
        nodes += [
            node("Pad", "cells pads", "edged", mode=edge),
            node("Conv", "edged third", "mixed"),
            node("Relu", "mixed", "seen"),
        ]
    nodes += [
        node("GlobalAveragePool", "seen" if edge else "cells", "mean"),
        node("Flatten", "mean", "features"),
        node("Gemm", "features dense", "logits"),
        node("Softmax", "logits", "probabilities"),
        node("ReduceLogSumExp", "logits", "sum", axes=[1], keepdims=0),
        node("Neg", "sum", "energy"),
    ]
    given = [value("probabilities", (None, 10)), value("energy", (None,))]
    metadata = {METADATA_KEY: (told or dense_card()).to_json()}
    path.write_bytes(model(nodes, [value("image", (None, 3, 64, 64))], given, weights, metadata))
    return path
