# SPDX-License-Identifier: GPL-2.0-or-later
"""Cards in the keys of the plugin Deepness: a scene classifier that it could run says this much of itself.

Deepness gives its networks pictures of 8 bits, as numbers from 0 to 1: ``(x / 255 - mean) / std``. Of bands it says
nothing: three are red, green and blue.
"""

from __future__ import annotations

import ast
import json
from typing import Any

from eurosat_plugin.core.choices import PIXEL_SIZE
from eurosat_plugin.core.network.card_text import is_sensible, shown
from eurosat_plugin.core.network.foreign_card import Told, make_card, refusal
from eurosat_plugin.core.network.model_card import BandScaling, ModelCard
from eurosat_plugin.core.network.onnx_model import OnnxModel
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import number, tr

NAMES = ("class_names", "names")
"""Keys of the classes; the second is an older one."""

_WHITE = 255.0
_LONGEST = 20_000
_OTHER_KINDS = ("segmentor", "detector", "regressor", "superresolution")
_TOLERANCE = 0.05
"""Part by which pixels may be larger or smaller than those that the network knows, as elsewhere."""


def is_deepness(model: OnnxModel) -> bool:
    """Tell whether `model` names classes as Deepness has it."""
    return any(key in model.metadata for key in NAMES)


def deepness_card(model: OnnxModel) -> ModelCard:
    """Return the card of `model`; :raises ModelError: when what it says makes no sense."""
    kind = shown(_value(model, "model_type", "")).lower()
    if kind in _OTHER_KINDS:
        raise refusal(model, tr("it is a {kind}, and no classifier of scenes").format(kind=kind))
    resolution = _value(model, "resolution", 100 * PIXEL_SIZE)
    if not is_sensible(resolution) or abs(resolution / (100 * PIXEL_SIZE) - 1) > _TOLERANCE:
        sentence = tr("its resolution is {found} cm, and tiles of pixels of {wanted} cm are classified here")
        raise refusal(model, sentence.format(found=shown(resolution), wanted=number(100 * PIXEL_SIZE)))
    size = _value(model, "tile_size", None)
    told = Told(classes=_classes(model), bands=RGB_BANDS, scaling=_scaling(model), tile_size=size)
    return make_card(model, told)


def _classes(model: OnnxModel) -> list[str]:
    """Return the names in the order of their numbers, which may be written as text or as Python's numbers."""
    named: Any = _value(model, next(key for key in NAMES if key in model.metadata), None)
    if isinstance(named, list):
        named = dict(enumerate(named))
    if isinstance(named, dict):
        by_number = {str(key).strip(): name for key, name in named.items()}
        wanted = [str(number) for number in range(len(named))]
        if set(by_number) == set(wanted) and all(isinstance(name, str) for name in by_number.values()):
            return [by_number[key] for key in wanted]
    raise refusal(model, tr("its class_names are not names for the numbers 0, 1, 2 and so on"))


def _scaling(model: OnnxModel) -> tuple[BandScaling, ...]:
    means = _value(model, "standardization_mean", [0.0] * len(RGB_BANDS))
    stds = _value(model, "standardization_std", [1.0] * len(RGB_BANDS))
    for numbers in (means, stds):
        if not isinstance(numbers, list) or len(numbers) != len(RGB_BANDS) or not all(map(is_sensible, numbers)):
            raise refusal(model, tr("its standardization_mean and standardization_std are not three numbers each"))
    return tuple(BandScaling(_WHITE * mean, _WHITE * std) for mean, std in zip(means, stds))


def _value(model: OnnxModel, key: str, default: Any) -> Any:
    """Return what stands under `key`: JSON, or what Python writes of a dictionary."""
    text = model.metadata.get(key)
    if text is None:
        return default
    if len(text) <= _LONGEST:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            pass
        try:
            return ast.literal_eval(text.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass
    if key == "model_type":
        return text
    raise refusal(model, tr("its entry {key} cannot be read").format(key=key))
