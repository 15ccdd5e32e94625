# SPDX-License-Identifier: GPL-2.0-or-later
"""What the file of a network of one's own says of itself; the network is not opened for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eurosat_plugin.core.choices import SEEN_AT_ONCE
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.tiles.tiling import TILE_SIZE

if TYPE_CHECKING:
    from eurosat_plugin.core.network.model_card import ModelCard

_read: dict[tuple[str, tuple[int, ...]], ModelCard] = {}
"""The card that was read last, by path, sizes and times: a rectangle that is drawn asks at every move."""


def tile_size(path: str) -> int:
    """Return how many pixels a tile of the network in `path` has along each side; bundled ones where that is empty.

    :raises ModelError: when the file does not tell.
    """
    return known_card(path).tile_size if path else TILE_SIZE


def scheme_in(path: str) -> ClassScheme:
    """Return the classes of the network in `path`; those of the bundled ones where that is empty.

    :raises ModelError: when the file does not tell.
    """
    return known_card(path).scheme if path else EUROSAT


def sees_at_once(model: str, path: str, tta: bool) -> bool:
    """Tell whether the network in `path`, or else the bundled `model`, sees an image as a whole where tiles overlap."""
    if tta or not path:
        return not tta and model in SEEN_AT_ONCE
    try:
        return known_card(path).dense is not None
    except ModelError:
        return False


def known_card(path: str) -> ModelCard:
    """Return the card of the network in the file `path`, read anew only when it has changed.

    :raises ModelError: when there is none.
    """
    # Not at the top: they bring numpy, which a QGIS that is starting does without.
    from eurosat_plugin.core.network.onnx_card import file_state, read_card

    which = path, file_state(Path(path))
    if which not in _read:
        card = read_card(Path(path))
        _read.clear()
        _read[which] = card
    return _read[which]
