# SPDX-License-Identifier: GPL-2.0-or-later
"""Read ONNX files without the onnx package, which a stock QGIS does not have.

An ONNX file is one protobuf message. Field numbers are those of onnx.proto
(https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), the encoding that of
https://protobuf.dev/programming-guides/encoding. Fields that classifying does not need are skipped.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.model_card import METADATA_KEY, ModelCard

MAX_BYTES = 512 * 1024 * 1024

_Raw = Union[int, memoryview]
_Fields = dict[int, list[_Raw]]

# TensorProto.DataType: numpy type of raw_data, and the field that holds the numbers when raw_data is absent.
_FLOAT = 1
_TENSOR_TYPES: dict[int, tuple[str, int]] = {
    _FLOAT: ("<f4", 4),
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


def read_model(path: Path) -> OnnxModel:
    """Read the ONNX file `path`; :raises ModelError: when it is missing, unreadable, damaged or no ONNX file."""
    try:
        if not path.is_file():
            raise ModelError(f"The model file {path} does not exist; choose another model.")
        if path.stat().st_size > MAX_BYTES:
            raise ModelError(f"The model file {path} is larger than {MAX_BYTES >> 20} MiB; choose a smaller model.")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ModelError(f"The model file {path} cannot be read ({error}).") from error
    return parse_model(content, path.name)


def read_card(path: Path) -> ModelCard:
    """Return the model card of `path`, checked against the tensors; :raises ModelError: when there is none."""
    return card_of(read_model(path))


def card_of(model: OnnxModel) -> ModelCard:
    """Return the card of `model`; :raises ModelError: when it is missing or says other shapes than the graph."""
    if METADATA_KEY not in model.metadata:
        raise ModelError(
            f"The model file {model.file_name} does not describe itself: it has no model card "
            f"({METADATA_KEY}); export it with this project's training code."
        )
    card = ModelCard.from_json(model.metadata[METADATA_KEY])
    problem = _shape_problem(model, card)
    if problem:
        raise ModelError(f"The model file {model.file_name} cannot be used: {problem}; export the model again.")
    return card


def parse_model(content: bytes, file_name: str) -> OnnxModel:
    """Decode a ModelProto; :raises ModelError: in one sentence that names `file_name` when it is none."""
    try:
        proto = _read_fields(memoryview(content))
        if 1 not in proto or 7 not in proto:
            raise ValueError("it has no graph")
        graph = _read_fields(_bytes(proto[7][-1]))
        initializers = dict(_tensor(_bytes(raw)) for raw in graph.get(5, []))
        return OnnxModel(
            file_name=file_name,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            opset=_opset(proto.get(8, [])),
            metadata=dict(_metadata(proto.get(14, []))),
            nodes=tuple(_node(_bytes(raw)) for raw in graph.get(1, [])),
            initializers=initializers,
            # Before IR version 4 exporters listed the weights among the inputs.
            inputs=tuple(v for v in map(_value, graph.get(11, [])) if v.name not in initializers),
            outputs=tuple(map(_value, graph.get(12, []))),
        )
    except ValueError as error:
        raise ModelError(
            f"The model file {file_name} is damaged or not an ONNX file ({error}); download or export it again."
        ) from error


def _shape_problem(model: OnnxModel, card: ModelCard) -> str:
    """Compare the declared shapes with the card; sizes that the file leaves open are not held against it."""
    if len(model.inputs) != 1:
        return f"it has {len(model.inputs)} inputs and not one"
    image, outputs = model.inputs[0], {value.name: value for value in model.outputs}
    size, bands, classes = card.tile_size, len(card.bands), len(card.classes)
    expected = (None, bands, size, size) if card.layout == "NCHW" else (None, size, size, bands)
    if image.data_type != _FLOAT:
        return f"its input {image.name} is not float32"
    if image.shape is None or len(image.shape) != 4 or image.shape[0] is not None or not _fits(image.shape, expected):
        return f"its input {image.name} has shape {_text(image.shape)} and not {_text(expected)} ({card.layout})"
    for name, wanted in ((card.probabilities_output, (None, classes)), (card.energy_output, (None,))):
        if name not in outputs:
            return f"it has no output {name!r}, which its card names"
        shape = outputs[name].shape
        if shape is not None and not _fits(shape, wanted):
            return f"its output {name} has shape {_text(shape)} and not {_text(wanted)}"
    return ""


def _fits(shape: tuple[int | None, ...], expected: tuple[int | None, ...]) -> bool:
    return len(shape) == len(expected) and all(a is None or b is None or a == b for a, b in zip(shape, expected))


def _text(shape: tuple[int | None, ...] | None) -> str:
    return "unknown" if shape is None else " × ".join("n" if size is None else str(size) for size in shape)


def _opset(raws: list[_Raw]) -> int:
    """Return the version (OperatorSetIdProto field 2) of the standard operators, whose domain (1) is empty."""
    for raw in raws:
        fields = _read_fields(_bytes(raw))
        if _last_text(fields, 1) in ("", "ai.onnx"):
            return _last_int(fields, 2)
    raise ValueError("it does not say its operator set")


def _metadata(raws: list[_Raw]) -> Iterator[tuple[str, str]]:
    for raw in raws:
        fields = _read_fields(_bytes(raw))  # StringStringEntryProto
        yield _last_text(fields, 1), _last_text(fields, 2)


def _value(raw: _Raw) -> OnnxValue:
    """Decode a ValueInfoProto: name 1, type 2 → TypeProto.tensor_type 1 → elem_type 1, shape 2 → dim 1."""
    fields = _read_fields(_bytes(raw))
    tensor = _last_message(_last_message(fields, 2), 1)
    shape = None
    if 2 in tensor:
        sizes = (_read_fields(_bytes(dim)) for dim in _last_message(tensor, 2).get(1, []))
        # Dimension: dim_value 1 or dim_param 2. Exporters write a free size as a name, 0 or -1.
        shape = tuple(size if size > 0 else None for size in (_last_int(dim, 1) for dim in sizes))
    return OnnxValue(_last_text(fields, 1), _last_int(tensor, 1), shape)


def _node(message: memoryview) -> OnnxNode:
    """Decode a NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7."""
    fields = _read_fields(message)
    attributes = dict(_attribute(_bytes(raw)) for raw in fields.get(5, []))
    inputs, outputs = (tuple(_text_of(raw) for raw in fields.get(number, [])) for number in (1, 2))
    return OnnxNode(_last_text(fields, 4), _last_text(fields, 7), inputs, outputs, attributes)


def _attribute(message: memoryview) -> tuple[str, Any]:
    """Decode an AttributeProto: name 1, type 20; kinds that no supported operator has become None."""
    fields = _read_fields(message)
    kind = _last_int(fields, 20)
    value: Any = None
    if kind == 1:
        value = float(_numbers(fields.get(2, [])[-1:] or [memoryview(bytes(4))], "<f4")[0])
    elif kind == 2:
        value = _last_int(fields, 3)
    elif kind == 3:
        value = _last_text(fields, 4)
    elif kind == 4:
        value = _tensor(_bytes(fields.get(5, [memoryview(b"")])[-1]))[1]
    elif kind == 6:
        value = tuple(float(x) for x in _numbers(fields.get(7, []), "<f4"))
    elif kind == 7:
        value = tuple(_integers(fields.get(8, [])))
    return _last_text(fields, 1), value


def _tensor(message: memoryview) -> tuple[str, npt.NDArray[Any]]:
    """Decode a TensorProto: dims 1, data_type 2, name 8, raw_data 9, data_location 14."""
    fields = _read_fields(message)
    name, dims, data_type = _last_text(fields, 8), tuple(_integers(fields.get(1, []))), _last_int(fields, 2)
    if _last_int(fields, 14) != 0:
        raise ValueError("its weights are in another file")
    if data_type not in _TENSOR_TYPES:
        raise ValueError(f"tensor {name!r} has the unknown number format {data_type}")
    dtype, number = _TENSOR_TYPES[data_type]
    if 9 in fields:
        values = np.frombuffer(_bytes(fields[9][-1]), dtype=dtype)
    elif number in (4, 10):
        values = _numbers(fields.get(number, []), dtype)
    else:
        integers = np.array(list(_integers(fields.get(number, []))), dtype=np.int64)
        values = integers.astype("<u2").view(dtype) if dtype == "<f2" else integers.astype(dtype)
    if min(dims, default=0) < 0 or math.prod(dims) != values.size:
        raise ValueError(f"tensor {name!r} holds {values.size} numbers and not {_text(dims)}")
    return name, values.reshape(dims)


def _read_fields(message: memoryview) -> _Fields:
    """Split a message into the values of each field number: int for varints, bytes for the other wire types."""
    fields: _Fields = {}
    position, end = 0, len(message)
    while position < end:
        tag, position = _varint(message, position)
        wire_type = tag & 7
        if wire_type == 0:
            value, position = _varint(message, position)
            fields.setdefault(tag >> 3, []).append(value)
            continue
        if wire_type == 2:
            size, position = _varint(message, position)
        elif wire_type in (1, 5):
            size = 8 if wire_type == 1 else 4
        else:
            raise ValueError(f"wire type {wire_type} is not used by ONNX")
        if size > end - position:
            raise ValueError("it is cut off")
        fields.setdefault(tag >> 3, []).append(message[position : position + size])
        position += size
    return fields


def _varint(message: memoryview, position: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if position >= len(message):
            raise ValueError("it is cut off")
        byte = message[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, position
    raise ValueError("a number has more than 64 bits")


def _integers(raws: Iterable[_Raw]) -> Iterator[int]:
    """Yield signed 64-bit integers of a repeated field, packed or not."""
    for raw in raws:
        if isinstance(raw, int):
            yield _signed(raw)
            continue
        position = 0
        while position < len(raw):
            value, position = _varint(raw, position)
            yield _signed(value)


def _numbers(raws: Iterable[_Raw], dtype: str) -> npt.NDArray[Any]:
    """Join the floats of a repeated field, packed or not: both are the same bytes once concatenated."""
    return np.frombuffer(b"".join(bytes(_bytes(raw)) for raw in raws), dtype=dtype)


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _last_message(fields: _Fields, number: int) -> _Fields:
    return _read_fields(_bytes(fields[number][-1])) if number in fields else {}


def _last_int(fields: _Fields, number: int) -> int:
    value = fields.get(number, [0])[-1]
    if not isinstance(value, int):
        raise ValueError(f"field {number} is not a number")
    return _signed(value)


def _last_text(fields: _Fields, number: int) -> str:
    return _text_of(fields[number][-1]) if number in fields else ""


def _text_of(raw: _Raw) -> str:
    return bytes(_bytes(raw)).decode("utf-8")


def _bytes(raw: _Raw) -> memoryview:
    if isinstance(raw, int):
        raise ValueError("a number stands where a message is expected")
    return raw
