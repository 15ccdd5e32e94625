# SPDX-License-Identifier: GPL-2.0-or-later
"""Write small ONNX files for the tests, which run without the onnx package: the reader's counterpart.

Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard, Thresholds

DATA_TYPES = {"float32": 1, "int32": 6, "int64": 7, "bool": 9, "float16": 10, "float64": 11}


def varint(value: int) -> bytes:
    """Encode an integer in groups of seven bits, the lowest first; negative ones as 64-bit two's complement."""
    value &= 0xFFFFFFFFFFFFFFFF
    groups = bytearray()
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    groups.append(value)
    return bytes(groups)


def field(number: int, value: int | float | str | bytes) -> bytes:
    """Encode one field: int as varint, float as 32 bits, text and bytes with their length before them."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def tensor(name: str, values: np.ndarray) -> bytes:
    """Encode a TensorProto with raw_data."""
    dims = b"".join(field(1, size) for size in values.shape)
    return dims + field(2, DATA_TYPES[values.dtype.name]) + field(8, name) + field(9, values.tobytes())


def attribute(name: str, value: Any) -> bytes:
    """Encode an AttributeProto; lists are of ints or of floats, by their first item."""
    if isinstance(value, np.ndarray):
        return field(1, name) + field(5, tensor("", value)) + field(20, 4)
    if isinstance(value, (list, tuple)):
        number, kind = (7, 6) if isinstance(value[0], float) else (8, 7)
        return field(1, name) + b"".join(field(number, item) for item in value) + field(20, kind)
    number, kind = {float: (2, 1), int: (3, 2), str: (4, 3)}[type(value)]
    return field(1, name) + field(number, value) + field(20, kind)


def node(op_type: str, inputs: str, outputs: str, domain: str = "", **attributes: Any) -> bytes:
    """Encode a NodeProto; `inputs` and `outputs` are names with spaces between, ``-`` an input left out."""
    names = [field(1, "" if name == "-" else name) for name in inputs.split()]
    names += [field(2, name) for name in outputs.split()]
    written = [field(5, attribute(name, value)) for name, value in attributes.items()]
    return b"".join([*names, field(4, op_type), field(7, domain), *written])


def value(name: str, shape: Sequence[int | None] | None, data_type: int = 1) -> bytes:
    """Encode a ValueInfoProto; None in `shape` is a free size, None for `shape` leaves it unsaid."""
    kind = field(1, data_type)
    if shape is not None:
        sizes = (field(2, "n") if size is None else field(1, size) for size in shape)
        kind += field(2, b"".join(field(1, size) for size in sizes))
    return field(1, name) + field(2, field(1, kind))


def model(
    nodes: Sequence[bytes],
    inputs: Sequence[bytes],
    outputs: Sequence[bytes],
    weights: Mapping[str, np.ndarray] | None = None,
    metadata: Mapping[str, str] | None = None,
    opset: int = 17,
) -> bytes:
    """Encode a ModelProto."""
    graph = b"".join(field(1, item) for item in nodes) + field(2, "graph")
    graph += b"".join(field(5, tensor(name, values)) for name, values in (weights or {}).items())
    graph += b"".join(field(11, item) for item in inputs) + b"".join(field(12, item) for item in outputs)
    entries = (field(1, key) + field(2, text) for key, text in (metadata or {}).items())
    return field(1, 8) + field(7, graph) + field(8, field(2, opset)) + b"".join(field(14, entry) for entry in entries)


def card(**changes: Any) -> ModelCard:
    """Return a valid model card with `changes`."""
    values: dict[str, Any] = {
        "name": "small",
        "version": "1.0.0",
        "classes": CLASS_KEYS,
        "bands": ("B04", "B03", "B02"),
        "tile_size": 64,
        "layout": "NCHW",
        "radiometry": "l1c",
        "probabilities_output": "probabilities",
        "energy_output": "energy",
        "temperature": 2.0,
        "thresholds": Thresholds(confidence=0.5, energy=-2.0, bright_share=0.5),
        "parameters": 1,
        "macs": 1,
    }
    return ModelCard(**{**values, **changes})


def small_classifier(
    layout: str = "NCHW",
    metadata: Mapping[str, str] | None = None,
    input_shape: Sequence[int | None] | None = None,
    classes: int = 10,
    declare_outputs: bool = True,
    opset: int = 17,
    squash: str = "Softmax",
) -> bytes:
    """Encode a network of conv, relu, pool, gemm and softmax with random weights and, if not given, its card."""
    rng = np.random.default_rng(7)
    weights = {
        "scale": np.array(1 / 128, np.float32),
        "kernel": rng.normal(size=(8, 3, 3, 3)).astype(np.float32),
        "bias": rng.normal(size=8).astype(np.float32),
        "dense": rng.normal(size=(8, classes)).astype(np.float32),
        "temperature": np.array(2.0, np.float32),
    }
    nodes = [
        *([node("Transpose", "image", "moved", perm=[0, 3, 1, 2])] if layout == "NHWC" else []),
        node("Mul", "moved scale" if layout == "NHWC" else "image scale", "scaled"),
        node("Conv", "scaled kernel bias", "convolved", pads=[0, 0, 1, 1], strides=[2, 2]),
        node("Relu", "convolved", "rectified"),
        node("MaxPool", "rectified", "pooled", kernel_shape=[2, 2], strides=[2, 2]),
        node("GlobalAveragePool", "pooled", "mean"),
        node("Flatten", "mean", "features"),
        node("Gemm", "features dense", "logits"),
        node("Div", "logits temperature", "cooled"),
        node(squash, "cooled", "probabilities"),
        node("ReduceLogSumExp", "logits", "sum", axes=[1], keepdims=0),
        node("Neg", "sum", "energy"),
    ]
    shape = input_shape or ((None, 3, 64, 64) if layout == "NCHW" else (None, 64, 64, 3))
    shapes = ((None, classes), (None,)) if declare_outputs else (None, None)
    outputs = [value("probabilities", shapes[0]), value("energy", shapes[1])]
    metadata = {METADATA_KEY: card(layout=layout).to_json()} if metadata is None else metadata
    return model(nodes, [value("image", shape)], outputs, weights, metadata, opset)


def scene_classifier(
    weights: np.ndarray,
    layout: str = "NCHW",
    size: int | None = 64,
    metadata: Mapping[str, str] | None = None,
    last: str = "Softmax",
    batch: int | None = None,
    outputs: Sequence[str] = ("classes",),
) -> bytes:
    """Encode a network of any classes: the mean of each band, times `weights` ``(bands, classes)``, and `last`.

    Whoever knows a tile's means can tell what it answers. Without `last` it gives logits.
    """
    bands, classes = weights.shape
    scores = "classes" if not last else "logits"
    nodes = [
        *([node("Transpose", "image", "moved", perm=[0, 3, 1, 2])] if layout == "NHWC" else []),
        node("GlobalAveragePool", "moved" if layout == "NHWC" else "image", "mean"),
        node("Flatten", "mean", "flat"),
        node("Gemm", "flat weights", scores),
        *([node(last, "logits", "classes")] if last else []),
        *(node("Identity", "classes", name) for name in outputs if name != "classes"),
    ]
    shape = (batch, bands, size, size) if layout == "NCHW" else (batch, size, size, bands)
    given = [value(name, (batch, classes)) for name in outputs]
    return model(nodes, [value("image", shape)], given, {"weights": weights.astype(np.float32)}, metadata or {})
