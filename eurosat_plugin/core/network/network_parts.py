# SPDX-License-Identifier: GPL-2.0-or-later
"""A network taken apart at the mean over its last map: what comes before it, and what comes after it.

What comes before knows no size of a tile: it can be run on a larger image, and the mean of any box of its map is what
the rest was made for (Long, Shelhamer and Darrell 2015, Fully convolutional networks for semantic segmentation).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.onnx_file import parse_model
from eurosat_plugin.core.network.onnx_model import FLOAT, OnnxModel, OnnxNode, OnnxValue
from eurosat_plugin.core.network.protobuf_message import ProtobufMessage
from eurosat_plugin.core.network.protobuf_writing import encode, split
from eurosat_plugin.core.translation import tr

_GRAPH, _NODES, _WEIGHTS, _INPUTS, _OUTPUTS, _SHAPES = 7, 1, 5, 11, 12, 13
_MEAN = "GlobalAveragePool"


@dataclass(frozen=True)
class NetworkParts:
    """`trunk` gives `last_map` ``(n, channels, rows, cols)`` of images of any size, `head` the answers to its means.

    These are ``(n, channels, 1, 1)``. The trunk is a whole model, whose bytes are those of a file; the head has only
    its nodes and weights, for :class:`~eurosat_plugin.core.network.numpy_network.NumpyNetwork`.
    """

    trunk: OnnxModel
    head: OnnxModel
    last_map: str


def take_apart(model: OnnxModel) -> NetworkParts:
    """Take `model` apart; :raises ModelError: when it has not one mean over a map of ``(n, bands, rows, cols)``."""
    means = [node for node in model.nodes if node.op_type == _MEAN]
    if len(means) != 1 or means[0].inputs[0] == model.inputs[0].name:
        raise ModelError(tr("The model {name} has no last map to see an image by.").format(name=model.file_name))
    last_map, pooled = means[0].inputs[0], means[0].outputs[0]
    before = _needed(model.nodes, last_map)
    after = tuple(node for i, node in enumerate(model.nodes) if i not in before and node is not means[0])
    trunk = parse_model(_rewrite(model, before, last_map), model.file_name)
    source = OnnxValue(pooled, FLOAT, None)
    return NetworkParts(trunk, replace(model, nodes=after, inputs=(source,)), last_map)


def _needed(nodes: Sequence[OnnxNode], name: str) -> set[int]:
    """Return the numbers of the nodes that `name` depends on; ONNX graphs are sorted."""
    wanted, kept = {name}, set()
    for number in reversed(range(len(nodes))):
        if wanted.intersection(nodes[number].outputs):
            wanted.update(nodes[number].inputs)
            kept.add(number)
    return kept


def _rewrite(model: OnnxModel, kept: Collection[int], output: str) -> bytes:
    """Return the bytes of a model with the nodes `kept` alone, which ends in `output` and takes images of any size."""
    return b"".join(
        encode(_GRAPH, _graph(ProtobufMessage(field).content(_GRAPH), model, kept, output))
        if number == _GRAPH
        else bytes(field)
        for number, field in split(memoryview(model.content))
    )


def _graph(graph: memoryview, model: OnnxModel, kept: Collection[int], output: str) -> bytes:
    read = {name for number in kept for name in model.nodes[number].inputs}
    parts, node = [], -1
    for number, part in split(graph):
        if number == _NODES:
            node += 1
            wanted = node in kept
        elif number == _WEIGHTS:
            wanted = ProtobufMessage(part).message(_WEIGHTS).text(8) in read
        else:
            wanted = number not in (_INPUTS, _OUTPUTS, _SHAPES)
        if wanted:
            parts.append(bytes(part))
    image = model.inputs[0]
    bands = (image.shape or ())[1]
    free = ("n", bands or "bands", "rows", "cols")
    parts.append(encode(_INPUTS, _value(image.name, free)))
    parts.append(encode(_OUTPUTS, _value(output, ("n", "channels", "map_rows", "map_cols"))))
    return b"".join(parts)


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """Return an encoded ValueInfoProto of float32: sizes, and names of those that are free."""
    sizes = b"".join(encode(1, encode(1 if isinstance(size, int) else 2, size)) for size in shape)
    return encode(1, name) + encode(2, encode(1, encode(1, FLOAT) + encode(2, sizes)))
