# SPDX-License-Identifier: GPL-2.0-or-later
"""The classes as people call them in their language; data keep the keys and the English names."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.core.classes import LandCoverClass


def class_name(land_cover: LandCoverClass) -> str:
    """Return the name of `land_cover` in the user's language."""
    return QCoreApplication.translate("EuroSatClasses", land_cover.name)


def no_class_name() -> str:
    """Return what tiles without a class are called."""
    return QCoreApplication.translate("EuroSatClasses", "No data")
