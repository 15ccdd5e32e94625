# SPDX-License-Identifier: GPL-2.0-or-later
"""Files on servers, as GDAL reads them: looked for with an eye on the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from time import monotonic

from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, open_raster_file

PATIENCE_S = 5
"""How long one request may take: a server that has an image open for the map answers in a fraction of it."""

_REMOTE = re.compile(r"^(?:https?|ftp):|/vsi(?:curl|s3|gs|az|adls|oss|swift|hdfs|webhdfs)[/?]")
"""In one look: a mosaic may name a hundred thousand files."""

_NOTHING_BESIDE = {"GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR"}
"""Without a look at what else lies in the folder: each would be one more request."""

ADDRESSES = ("http:", "https:", "ftp:")
"""How an address begins that GDAL takes as it is."""


def is_remote(uri: str) -> bool:
    """Tell whether the file `uri` is on a server, also one inside an archive there."""
    return _REMOTE.search(uri) is not None


READING = {
    "GDAL_HTTP_CONNECTTIMEOUT": "15",
    # Whatever its size, what still comes is waited for.
    "GDAL_HTTP_LOW_SPEED_LIMIT": "100",
    "GDAL_HTTP_LOW_SPEED_TIME": "15",
    # Who reads tries again, and can be cancelled meanwhile.
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_MERGE_CONSECUTIVE_RANGES": "YES",
    # What is set here holds for one thread.
    "GDAL_NUM_THREADS": "1",
    **_NOTHING_BESIDE,
}
"""GDAL's options for reading files on servers."""


@contextmanager
def options_here(options: Mapping[str, str]) -> Iterator[None]:
    """Set GDAL's `options` for this thread until the end of the block, whatever the user has set for all."""
    of_thread = hasattr(gdal, "SetThreadLocalConfigOption")  # GDAL 3.3
    change = gdal.SetThreadLocalConfigOption if of_thread else gdal.SetConfigOption
    known = gdal.GetThreadLocalConfigOption if of_thread else gdal.GetConfigOption
    before = {key: known(key) for key in options}
    for key, value in options.items():
        change(key, value)
    try:
        yield
    finally:
        for key, former in before.items():
            change(key, former)


def short_timeouts() -> AbstractContextManager[None]:
    """Let no request of GDAL's in this thread take longer than PATIENCE_S, nor try anything twice."""
    options = {
        "GDAL_HTTP_TIMEOUT": str(PATIENCE_S),
        "GDAL_HTTP_CONNECTTIMEOUT": str(PATIENCE_S),
        "GDAL_HTTP_MAX_RETRY": "0",
        **_NOTHING_BESIDE,
    }
    return options_here(options)


def opens_in_time(uri: str) -> bool | None:
    """Tell whether the file `uri` on a server can be opened as a raster; None where the server does not answer."""
    begun = monotonic()
    with short_timeouts():
        opened = open_raster_file(uri, quiet=True) is not None
    if opened or monotonic() - begun < PATIENCE_S:
        return opened
    call_gdal(gdal.VSICurlPartialClearCache, uri)  # GDAL would remember that there is no such file
    return None
