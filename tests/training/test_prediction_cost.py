# SPDX-License-Identifier: GPL-2.0-or-later
"""What the benchmark asks of TensorFlow, in the process that has it: the other half is in tests/house/test_bench.py."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from scripts.bench import predict


def test_tiles_of_a_file_are_classified_and_their_cost_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tiles.npy"
    np.save(file, np.full((4, 3, 64, 64), 100, dtype=np.float32))

    assert predict.main(str(file)) == 0

    spent = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert spent.keys() == {"cpu", "wall"}
    assert min(spent.values()) > 0
