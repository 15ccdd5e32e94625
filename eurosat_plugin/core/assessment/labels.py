# SPDX-License-Identifier: GPL-2.0-or-later
"""What people may say of a reference tile. Without numpy: QGIS builds dialogs and panels of it."""

from __future__ import annotations

from eurosat_plugin.core.class_scheme import EUROSAT, MIXED_KEY, UNCLEAR_KEY, ClassScheme
from eurosat_plugin.core.translation import tr_noop

INTERPRETERS: tuple[int, ...] = (1, 2)
"""So many people may look at a tile, each in columns of their own."""


def references_of(scheme: ClassScheme = EUROSAT) -> dict[str, str]:
    """Return what a reference tile may be, by key, in English: the classes in their order, and no class that prevails.

    Where numbers stand for them, a mixed tile has the one after those of the classes.
    """
    return {**{c.key: c.name for c in scheme.classes}, MIXED_KEY: tr_noop("Mixed")}


def labels_of(scheme: ClassScheme = EUROSAT) -> dict[str, str]:
    """Return what each label is called in English: what a tile may be, and what nobody can see."""
    return {**references_of(scheme), UNCLEAR_KEY: tr_noop("Can't tell")}
