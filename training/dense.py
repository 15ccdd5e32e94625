# SPDX-License-Identifier: GPL-2.0-or-later
"""A network over a whole scene at once: the last map of the scene, averaged over the box of every tile.

That costs no more than the tiles one by one and gives a class at every cell of the map. It is worth something only
where both ways agree; a network that sees the edge of a tile, by the zeros behind it, does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from training.efficientnet import interpolation
from training.graph import ENERGY, INPUT, PROBABILITIES

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class DenseNetwork:
    """The two parts of a network: up to its last map, and from the mean of that map on."""

    trunk: onnx.GraphProto
    head: onnx.GraphProto
    opset: int

    @classmethod
    def of(cls, proto: onnx.ModelProto) -> DenseNetwork:
        """Take `proto` apart at its global average; :raises ValueError: when there is none, or more than one."""
        pools = [node for node in proto.graph.node if node.op_type == "GlobalAveragePool"]
        if len(pools) != 1:
            raise ValueError(f"the network has {len(pools)} global averages and not one")
        last_map, pooled = pools[0].input[0], pools[0].output[0]
        before = _ancestors(proto.graph.node, last_map)
        after = [node for node in proto.graph.node if node not in before and node != pools[0]]
        opset = next(entry.version for entry in proto.opset_import if entry.domain in ("", "ai.onnx"))
        return cls(
            _graph(before, proto.graph, (INPUT, (None, 3, None, None)), {last_map: 4}),
            _graph(after, proto.graph, (pooled, (None, None, 1, 1)), {PROBABILITIES: 2, ENERGY: 1}),
            opset,
        )

    @property
    def step(self) -> int:
        """How many pixels wide a cell of the last map is."""
        (tile,) = self._run(self.trunk, np.zeros((1, 3, TILE_SIZE, TILE_SIZE), dtype=np.float32))
        return int(TILE_SIZE // tile.shape[-1])

    def classify(self, scene: npt.NDArray[np.uint8]) -> tuple[Floats, Floats]:
        """Return probabilities ``(rows, cols, 10)`` and energy ``(rows, cols)`` of the tiles of `scene`.

        `scene` is ``(rows · 64, cols · 64, 3)``.
        """
        rows, cols = (length // TILE_SIZE for length in scene.shape[:2])
        if scene.shape[:2] != (rows * TILE_SIZE, cols * TILE_SIZE):
            raise ValueError("the scene is not made of whole tiles")
        image = np.moveaxis(scene, -1, 0)[None].astype(np.float32)
        (last_map,) = self._run(_for_size(self.trunk, *scene.shape[:2]), image)
        _, channels, high, wide = last_map.shape
        boxes = last_map.reshape(channels, rows, high // rows, cols, wide // cols).mean(axis=(2, 4))
        pooled = np.ascontiguousarray(boxes.reshape(channels, -1).T[:, :, None, None], dtype=np.float32)
        probabilities, energy = self._run(self.head, pooled)
        return probabilities.reshape(rows, cols, -1), energy.reshape(rows, cols)

    def _run(self, graph: onnx.GraphProto, values: Floats) -> list[Floats]:
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=8)
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        answers: list[Floats] = session.run(None, {graph.input[0].name: values})
        return answers


def _ancestors(nodes: Sequence[onnx.NodeProto], name: str) -> list[onnx.NodeProto]:
    """Return the nodes that `name` depends on, in the order of the file."""
    wanted, kept = {name}, []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1]


def _graph(
    nodes: Sequence[onnx.NodeProto],
    whole: onnx.GraphProto,
    source: tuple[str, tuple[int | None, ...]],
    ranks: dict[str, int],
) -> onnx.GraphProto:
    """Make a graph of `nodes` from `source` to the outputs that `ranks` names, with the constants of `whole`."""
    names = {name for node in nodes for name in node.input}
    return helper.make_graph(
        nodes,
        "part",
        [helper.make_tensor_value_info(source[0], TensorProto.FLOAT, source[1])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * rank) for name, rank in ranks.items()],
        [values for values in whole.initializer if values.name in names],
    )


def _for_size(graph: onnx.GraphProto, rows: int, cols: int) -> onnx.GraphProto:
    """Return `graph` with the matrices that enlarge a tile made to enlarge ``rows × cols`` pixels."""
    changed = onnx.GraphProto()
    changed.CopyFrom(graph)
    for values in changed.initializer:
        if len(values.dims) != 4 or values.dims[0] != 1 or values.dims[1] != 1 or TILE_SIZE not in values.dims[2:]:
            continue
        by_rows = values.dims[3] == TILE_SIZE
        pixels = values.dims[2] if by_rows else values.dims[3]
        length = rows if by_rows else cols
        matrix = interpolation(length, length * pixels // TILE_SIZE)
        values.CopyFrom(numpy_helper.from_array((matrix if by_rows else matrix.T)[None, None].copy(), values.name))
    return changed
