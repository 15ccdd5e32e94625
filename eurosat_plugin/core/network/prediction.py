# SPDX-License-Identifier: GPL-2.0-or-later
"""What goes into a network and what comes out of it, as its card has both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.model_card import GREY, LOGITS, REFLECTANCE, ModelCard
from eurosat_plugin.core.translation import tr

Tiles = npt.NDArray[np.generic]
_Floats = npt.NDArray[np.float32]
Run = Callable[[_Floats], tuple[npt.NDArray[Any], ...]]
"""A network, or a part of one: from a batch in its layout to its outputs."""

TYPES = {GREY: "uint8", REFLECTANCE: "float32"}
"""The type of tiles, by what the card says of their values."""

_PLAIN = {GREY: 128, REFLECTANCE: 1000}


@dataclass(frozen=True)
class Prediction:
    """What the network says: `probabilities` float32 ``(tiles, classes)`` in class order, `energy` ``(tiles,)``.

    The energy is 0 of a network that tells none.
    """

    probabilities: npt.NDArray[np.float32]
    energy: npt.NDArray[np.float32]


def output_names(card: ModelCard) -> tuple[str, ...]:
    """Return the outputs that are asked for."""
    return (card.probabilities_output, card.energy_output) if card.energy_output else (card.probabilities_output,)


def plain_tiles(count: int, card: ModelCard) -> Tiles:
    """Return so many tiles of one grey."""
    shape = (count, card.tile_size, card.tile_size, len(card.bands))
    return np.full(shape, _PLAIN[card.values], TYPES[card.values])


def input_of(tiles: Tiles, card: ModelCard) -> _Floats:
    """Return `tiles` as float32 in the layout of `card`; the order of their axes in memory stays as it is."""
    image = tiles.astype(np.float32)
    for band, scaling in enumerate(card.scaling):
        if scaling.low is not None or scaling.high is not None:
            np.clip(image[..., band], scaling.low, scaling.high, out=image[..., band])
        image[..., band] -= np.float32(scaling.shift)
        image[..., band] /= np.float32(scaling.scale)
    return image.transpose(0, 3, 1, 2) if card.layout == "NCHW" else image


def outputs_of(outputs: tuple[npt.NDArray[Any], ...], card: ModelCard) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return probabilities and energies of what the network gave, energies of 0 where it gives none."""
    first, *others = outputs
    energy = others[0] if others else np.zeros(len(first), dtype=np.float32)
    if card.activation != LOGITS:
        return first, energy
    raised = np.exp(first - first.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True), energy


def checked(prediction: Prediction, card: ModelCard) -> Prediction:
    """Return `prediction`; :raises ModelError: when it holds anything but numbers."""
    if not np.isfinite(prediction.probabilities).all() or not np.isfinite(prediction.energy).all():
        raise ModelError(
            tr("The model {name} gives no numbers for some tiles; choose another model, or another backend.").format(
                name=card.name
            )
        )
    return prediction
