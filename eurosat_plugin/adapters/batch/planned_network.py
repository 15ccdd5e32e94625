# SPDX-License-Identifier: GPL-2.0-or-later
"""The network that a plan means: by its bytes and by what describes it, and not by the name of its file alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from eurosat_plugin.core.choices import FLOAT, model_name
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import model_path


@dataclass(frozen=True)
class PlannedNetwork:
    """Checksums of the file and of the STAC item that describes it, and its classes.

    `item_sha256` is empty where the file describes itself, `classes` are as :attr:`ClassScheme.entry` has them.
    """

    sha256: str
    item_sha256: str = ""
    classes: str = ""


def network_file(settings: Mapping[str, str]) -> Path:
    """Return the file of the network that `settings` choose."""
    return Path(settings.get("MODEL_FILE") or model_path(model_name(settings.get("MODEL", FLOAT))))


def network_of(settings: Mapping[str, str]) -> PlannedNetwork:
    """Read the network that `settings` choose, unless it is the one that was read last.

    :raises InputError: when it cannot be read.
    :raises ModelError: when a network of people's own does not say what it is.
    """
    path, is_own = network_file(settings), bool(settings.get("MODEL_FILE"))
    return _read(path, is_own, _state(path, is_own))


@lru_cache(maxsize=1)
def _read(path: Path, is_own: bool, state: tuple[int, ...]) -> PlannedNetwork:
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        sentence = tr("The network {path} cannot be read ({reason}); set MODEL or MODEL_FILE.")
        raise InputError(sentence.format(path=path, reason=error.strerror)) from None
    if not is_own:
        return PlannedNetwork(sha256)
    # Not at the top: numpy comes with it, which the scheduler of a cluster needs not have.
    from eurosat_plugin.core.network.onnx_card import read_card, telling_item

    item = telling_item(path)
    return PlannedNetwork(
        sha256, hashlib.sha256(item.encode()).hexdigest() if item else "", read_card(path).scheme.entry
    )


def _state(path: Path, is_own: bool) -> tuple[int, ...]:
    if is_own:
        from eurosat_plugin.core.network.onnx_card import file_state

        return file_state(path)
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_size, status.st_mtime_ns
