# SPDX-License-Identifier: GPL-2.0-or-later
"""Read the weights out of a PyTorch checkpoint of the old kind (before 1.6, no zip) without PyTorch.

Such a file is a row of pickles: a magic number, the protocol, facts of the machine, the state dictionary, whose tensors
name the storages they are views of, the list of storages; then the numbers of each storage, after their count.
"""

from __future__ import annotations

import pickle
import struct
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

MAGIC = 0x1950A86A20F9469CFC6C
DTYPES: dict[str, np.dtype[Any]] = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}
"""Kinds of storage that checkpoints of convolutional networks have: weights, and the step counts of batch norm."""

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class _Tensor:
    """A view of the storage `key`: begin, shape and strides in elements."""

    key: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def read_checkpoint(path: Path) -> dict[str, Array]:
    """Return the arrays of the state dictionary in `path` by name; :raises ValueError: for another kind of file."""
    dtypes: dict[str, np.dtype[Any]] = {}
    with path.open("rb") as file:
        magic, _protocol, _machine = (_Unpickler(file, dtypes).load() for _ in range(3))
        if magic != MAGIC:
            raise ValueError(f"{path} is not a PyTorch checkpoint of the old kind.")
        state: Mapping[str, Any] = _Unpickler(file, dtypes).load()
        storages = {key: _read_storage(file, dtypes[key]) for key in _Unpickler(file, dtypes).load()}
    return {name: _view(storages[tensor.key], tensor) for name, tensor in state.items() if isinstance(tensor, _Tensor)}


class _Unpickler(pickle.Unpickler):
    """Builds only ordered dictionaries and tensors, so that a file cannot run anything."""

    def __init__(self, file: BinaryIO, dtypes: dict[str, np.dtype[Any]]) -> None:
        super().__init__(file)
        self._dtypes = dtypes

    def find_class(self, module: str, name: str) -> Any:
        """Return what stands in for a class or function that the pickle names."""
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild
        if module == "torch" and name in DTYPES:
            return name
        raise pickle.UnpicklingError(f"the checkpoint asks for {module}.{name}")

    def persistent_load(self, pid: Any) -> str:
        """Note the kind of the storage that `pid` names and return its key."""
        _, kind, key, *_ = pid
        self._dtypes[key] = DTYPES[kind]
        return str(key)


def _rebuild(key: str, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> _Tensor:
    return _Tensor(key, offset, tuple(shape), tuple(strides))


def _read_storage(file: BinaryIO, dtype: np.dtype[Any]) -> Array:
    (count,) = struct.unpack("<q", file.read(8))
    return np.frombuffer(file.read(count * dtype.itemsize), dtype=dtype)


def _view(storage: Array, tensor: _Tensor) -> Array:
    strides = [step * storage.itemsize for step in tensor.strides]
    return np.lib.stride_tricks.as_strided(storage[tensor.offset :], tensor.shape, strides).copy()
