# SPDX-License-Identifier: GPL-2.0-or-later
"""Blocks of images on servers, kept on the disk from run to run, so that a second run over a place fetches nothing.

No more than so many bytes: what was not used for longest goes first. Of an address only a checksum is kept, and nothing
of keys and signatures.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from pathlib import Path

from qgis.PyQt.QtCore import QStandardPaths

from eurosat_plugin.adapters.output.whole_file import written_aside

LARGEST_STORE = 1_000_000_000
"""Bytes; a rectangle of 20 km has about 50 million."""

_FAST = 1
"""zlib's level that takes the least time."""


class BlockStore:
    """The blocks in `folder`, at most `limit` bytes; several threads and processes may use it at once."""

    def __init__(self, folder: Path, limit: int = LARGEST_STORE) -> None:
        self._folder, self._limit = folder, limit

    def get(self, key: str, size: int) -> bytes | None:
        """Return what was put as `key` and has `size` bytes; None where there is nothing, or it is damaged."""
        path = self._path(key)
        try:
            data = zlib.decompress(path.read_bytes())
            os.utime(path)
        except (OSError, zlib.error):
            return None
        return data if len(data) == size else None

    def put(self, key: str, data: bytes) -> None:
        """Keep `data`, as far as that is possible: whoever has fetched it can do without."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_aside(path) as aside:
                aside.write_bytes(zlib.compress(data, _FAST))
        except OSError:  # a full disk, or a folder that is not ours
            return

    def trim(self) -> None:
        """Remove what was not used for longest, until the rest is no more than the limit."""
        found = []
        for path in self._folder.glob("*/*"):
            try:
                state = path.stat()
            except OSError:  # another process has removed it
                continue
            found.append((state.st_mtime, state.st_size, path))
        left = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if left <= self._limit:
                return
            path.unlink(missing_ok=True)
            left -= size

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self._folder / name[:2] / name


def usual_store() -> BlockStore:
    """Return the blocks of this user."""
    return BlockStore(_folder())


def empty_store() -> None:
    """Remove all blocks of this user."""
    shutil.rmtree(_folder(), ignore_errors=True)


def _folder() -> Path:
    location = QStandardPaths.StandardLocation.GenericCacheLocation
    return Path(QStandardPaths.writableLocation(location)) / "eurosat_plugin" / "blocks"
