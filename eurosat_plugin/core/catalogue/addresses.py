# SPDX-License-Identifier: GPL-2.0-or-later
"""Addresses inside of a document: those of other servers, and those that begin where the document lies."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_FILES = (".json", ".geojson")
RASTERS = (".tif", ".tiff", ".jp2", ".vrt", ".img", ".zip", ".nc", ".hdf", ".h5")
"""Endings of the files of images with bands."""

_IMAGES = (*RASTERS, ".png", ".jpg", ".jpeg")
_ELSEWHERE = ("http", "https", "s3")


def is_web(address: str) -> bool:
    """Tell whether `address` is asked of a server."""
    return address.lower().startswith(("http://", "https://"))


def names_item(text: str) -> bool:
    """Tell whether `text` is the address of an item, or several with blanks between, or a file that holds some."""
    if is_web(text):
        return all(is_web(part) and _is_no_image(part) for part in text.split())
    return text.lower().endswith(_FILES) and Path(text).is_file()


def _is_no_image(address: str) -> bool:
    try:
        return not urlsplit(address).path.lower().endswith(_IMAGES)
    except ValueError:  # brackets that do not close
        return True


def resolve(base: str, address: str) -> str:
    """Return where `address` leads that stands in the document at `base`: a URL, or the path of a file.

    What would lead from a server into this computer's files, or to what GDAL alone understands, leads nowhere: empty.
    """
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:  # brackets that do not close
        return ""
    if scheme in _ELSEWHERE:
        return address
    if is_web(base):
        joined = urljoin(base, address) if not scheme else ""
        return joined if is_web(joined) else ""
    if scheme == "file":
        return _on_disk(unquote(urlsplit(address).path))
    # A scheme of one letter is a drive.
    return _on_disk(posixpath.join(posixpath.dirname(base.replace("\\", "/")), address)) if len(scheme) < 2 else ""


def _on_disk(path: str) -> str:
    return "" if not path or path.startswith("/vsi") else posixpath.normpath(path)
