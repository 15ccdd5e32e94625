# SPDX-License-Identifier: GPL-2.0-or-later
"""Files on servers, as GDAL reads them: looked for with an eye on the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal

PATIENCE_S = 5
"""How long one request may take: a server that has an image open for the map answers in a fraction of it."""

_REMOTE = ("/vsicurl", "/vsis3", "/vsigs", "/vsiaz", "/vsiadls", "/vsioss", "/vsiswift", "/vsihdfs", "/vsiwebhdfs")
_ADDRESSES = ("http:", "https:", "ftp:")


def is_remote(uri: str) -> bool:
    """Tell whether the file `uri` is on a server, also one inside an archive there."""
    return uri.startswith(_ADDRESSES) or any(f"{mark}/" in uri or f"{mark}?" in uri for mark in _REMOTE)


@contextmanager
def impatient() -> Iterator[None]:
    """Let no request of GDAL's in this thread take longer than PATIENCE_S, nor try anything twice."""
    options = {
        "GDAL_HTTP_TIMEOUT": str(PATIENCE_S),
        "GDAL_HTTP_CONNECTTIMEOUT": str(PATIENCE_S),
        "GDAL_HTTP_MAX_RETRY": "0",
        # Without a look at what else lies in the folder: each would be one more request.
        "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    }
    of_thread = hasattr(gdal, "SetThreadLocalConfigOption")  # GDAL 3.3
    change = gdal.SetThreadLocalConfigOption if of_thread else gdal.SetConfigOption
    before = {key: None if of_thread else gdal.GetConfigOption(key) for key in options}
    for key, value in options.items():
        change(key, value)
    try:
        yield
    finally:
        for key, former in before.items():
            change(key, former)


def opens_in_time(uri: str) -> bool | None:
    """Tell whether the file `uri` on a server can be opened as a raster; None where the server does not answer."""
    begun = monotonic()
    with impatient():
        opened = call_gdal(gdal.OpenEx, uri, gdal.OF_RASTER) is not None
    if opened or monotonic() - begun < PATIENCE_S:
        return opened
    call_gdal(gdal.VSICurlPartialClearCache, uri)  # GDAL would remember that there is no such file
    return None
