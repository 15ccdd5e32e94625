# SPDX-License-Identifier: GPL-2.0-or-later
"""Read a file on a server with patience: tried again where a connection breaks, and told in a sentence in the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, open_raster_file, text_of
from eurosat_plugin.adapters.web import retries
from eurosat_plugin.core.errors import FailureKind, InputError, kind_of_status
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr

_FINAL = (*retries.REFUSED, *retries.NOT_THERE)
_NO_RASTER = re.compile("not recognized as (?:being in )?a supported file format")
"""As GDAL 3.6 says it, and newer ones do."""

_STATUS = re.compile(r"(?:HTTP|response)[ _](?:response |error )?code *[:=]? *(\d{3})", re.IGNORECASE)
_Answer = TypeVar("_Answer")

Wait = Callable[[float], bool]
"""Waits so many seconds; tells whether it is all over meanwhile."""


class RemoteFile:
    """The file `uri`, read by one thread; `wait` is called before another try.

    Whoever uses it sets GDAL's options for the thread.
    """

    def __init__(self, uri: str, wait: Wait) -> None:
        self._uri, self._wait = uri, wait
        self._dataset: gdal.Dataset | None = None
        self._messages: list[str] = []

    def open(self) -> gdal.Dataset | None:
        """Return the open file, None where that fails time and again."""
        return self._patiently(lambda dataset: dataset)

    def read(self, numbers: Sequence[int], window: Window) -> bytes | None:
        """Return the pixels of `window` in the bands `numbers`, one after the other; None where that fails."""
        place = (window.col, window.row, window.width, window.height)

        def read(dataset: gdal.Dataset) -> bytes | None:
            data = call_gdal(dataset.ReadRaster, *place, band_list=list(numbers))
            return None if data is None else bytes(data)

        return self._patiently(read)

    @property
    def refused(self) -> bool:
        """Whether the last try has failed because the server knows nobody who asks so."""
        return self._status() in retries.REFUSED

    @property
    def kind(self) -> FailureKind:
        """Whether what has failed in the last try may succeed in a while."""
        if self._status():
            return kind_of_status(self._status())
        return FailureKind.REFUSED if any(map(_NO_RASTER.search, self._messages)) else FailureKind.PASSING

    def failure(self) -> InputError:
        """Return the error that says why the last try has failed."""
        address = self._uri.partition("/vsicurl/")[2] or self._uri
        parts, status = urlsplit(address), self._status()
        server = parts.netloc.rpartition("@")[2] or tr("this computer")
        names = {"name": parts.path.rpartition("/")[2], "server": server, "count": retries.TRIES, "status": status}
        if status in retries.REFUSED:
            sentence = tr(
                "{server} does not let {name} be read (HTTP status {status}): it wants a sign-in, or a signature has "
                "run out. Check AUTH, and try again."
            )
        elif status in _FINAL:
            sentence = tr(
                "{server} has no file {name} (HTTP status {status}), though the scene's description names it; choose "
                "another scene."
            )
        elif status:
            sentence = tr(
                "{name} cannot be read from {server} (HTTP status {status}), also after {count} tries; nothing was "
                "written. Try again later, or choose another scene."
            )
        else:
            sentence = tr(
                "{name} could not be read from {server} to its end, also after {count} tries; nothing was written. "
                "Check the connection and try again, or choose another scene."
            )
        return InputError(sentence.format(**names), self.kind)

    def _patiently(self, work: Callable[[gdal.Dataset], _Answer | None]) -> _Answer | None:
        """Return what `work` makes of the open file, at the first of a few tries at which it is something."""
        wait = retries.FIRST_WAIT_S
        for left in reversed(range(retries.TRIES)):
            answer = self._try(work)
            if answer is not None:
                return answer
            self._dataset = None
            # GDAL remembers what it did not find.
            call_gdal(gdal.VSICurlPartialClearCache, self._uri)
            if not left or self._status() in _FINAL or self._wait(wait):
                return None
            wait *= 2
        return None

    def _try(self, work: Callable[[gdal.Dataset], _Answer | None]) -> _Answer | None:
        self._messages = []
        gdal.ErrorReset()
        with _collected(self._messages):
            if self._dataset is None:
                self._dataset = open_raster_file(self._uri)
            answer = None if self._dataset is None else work(self._dataset)
        # Where GDAL's exceptions are on, as in QGIS 3.44, handlers hear nothing of them.
        self._messages.append(text_of(gdal.GetLastErrorMsg()))
        return answer

    def _status(self) -> int:
        """Return HTTP's status of the last try, 0 where there was none."""
        return next((int(found[1]) for found in map(_STATUS.search, reversed(self._messages)) if found), 0)


def kind_of_unopened(uri: str) -> FailureKind:
    """Return whether the file `uri` on a server, which could not be opened, may be in a while; asks once more."""
    name = uri if uri.startswith("/vsi") else f"/vsicurl/{uri}"
    call_gdal(gdal.VSICurlPartialClearCache, name)  # GDAL remembers what it did not find
    file = RemoteFile(name, lambda seconds: True)
    return FailureKind.PASSING if file.open() is not None else file.kind


@contextmanager
def _collected(messages: list[str]) -> Iterator[None]:
    """Collect what GDAL complains of in this thread."""
    gdal.PushErrorHandler(lambda severity, number, message: messages.append(message))
    try:
        yield
    finally:
        gdal.PopErrorHandler()
