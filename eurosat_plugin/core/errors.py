# SPDX-License-Identifier: GPL-2.0-or-later
"""Errors whose message is a sentence that the user can act on."""

from __future__ import annotations

from eurosat_plugin.core.translation import tr


class EuroSatError(Exception):
    """Anything the plugin refuses to do, with the reason and the way out in its message."""


class Cancelled(EuroSatError):
    """The user has stopped a run."""

    def __init__(self) -> None:
        super().__init__(tr("Cancelled; nothing was written."))


class InputError(EuroSatError):
    """The raster, its bands or the extent cannot be classified as they are."""


class OutputError(EuroSatError):
    """What was classified cannot be written, or not all of it was."""


class ModelError(EuroSatError):
    """The model file is missing, damaged or does not describe itself."""


class BackendError(EuroSatError):
    """The inference backend that was asked for cannot run here."""


class InstallationError(EuroSatError):
    """Something could not be fetched, unpacked, tried out or removed."""


class StorageError(InstallationError):
    """The profile cannot hold what was fetched: it may not be written to, or is full."""
