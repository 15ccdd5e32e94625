# SPDX-License-Identifier: GPL-2.0-or-later
"""About how large outputs get, for the room on the disk that a run asks for before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eurosat_plugin.core.class_scheme import ClassScheme

EMPTY_LAYER_BYTES = 200_000
"""A GeoPackage with styles and metadata, and hardly a tile."""

_TABLE_BYTES = 150_000


def table_bytes(scheme: ClassScheme) -> int:
    """Return the size of a table of the classes of `scheme` in a GeoPackage, or of a report about them."""
    return _TABLE_BYTES * max(1, len(scheme) // 10)
