# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that are there whole or not at all, whenever the process that writes them dies."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Yield where to write what is put in the place of `path` at the end of the block, unless that raises an error."""
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")  # threads may write the same file at once
    try:
        yield aside
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink()


def write_whole(path: Path, text: str) -> None:
    """Write `text` beside `path`, wait until it is on the disk, and put it in place."""
    with written_aside(path) as aside, aside.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def write_json(path: Path, content: Any) -> None:
    """Write `content` as JSON, as :func:`write_whole` does."""
    write_whole(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """Return what :func:`write_json` wrote; None where there is nothing."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
