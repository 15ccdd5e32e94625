# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that are staged, and what lies in a folder."""

from __future__ import annotations

from pathlib import Path

from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.staged_file import StagedFile


def contents(folder: Path) -> dict[str, str]:
    """Return the text of each file by its name."""
    return {path.name: path.read_text() for path in sorted(folder.iterdir()) if path.is_file()}


def staged(path: Path, content: str | None = None) -> StagedFile:
    """Return what will be put at `path`, open and with `content`."""
    file = StagedFile(FilePlace.of("OUTPUT", str(path)))
    file.open()
    if content is not None:
        file.path.write_text(content)
    return file
