# SPDX-License-Identifier: GPL-2.0-or-later
"""Run small graphs through the numpy backend and compare them with onnxruntime."""

from __future__ import annotations

import numpy as np
import onnxruntime

from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_file import parse_model
from tests.core.network.onnx_writer import model, value

RNG = np.random.default_rng(11)
IMAGE = RNG.normal(size=(3, 4, 11, 13)).astype(np.float32)
TABLE = RNG.normal(size=(5, 6)).astype(np.float32)


def floats(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


def integers(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def write(
    nodes: list[bytes], image: np.ndarray, weights: dict[str, np.ndarray], opset: int, data_type: int = 1
) -> bytes:
    return model(nodes, [value("x", [None, *image.shape[1:]])], [value("y", None, data_type)], weights, opset=opset)


def run_numpy(content: bytes, image: np.ndarray) -> np.ndarray:
    return NumpyNetwork(parse_model(content, "test.onnx"), ["y"]).run(image)[0]


def assert_both_agree(
    nodes: list[bytes],
    image: np.ndarray,
    weights: dict[str, np.ndarray] | None = None,
    opset: int = 17,
    data_type: int = 1,
) -> None:
    content = write(nodes, image, weights or {}, opset, data_type)
    expected = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"]).run(["y"], {"x": image})[0]

    result = run_numpy(content, image)

    assert result.shape == expected.shape
    assert result.dtype == expected.dtype
    np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-4)
