# SPDX-License-Identifier: GPL-2.0-or-later
"""What was found out on this computer once and need not be found out again: small JSON files in the profile."""

from __future__ import annotations

import json
import os
import uuid
from contextlib import suppress
from pathlib import Path

from qgis.core import QgsApplication


def read_record(name: str) -> dict[str, object]:
    """Return what the file `name` remembers; nothing where it is missing or damaged."""
    try:
        known = json.loads(_path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def keep_record(name: str, known: dict[str, object]) -> None:
    """Remember `known`, whole or not at all; where the profile cannot be written to, it is found out the next time."""
    path = _path(name)
    draft = path.with_suffix(f".{uuid.uuid4().hex[:8]}")
    with suppress(OSError):
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(known, indent=1), encoding="utf-8")
        os.replace(draft, path)
    with suppress(OSError):  # where the disk was full it is still there
        draft.unlink(missing_ok=True)


def _path(name: str) -> Path:
    return Path(QgsApplication.qgisSettingsDirPath()) / "eurosat_land_cover" / name
