# SPDX-License-Identifier: GPL-2.0-or-later
"""Read a trained network back from its ONNX file, so that a machine without its run can go on from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import onnx
from keras import layers
from onnx import numpy_helper

Floats = npt.NDArray[np.floating[Any]]


class RestoreError(Exception):
    """The file does not hold the weights of such a network; the message says where they part."""


def restore(model: keras.Model, path: Path) -> None:
    """Give `model` the weights of the exported network in `path`.

    Batch norm comes back as what it was folded into: a bias. It normalises by the numbers 0 and 1 then, which is the
    same network at rest; before training goes on its statistics must be estimated (:func:`restore_batch_norm`).

    :raises RestoreError: when the file holds another network.
    """
    stored = _stored_weights(onnx.load(path).graph)
    following = None
    for layer in [layer for layer in model.layers if layer.weights]:
        if isinstance(layer, layers.BatchNormalization):
            if following is None:
                raise RestoreError(f"The batch norm {layer.name} of {model.name} does not follow a convolution.")
            ones = np.ones_like(following)
            layer.set_weights([ones, following, np.zeros_like(following), ones - layer.epsilon])
            continue
        try:
            kernel, bias = next(stored)
        except StopIteration:
            raise RestoreError(f"{path} ends before the layer {layer.name} of {model.name}.") from None
        kernel = (
            kernel if kernel.ndim == 2 else kernel.transpose((2, 3, 0, 1) if _is_depthwise(layer) else (2, 3, 1, 0))
        )
        if kernel.shape != tuple(layer.weights[0].shape):
            raise RestoreError(f"The layer {layer.name} of {model.name} has other weights than {path}.")
        layer.set_weights([kernel, bias] if layer.use_bias else [kernel])
        following = None if layer.use_bias else bias
    if next(stored, None) is not None:
        raise RestoreError(f"{path} holds more layers than {model.name}.")


def _stored_weights(graph: onnx.GraphProto) -> Iterator[tuple[Floats, Floats]]:
    """Yield kernel and bias of every convolution and dense layer in the order of the file."""
    constants = {values.name: numpy_helper.to_array(values) for values in graph.initializer}
    readers = {name: node for node in graph.node for name in node.input}
    for node in graph.node:
        kernel = constants.get(node.input[1]) if len(node.input) > 1 else None
        if node.op_type == "Conv" and kernel is not None:
            bias = constants[node.input[2]] if len(node.input) > 2 else np.zeros(len(kernel), dtype=np.float32)
            yield kernel, bias
        elif node.op_type in ("MatMul", "Gemm") and kernel is not None and kernel.ndim == 2:
            after = readers.get(node.output[0])
            added = [constants[n] for n in after.input if n in constants] if after and after.op_type == "Add" else []
            yield kernel, added[0].reshape(-1) if added else np.zeros(kernel.shape[1], dtype=np.float32)


def _is_depthwise(layer: layers.Layer) -> bool:
    return isinstance(layer, layers.DepthwiseConv2D)
