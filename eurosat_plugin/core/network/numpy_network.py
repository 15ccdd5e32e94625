# SPDX-License-Identifier: GPL-2.0-or-later
"""Run small convolutional networks with numpy alone, in float32.

The order of the axes in memory is no business of the network: operators take and return arrays of ONNX's shapes,
images ``(n, channels, rows, cols)``, which may be views.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.convolution import Convolution
from eurosat_plugin.core.network.numpy_operators import OPERATORS, OPSETS, Operator
from eurosat_plugin.core.network.onnx_model import OnnxModel, OnnxNode
from eurosat_plugin.core.network.threads import threads_here
from eurosat_plugin.core.translation import tr

_Array = npt.NDArray[Any]

# What operators, numpy and Python raise when a graph asks for something unknown or impossible.
_FAILURES = (
    NotImplementedError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    ArithmeticError,
    MemoryError,
)


@dataclass(frozen=True)
class _Step:
    node: OnnxNode
    operator: Operator
    finished: tuple[str, ...]


class NumpyNetwork:
    """The part of an ONNX graph that `outputs` need, checked and prepared; safe to share between threads.

    :raises ModelError: when an operator, its weights or the operator set is not supported. What only shapes and
        attributes can tell comes to light in the first :meth:`run`: try one before relying on the network.
    """

    def __init__(self, model: OnnxModel, outputs: Sequence[str]) -> None:
        if model.opset not in OPSETS:
            raise _unsupported(
                tr("operator set {opset} (supported are {first} to {last})").format(
                    opset=model.opset, first=OPSETS[0], last=OPSETS[-1]
                )
            )
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
            with np.errstate(all="ignore"), threads_here():
                for step in self._steps:
                    values[step.node.outputs[0]] = step.operator(step.node, self._arguments(step.node, values))
                    for name in step.finished:
                        values.pop(name, None)
        except _FAILURES as error:
            raise _refusal(tr("operator {operator!r} failed").format(operator=step.node.op_type), error) from error
        return tuple(values[name] if name in values else self._constants[name] for name in self._outputs)

    def _arguments(self, node: OnnxNode, values: Mapping[str, _Array]) -> list[_Array | None]:
        return [values[n] if n in values else self._constants[n] if n else None for n in node.inputs]

    def _plan(self, nodes: Sequence[OnnxNode]) -> tuple[_Step, ...]:
        """Choose the operators, let a Conv apply the Relu or Clip behind it, and find when each array may go."""
        steps: list[_Step] = []
        known = {self._input, *self._constants, ""}
        readers = Counter(name for node in nodes for name in node.inputs) + Counter(self._outputs)
        for node in nodes:
            if not known.issuperset(node.inputs):
                raise _broken(tr("an input of {operator} does not exist").format(operator=node.op_type))
            known.update(node.outputs[:1])
            operator = self._operator(node)
            before = steps[-1] if steps else None
            limits = self._limits(node)
            if (
                limits is not None
                and before is not None
                and isinstance(before.operator, Convolution)
                and before.node.outputs[:1] == node.inputs[:1]
                and readers[node.inputs[0]] == 1
            ):
                before.operator.limits = limits
                operator = OPERATORS["Identity"]
            steps.append(_Step(node, operator, ()))
        if not known.issuperset(self._outputs):
            raise _broken(tr("nothing computes its outputs"))
        return tuple(_with_lifetimes(steps, self._outputs))

    def _limits(self, node: OnnxNode) -> tuple[float | None, float | None] | None:
        """Return between which numbers `node` keeps what it is given, None when it does something else."""
        if node.domain not in ("", "ai.onnx") or node.op_type not in ("Relu", "Clip"):
            return None
        if node.op_type == "Relu":
            return 0.0, None
        bounds = [self._constants.get(name) if name else None for name in (*node.inputs[1:3], "", "")[:2]]
        computed = any(name and name not in self._constants for name in node.inputs[1:3])
        if computed or any(bound is not None and bound.size != 1 for bound in bounds):
            return None
        low, high = (None if bound is None else float(bound.reshape(())) for bound in bounds)
        return low, high

    def _operator(self, node: OnnxNode) -> Operator:
        """Return what computes `node`, for a Conv an operator of its own that holds its weights."""
        standard = node.domain in ("", "ai.onnx")
        if standard and node.op_type == "Conv":
            try:
                return Convolution.of(node, self._constants)
            except _FAILURES as error:
                raise _refusal(tr("the weights of a Conv do not fit"), error) from error
        if not standard or node.op_type not in OPERATORS:
            raise _unsupported(
                tr("the operator {operator!r}").format(operator=".".join(filter(None, (node.domain, node.op_type))))
            )
        return OPERATORS[node.op_type]


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
        timed.append(_Step(step.node, step.operator, tuple(finished)))
    return timed[::-1]


def _refusal(how: str, error: Exception) -> ModelError:
    """Say that `error` came of what the numpy backend does not know, or else `how` the network failed."""
    return _unsupported(str(error)) if isinstance(error, NotImplementedError) else _broken(f"{how} ({error})")


def _unsupported(what: str) -> ModelError:
    return ModelError(
        tr(
            "The model uses {what}, which the numpy backend does not know; install onnxruntime and choose the "
            "onnxruntime backend, or choose another model."
        ).format(what=what)
    )


def _broken(how: str) -> ModelError:
    return ModelError(tr("The network of the model cannot be computed: {how}; export the model again.").format(how=how))
