# SPDX-License-Identifier: GPL-2.0-or-later
"""A network for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.network.onnx_writer import small_classifier


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the file of a small network."""
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())
    return path
