# SPDX-License-Identifier: GPL-2.0-or-later
"""Two ways to run the same model file: onnxruntime where it is installed, numpy everywhere.

No other module of the plugin imports onnxruntime, and it is imported only when a classifier of it is made.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.choices import BACKENDS
from eurosat_plugin.core.errors import BackendError, ModelError
from eurosat_plugin.core.network.model_card import ModelCard
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_file import card_of, read_model
from eurosat_plugin.core.network.onnxruntime_search import (
    found_folder,
    import_problem,
    note_import,
    onnxruntime_folder,
)
from eurosat_plugin.core.translation import tr, tr_noop, translate

BATCH = 16
"""Tiles in one run of the network: more gain no speed, but need memory, and a cancelled run stops between two batches:
on the slowest computers one takes seconds."""

MAX_THREADS = 8

CANNOT_BE_IMPORTED = tr_noop(
    "onnxruntime cannot be imported ({reason}); install it in Settings, Options, EuroSAT Land Cover, or choose the "
    "numpy backend."
)
CANNOT_LOAD = tr_noop("onnxruntime cannot load the model {name} ({reason}); choose the numpy backend or another model.")
CANNOT_RUN = tr_noop("onnxruntime cannot run the model ({reason}).")

_OUT_OF_MEMORY = re.compile(r"alloc|out of memory", re.IGNORECASE)
"""What onnxruntime says then: "Failed to allocate memory", "std::bad_alloc", "bad allocation"."""

_Floats = npt.NDArray[np.float32]
_Run = Callable[[_Floats], tuple[npt.NDArray[Any], ...]]


@dataclass(frozen=True)
class Prediction:
    """What the network says: `probabilities` float32 ``(tiles, 10)`` in class order, `energy` float32 ``(tiles,)``."""

    probabilities: npt.NDArray[np.float32]
    energy: npt.NDArray[np.float32]


class TileClassifier(Protocol):
    """A loaded model; `backend` is ``onnxruntime`` or ``numpy``, `model_sha256` that of the model file."""

    card: ModelCard
    backend: str
    model_sha256: str

    def classify(self, tiles: npt.NDArray[np.uint8]) -> Prediction:
        """Classify any number of `tiles`: grey levels ``(tiles, 64, 64, 3)``, RGB = B04, B03, B02, channels last.

        :raises ValueError: when the array has another shape or type.
        :raises ModelError: when the network gives anything but numbers: grey levels always have an answer.
        """


class OnnxTileClassifier:
    """Runs the model with onnxruntime.

    :raises ModelError: when the file is missing, damaged or does not describe itself.
    :raises BackendError: when onnxruntime is not installed, broken or refuses the model.
    """

    backend = "onnxruntime"

    def __init__(self, path: Path) -> None:
        model = read_model(path)
        self.card = card_of(model)
        self.model_sha256 = model.sha256
        self._outputs = [self.card.probabilities_output, self.card.energy_output]
        self._input = model.inputs[0].name
        self._session = _start_session(model.content, model.file_name)
        _probe(self._run, self.card, model.file_name)

    def classify(self, tiles: npt.NDArray[np.uint8]) -> Prediction:
        """See :meth:`TileClassifier.classify`."""
        return _classify(self._run, self.card, tiles)

    def _run(self, image: _Floats) -> tuple[npt.NDArray[Any], ...]:
        try:
            return tuple(self._session.run(self._outputs, {self._input: np.ascontiguousarray(image)}))
        except Exception as error:  # onnxruntime's exceptions share no base class but Exception
            if _OUT_OF_MEMORY.search(str(error)):
                raise MemoryError(_first_line(error)) from None
            raise BackendError(translate(CANNOT_RUN).format(reason=_first_line(error))) from error


class NumpyTileClassifier:
    """Runs the model with numpy alone.

    :raises ModelError: when the file is missing, damaged, does not describe itself or needs onnxruntime.
    """

    backend = "numpy"

    def __init__(self, path: Path) -> None:
        model = read_model(path)
        self.card = card_of(model)
        self.model_sha256 = model.sha256
        self._network = NumpyNetwork(model, (self.card.probabilities_output, self.card.energy_output))
        _probe(self._network.run, self.card, model.file_name)

    def classify(self, tiles: npt.NDArray[np.uint8]) -> Prediction:
        """See :meth:`TileClassifier.classify`."""
        return _classify(self._network.run, self.card, tiles)


def open_classifier(path: Path, backend: str = "auto") -> TileClassifier:
    """Load the model `path`; ``auto`` takes onnxruntime and, where that cannot run here, numpy.

    :raises ModelError: when the model cannot be used.
    :raises BackendError: when `backend` is unknown, or was asked for by name and cannot run here.
    """
    if backend not in BACKENDS:
        raise BackendError(
            tr("There is no backend {backend!r}; choose one of {choices}.").format(
                backend=backend, choices=", ".join(BACKENDS)
            )
        )
    if backend != "numpy":
        try:
            return OnnxTileClassifier(path)
        except BackendError:
            if backend == "onnxruntime":
                raise
    return NumpyTileClassifier(path)


def _import_onnxruntime() -> Any:
    note_import("")
    folder = None if "onnxruntime" in sys.modules else onnxruntime_folder()
    if folder is not None:
        try:
            return _import_from(folder)
        except Exception as error:
            note_import(_first_line(error))
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


def _start_session(content: bytes, file_name: str) -> Any:
    """Load the bytes that were checked and hashed, not the file again."""
    try:
        onnxruntime = _import_onnxruntime()
    except Exception as error:  # a broken installation fails with more than ImportError: OSError, RuntimeError, ...
        note_import(import_problem() or _first_line(error))
        raise BackendError(translate(CANNOT_BE_IMPORTED).format(reason=_first_line(error))) from error
    try:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(os.cpu_count() or 1, MAX_THREADS)
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions share no base class but Exception
        raise BackendError(translate(CANNOT_LOAD).format(name=file_name, reason=_first_line(error))) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _classify(run: _Run, card: ModelCard, tiles: npt.NDArray[np.uint8]) -> Prediction:
    """Convert `tiles` to the model's layout and run them in batches."""
    expected = (card.tile_size, card.tile_size, len(card.bands))
    if tiles.dtype != np.uint8 or tiles.ndim != 4 or tiles.shape[1:] != expected:
        raise ValueError(f"tiles are {tiles.dtype} {tiles.shape} and not uint8 (n, {', '.join(map(str, expected))})")
    probabilities = np.empty((len(tiles), len(card.classes)), dtype=np.float32)
    energy = np.empty(len(tiles), dtype=np.float32)
    done, batch = 0, BATCH
    while done < len(tiles):
        part = slice(done, done + batch)
        try:
            probabilities[part], energy[part] = run(_image(tiles[part], card))
        except MemoryError as error:
            if batch == 1:
                raise _out_of_memory(error) from None
            batch //= 2
            continue
        done += batch
    if not np.isfinite(probabilities).all() or not np.isfinite(energy).all():
        raise ModelError(
            tr("The model {name} gives no numbers for some tiles; choose another model, or another backend.").format(
                name=card.name
            )
        )
    return Prediction(probabilities, energy)


def _out_of_memory(error: MemoryError) -> BackendError:
    return BackendError(
        tr("There is not enough memory to classify a single tile ({reason}); close other programs.").format(
            reason=_first_line(error)
        )
    )


def _image(tiles: npt.NDArray[np.uint8], card: ModelCard) -> _Floats:
    """Return `tiles` as float32 in the layout of `card`; the NCHW one is a view, channels last in memory."""
    image = tiles.astype(np.float32)
    return image.transpose(0, 3, 1, 2) if card.layout == "NCHW" else image


def _probe(run: _Run, card: ModelCard, file_name: str) -> None:
    """Classify two grey tiles, so that a model that loads but cannot run is refused before any work is done."""
    grey = np.full((2, card.tile_size, card.tile_size, len(card.bands)), 128, dtype=np.uint8)
    try:
        probabilities, energy = run(_image(grey, card))
    except MemoryError as error:
        raise _out_of_memory(error) from None
    if probabilities.shape != (2, len(card.classes)) or energy.shape != (2,):
        raise ModelError(
            tr(
                "The model file {name} cannot be used: for two tiles it gives probabilities of shape {probabilities} "
                "and energies of shape {energies}; export the model again."
            ).format(name=file_name, probabilities=probabilities.shape, energies=energy.shape)
        )
    if not np.allclose(probabilities.sum(axis=1), 1.0, atol=1e-3) or not np.isfinite(energy).all():
        raise ModelError(
            tr(
                "The model file {name} cannot be used: its probabilities do not add up to 1 or its energy is not "
                "finite; download or export it again."
            ).format(name=file_name)
        )
