# SPDX-License-Identifier: GPL-2.0-or-later
"""Tells classifiers of the onnxruntime in the profile. It is imported when QGIS starts, so it imports nothing much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eurosat_plugin.core.network.onnxruntime_search import look_for_onnxruntime

if TYPE_CHECKING:
    from pathlib import Path


def look_in_profile() -> None:
    """Let classifiers use what is installed in the profile, and what Python has only when it has been tried.

    The folder is looked up when a classifier is opened.
    """
    look_for_onnxruntime(_usable_folder, _refusal_of_found)


def _usable_folder() -> Path | None:
    from eurosat_plugin.adapters.runtime.runtime_folder import RuntimeFolder

    return RuntimeFolder.of_profile().usable()


def _refusal_of_found(package: Path) -> str:
    from eurosat_plugin.adapters.runtime.found_runtime import refusal_of_found

    return refusal_of_found(package)
