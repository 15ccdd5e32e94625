# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.network import convolution
from tests.core.network.onnx_comparison import IMAGE, assert_both_agree, floats, run_numpy, write
from tests.core.network.onnx_writer import node

CONVOLUTIONS: dict[str, dict[str, Any]] = {
    "valid": {},
    "pads": {"pads": [1, 1, 1, 1]},
    "asymmetric pads": {"pads": [0, 2, 1, 0]},
    "strides": {"strides": [2, 3], "pads": [1, 1, 1, 1]},
    "strides that leave a rest": {"strides": [3, 2]},
    "same upper": {"auto_pad": "SAME_UPPER", "strides": [2, 2]},
    "same lower": {"auto_pad": "SAME_LOWER", "strides": [2, 2]},
    "auto valid": {"auto_pad": "VALID"},
    "two groups": {"group": 2, "pads": [1, 1, 1, 1]},
    "depthwise": {"group": 4, "pads": [1, 1, 1, 1], "strides": [2, 2]},
}


@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_a_convolution_equals_that_of_onnxruntime(name: str) -> None:
    attributes = CONVOLUTIONS[name]
    weights = {"w": floats(8, 4 // attributes.get("group", 1), 3, 3), "b": floats(8)}

    assert_both_agree([node("Conv", "x w b", "y", **attributes)], IMAGE, weights)


@pytest.mark.parametrize("kernel", [(1, 1), (1, 3), (5, 2), (11, 13)])
def test_a_convolution_takes_any_kernel(kernel: tuple[int, int]) -> None:
    assert_both_agree([node("Conv", "x w", "y")], IMAGE, {"w": floats(6, 4, *kernel)})


def test_a_convolution_does_not_depend_on_the_block_size(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"w": floats(8, 4, 3, 3), "b": floats(8)}
    content = write([node("Conv", "x w b", "y", pads=[1, 1, 1, 1])], IMAGE, weights, 17)
    whole = run_numpy(content, IMAGE)

    monkeypatch.setattr(convolution, "COLUMN_FLOATS", 1)

    np.testing.assert_allclose(run_numpy(content, IMAGE), whole, rtol=1e-5, atol=1e-5)
