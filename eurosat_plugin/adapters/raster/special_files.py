# SPDX-License-Identifier: GPL-2.0-or-later
"""Pipes, devices and sockets, wherever reading an image would lead: whoever opens one waits for ever.

GDAL opens more than the file it is given: what lies beside it (overviews, masks, world files, metadata), what a virtual
raster names, and all of a product. So it is looked at all of these before GDAL opens any.
"""

from __future__ import annotations

import os
import re
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from html import unescape

from osgeo import gdal
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.product_files import is_metadata
from eurosat_plugin.adapters.raster.remote_files import ADDRESSES, is_remote
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import shortened, tr

_VIRTUAL_SYSTEM = re.compile(r"^(?:/vsi\w+/)+(?=/)")
_IN_A_NAME = re.compile(r'[":?,;|&={}]+')
"""What separates a path from the rest in names such as ``NETCDF:"/a/b.nc":B04`` and ``/vsizip/{/a/b.zip}/c.tif``."""

_SLASHES = re.compile("^/{2,}")
_TEXT = re.compile(r">([^<>]+)<")
_LETTER = re.compile("[A-Za-z]")
_BEGIN = 1024
LONGEST_TEXT = 128_000_000
"""Bytes of a virtual raster: one of a hundred thousand files has about as many. GDAL needs several times the memory."""

_LOOKED_INTO = 2000
"""Files that may name others; a mosaic has more, which are rasters."""

_LONGEST_PATH = 32_767
"""Characters; no system has longer ones."""

_LEVELS_DOWN = 7
_ENTRIES = 100_000
_METADATA = (
    ".xml", ".txt", ".dim", ".imd", ".rpb", ".rpc", ".pvl", ".eph", ".att", ".geo", ".pass", ".prj", ".tab", ".aux",
    ".hdr",
)  # fmt: skip
"""Endings of files that GDAL looks for in an image's folder under names that are not the image's."""


def refuse_special_files(text: str, feedback: QgsFeedback | None = None) -> None:
    """Check what would be opened to read the image `text`.

    :raises InputError: when a pipe or the like is among it, or a virtual raster is too long to be looked through.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    found = find_special_file(text, feedback)
    if found:
        raise InputError(
            tr(
                "{path} is a pipe, a device or a socket, and whoever opens it with the image waits for ever; take it "
                "away, or choose another image."
            ).format(path=found)
        )


def find_special_file(text: str, feedback: QgsFeedback | None = None) -> str:
    """Return the pipe, device or socket to which the file, product or text of a virtual raster `text` leads.

    Empty where there is none. On servers it is looked into the image itself and into what is called a virtual raster:
    to ask for each file of a mosaic would take longer than to read it.

    :raises InputError: when a virtual raster is too long to be looked through.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    inline = text.lstrip().startswith("<")
    if inline and len(text) > LONGEST_TEXT:
        raise _too_long(shortened(text))
    waiting = deque(_within(_names_in(text), "") if inline else [text])
    seen: set[str] = set()
    folders: dict[str, list[str]] = {}
    while waiting:
        stop_if_cancelled(feedback)
        name = waiting.popleft()
        if name in seen:
            continue
        seen.add(name)
        if is_remote(name):
            if name == text or ".vrt" in name.lower():
                waiting.extend(_within(_named_by(name), os.path.dirname(name)))
            continue
        for path in _on_disk(name):
            found = path if _is_special(path) else _beside(path, folders)
            if found:
                return found
        if len(seen) <= _LOOKED_INTO or name.endswith(".vrt"):
            waiting.extend(_within(_named_by(name), os.path.dirname(name)))
    return ""


def is_special_file(path: str) -> bool:
    """Tell whether a path, also one of GDAL's such as ``/vsizip/…``, leads to what is neither file nor folder."""
    if path.startswith("/vsistdin"):
        return True
    path = _VIRTUAL_SYSTEM.sub("", path).partition("|")[0]
    while len(path) <= _LONGEST_PATH:
        special = _is_special(path)
        if special is not None:
            return special
        above = os.path.dirname(path)
        if above == path:
            break
        path = above
    return False


def _is_special(path: str) -> bool | None:
    """Tell whether there is something else than a file or a folder at `path`; None where there is nothing."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):  # no such file, or nothing that could be one
        return None
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _within(names: Iterable[str], folder: str) -> Iterator[str]:
    """Return what `names` in a file in `folder` may mean: GDAL takes them from there, or from the working folder."""
    for name in names:
        yield name
        if folder and not os.path.isabs(name):
            yield os.path.join(folder, name)


def _on_disk(name: str) -> Iterator[str]:
    """Return what there is on the disk that GDAL opens for `name`: files, folders and archives around them."""
    if name.startswith("/vsistdin"):
        yield "/dev/stdin"
    if len(name) > _LONGEST_PATH:
        return
    for part in (name, *_IN_A_NAME.split(name)) if _IN_A_NAME.search(name) else (name,):
        path = _VIRTUAL_SYSTEM.sub("", part)
        path = path if part is name else _SLASHES.sub("/", path)  # of vrt:///a/b.tif
        if _is_special(path) is not None:
            yield path
        elif path != part:  # it may lie in an archive
            above = path
            while _is_special(above) is None and os.path.dirname(above) != above:
                above = os.path.dirname(above)
            if above and not os.path.isdir(above):
                yield above


def _beside(path: str, folders: dict[str, list[str]]) -> str:
    """Return the special file beside the file `path`, or in the product that it is; `folders` keep what was found."""
    if os.path.isdir(path):
        return next(_below(path), "")
    folder, name = os.path.split(path)
    if is_metadata(name):
        return next(_below(folder or "."), "")
    if folder not in folders:
        folders[folder] = list(_below(folder or ".", levels=1))
    if not folders[folder]:
        return ""
    stem = os.path.splitext(name)[0].casefold()
    for found in folders[folder]:
        other = os.path.basename(found).casefold()
        if other.startswith(stem) or other.endswith(_METADATA):
            return found
    return ""


def _below(folder: str, levels: int = _LEVELS_DOWN) -> Iterator[str]:
    """Return the special files in `folder` and the folders below it."""
    waiting, seen = deque([(folder, levels)]), 0
    while waiting and seen < _ENTRIES:
        here, left = waiting.popleft()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    seen += 1
                    if entry.is_file():
                        continue
                    if entry.is_dir():
                        waiting.extend([(entry.path, left - 1)] if left > 1 else [])
                    elif _is_special(entry.path):
                        yield entry.path
        except OSError:  # it cannot be read, and so nothing in it
            continue


def _named_by(name: str) -> Iterator[str]:
    """Return what the file that GDAL calls `name`, and GDAL's notes beside it, name."""
    if name.lower().endswith(".dim"):  # SNAP keeps the bands beside it
        yield f"{name[:-4]}.data"
    for text in filter(None, map(_text, (name, f"{name}.aux.xml"))):
        yield from _names_in(text)


def _names_in(text: str) -> list[str]:
    """Return what may be names of files in the text of a virtual raster or the like."""
    plain = text.replace("<![CDATA[", "").replace("]]>", "")
    found = dict.fromkeys(_TEXT.findall(plain))
    return [unescape(name).strip() for name in found if _LETTER.search(name)]  # and not numbers


def _text(name: str) -> str:
    """Return the text of a file that is XML; empty for others."""
    name = f"/vsicurl/{name}" if name.startswith(ADDRESSES) else name
    status = call_gdal(gdal.VSIStatL, name)
    file = call_gdal(gdal.VSIFOpenL, name, "rb") if status is not None and stat.S_ISREG(status.mode) else None
    if file is None:
        return ""
    try:
        begin = bytes(gdal.VSIFReadL(1, _BEGIN, file) or b"")
        if not begin.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<VRTDataset" not in begin:
            return ""
        if b"<VRTDataset" in begin and status.size > LONGEST_TEXT:
            raise _too_long(os.path.basename(name))
        return (begin + bytes(gdal.VSIFReadL(1, LONGEST_TEXT, file) or b"")).decode(errors="replace")
    finally:
        gdal.VSIFCloseL(file)


def _too_long(name: str) -> InputError:
    sentence = tr(
        "The virtual raster {name} has more than {size} MB of text, which is not read; make one of fewer files, or a "
        "GeoTIFF."
    )
    return InputError(sentence.format(name=name, size=LONGEST_TEXT // 1_000_000))
