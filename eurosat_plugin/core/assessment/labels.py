# SPDX-License-Identifier: GPL-2.0-or-later
"""What people may say of a reference tile. Without numpy: QGIS builds dialogs and panels of it."""

from __future__ import annotations

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.translation import tr_noop

MIXED_KEY = "mixed"
UNCLEAR_KEY = "unclear"

LABELS: dict[str, str] = {
    **{c.key: c.name for c in CLASSES},
    MIXED_KEY: tr_noop("Mixed"),
    UNCLEAR_KEY: tr_noop("Can't tell"),
}
"""What each label is called in English: the classes in their order, no class that prevails, and what nobody can see."""

INTERPRETERS: tuple[int, ...] = (1, 2)
"""So many people may look at a tile, each in columns of their own."""
