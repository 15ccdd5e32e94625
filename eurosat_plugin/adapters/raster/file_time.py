# SPDX-License-Identifier: GPL-2.0-or-later
"""When files were changed, for what is known of them to be looked up anew. Without GDAL."""

from __future__ import annotations

import os


def time_changed(source: str) -> int:
    """Return when a file was last changed, in nanoseconds; 0 where `source` is none that lies on the disk."""
    try:
        return os.stat(source).st_mtime_ns
    except (OSError, ValueError):
        return 0
