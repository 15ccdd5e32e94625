# SPDX-License-Identifier: GPL-2.0-or-later
"""What an ONNX file holds, as values: a graph of operators with its weights, inputs and outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from eurosat_plugin.core.translation import tr

FLOAT = 1
"""TensorProto.DataType of float32."""

_PASSING_ON = ("Identity", "Cast", "Flatten", "Reshape", "Squeeze")
"""Operators whose numbers are those that they are given."""


@dataclass(frozen=True)
class OnnxValue:
    """A graph input or output: TensorProto.DataType and shape; None for a free or unknown size or shape."""

    name: str
    data_type: int
    shape: tuple[int | None, ...] | None


@dataclass(frozen=True, eq=False)
class OnnxNode:
    """One operator with its attributes: int, float, str, tuples of int or float, or an array."""

    op_type: str
    domain: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class OnnxModel:
    """What an ONNX file holds; arrays in `initializers` are read-only views of `content`."""

    file_name: str
    content: bytes = field(repr=False)
    sha256: str
    opset: int
    metadata: Mapping[str, str]
    nodes: tuple[OnnxNode, ...]
    initializers: Mapping[str, npt.NDArray[Any]] = field(repr=False)
    inputs: tuple[OnnxValue, ...]
    outputs: tuple[OnnxValue, ...]


def decisive_operator(model: OnnxModel, output: str) -> str:
    """Return the kind of operator that works out the numbers of `output`, whatever passes them on; ``""`` for none."""
    wanted = output
    for node in reversed(model.nodes):
        if wanted in node.outputs:
            if node.op_type not in _PASSING_ON:
                return node.op_type
            wanted = next(iter(node.inputs), "")
    return ""


def shape_text(shape: tuple[int | None, ...] | None) -> str:
    """Return `shape` as people write it: ``n × 3 × 64 × 64``."""
    return tr("unknown") if shape is None else " × ".join("n" if size is None else str(size) for size in shape)
