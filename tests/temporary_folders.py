# SPDX-License-Identifier: GPL-2.0-or-later
"""The folders that the plugin makes for a while, which all tests of a process share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsProcessingUtils

Leftovers = Callable[[], set[Path]]


def new_folders() -> Leftovers:
    """Return what tells the folders that are there and were not there now."""
    before = _folders()
    return lambda: _folders() - before


def _folders() -> set[Path]:
    return set(Path(QgsProcessingUtils.tempFolder()).glob("eurosat-*"))
