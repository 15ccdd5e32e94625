# SPDX-License-Identifier: GPL-2.0-or-later
"""Two ways to run the same model file: onnxruntime where it is installed, numpy everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.choices import BACKENDS
from eurosat_plugin.core.errors import BackendError, FailureKind, ModelError
from eurosat_plugin.core.network.dense_network import DenseNetwork, open_dense
from eurosat_plugin.core.network.model_card import LOGITS, PROBABILITIES, UNTOLD, ModelCard
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_card import card_of, read_item
from eurosat_plugin.core.network.onnx_file import read_model
from eurosat_plugin.core.network.onnx_model import OnnxModel, decisive_operator
from eurosat_plugin.core.network.onnxruntime_session import OnnxruntimeSession, first_line
from eurosat_plugin.core.network.prediction import (
    TYPES,
    Prediction,
    Run,
    Tiles,
    checked,
    input_of,
    output_names,
    outputs_of,
    plain_tiles,
)
from eurosat_plugin.core.network.threads import thread_count
from eurosat_plugin.core.translation import tr

BATCH = 64
"""Tiles in one run of onnxruntime: more gain no speed, and a cancelled run stops between two batches."""

NUMPY_BATCH = 16
"""The same of numpy, which needs more memory for a tile, and on the slowest computers seconds for so many."""

TOGETHER = 4
"""Pieces of an image that onnxruntime sees at once at most: each needs the memory of eighty tiles."""

_TILE_VALUES = 4 * 64 * 64 * 3
"""Numbers of a tile, four times as many as ours have: from there on memory decides how many go together."""


class TileClassifier(Protocol):
    """A loaded model; `backend` is ``onnxruntime`` or ``numpy``, `model_sha256` that of the model file.

    `batch` is how many tiles are best given at once.
    """

    card: ModelCard
    backend: str
    batch: int
    model_sha256: str

    def classify(self, tiles: Tiles) -> Prediction:
        """Classify any number of `tiles` ``(tiles, size, size, bands)``, size and bands those of the card.

        They are what :data:`~eurosat_plugin.core.network.model_card.VALUES` names: uint8 grey levels, or float32
        digital numbers.

        :raises ValueError: when the array has another shape or type.
        :raises ModelError: when the network gives anything but numbers: grey levels always have an answer.
        """

    def dense(self) -> DenseNetwork | None:
        """Return the same network as what sees a whole image at once, None where it was not made for that.

        :raises ModelError: when it cannot be taken apart.
        """


class OnnxTileClassifier:
    """Runs the model with onnxruntime; `exact` is for int8 (:class:`OnnxruntimeSession`).

    :raises ModelError: when the file is missing, damaged or does not describe itself.
    :raises BackendError: when onnxruntime is not installed, broken or refuses the model.
    """

    backend = "onnxruntime"

    def __init__(self, path: Path, exact: bool = False) -> None:
        model = read_model(path)
        card = card_of(model, read_item(path))
        self._model, self.model_sha256 = model, model.sha256
        self._session = OnnxruntimeSession(model, output_names(card), exact)
        self.card = _probe(self._session.run, card, model)
        self.batch = _batch(BATCH, card)

    def classify(self, tiles: Tiles) -> Prediction:
        """See :meth:`TileClassifier.classify`."""
        return _classify(self._session.run, self.card, tiles, self.batch)

    def dense(self) -> DenseNetwork | None:
        """See :meth:`TileClassifier.dense`."""
        together = min(thread_count(), TOGETHER)

        def open_trunk(trunk: OnnxModel, output: str) -> Run:
            return OnnxruntimeSession(trunk, (output,), share=1).run

        return open_dense(self._model, self.card, open_trunk, together)


class NumpyTileClassifier:
    """Runs the model with numpy alone.

    :raises ModelError: when the file is missing, damaged, does not describe itself or needs onnxruntime.
    """

    backend = "numpy"

    def __init__(self, path: Path) -> None:
        model = read_model(path)
        card = card_of(model, read_item(path))
        self._model, self.model_sha256 = model, model.sha256
        self._network = NumpyNetwork(model, output_names(card))
        self.card = _probe(self._network.run, card, model)
        self.batch = _batch(NUMPY_BATCH, card)

    def classify(self, tiles: Tiles) -> Prediction:
        """See :meth:`TileClassifier.classify`."""
        # Channels last in memory: that is how its convolutions are fastest.
        return _classify(self._network.run, self.card, np.ascontiguousarray(tiles), self.batch)

    def dense(self) -> DenseNetwork | None:
        """See :meth:`TileClassifier.dense`."""

        def open_trunk(trunk: OnnxModel, output: str) -> Run:
            return NumpyNetwork(trunk, (output,)).run

        # One piece at a time: of several numpy would need the memory of all, and their number would change the digits.
        return open_dense(self._model, self.card, open_trunk)


def open_classifier(path: Path, backend: str = "auto", exact: bool = False) -> TileClassifier:
    """Load the model `path`; ``auto`` takes onnxruntime and, where that cannot run here, numpy.

    `exact` is for int8 in onnxruntime (:class:`OnnxruntimeSession`).

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
            return OnnxTileClassifier(path, exact)
        except BackendError:
            if backend == "onnxruntime":
                raise
    return NumpyTileClassifier(path)


def _classify(run: Run, card: ModelCard, tiles: Tiles, batch: int) -> Prediction:
    """Convert `tiles` to the model's layout and run them in batches."""
    expected, kind = (card.tile_size, card.tile_size, len(card.bands)), TYPES[card.values]
    if tiles.dtype != kind or tiles.ndim != 4 or tiles.shape[1:] != expected:
        shape = ", ".join(map(str, expected))
        raise ValueError(f"tiles are {tiles.dtype} {tiles.shape} and not uint8 (n, {shape}), or by the card float32")
    probabilities = np.empty((len(tiles), len(card.classes)), dtype=np.float32)
    energy = np.empty(len(tiles), dtype=np.float32)
    done = 0
    while done < len(tiles):
        part = slice(done, done + batch)
        try:
            probabilities[part], energy[part] = outputs_of(run(input_of(tiles[part], card)), card)
        except MemoryError as error:
            if batch == 1:
                raise _out_of_memory(error) from None
            batch //= 2
            continue
        done += batch
    return checked(Prediction(probabilities, energy), card)


def _out_of_memory(error: MemoryError) -> BackendError:
    return BackendError(
        tr("There is not enough memory to classify a single tile ({reason}); close other programs.").format(
            reason=first_line(error)
        ),
        FailureKind.MEMORY,
    )


def _batch(most: int, card: ModelCard) -> int:
    """Return how many tiles are given at once: `most`, or fewer of tiles that are much larger than ours."""
    return max(1, min(most, most * _TILE_VALUES // (card.tile_size**2 * len(card.bands))))


def _probe(run: Run, card: ModelCard, model: OnnxModel) -> ModelCard:
    """Classify two grey tiles, so that a model that loads but cannot run is refused before any work is done.

    Return the card, in which nothing is left untold.
    """
    grey = plain_tiles(2, card)
    try:
        outputs = run(input_of(grey, card))
    except MemoryError as error:
        raise _out_of_memory(error) from None
    shapes = [output.shape for output in outputs]
    if shapes != [(2, len(card.classes)), (2,)][: len(outputs)]:
        raise ModelError(
            tr(
                "The model file {name} cannot be used: for two tiles it gives probabilities of shape {probabilities} "
                "and energies of shape {energies}; export the model again."
            ).format(name=model.file_name, probabilities=shapes[0], energies=shapes[-1] if shapes[1:] else tr("none"))
        )
    card = _with_activation(card, model, outputs[0])
    probabilities, energy = outputs_of(outputs, card)
    if not np.allclose(probabilities.sum(axis=1), 1.0, atol=1e-3) or not np.isfinite(energy).all():
        raise ModelError(
            tr(
                "The model file {name} cannot be used: its probabilities do not add up to 1 or its energy is not "
                "finite; download or export it again."
            ).format(name=model.file_name)
        )
    return card


def _with_activation(card: ModelCard, model: OnnxModel, output: npt.NDArray[Any]) -> ModelCard:
    """Find out whether `output`, the answer to two tiles, are probabilities; :raises ModelError: when nobody can tell.

    What ends with a sigmoid gives each class a probability of its own: several may be there at once.
    """
    if card.activation != UNTOLD:
        return card
    last = decisive_operator(model, card.probabilities_output)
    if last in ("Sigmoid", "HardSigmoid"):
        raise ModelError(
            tr(
                "The model file {name} cannot be used: it ends with a sigmoid, so several classes may be true of a "
                "tile; one that chooses a single class is needed."
            ).format(name=model.file_name)
        )
    sums_to_one = bool((output >= 0).all() and np.allclose(output.sum(axis=1), 1.0, atol=1e-3))
    return replace(card, activation=PROBABILITIES if last == "Softmax" or sums_to_one else LOGITS)
