# SPDX-License-Identifier: GPL-2.0-or-later
"""Errors whose message is a sentence that the user can act on."""

from __future__ import annotations

from enum import Enum

from eurosat_plugin.core.translation import tr

_BUSY = (408, 425, 429)
_SERVER_ERRORS = 500


class FailureKind(Enum):
    """Whether the same may succeed in a while, with nothing changed."""

    REFUSED = "refused"
    """It will not: image, settings or installation must be others."""

    PASSING = "passing"
    """It may: a server, the network or a disk did not play along."""

    MEMORY = "memory"
    """It may, best in a process that has all of the memory."""


class EuroSatError(Exception):
    """Anything the plugin refuses to do, with the reason and the way out in its message."""

    usual = FailureKind.REFUSED

    def __init__(self, sentence: str = "", kind: FailureKind | None = None) -> None:
        super().__init__(sentence)
        self.kind = kind or self.usual


class Cancelled(EuroSatError):
    """The user has stopped a run."""

    def __init__(self) -> None:
        super().__init__(tr("Cancelled; nothing was written."))


class InputError(EuroSatError):
    """The raster, its bands or the extent cannot be classified as they are."""


class OutputError(EuroSatError):
    """What was classified cannot be written, or not all of it was; the image is not to blame."""

    usual = FailureKind.PASSING


class ModelError(EuroSatError):
    """The model file is missing, damaged or does not describe itself."""


class BackendError(EuroSatError):
    """The inference backend that was asked for cannot run here."""


class InstallationError(EuroSatError):
    """Something could not be fetched, unpacked, tried out or removed."""


class StorageError(InstallationError):
    """The profile cannot hold what was fetched: it may not be written to, or is full."""


def kind_of(error: BaseException) -> FailureKind:
    """Return whether what raised `error`, of any class, may succeed in a while."""
    if isinstance(error, EuroSatError):
        return error.kind
    if isinstance(error, MemoryError):
        return FailureKind.MEMORY
    return FailureKind.PASSING if isinstance(error, OSError) else FailureKind.REFUSED


def kind_of_status(status: int) -> FailureKind:
    """Return whether a server that has answered with `status` of HTTP may give what was asked for in a while."""
    return FailureKind.PASSING if status in _BUSY or status >= _SERVER_ERRORS else FailureKind.REFUSED
