# SPDX-License-Identifier: GPL-2.0-or-later
"""The classes as people call them in their language; data keep the keys and the English names."""

from __future__ import annotations

from eurosat_plugin.core.classes import LandCoverClass
from eurosat_plugin.core.translation import tr_noop, translate

NO_CLASS_NAME = tr_noop("No data")
"""What tiles without a class are called in English."""


def class_name(land_cover: LandCoverClass) -> str:
    """Return the name of `land_cover` in the user's language."""
    return translate(land_cover.name)


def no_class_name() -> str:
    """Return what tiles without a class are called in the user's language."""
    return translate(NO_CLASS_NAME)
