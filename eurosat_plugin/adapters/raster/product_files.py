# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of a Sentinel-2 product, in a folder or in the archive in which it was downloaded."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_words import band_of
from eurosat_plugin.core.translation import tr

_PRODUCT_METADATA = re.compile(r"^(?:MTD_MSIL(?:1C|2A)|S2\w_\w+_MTD_SAFL(?:1C|2A)_\w+)\.xml$", re.IGNORECASE)
_OTHER_METADATA = re.compile(
    r"^(?:(?:MTD_TL|S2\w_\w+_MTD_L(?:1C|2A)_TL_\w+|SENTINEL2\w_[\w-]+_MTD_ALL)\.xml|manifest\.safe)$", re.IGNORECASE
)
_METADATA_LIMIT = 16_000_000
_LONGEST_NAME = 255
"""Characters; no file system has longer ones, but archives may."""
_LEVELS_UP = 5  # IMG_DATA/R10m of a granule lies four folders below the product
_LEVELS_DOWN = 7
_FILE_LIMIT = 100_000
_LIST_LIMIT = 16_000_000
"""Bytes of the list of files at the end of an archive; that of a product has a hundred thousand."""
_IMAGES = (".jp2", ".tif", ".tiff", ".img")
_END = b"PK\x05\x06"
_LARGE_END = b"PK\x06\x06"
_IN_LARGE_END = 0xFFFFFFFF


def is_product_metadata(name: str) -> bool:
    """Tell whether `name` is that of a whole product's metadata file, of today's or of the old format."""
    return len(name) <= _LONGEST_NAME and _PRODUCT_METADATA.match(name) is not None


def is_metadata(name: str) -> bool:
    """Tell whether `name` is that of a product's or a granule's metadata file, Theia's too, or of a manifest."""
    return is_product_metadata(name) or (len(name) <= _LONGEST_NAME and _OTHER_METADATA.match(name) is not None)


@dataclass(frozen=True)
class BandFile:
    """A band's file: where GDAL finds it, and its pixel size in metres by its name or folder."""

    uri: str
    pixel: int


class ProductFiles:
    """All files below a product's folder, or inside its archive.

    :raises InputError: when the archive cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        if path.suffix.lower() == ".zip":
            self._root = f"/vsizip/{path.as_posix()}"
            self._names = _names_in_archive(path)
        else:
            self._root = path.as_posix()
            self._names = _names_in_folder(path)

    @property
    def has_metadata(self) -> bool:
        """Whether this is a product, whatever is missing of it."""
        return any(is_metadata(name.rpartition("/")[2]) for name in self._names)

    @property
    def images(self) -> list[str]:
        """Return all files of the formats that products and their exports have, whatever their names say."""
        found = sorted(name for name in self._names if name.lower().endswith(_IMAGES))
        return [f"{self._root}/{name}" for name in found]

    def bands(self, band: str) -> list[BandFile]:
        """Return the files of `band` (``B04``, ``SCL``) that have the smallest pixels of all there are.

        Besides ESA's own names those of other distributors are known: ``…_B04_(Raw).tiff`` of the Copernicus Browser,
        ``…_FRE_B4.tif`` of Theia (surface reflectance with corrected slopes, which is preferred to ``SRE``),
        ``….B4.tif`` of Earth Engine, ``B4.img`` of SNAP. Where there is none of these, the one file that is called a
        band and more will do, such as ``B04_20230101.tif``, or by the colour, such as ``…_BOA_RED.tif``.
        """
        short = re.sub(r"^B0", "B0?", band)
        own = re.compile(rf"(?:^|[_. -]){short}(?:[_ ]\(Raw\))?(?:_(\d\d)m)?\.(?:jp2|tiff?|img)$", re.IGNORECASE)
        found = []
        for name in self._names:
            folder, _, last = name.rpartition("/")
            match = own.search(last) if len(last) <= _LONGEST_NAME else None
            if match and not last.startswith("MSK_"):
                resolution = match[1] or next(iter(re.findall(r"^R(\d\d)m$", folder.rpartition("/")[2])), "10")
                found.append(BandFile(f"{self._root}/{name}", int(resolution)))
        if not found and not self.has_metadata:
            loose = re.compile(rf"(?<![A-Za-z0-9]){short}(?![A-Za-z0-9]).*\.(?:jp2|tiff?|img)$", re.IGNORECASE)
            called = [uri for uri in self.images if loose.search(_short_name(uri))]
            called = called or [uri for uri in self.images if band_of(_short_name(uri).rpartition(".")[0]) == band]
            found = [BandFile(called[0], 10)] if len(called) == 1 else []
        corrected = [file for file in found if "_FRE_" in file.uri.rpartition("/")[2]]
        finest = min((file.pixel for file in found), default=0)
        return sorted((file for file in corrected or found if file.pixel == finest), key=lambda file: file.uri)


def _short_name(uri: str) -> str:
    return uri.rpartition("/")[2][:_LONGEST_NAME]


def find_product_metadata(uri: str) -> tuple[str, str] | None:
    """Return name and text of the product metadata that the file `uri` belongs to: itself, or in the folders above.

    Folders of a server are not searched: listing them takes longer than reading the image.
    """
    folder, _, name = uri.replace("\\", "/").rpartition("/")
    if is_remote(uri):
        return None
    if is_product_metadata(name):
        return _read(uri, name)
    for _ in range(_LEVELS_UP):
        found = next(filter(is_product_metadata, call_gdal(gdal.ReadDir, folder) or []), None) if folder else None
        if found:
            return _read(f"{folder}/{found}", found)
        folder = folder.rpartition("/")[0]
    return None


def _is_waiting(uri: str) -> bool:
    """Tell whether `uri` is a pipe, a device or the like: opening one would wait for ever."""
    status = call_gdal(gdal.VSIStatL, uri)
    return status is not None and not (stat.S_ISREG(status.mode) or stat.S_ISDIR(status.mode))


def _read(uri: str, name: str) -> tuple[str, str] | None:
    """Read a text file, also inside an archive; None when it cannot be read.

    :raises InputError: when it is no ordinary file.
    """
    if _is_waiting(uri):
        raise InputError(tr("The metadata {name} are no ordinary file; download the product again.").format(name=name))
    file = call_gdal(gdal.VSIFOpenL, uri, "rb")
    if file is None:
        return None
    try:
        content = gdal.VSIFReadL(1, _METADATA_LIMIT, file) or b""
    finally:
        gdal.VSIFCloseL(file)
    return name, bytes(content).decode(errors="replace")


def _names_in_archive(path: Path) -> list[str]:
    try:
        if path.exists() and not path.is_file():
            raise OSError(tr("it is no ordinary file"))
        if _list_size(path) > _LIST_LIMIT:
            raise OSError(tr("it lists more files than any product has"))
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        if len(names) > _FILE_LIMIT:
            raise OSError(tr("it lists more files than any product has"))
        return names
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise InputError(
            tr("The archive {name} cannot be read ({reason}); download it again.").format(name=path.name, reason=error)
        ) from error


def _list_size(path: Path) -> int:
    """Return how many bytes the list of files at the end of an archive has: it would be read as a whole."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 2 * 65_536))
        tail = file.read()
    small, large = tail.rfind(_END), tail.rfind(_LARGE_END)
    size = int.from_bytes(tail[small + 12 : small + 16], "little") if small >= 0 else 0
    return max(size, int.from_bytes(tail[large + 40 : large + 48], "little")) if size == _IN_LARGE_END else size


def _names_in_folder(path: Path) -> list[str]:
    names: list[str] = []
    for folder, subfolders, files in os.walk(path):
        below = Path(folder).relative_to(path)
        if len(below.parts) >= _LEVELS_DOWN or len(names) > _FILE_LIMIT:
            subfolders.clear()
        names.extend((below / file).as_posix() for file in files[:_FILE_LIMIT])
    return names
