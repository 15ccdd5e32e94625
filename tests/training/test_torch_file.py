# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pickle
import struct
import sys
from collections import OrderedDict
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from training.torch_file import MAGIC, read_checkpoint


class Tensor:
    """Pickles as PyTorch's tensors do: by a function and a storage that is told apart."""

    def __init__(self, key: str, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> None:
        self.facts = (key, offset, shape, strides)

    def __reduce__(self) -> tuple[Any, ...]:
        key, offset, shape, strides = self.facts
        return sys.modules["torch._utils"]._rebuild_tensor_v2, (Storage(key), offset, shape, strides, False, {})


class Storage:
    def __init__(self, key: str) -> None:
        self.key = key


class Pickler(pickle.Pickler):
    def persistent_id(self, value: Any) -> Any:
        """Name a storage instead of writing it."""
        return (
            ("storage", sys.modules["torch"].FloatStorage, value.key, "cpu", 0) if isinstance(value, Storage) else None
        )


@pytest.fixture(autouse=True)
def torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names of PyTorch be found by the pickle that is written; the reader must do without."""
    module, inner = ModuleType("torch"), ModuleType("torch._utils")
    module.FloatStorage = type("FloatStorage", (), {"__module__": "torch"})

    def _rebuild_tensor_v2() -> None: ...

    _rebuild_tensor_v2.__module__ = "torch._utils"
    _rebuild_tensor_v2.__qualname__ = "_rebuild_tensor_v2"
    inner._rebuild_tensor_v2 = _rebuild_tensor_v2
    monkeypatch.setitem(sys.modules, "torch", module)
    monkeypatch.setitem(sys.modules, "torch._utils", inner)


def write(path: Path, state: Any, numbers: np.ndarray, magic: int = MAGIC) -> Path:
    with path.open("wb") as file:
        for value in (magic, 1001, {"little_endian": True}):
            pickle.dump(value, file, protocol=2)
        Pickler(file, protocol=2).dump(state)
        pickle.dump(["7"], file, protocol=2)
        file.write(struct.pack("<q", numbers.size) + numbers.astype("<f4").tobytes())
    return path


def test_tensors_are_views_of_their_storage(tmp_path: Path) -> None:
    numbers = np.arange(12.0)
    state = OrderedDict(whole=Tensor("7", 0, (3, 4), (4, 1)), turned=Tensor("7", 4, (4, 2), (1, 4)))

    arrays = read_checkpoint(write(tmp_path / "made.pth", state, numbers))

    np.testing.assert_array_equal(arrays["whole"], numbers.reshape(3, 4))
    np.testing.assert_array_equal(arrays["turned"], numbers.reshape(3, 4)[1:].T)


def test_a_file_that_asks_for_anything_else_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "bad.pth", OrderedDict(path=Path("here")), np.zeros(1))

    with pytest.raises(pickle.UnpicklingError, match="pathlib"):
        read_checkpoint(path)


def test_another_kind_of_file_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "other.pth", OrderedDict(), np.zeros(1), magic=1)

    with pytest.raises(ValueError, match=r"other\.pth is not a PyTorch checkpoint"):
        read_checkpoint(path)
