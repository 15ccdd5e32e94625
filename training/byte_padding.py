# SPDX-License-Identifier: GPL-2.0-or-later
"""Mirrored edges of a quantized network, laid around bytes instead of numbers in floating point."""

from __future__ import annotations

import onnx


def pad_bytes(proto: onnx.ModelProto) -> int:
    """Let every padding of `proto` whose output is quantized pad the bytes; return how many do so now.

    Mirroring adds no new number, so scale and zero point of the padded tensor hold for what it is made of, and the
    answers stay the same to the last bit. Quantization leaves number → bytes → number → padding → bytes between two
    convolutions; what remains of it is the padding, of a quarter of the size.
    """
    graph, moved = proto.graph, 0
    makers = {name: node for node in graph.node for name in node.output}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    for pad in [node for node in graph.node if _mirrors(node)]:
        following = readers.get(pad.output[0], [])
        if [node.op_type for node in following] != ["QuantizeLinear"]:
            continue
        _swap(graph, pad, following[0], makers.get(pad.input[0]), readers)
        moved += 1
    return moved


def _mirrors(node: onnx.NodeProto) -> bool:
    return node.op_type == "Pad" and any(each.name == "mode" and each.s == b"reflect" for each in node.attribute)


def _swap(
    graph: onnx.GraphProto,
    pad: onnx.NodeProto,
    quantize: onnx.NodeProto,
    maker: onnx.NodeProto | None,
    readers: dict[str, list[onnx.NodeProto]],
) -> None:
    """Put `quantize` before `pad`, or leave it out where `pad` reads what was bytes of the same scale."""
    padded = quantize.output[0]
    if maker is not None and maker.op_type == "DequantizeLinear" and _same_scale(graph, maker, quantize):
        pad.input[0] = maker.input[0]
        graph.node.remove(quantize)
        if readers[maker.output[0]] == [pad]:
            graph.node.remove(maker)
    else:
        place = list(graph.node).index(pad)
        graph.node.remove(quantize)
        quantize.input[0], quantize.output[0] = pad.input[0], f"{pad.input[0]}_bytes"
        pad.input[0] = quantize.output[0]
        graph.node.insert(place, quantize)
    pad.output[0] = padded


def _same_scale(graph: onnx.GraphProto, first: onnx.NodeProto, second: onnx.NodeProto) -> bool:
    """Tell whether scale and zero point of both nodes are the same."""
    values = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    pairs = zip(first.input[1:3], second.input[1:3])
    return all(bool((values[one] == values[other]).all()) for one, other in pairs)
