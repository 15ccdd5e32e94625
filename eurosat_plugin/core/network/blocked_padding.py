# SPDX-License-Identifier: GPL-2.0-or-later
"""Mirror the edges of pictures in the layout in which onnxruntime works.

Its convolutions keep 8 or 16 channels side by side (NCHWc), and what cannot do so gets a copy in the usual order and is
copied back. Mirroring an edge cannot, though it needs no order of the channels: so in the graph that onnxruntime has
optimised each such edge costs three copies. Here it becomes one, of an array with one axis more, the block of channels.
The layout is onnxruntime's own affair, and may be another one day: whoever uses this compares the answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.onnx_file import parse_model
from eurosat_plugin.core.network.onnx_model import OnnxModel, OnnxNode
from eurosat_plugin.core.network.protobuf_message import ProtobufMessage
from eurosat_plugin.core.network.protobuf_writing import encode, split

BLOCKS = (16, 8)
"""How many channels onnxruntime keeps side by side: with AVX-512, and without."""

REFLECT = "reflect"

_GRAPH, _NODES, _WEIGHTS = 7, 1, 5
_INT64 = 7
_Integers = npt.NDArray[np.int64]


def mirrors_edges(model: OnnxModel) -> bool:
    """Tell whether `model` mirrors the edges of what its convolutions see."""
    return any(_is_mirror(node) for node in model.nodes)


def pad_in_blocks(optimised: bytes, block: int) -> bytes | None:
    """Return the graph that onnxruntime has optimised with edges mirrored in blocks of channels; None without any."""
    try:
        model = parse_model(optimised, "")
    except ModelError:
        return None
    replaced = _replacements(model, block)
    if not replaced:
        return None
    weights = {name: values for mirror in replaced.values() if mirror for name, values in mirror.weights.items()}
    return b"".join(
        encode(_GRAPH, _rewrite(field, replaced, weights)) if number == _GRAPH else bytes(field)
        for number, field in split(memoryview(optimised))
    )


class _Mirror:
    """What takes the place of a copy to the usual order, the mirrored edge, and the copy back, ending in `output`."""

    def __init__(self, source: str, channels: int, pads: _Integers, output: str, block: int) -> None:
        apart, together = f"{output}/apart", f"{output}/together"
        # Of a size that is 0 ONNX keeps what was there, and works out one that is −1.
        self.weights = {
            apart: np.array([0, channels // block, 0, 0, -1]),
            f"{output}/pads": np.concatenate([pads[:4], [0], pads[4:], [0]]),
            together: np.array([0, channels, 0, 0]),
        }
        first, second = f"{output}/blocks", f"{output}/mirrored"
        self.nodes = (
            _node("Reshape", (source, apart), first),
            _node("Pad", (first, f"{output}/pads"), second, encode(1, "mode") + encode(4, REFLECT) + encode(20, 3)),
            _node("Reshape", (second, together), output),
        )


def _replacements(model: OnnxModel, block: int) -> dict[int, _Mirror | None]:
    """Return what takes the place of nodes, by their number: nothing, or the nodes of a mirror."""
    makers = {output: number for number, node in enumerate(model.nodes) for output in node.outputs}
    readers = Counter(name for node in model.nodes for name in node.inputs)
    readers.update(output.name for output in model.outputs)
    replaced: dict[int, _Mirror | None] = {}
    for back, node in enumerate(model.nodes):
        pad = makers.get(node.inputs[0], -1) if node.op_type == "ReorderInput" else -1
        if pad < 0 or not _is_mirror(model.nodes[pad]):
            continue
        source, *pads = model.nodes[pad].inputs
        there = makers.get(source, -1)
        if there < 0 or model.nodes[there].op_type != "ReorderOutput" or len(pads) != 1:
            continue
        order, sizes = model.nodes[there], model.initializers.get(pads[0])
        channels = int(order.attributes.get("channels", 0))
        if sizes is None or sizes.size != 8 or not channels or channels % block:
            continue
        if any(copy.attributes.get("channels_last") for copy in (order, node)):
            continue
        if readers[source] > 1 or readers[node.inputs[0]] > 1:
            continue
        replaced.update({there: None, pad: None})
        replaced[back] = _Mirror(order.inputs[0], channels, sizes, node.outputs[0], block)
    return replaced


def _is_mirror(node: OnnxNode) -> bool:
    return node.op_type == "Pad" and node.attributes.get("mode") == REFLECT


def _rewrite(field: memoryview, replaced: dict[int, _Mirror | None], weights: dict[str, _Integers]) -> bytes:
    """Return the encoded graph of `field` with other nodes, and with `weights` more."""
    return b"".join(_parts(ProtobufMessage(field).content(_GRAPH), replaced)) + b"".join(
        encode(_WEIGHTS, _tensor(name, values)) for name, values in weights.items()
    )


def _parts(graph: memoryview, replaced: dict[int, _Mirror | None]) -> Iterator[bytes]:
    count = 0
    for number, part in split(graph):
        if number != _NODES:
            yield bytes(part)
            continue
        if count not in replaced:
            yield bytes(part)
        mirror = replaced.get(count)
        if mirror is not None:
            yield from (encode(_NODES, node) for node in mirror.nodes)
        count += 1


def _node(operator: str, inputs: tuple[str, ...], output: str, attribute: bytes = b"") -> bytes:
    names = b"".join(encode(1, name) for name in inputs) + encode(2, output)
    return names + encode(3, output) + encode(4, operator) + (encode(5, attribute) if attribute else b"")


def _tensor(name: str, values: _Integers) -> bytes:
    return encode(1, len(values)) + encode(2, _INT64) + encode(8, name) + encode(9, values.astype("<i8").tobytes())
