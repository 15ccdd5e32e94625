# SPDX-License-Identifier: GPL-2.0-or-later
"""Names of virtual rasters in memory, and how they go again with all that lies beside them."""

from __future__ import annotations

import re
import uuid
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal

_VIRTUAL = "/vsimem/eurosat_"
_removed: deque[str] = deque(maxlen=100)
"""Folders that GDAL may write to once more: it keeps a layer's statistics when QGIS lets go of the layer."""
_folders: dict[str, Path] = {}
_UNSAFE = re.compile(r"[^\w-]+")


def new_virtual(title: str) -> str:
    """Return a path in a folder in memory that nothing else is in, for a virtual raster called `title`."""
    for folder in filter(gdal.ReadDir, list(_removed)):
        call_gdal(gdal.RmdirRecursive, folder)
    return f"{_VIRTUAL}{uuid.uuid4().hex}/{_UNSAFE.sub('_', title)}.vrt"


def virtual_of(title: str, files: Iterable[str]) -> str:
    """Return such a path that is the same for the same `files`, in whatever session of QGIS."""
    return f"{_VIRTUAL}{uuid.uuid5(uuid.NAMESPACE_URL, chr(10).join(files)).hex}/{_UNSAFE.sub('_', title)}.vrt"


def attach_folder(name: str, folder: Path) -> None:
    """Let `folder`, with files that the virtual raster `name` is made of, be removed together with it."""
    _folders[name] = folder


def _empty(folder: Path | None) -> None:
    """Remove the files of `folder`. It stays itself: GDAL may write statistics of a layer there that is let go of."""
    for file in folder.iterdir() if folder is not None else ():
        with suppress(OSError):  # still open, on some systems; QGIS removes its folder at the end
            file.unlink()


def remove_virtual(name: str) -> None:
    """Remove a virtual raster that was made here, and all beside it; other paths are left alone."""
    _empty(_folders.pop(name, None))
    if name.startswith(_VIRTUAL):
        folder = name.rpartition("/")[0]
        call_gdal(gdal.RmdirRecursive, folder)
        _removed.append(folder)
