# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of SQLite, such as GeoPackages, without GDAL: opened to be read alone, and the names in them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

ENDINGS = (".gpkg", ".sqlite")
"""Of files that are made by it."""

JOURNAL = "-journal"
"""What it adds to the name of a file while it writes to it."""

LONGEST_PATH = 512
"""Bytes of a path with JOURNAL; what is longer it cannot open, whatever the system allows for. Not so on Windows."""

_PATIENCE = 5.0
"""Seconds to wait for another program's transaction; SQLite's own default."""


def open_read_only(path: Path, patience: float = _PATIENCE) -> sqlite3.Connection:
    """Open the database at `path`, which is never made nor changed; whoever opens it closes it.

    :raises sqlite3.Error: when there is none.
    """
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=patience)


def quoted(name: str) -> str:
    """Return the name of a table or column for SQL: no parameter can be one, and quoted it is nothing but a name."""
    return '"' + name.replace('"', '""') + '"'
