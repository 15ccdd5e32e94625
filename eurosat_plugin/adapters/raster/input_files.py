# SPDX-License-Identifier: GPL-2.0-or-later
"""The files that a run reads: not to be written over, and not to change under its hands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsMapLayer, QgsProviderRegistry, QgsRasterLayer

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.output.geopackage_update import is_geopackage, layer_names
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

_MOST = 2000
"""Files of a mosaic that are looked at."""

_VIRTUAL = (".vrt", "/vsimem/")
_NOTES = (".aux.xml", ".ovr", ".vrt")
"""Files into which QGIS itself may write figures of an image while it looks at it."""

_DATABASES = (".gpkg", ".mbtiles", ".sqlite")
"""Files that change when somebody only opens them."""


def input_files(layer: QgsMapLayer) -> tuple[InputFile, ...]:
    """Return the files that `layer` reads from, with those that a virtual raster is made of."""
    if isinstance(layer, QgsRasterLayer):
        names = _raster_files(layer.source()) if layer.providerType() == "gdal" else ()
        return tuple(InputFile(path) for path in dict.fromkeys(filter(None, map(_on_disk, names))))
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path, table = _on_disk(str(parts.get("path") or "")), str(parts.get("layerName") or "")
    if path is None:
        return ()
    if not table and path.suffix.lower() == ".gpkg" and is_geopackage(path):
        table = layer_names(path)[0]  # what QGIS reads where no table is named
    return (InputFile(path, table),)


def named_files(text: str) -> tuple[InputFile, ...]:
    """Return the file that `text` names, and the metadata of the product that it lies in or is."""
    path = Path(text)
    if not text or not path.exists():
        return ()
    folder = path if path.is_dir() else path.parent
    found = [*folder.glob("MTD_*.xml"), *([path] if path.is_file() else [])]
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


def _raster_files(source: str) -> Iterator[str]:
    """Yield the files of a raster, and of the rasters inside of virtual ones."""
    waiting, seen = [source], {source}
    while waiting and len(seen) < _MOST:
        dataset = call_gdal(gdal.OpenEx, waiting.pop(), gdal.OF_RASTER)
        for name in (dataset.GetFileList() or []) if dataset is not None else []:
            if name not in seen:
                seen.add(name)
                waiting += [name] if name.endswith(_VIRTUAL[0]) or name.startswith(_VIRTUAL[1]) else []
    yield from seen


def _on_disk(name: str) -> Path | None:
    """Return the file that GDAL's `name` lies in, also the archive around it; None where it is on no disk."""
    while name.startswith("/vsi"):
        name = "/" + name.lstrip("/").partition("/")[2].lstrip("/")
    path = Path(name)
    for candidate in (path, *path.parents):
        if candidate.is_file():
            return Path(os.path.realpath(candidate))
    return None


def _state(path: Path) -> tuple[int, int, int] | None:
    """Return what tells one file from another, and its size and time; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
