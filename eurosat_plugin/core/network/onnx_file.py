# SPDX-License-Identifier: GPL-2.0-or-later
"""Read ONNX files without the onnx package, which a stock QGIS does not have.

An ONNX file is one protobuf message. Field numbers are those of onnx.proto
(https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). Fields that classifying does not need are skipped.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.onnx_model import FLOAT, OnnxModel, OnnxNode, OnnxValue, shape_text
from eurosat_plugin.core.network.protobuf_message import ProtobufMessage
from eurosat_plugin.core.translation import tr

MAX_BYTES = 512 * 1024 * 1024

# TensorProto.DataType: numpy type of raw_data, and the field that holds the numbers when raw_data is absent.
_TENSOR_TYPES: dict[int, tuple[str, int]] = {
    FLOAT: ("<f4", 4),
    2: ("|u1", 5),
    3: ("|i1", 5),
    4: ("<u2", 5),
    5: ("<i2", 5),
    6: ("<i4", 5),
    7: ("<i8", 7),
    9: ("|b1", 5),
    10: ("<f2", 5),
    11: ("<f8", 10),
    12: ("<u4", 11),
    13: ("<u8", 11),
}


def read_model(path: Path) -> OnnxModel:
    """Read the ONNX file `path`; :raises ModelError: when it is missing, unreadable, damaged or no ONNX file."""
    try:
        if not path.is_file():
            raise ModelError(tr("The model file {path} does not exist; choose another model.").format(path=path))
        if path.stat().st_size > MAX_BYTES:
            raise ModelError(
                tr("The model file {path} is larger than {size} MiB; choose a smaller model.").format(
                    path=path, size=MAX_BYTES >> 20
                )
            )
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ModelError(
            tr("The model file {path} cannot be read ({reason}).").format(path=path, reason=error)
        ) from error
    return parse_model(content, path.name)


def parse_model(content: bytes, file_name: str) -> OnnxModel:
    """Decode a ModelProto; :raises ModelError: in one sentence that names `file_name` when it is none."""
    try:
        proto = ProtobufMessage(memoryview(content))
        if 1 not in proto or 7 not in proto:
            raise ValueError(tr("it has no graph"))
        graph = proto.message(7)
        initializers = dict(map(_tensor, graph.messages(5)))
        return OnnxModel(
            file_name=file_name,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            opset=_opset(proto.messages(8)),
            metadata={entry.text(1): entry.text(2) for entry in proto.messages(14)},
            nodes=tuple(map(_node, graph.messages(1))),
            initializers=initializers,
            # Before IR version 4 exporters listed the weights among the inputs.
            inputs=tuple(v for v in map(_value, graph.messages(11)) if v.name not in initializers),
            outputs=tuple(map(_value, graph.messages(12))),
        )
    except ValueError as error:
        raise ModelError(
            tr("The model file {name} is damaged or not an ONNX file ({reason}); download or export it again.").format(
                name=file_name, reason=error
            )
        ) from error


def _opset(imports: Sequence[ProtobufMessage]) -> int:
    """Return the version (OperatorSetIdProto field 2) of the standard operators, whose domain (1) is empty."""
    for imported in imports:
        if imported.text(1) in ("", "ai.onnx"):
            return imported.integer(2)
    raise ValueError(tr("it does not say its operator set"))


def _value(message: ProtobufMessage) -> OnnxValue:
    """Decode a ValueInfoProto: name 1, type 2 → TypeProto.tensor_type 1 → elem_type 1, shape 2 → dim 1."""
    tensor = message.message(2).message(1)
    shape = None
    if 2 in tensor:
        # Dimension: dim_value 1 or dim_param 2. Exporters write a free size as a name, 0 or -1.
        sizes = (dimension.integer(1) for dimension in tensor.message(2).messages(1))
        shape = tuple(size if size > 0 else None for size in sizes)
    return OnnxValue(message.text(1), tensor.integer(1), shape)


def _node(message: ProtobufMessage) -> OnnxNode:
    """Decode a NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7."""
    return OnnxNode(
        op_type=message.text(4),
        domain=message.text(7),
        inputs=tuple(message.texts(1)),
        outputs=tuple(message.texts(2)),
        attributes=dict(map(_attribute, message.messages(5))),
    )


def _attribute(message: ProtobufMessage) -> tuple[str, Any]:
    """Decode an AttributeProto: name 1, type 20; kinds that no supported operator has become None."""
    kind = message.integer(20)
    value: Any = None
    if kind == 1:
        value = float((0.0, *message.floats(2, "<f4"))[-1])
    elif kind == 2:
        value = message.integer(3)
    elif kind == 3:
        value = message.text(4)
    elif kind == 4:
        value = _tensor(message.message(5))[1]
    elif kind == 6:
        value = tuple(float(x) for x in message.floats(7, "<f4"))
    elif kind == 7:
        value = tuple(message.integers(8))
    return message.text(1), value


def _tensor(message: ProtobufMessage) -> tuple[str, npt.NDArray[Any]]:
    """Decode a TensorProto: dims 1, data_type 2, name 8, raw_data 9, data_location 14."""
    name, dims, data_type = message.text(8), tuple(message.integers(1)), message.integer(2)
    if message.integer(14) != 0:
        raise ValueError(tr("its weights are in another file"))
    if data_type not in _TENSOR_TYPES:
        raise ValueError(
            tr("tensor {name!r} has the unknown number format {data_type}").format(name=name, data_type=data_type)
        )
    dtype, number = _TENSOR_TYPES[data_type]
    if 9 in message:
        values = np.frombuffer(message.content(9), dtype=dtype)
    elif number in (4, 10):
        values = message.floats(number, dtype)
    else:
        integers = np.array(message.integers(number), dtype=np.int64)
        values = integers.astype("<u2").view(dtype) if dtype == "<f2" else integers.astype(dtype)
    if min(dims, default=0) < 0 or math.prod(dims) != values.size:
        raise ValueError(
            tr("tensor {name!r} holds {count} numbers and not {shape}").format(
                name=name, count=values.size, shape=shape_text(dims)
            )
        )
    return name, values.reshape(dims)
