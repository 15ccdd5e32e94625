# SPDX-License-Identifier: GPL-2.0-or-later
"""The files that a run reads: not to be written over, and not to change under its hands."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProviderRegistry, QgsRasterLayer

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.output.geopackage_update import is_geopackage, layer_names
from eurosat_plugin.adapters.raster.band_names import is_long_virtual
from eurosat_plugin.adapters.raster.gdal_calls import files_of_dataset, open_raster_file
from eurosat_plugin.adapters.raster.product_files import is_metadata
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

_MOST = 2000
"""Files of a mosaic that are looked at."""

_VIRTUAL = (".vrt", "/vsimem/")
_NOTES = (".aux.xml", ".ovr", ".vrt")
"""Files into which QGIS itself may write figures of an image while it looks at it."""

_SOURCE = re.compile(r"<SrcDataSource[^>]*>([^<]*)<")
"""Where a virtual layer of GDAL's names a file."""

_DATABASES = (".gpkg", ".mbtiles", ".sqlite")
"""Files that change when somebody only opens them."""


def input_files(layer: QgsMapLayer, in_no_time: bool = False) -> tuple[InputFile, ...]:
    """Return the files that `layer` reads from, with those that a virtual raster is made of.

    `in_no_time`: without these where they are so many that it takes long.
    """
    if isinstance(layer, QgsRasterLayer):
        source = layer.source()
        if layer.providerType() != "gdal":
            return ()
        return files_of(source, () if in_no_time and is_long_virtual(source) else _listed(source))
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    text, table = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    if os.path.isdir(text):
        return (InputFile(Path(os.path.realpath(text))),)
    found = _on_disk(text, {})
    if not found:
        return ()
    path = Path(found)
    if path.suffix.lower() != ".gpkg" or not is_geopackage(path):
        return (InputFile(path), *_described(path))  # the whole file, and not a table of it, is written over
    tables, number = layer_names(path), int(parts.get("layerId") or 0)
    return (InputFile(path, table or (tables[number] if number < len(tables) else "")),)


def files_of(source: str, names: Sequence[str]) -> tuple[InputFile, ...]:
    """Return the files on the disk of the raster `source`, of which GDAL lists `names`, and those inside of them."""
    folders: dict[str, str] = {}
    paths = (_on_disk(name, folders) for name in _with_inner(source, names))
    return tuple(InputFile(Path(path)) for path in dict.fromkeys(filter(None, paths)))


def named_files(text: str) -> tuple[InputFile, ...]:
    """Return the file that `text` names, and the metadata of the product that it lies in or is."""
    if not text or not os.path.exists(text):
        return ()
    path = Path(text)
    folder = path if path.is_dir() else path.parent if is_metadata(path.name) else None
    found = [*(folder.glob("MTD_*.xml") if folder else ()), *([path] if path.is_file() else [])]
    return tuple(InputFile(Path(os.path.realpath(file))) for file in found)


class FileStates:
    """Size and time of files as they were when a run began to read them."""

    def __init__(self, files: Iterable[InputFile]) -> None:
        paths = [file.path for file in files if file.path.suffix.lower() not in _DATABASES]
        self._states = {path: _state(path) for path in paths if not path.name.endswith(_NOTES)}

    def check(self) -> None:
        """Check that nobody has written to them; :raises InputError: when somebody has.

        A file that was deleted was read to its end all the same, or else reading failed.
        """
        for path, before in self._states.items():
            now = _state(path)
            if before is not None and now is not None and now != before:
                sentence = tr("The file {path} was changed while it was read; nothing was written. Run it once more.")
                raise InputError(sentence.format(path=path))


def _described(path: Path) -> tuple[InputFile, ...]:
    """Return the files that the virtual layer `path` is made of, as far as they lie beside it or are named in full."""
    if path.suffix.lower() != ".vrt":
        return ()
    texts = _SOURCE.findall(path.read_text(encoding="utf-8", errors="replace"))
    found = (_on_disk(os.path.join(path.parent, unescape(text).strip()), {}) for text in texts)
    return tuple(InputFile(Path(file)) for file in found if file)


def _listed(source: str) -> list[str]:
    return files_of_dataset(open_raster_file(source, quiet=True))


def _with_inner(source: str, names: Sequence[str]) -> list[str]:
    """Return `source`, the `names` that are listed of it, and the files of virtual rasters among these."""
    seen = dict.fromkeys((source, *names))
    waiting = deque(name for name in names if name != source and _is_virtual(name))
    while waiting and len(seen) < _MOST:
        inner = [name for name in _listed(waiting.popleft()) if name not in seen]
        seen.update(dict.fromkeys(inner))
        waiting.extend(filter(_is_virtual, inner))
    return list(seen)


def _is_virtual(name: str) -> bool:
    return name.endswith(_VIRTUAL[0]) or name.startswith(_VIRTUAL[1])


def _on_disk(name: str, folders: dict[str, str]) -> str:
    """Return the file that GDAL's `name` lies in, also the archive around it; empty where it is on no disk.

    Links are followed; `folders` keep where those lead that were asked for before.
    """
    while name.startswith("/vsi"):
        name = "/" + name.lstrip("/").partition("/")[2].lstrip("/")
    while not os.path.isfile(name):
        above = os.path.dirname(name)
        if above == name:
            return ""
        name = above
    folder, last = os.path.split(os.path.abspath(name))
    if os.path.islink(name):
        return os.path.realpath(name)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], last)


def _state(path: Path) -> tuple[int, int, int] | None:
    """Return what tells one file from another, and its size and time; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
