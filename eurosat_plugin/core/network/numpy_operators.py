# SPDX-License-Identifier: GPL-2.0-or-later
"""ONNX operators as functions of numpy, in float32.

Semantics are those of https://onnx.ai/onnx/operators for operator sets 13 to 18. An operator takes its node and its
inputs, None for one that is left out, and returns its first output. It raises NotImplementedError, with the words for
"the model uses ...", for what it does not know, and what numpy and Python raise for what is impossible.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.kernel_windows import KernelWindows
from eurosat_plugin.core.network.matrix_product import multiply
from eurosat_plugin.core.network.onnx_model import OnnxNode
from eurosat_plugin.core.translation import tr

OPSETS = range(13, 19)

_Array = npt.NDArray[Any]

Operator = Callable[[OnnxNode, Sequence[Any]], _Array]


def _max_pool(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    image = inputs[0].transpose(0, 2, 3, 1)
    windows = KernelWindows.of(node, node.attributes["kernel_shape"], image.shape[1:3])
    first, *others = windows.taps(windows.pad(image, -np.inf))
    result = first.copy()
    for tap in others:
        np.maximum(result, tap, out=result)
    return result.transpose(0, 3, 1, 2)


def _average_pool(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    """Average over the pixels of the image, or with count_include_pad over those and the stated padding."""
    image = inputs[0].transpose(0, 2, 3, 1)
    windows = KernelWindows.of(node, node.attributes["kernel_shape"], image.shape[1:3])
    ones = np.ones((1, *image.shape[1:3], 1), dtype=np.float32)
    counted = windows.pad(ones, 0.0)
    if node.attributes.get("count_include_pad", 0):
        # Not the pixels that only ceil_mode adds behind the stated padding.
        same = str(node.attributes.get("auto_pad", "")).startswith("SAME")
        after = windows.after if same else node.attributes.get("pads", (0, 0, 0, 0))[2:]
        rows, cols = (windows.before[i] + image.shape[1 + i] + after[i] for i in (0, 1))
        counted[:, :rows, :cols] = 1.0
    total, count = (np.asarray(sum(windows.taps(pixels))) for pixels in (windows.pad(image, 0.0), counted))
    return np.asarray((total / count).transpose(0, 3, 1, 2))


def _gemm(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    a = inputs[0].T if node.attributes.get("transA", 0) else inputs[0]
    b = inputs[1].T if node.attributes.get("transB", 0) else inputs[1]
    product = np.float32(node.attributes.get("alpha", 1.0)) * multiply(a, b)
    if len(inputs) > 2 and inputs[2] is not None:
        product = product + np.float32(node.attributes.get("beta", 1.0)) * inputs[2]
    return np.asarray(product)


def _batch_normalization(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    image, scale, bias, mean, variance = inputs
    gain = scale / np.sqrt(variance + np.float32(node.attributes.get("epsilon", 1e-5)))
    shape = (-1, *(1,) * (image.ndim - 2))
    return np.asarray(image * gain.reshape(shape) + (bias - mean * gain).reshape(shape))


def _log_softmax(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    axis = node.attributes.get("axis", -1)
    shifted = inputs[0] - inputs[0].max(axis=axis, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True)))


def _log_sum_exp(values: _Array, axis: tuple[int, ...] | None, keepdims: bool) -> _Array:
    highest = values.max(axis=axis, keepdims=True)
    result = np.log(np.exp(values - highest).sum(axis=axis, keepdims=True)) + highest
    return np.asarray(result if keepdims else np.squeeze(result, axis=axis))


def _axes(node: OnnxNode, inputs: Sequence[Any]) -> tuple[int, ...] | None:
    """Return the axes of a reduction: an attribute or, in later operator sets, the second input."""
    if len(inputs) > 1 and inputs[1] is not None:
        return tuple(int(axis) for axis in inputs[1].reshape(-1)) or None
    return node.attributes.get("axes")


def _reduction(function: Callable[..., Any]) -> Operator:
    def reduce(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
        axes = _axes(node, inputs)
        if axes is None and node.attributes.get("noop_with_empty_axes", 0):
            return np.asarray(inputs[0])
        return np.asarray(function(inputs[0], axis=axes, keepdims=bool(node.attributes.get("keepdims", 1))))

    return reduce


def _clip(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    low, high = (*inputs[1:], None, None)[:2]
    return np.asarray(np.clip(inputs[0], -np.inf if low is None else low, np.inf if high is None else high))


def _pad(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    """Surround an array by a constant, by its mirror image or by its edge; images stay channels last in memory."""
    mode = node.attributes.get("mode", "constant")
    if mode not in _PAD_MODES or (len(inputs) > 3 and inputs[3] is not None):
        raise NotImplementedError(tr("Pad in mode {mode} or of chosen axes").format(mode=mode))
    before, after = np.asarray(inputs[1], dtype=np.int64).reshape(2, -1)
    order = (0, 2, 3, 1) if inputs[0].ndim == 4 else tuple(range(inputs[0].ndim))
    values, sides = inputs[0].transpose(order), [(before[axis], after[axis]) for axis in order]
    fill = 0.0 if len(inputs) < 3 or inputs[2] is None else np.asarray(inputs[2]).item()
    options: dict[str, Any] = {"mode": mode, **({"constant_values": fill} if mode == "constant" else {})}
    padded = np.pad(values, sides, **options)
    return padded.transpose(np.argsort(order))


def _reshape(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    values, shape = inputs[0], [int(size) for size in inputs[1]]
    if not node.attributes.get("allowzero", 0):
        shape = [values.shape[i] if size == 0 else size for i, size in enumerate(shape)]
    return np.asarray(values.reshape(shape))


def _flatten(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    axis = node.attributes.get("axis", 1)
    return np.asarray(inputs[0].reshape(math.prod(inputs[0].shape[:axis]), -1))


def _shape(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    return np.array(inputs[0].shape[node.attributes.get("start", 0) : node.attributes.get("end")], dtype=np.int64)


def _constant(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    for name, dtype in (("value_float", "f4"), ("value_floats", "f4"), ("value_int", "i8"), ("value_ints", "i8")):
        if name in node.attributes:
            return np.array(node.attributes[name], dtype=dtype)
    values = node.attributes["value"]
    return np.asarray(values.astype(np.float32) if values.dtype.kind == "f" else values)


def _cast(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    """Convert between number formats; all floating formats are float32 here."""
    if node.attributes["to"] not in _CASTS:
        raise NotImplementedError(tr("a conversion to number format {number}").format(number=node.attributes["to"]))
    return np.asarray(inputs[0].astype(_CASTS[node.attributes["to"]]))


def _divide(a: Any, b: Any) -> Any:
    return a / b if a.dtype.kind == "f" else a // b


def _identity(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    return np.asarray(inputs[0])


def _of_inputs(function: Callable[..., Any]) -> Operator:
    """Make an operator of a numpy function that needs no attributes."""
    return lambda node, inputs: np.asarray(function(*inputs))


_PAD_MODES = ("constant", "reflect", "edge")
_CASTS = {1: np.float32, 6: np.int32, 7: np.int64, 9: np.bool_, 10: np.float32, 11: np.float32}

OPERATORS: dict[str, Operator] = {
    "Add": _of_inputs(np.add),
    "AveragePool": _average_pool,
    "BatchNormalization": _batch_normalization,
    "Cast": _cast,
    "Clip": _clip,
    "Concat": lambda node, inputs: np.concatenate(inputs, axis=node.attributes["axis"]),
    "Constant": _constant,
    "Div": _of_inputs(_divide),
    "Exp": _of_inputs(np.exp),
    "Flatten": _flatten,
    "Gather": lambda node, inputs: np.take(inputs[0], inputs[1], axis=node.attributes.get("axis", 0)),
    "Gemm": _gemm,
    "GlobalAveragePool": lambda node, inputs: np.mean(inputs[0], axis=tuple(range(2, inputs[0].ndim)), keepdims=True),
    "Identity": _identity,
    "IsInf": _of_inputs(np.isinf),
    "IsNaN": _of_inputs(np.isnan),
    "Log": _of_inputs(np.log),
    "LogSoftmax": _log_softmax,
    "MatMul": _of_inputs(multiply),
    "MaxPool": _max_pool,
    "Mul": _of_inputs(np.multiply),
    "Neg": _of_inputs(np.negative),
    "Not": _of_inputs(np.logical_not),
    "Or": _of_inputs(np.logical_or),
    "ReduceLogSumExp": _reduction(_log_sum_exp),
    "ReduceMax": _reduction(np.max),
    "ReduceMean": _reduction(np.mean),
    "ReduceSum": _reduction(np.sum),
    "Pad": _pad,
    "Relu": _of_inputs(lambda x: np.maximum(x, 0)),
    "Reshape": _reshape,
    "Shape": _shape,
    "Sigmoid": _of_inputs(lambda x: 0.5 + 0.5 * np.tanh(0.5 * x)),
    "Softmax": lambda node, inputs: np.exp(_log_softmax(node, inputs)),
    "Squeeze": lambda node, inputs: np.squeeze(inputs[0], axis=_axes(node, inputs)),
    "Sub": _of_inputs(np.subtract),
    "Transpose": lambda node, inputs: np.transpose(inputs[0], node.attributes.get("perm")),
    "Unsqueeze": lambda node, inputs: np.expand_dims(inputs[0], _axes(node, inputs) or ()),
}
"""All but Conv, which keeps its weights: see :class:`~eurosat_plugin.core.network.convolution.Convolution`."""
