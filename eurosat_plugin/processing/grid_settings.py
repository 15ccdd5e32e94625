# SPDX-License-Identifier: GPL-2.0-or-later
"""How to classify: the values of the parameters that every classification has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eurosat_plugin.adapters.runtime.int8_choice import int8_gain
from eurosat_plugin.core.choices import FAST, INT8, model_name
from eurosat_plugin.core.errors import BackendError, InputError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.network.model_card import ModelCard
from eurosat_plugin.core.network.onnx_card import file_state, read_card
from eurosat_plugin.core.network.onnxruntime_search import found_refusal, import_problem
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.core.tiles.window_classifier import Options
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import model_path
from eurosat_plugin.processing import grid_parameters as names
from eurosat_plugin.processing.arguments import Arguments


@dataclass(frozen=True)
class GridSettings:
    """The network, opened, and how tiles are laid and judged; `probabilities` asks for a column of each class.

    `stride` is in pixels: STRIDE says 64 for the whole tile of a network, whatever size that has, and 32 for half of
    it. `refusal` tells why an onnxruntime that is there is not used; `gain` is how many times as fast as its other file
    the int8 file of a network is that was taken for it, 0 of any other.
    """

    classifier: TileClassifier
    options: Options
    stride: int
    edge: str
    probabilities: bool
    refusal: str = ""
    gain: float = 0.0


def model_file(arguments: Arguments) -> Path:
    """Return the file of the network that is asked for, and for `fast` that of its files which is faster here."""
    chosen = arguments.file(names.MODEL_FILE)
    if chosen:
        return Path(chosen)
    return model_path(INT8 if _gain(arguments) else model_name(arguments.choice(names.MODEL)))


def _gain(arguments: Arguments) -> float:
    """Return what the int8 file gains that is taken for another, 0 where none is; numpy cannot run it."""
    free = arguments.choice(names.MODEL) == FAST and not arguments.file(names.MODEL_FILE)
    return int8_gain() if free and arguments.choice(names.BACKEND) != "numpy" else 0.0


def own_card(arguments: Arguments) -> ModelCard | None:
    """Return the card of MODEL_FILE, None without one; :raises ModelError: when the file has none.

    The image is opened before the network, and has to know which bands that asks for.
    """
    if not arguments.file(names.MODEL_FILE):
        return None
    kept, path = _opened.get(_which(arguments)), model_file(arguments)
    return read_card(path) if kept is None else kept.card


def check_model(arguments: Arguments) -> None:
    """Open the network, and keep it for the run that follows: opening it is the dearest part of a small run.

    :raises EuroSatError: when model or backend cannot be used.
    """
    which, classifier = _which(arguments), _classifier(arguments)
    _opened.clear()
    _opened[which] = classifier


def read_settings(arguments: Arguments) -> GridSettings:
    """Read the parameters of :func:`~eurosat_plugin.processing.grid_parameters.grid_parameters` and open the network.

    :raises EuroSatError: when model or backend cannot be used.
    """
    classifier = _classifier(arguments)
    confidence = arguments.number(names.MIN_CONFIDENCE)
    return GridSettings(
        classifier,
        Options(confidence, arguments.flag(names.TTA)),
        _stride(int(arguments.choice(names.STRIDE)), classifier.card.tile_size),
        arguments.choice(names.EDGE),
        arguments.flag(names.PROBABILITIES),
        found_refusal() if classifier.backend == "numpy" != arguments.choice(names.BACKEND) else "",
        _gain(arguments),
    )


def _stride(chosen: int, size: int) -> int:
    """Return in pixels the stride that is `chosen` for tiles of TILE_SIZE, for those of `size`.

    :raises InputError: when that is no whole number.
    """
    if chosen * size % TILE_SIZE:
        sentence = tr(
            "STRIDE cannot be {stride} with tiles of {size} pixels, as those of this model are; choose {other} or more."
        )
        raise InputError(sentence.format(stride=chosen, size=size, other=2 * chosen))
    return chosen * size // TILE_SIZE


_Which = tuple[Path, str, tuple[int, ...]]
_opened: dict[_Which, TileClassifier] = {}
"""The network that was opened last to check it, until a run takes it: two runs never share one."""


def _classifier(arguments: Arguments) -> TileClassifier:
    path, backend, *_ = which = _which(arguments)
    # Where it does not gain, its fastest sums may be wrong ones, and who asks for int8 wants what others get.
    exact = path == model_path(INT8) and not int8_gain()
    kept = _opened.pop(which, None)
    if kept is not None:
        return kept
    int8_wanted = arguments.choice(names.MODEL) == INT8 and not arguments.file(names.MODEL_FILE)
    return _open_int8(path, backend, exact) if int8_wanted else open_classifier(path, backend, exact)


def _open_int8(path: Path, backend: str, exact: bool) -> TileClassifier:
    """Open the network in int8 that was asked for by its name; numpy cannot run it.

    :raises BackendError: when onnxruntime cannot, either.
    """
    if backend == "numpy":
        sentence = tr("The model {model} needs onnxruntime: choose another backend than numpy, or the model {other}.")
        raise BackendError(sentence.format(model=INT8, other=FAST))
    try:
        return open_classifier(path, "onnxruntime", exact)
    except BackendError:
        reason = import_problem()
        if not reason:
            raise
    sentence = tr(
        "The model {model} needs onnxruntime, which cannot be imported ({reason}): install it in Settings, Options, "
        "EuroSAT Land Cover, or choose the model {other}."
    )
    raise BackendError(sentence.format(model=INT8, reason=reason, other=FAST))


def _which(arguments: Arguments) -> _Which:
    """Return file and backend, and the state of the file: it may be another by now."""
    path = model_file(arguments)
    return path, arguments.choice(names.BACKEND), file_state(path)
