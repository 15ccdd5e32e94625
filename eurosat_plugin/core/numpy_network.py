# SPDX-License-Identifier: GPL-2.0-or-later
"""Run small convolutional networks with numpy alone, in float32.

Semantics are those of https://onnx.ai/onnx/operators for operator sets 13 to 18. Shapes are ONNX's ``(n, channels,
rows, cols)``, but a convolution leaves its result channels last in memory and hands out a transposed view: the
columns of the next one are then copied in long runs, and numpy's element-wise functions keep the order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import as_strided

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.onnx_file import OnnxModel, OnnxNode

OPSETS = range(13, 19)

COLUMN_FLOATS = 1 << 19
"""Floats in one block of columns (2 MiB): a quarter faster than blocks that fall out of the processor's caches."""

MAX_KERNEL = 256
"""Widest kernel, in pixels: a damaged file must not ask for more memory than there is."""

_Array = npt.NDArray[Any]
_Kernel = Callable[[OnnxNode, Sequence[Any]], _Array]

# What numpy and Python raise when a graph asks for something impossible.
_FAILURES = (ValueError, TypeError, IndexError, KeyError, AttributeError, ArithmeticError, MemoryError)


@dataclass(frozen=True)
class _Step:
    node: OnnxNode
    kernel: _Kernel
    finished: tuple[str, ...]


class NumpyNetwork:
    """The part of an ONNX graph that `outputs` need, checked and prepared; safe to share between threads.

    :raises ModelError: when an operator, its weights or the operator set is not supported. What only shapes and
        attributes can tell comes to light in the first :meth:`run`: try one before relying on the network.
    """

    def __init__(self, model: OnnxModel, outputs: Sequence[str]) -> None:
        if model.opset not in OPSETS:
            raise _unsupported(f"operator set {model.opset} (read are {OPSETS[0]} to {OPSETS[-1]})")
        self._input = model.inputs[0].name
        self._outputs = tuple(outputs)
        self._constants: dict[str, _Array] = {
            name: values.astype(np.float32) if values.dtype.kind == "f" else values
            for name, values in model.initializers.items()
        }
        self._steps = self._plan(_needed(model.nodes, self._outputs))

    def run(self, image: npt.NDArray[np.float32]) -> tuple[_Array, ...]:
        """Return the outputs for one batch `image`, in the model's layout; memory grows with the batch.

        :raises ModelError: when an attribute is not supported or the arrays of the graph do not fit together.
        """
        values: dict[str, _Array] = {self._input: image}
        try:
            with np.errstate(all="ignore"):
                for step in self._steps:
                    values[step.node.outputs[0]] = step.kernel(step.node, self._arguments(step.node, values))
                    for name in step.finished:
                        values.pop(name, None)
        except _FAILURES as error:
            raise _broken(f"operator {step.node.op_type!r} failed ({error})") from error
        return tuple(values[name] if name in values else self._constants[name] for name in self._outputs)

    def _arguments(self, node: OnnxNode, values: Mapping[str, _Array]) -> list[_Array | None]:
        return [values[n] if n in values else self._constants[n] if n else None for n in node.inputs]

    def _plan(self, nodes: Sequence[OnnxNode]) -> tuple[_Step, ...]:
        """Choose the kernels, let convolutions apply the Relu behind them, and find when each array may go."""
        steps: list[_Step] = []
        known = {self._input, *self._constants, ""}
        readers = Counter(name for node in nodes for name in node.inputs) + Counter(self._outputs)
        for node in nodes:
            if node.domain not in ("", "ai.onnx") or node.op_type not in _KERNELS:
                raise _unsupported(f"the operator {'.'.join(filter(None, (node.domain, node.op_type)))!r}")
            if not known.issuperset(node.inputs):
                raise _broken(f"an input of {node.op_type} does not exist")
            known.update(node.outputs[:1])
            kernel = _KERNELS[node.op_type]
            before = steps[-1] if steps else None
            if node.op_type == "Conv":
                kernel = _Convolution.of(node, self._constants)
            elif (
                node.op_type == "Relu"
                and before is not None
                and isinstance(before.kernel, _Convolution)
                and before.node.outputs[:1] == node.inputs
                and readers[node.inputs[0]] == 1
            ):
                before.kernel.relu = True
                kernel = _identity
            steps.append(_Step(node, kernel, ()))
        if not known.issuperset(self._outputs):
            raise _broken("nothing computes its outputs")
        return tuple(_with_lifetimes(steps, self._outputs))


def _needed(nodes: Sequence[OnnxNode], outputs: Sequence[str]) -> list[OnnxNode]:
    """Return the nodes that `outputs` depend on, in file order (ONNX graphs are sorted)."""
    wanted, kept = set(outputs), []
    for node in reversed(nodes):
        if wanted.intersection(node.outputs):
            wanted.update(name for name in node.inputs if name)
            kept.append(node)
    return kept[::-1]


def _with_lifetimes(steps: Sequence[_Step], outputs: Sequence[str]) -> list[_Step]:
    alive, timed = set(outputs), []
    for step in reversed(steps):
        finished = set(step.node.inputs) - alive
        alive |= finished
        timed.append(_Step(step.node, step.kernel, tuple(finished)))
    return timed[::-1]


def _unsupported(what: str) -> ModelError:
    return ModelError(
        f"The model uses {what}, which the numpy backend does not know; "
        "install onnxruntime and choose the onnxruntime backend, or choose another model."
    )


def _broken(how: str) -> ModelError:
    return ModelError(f"The network of the model cannot be computed: {how}; export the model again.")


@dataclass(frozen=True)
class _Windows:
    """Where a kernel is laid on an image: ``(rows, cols)`` of everything, `before` and `after` are paddings."""

    kernel: tuple[int, int]
    strides: tuple[int, int]
    before: tuple[int, int]
    after: tuple[int, int]
    count: tuple[int, int]

    @classmethod
    def of(cls, node: OnnxNode, kernel: Sequence[int], size: Sequence[int]) -> _Windows:
        """Lay out the windows of Conv or a pooling operator on an image of `size`."""
        attributes = node.attributes
        if len(kernel) != 2 or max(kernel) > MAX_KERNEL or set(attributes.get("dilations", (1,))) != {1}:
            raise _unsupported(f"{node.op_type} with dilations, huge kernels or in other than two dimensions")
        strides, pads = attributes.get("strides", (1, 1)), attributes.get("pads", (0, 0, 0, 0))
        mode = attributes.get("auto_pad", "NOTSET")
        if min(kernel) < 1 or min(strides) < 1 or not all(0 <= p < k for p, k in zip(pads, (*kernel, *kernel))):
            raise ValueError("impossible windows")
        rows = [
            _lay_out(mode, bool(attributes.get("ceil_mode", 0)), size[i], kernel[i], strides[i], (pads[i], pads[i + 2]))
            for i in (0, 1)
        ]
        (top, bottom, high), (left, right, wide) = rows
        if min(high, wide) < 1:
            raise ValueError("the kernel is larger than the image")
        return cls((kernel[0], kernel[1]), (strides[0], strides[1]), (top, left), (bottom, right), (high, wide))

    def pad(self, image: _Array, fill: float) -> _Array:
        """Surround `image` ``(n, rows, cols, channels)`` so that every window lies inside; no copy when none."""
        if not any(self.before + self.after):
            return image
        (top, left), (bottom, right), (n, rows, cols, channels) = self.before, self.after, image.shape
        padded = np.full((n, top + rows + bottom, left + cols + right, channels), fill, dtype=image.dtype)
        padded[:, top : top + rows, left : left + cols] = image
        return padded

    def patches(self, padded: _Array) -> _Array:
        """Return a view ``(n, *count, *kernel, channels)`` of what each window sees."""
        (n, _, _, channels), (step_n, step_y, step_x, step_c) = padded.shape, padded.strides
        return as_strided(
            padded,
            shape=(n, *self.count, *self.kernel, channels),
            strides=(step_n, self.strides[0] * step_y, self.strides[1] * step_x, step_y, step_x, step_c),
            writeable=False,
        )

    def taps(self, padded: _Array) -> list[_Array]:
        """Return, for each position in the kernel, the pixels ``(n, *count, channels)`` that it falls on."""
        (step_y, step_x), (high, wide) = self.strides, self.count
        return [
            padded[:, y : y + step_y * (high - 1) + 1 : step_y, x : x + step_x * (wide - 1) + 1 : step_x]
            for y in range(self.kernel[0])
            for x in range(self.kernel[1])
        ]


def _lay_out(mode: str, ceil: bool, size: int, kernel: int, stride: int, pads: tuple[int, int]) -> tuple[int, int, int]:
    """Return padding before, padding after and number of windows along one axis."""
    if mode.startswith("SAME"):
        count = -(-size // stride)
        total = max((count - 1) * stride + kernel - size, 0)
        before = total // 2 if mode == "SAME_UPPER" else total - total // 2
        return before, total - before, count
    before, after = (0, 0) if mode == "VALID" else pads
    span = size + before + after - kernel
    count = (-(-span // stride) if ceil else span // stride) + 1
    # With ceil_mode the last window must still begin on the image or the padding before it.
    if ceil and (count - 1) * stride >= size + before:
        count -= 1
    return before, max((count - 1) * stride + kernel - size - before, after), count


class _Convolution:
    """Conv as a product of columns and weights, with the bias and a following Relu applied in place."""

    def __init__(self, weights: _Array, bias: _Array, groups: int) -> None:
        self.relu = False
        self._bias = bias
        # (group, kernel row, kernel col, input channel of the group, output channel of the group)
        grouped = weights.reshape(groups, len(weights) // groups, *weights.shape[1:])
        self._weights = np.ascontiguousarray(grouped.transpose(0, 3, 4, 2, 1), dtype=np.float32)

    @classmethod
    def of(cls, node: OnnxNode, constants: Mapping[str, _Array]) -> _Convolution:
        """Take the weights of `node`; :raises ModelError: when they are computed or fit no two-dimensional Conv."""
        if any(name not in constants for name in node.inputs[1:] if name):
            raise _unsupported("Conv with computed weights")
        try:
            weights = constants[node.inputs[1]]
            bias = constants[node.inputs[2]] if len(node.inputs) > 2 and node.inputs[2] else np.zeros(len(weights))
            if weights.ndim != 4 or bias.shape != weights.shape[:1]:
                raise _unsupported(f"Conv with weights of shape {weights.shape} and bias of shape {bias.shape}")
            return cls(weights, bias.astype(np.float32), node.attributes.get("group", 1))
        except _FAILURES as error:
            raise _broken(f"the weights of a Conv do not fit ({error})") from error

    def __call__(self, node: OnnxNode, inputs: Sequence[Any]) -> _Array:
        """Convolve ``(n, channels, rows, cols)``, a few pictures at a time so that their columns stay in the cache."""
        image = inputs[0].transpose(0, 2, 3, 1)
        windows = _Windows.of(node, self._weights.shape[1:3], image.shape[1:3])
        groups, _, _, channels, features = self._weights.shape
        if image.shape[3] != groups * channels:
            raise ValueError(f"{image.shape[3]} channels instead of {groups * channels}")
        result = np.empty((len(image), *windows.count, groups * features), dtype=np.float32)
        columns = math.prod(windows.count) * math.prod(self._weights.shape[1:4])
        block = max(1, COLUMN_FLOATS // max(columns, 1))
        for start in range(0, len(image), block):
            padded = windows.pad(image[start : start + block], 0.0)
            part = result[start : start + block]
            if channels == 1:
                self._convolve_depthwise(windows.taps(padded), part)
            else:
                self._convolve_groups(windows, padded, part)
            part += self._bias
            if self.relu:
                np.maximum(part, 0.0, out=part)
        return result.transpose(0, 3, 1, 2)

    def _convolve_groups(self, windows: _Windows, padded: _Array, result: _Array) -> None:
        groups, _, _, channels, features = self._weights.shape
        for g in range(groups):
            patches = windows.patches(padded[..., g * channels : (g + 1) * channels])
            columns = patches.reshape(result[..., 0].size, -1)
            weights = self._weights[g].reshape(-1, features)
            if groups == 1:
                np.matmul(columns, weights, out=result.reshape(-1, features))
            else:
                result[..., g * features : (g + 1) * features] = (columns @ weights).reshape(*result.shape[:3], -1)

    def _convolve_depthwise(self, taps: Sequence[_Array], result: _Array) -> None:
        groups, _, _, _, features = self._weights.shape
        out = result.reshape(*result.shape[:3], groups, features)
        out[...] = 0.0
        for tap, weight in zip(taps, self._weights.reshape(groups, len(taps), features).swapaxes(0, 1)):
            out += tap[..., np.newaxis] * weight


def _max_pool(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    image = inputs[0].transpose(0, 2, 3, 1)
    windows = _Windows.of(node, node.attributes["kernel_shape"], image.shape[1:3])
    first, *others = windows.taps(windows.pad(image, -np.inf))
    result = first.copy()
    for tap in others:
        np.maximum(result, tap, out=result)
    return result.transpose(0, 3, 1, 2)


def _average_pool(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    """Average over the pixels of the image, or with count_include_pad over those and the stated padding."""
    image = inputs[0].transpose(0, 2, 3, 1)
    windows = _Windows.of(node, node.attributes["kernel_shape"], image.shape[1:3])
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
    product = np.float32(node.attributes.get("alpha", 1.0)) * (a @ b)
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


def _reduction(function: Callable[..., Any]) -> _Kernel:
    def reduce(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
        axes = _axes(node, inputs)
        if axes is None and node.attributes.get("noop_with_empty_axes", 0):
            return np.asarray(inputs[0])
        return np.asarray(function(inputs[0], axis=axes, keepdims=bool(node.attributes.get("keepdims", 1))))

    return reduce


def _clip(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    low, high = (*inputs[1:], None, None)[:2]
    return np.asarray(np.clip(inputs[0], -np.inf if low is None else low, np.inf if high is None else high))


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
        raise _unsupported(f"a conversion to number format {node.attributes['to']}")
    return np.asarray(inputs[0].astype(_CASTS[node.attributes["to"]]))


def _divide(a: Any, b: Any) -> Any:
    return a / b if a.dtype.kind == "f" else a // b


def _identity(node: OnnxNode, inputs: Sequence[Any]) -> _Array:
    return np.asarray(inputs[0])


def _of_inputs(function: Callable[..., Any]) -> _Kernel:
    """Make a kernel of a numpy function that needs no attributes."""
    return lambda node, inputs: np.asarray(function(*inputs))


_CASTS = {1: np.float32, 6: np.int32, 7: np.int64, 9: np.bool_, 10: np.float32, 11: np.float32}

_KERNELS: dict[str, _Kernel] = {
    "Add": _of_inputs(np.add),
    "AveragePool": _average_pool,
    "BatchNormalization": _batch_normalization,
    "Cast": _cast,
    "Clip": _clip,
    "Concat": lambda node, inputs: np.concatenate(inputs, axis=node.attributes["axis"]),
    "Constant": _constant,
    "Conv": _identity,  # replaced by a _Convolution of its own when the network is planned
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
    "MatMul": _of_inputs(np.matmul),
    "MaxPool": _max_pool,
    "Mul": _of_inputs(np.multiply),
    "Neg": _of_inputs(np.negative),
    "Not": _of_inputs(np.logical_not),
    "Or": _of_inputs(np.logical_or),
    "ReduceLogSumExp": _reduction(_log_sum_exp),
    "ReduceMax": _reduction(np.max),
    "ReduceMean": _reduction(np.mean),
    "ReduceSum": _reduction(np.sum),
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
