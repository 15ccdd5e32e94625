# SPDX-License-Identifier: GPL-2.0-or-later
"""A model that is loaded in onnxruntime, or one sentence on why it is not.

No other module of the plugin imports onnxruntime, and it is imported only when a session is opened.
"""

from __future__ import annotations

import importlib
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network.blocked_padding import BLOCKS, mirrors_edges, pad_in_blocks
from eurosat_plugin.core.network.onnx_model import OnnxModel
from eurosat_plugin.core.network.onnxruntime_search import (
    found_folder,
    import_problem,
    note_import,
    onnxruntime_folder,
)
from eurosat_plugin.core.network.threads import thread_count
from eurosat_plugin.core.translation import tr_noop, translate

CANNOT_BE_IMPORTED = tr_noop(
    "onnxruntime cannot be imported ({reason}); install it in Settings, Options, EuroSAT Land Cover, or choose the "
    "numpy backend."
)
CANNOT_LOAD = tr_noop("onnxruntime cannot load the model {name} ({reason}); choose the numpy backend or another model.")
CANNOT_RUN = tr_noop("onnxruntime cannot run the model ({reason}).")

SHARE = 8
"""Tiles that a thread is given at once: what the network works out of so few stays near the processor, in its cache."""

WORTH = 512
"""Tiles after which a network that mirrors edges is rebuilt: that takes as long as so many tiles then save."""

_TILE_BYTES = 64 * 64 * 3 * 4

_PROVIDERS = ["CPUExecutionProvider"]
_OUT_OF_MEMORY = re.compile(r"alloc|out of memory", re.IGNORECASE)
"""What onnxruntime says then: "Failed to allocate memory", "std::bad_alloc", "bad allocation"."""


class OnnxruntimeSession:
    """Runs `model` with onnxruntime and gives the tensors that are named `outputs`, in this order.

    Networks in int8 are run with the fastest sums, which overflow on processors that cannot add bytes in one step
    (VNNI); with `exact` none does. Networks in float32 know no difference. A thread is given `share` images at once.

    :raises BackendError: when onnxruntime is not installed, broken or refuses the model.
    """

    def __init__(self, model: OnnxModel, outputs: tuple[str, ...], exact: bool = False, share: int = SHARE) -> None:
        self._input, self._outputs = model.inputs[0].name, list(outputs)
        self._session = _start_session(model.content, model.file_name, exact)
        self._rebuilt_from = model if mirrors_edges(model) else None
        self._share, self._tiles = share, 0

    def run(self, image: npt.NDArray[np.float32]) -> tuple[npt.NDArray[Any], ...]:
        """Return the outputs for `image`, which several threads work on, each on tiles of its own.

        :raises MemoryError: when there is not enough memory for so many tiles at once.
        :raises BackendError: when onnxruntime fails otherwise.
        """
        self._tiles += image.nbytes // _TILE_BYTES
        if self._rebuilt_from is not None and self._tiles > WORTH:
            model, self._rebuilt_from = self._rebuilt_from, None
            self._rebuild(model, image[: self._share])
        if len(image) <= self._share:
            return self._run(image)
        shares = [image[start : start + self._share] for start in range(0, len(image), self._share)]
        with ThreadPoolExecutor(min(thread_count(), len(shares)), "eurosat-onnxruntime") as pool:
            answers = list(pool.map(self._run, shares))
        return tuple(np.concatenate(outputs) for outputs in zip(*answers))

    def _rebuild(self, model: OnnxModel, image: npt.NDArray[np.float32]) -> None:
        """Go on with a graph that mirrors edges with fewer copies, if it says the same of `image` to the bit."""
        try:
            values = {self._input: np.ascontiguousarray(image)}
            expected = self._session.run(self._outputs, values)
            for session in _sessions_in_blocks(model.content):
                if all(map(np.array_equal, expected, session.run(self._outputs, values))):
                    self._session = session
                    return
        except Exception:  # onnxruntime's exceptions share no base class but Exception
            return

    def _run(self, image: npt.NDArray[np.float32]) -> tuple[npt.NDArray[Any], ...]:
        try:
            return tuple(self._session.run(self._outputs, {self._input: np.ascontiguousarray(image)}))
        except Exception as error:  # onnxruntime's exceptions share no base class but Exception
            if _OUT_OF_MEMORY.search(str(error)):
                raise MemoryError(first_line(error)) from None
            raise BackendError(translate(CANNOT_RUN).format(reason=first_line(error))) from error


def onnxruntime_version() -> str:
    """Import onnxruntime and return its version; :raises BackendError: when it cannot be imported."""
    return str(getattr(_onnxruntime(), "__version__", "?"))


def first_line(error: Exception) -> str:
    """Return what `error` says in its first line, or what it is."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _start_session(content: bytes, file_name: str, exact: bool) -> Any:
    """Load the bytes that were checked and hashed, not the file again."""
    onnxruntime = _onnxruntime()
    try:
        options = _options(onnxruntime)
        if exact:
            options.add_session_config_entry("session.x64quantprecision", "1")
        return onnxruntime.InferenceSession(content, options, providers=_PROVIDERS)
    except Exception as error:  # onnxruntime's exceptions share no base class but Exception
        raise BackendError(translate(CANNOT_LOAD).format(name=file_name, reason=first_line(error))) from error


def _sessions_in_blocks(content: bytes) -> Iterator[Any]:
    """Yield sessions of what onnxruntime makes of a model, with edges mirrored in blocks of each size it may have."""
    onnxruntime = _onnxruntime()
    with tempfile.TemporaryDirectory(prefix="eurosat-", ignore_cleanup_errors=True) as folder:
        path, options = Path(folder, "optimised.onnx"), _options(onnxruntime)
        options.optimized_model_filepath = str(path)
        onnxruntime.InferenceSession(content, options, providers=_PROVIDERS)
        optimised = path.read_bytes()
    options = _options(onnxruntime)
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    for block in BLOCKS:
        rebuilt = pad_in_blocks(optimised, block)
        if rebuilt is not None:
            yield onnxruntime.InferenceSession(rebuilt, options, providers=_PROVIDERS)


def _options(onnxruntime: Any) -> Any:
    options = onnxruntime.SessionOptions()
    # Threads that share the layers of one run wait for each other at every one of them.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return options


def _onnxruntime() -> Any:
    """Return the module; :raises BackendError: when it cannot be imported."""
    try:
        return _import_onnxruntime()
    except Exception as error:  # a broken installation fails with more than ImportError: OSError, RuntimeError, ...
        note_import(import_problem() or first_line(error))
        raise BackendError(translate(CANNOT_BE_IMPORTED).format(reason=first_line(error))) from error


def _import_onnxruntime() -> Any:
    note_import("")
    folder = None if "onnxruntime" in sys.modules else onnxruntime_folder()
    if folder is not None:
        try:
            return _import_from(folder)
        except Exception as error:
            note_import(first_line(error))
            # What a failed import leaves behind would be mixed with what the next attempt finds elsewhere.
            for name in [name for name in sys.modules if name.partition(".")[0] == "onnxruntime"]:
                del sys.modules[name]
    return _import_from(found_folder())


def _import_from(folder: Path | None) -> Any:
    """Import onnxruntime from `folder`, None for wherever Python looks."""
    if folder is not None:
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
    try:
        import onnxruntime

        return onnxruntime
    finally:
        if folder is not None:
            sys.path.remove(str(folder))
