# SPDX-License-Identifier: GPL-2.0-or-later
"""Pieces of files on servers, fetched in threads of their own; what runs out meanwhile is renewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from queue import Empty, Full, Queue
from threading import Event
from typing import Union

import numpy as np
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.raster.file_part import Cell, FilePart, Piece, around
from eurosat_plugin.adapters.raster.remote_block_store import BlockStore
from eurosat_plugin.adapters.raster.remote_files import options_here
from eurosat_plugin.adapters.raster.remote_reading import RemoteFile
from eurosat_plugin.adapters.web import retries
from eurosat_plugin.core.errors import Cancelled, FailureKind, InputError, kind_of

THREADS = 4
"""Files that are read at once: the Copernicus Data Space allows no more connections."""

POLL_S = 0.1
_WAITING = 4


@dataclass(frozen=True)
class Order:
    """A part of a file to be fetched: `name` is what the file is called always, without keys and signatures.

    GDAL's `options` hold for reading alone. `renew` is told the name for GDAL that holds no more, and returns that and
    the options which do; None where nothing runs out.
    """

    part: FilePart
    name: str
    options: Mapping[str, str] = field(repr=False)
    renew: Callable[[str], tuple[str, Mapping[str, str]]] | None = None

    def renewed(self) -> Order | None:
        """Return the same with another signature or token, None where there is no other."""
        if self.renew is None:
            return None
        uri, options = self.renew(self.part.uri)
        if (uri, options) == (self.part.uri, self.options):
            return None
        return replace(self, part=replace(self.part, uri=uri), options=options)

    def key(self, cell: Cell) -> str:
        """Return what a cell is kept as, empty where it is not."""
        bands = [band.number for band in self.part.bands]
        return f"{self.name} {bands} {self.part.data_type} {cell.window} {cell.stamp}" if cell.stamp else ""


@dataclass(frozen=True)
class _Failure:
    """Why an order stopped at the first of the pieces that are `left`."""

    number: int
    left: tuple[Piece, ...]
    sentence: str
    kind: FailureKind
    refused: bool = False


_Found = Union[tuple[int, Piece, bytes], _Failure]  # Python 3.9 knows no other way here


class Fetching:
    """Fetches the `missing` pieces of `orders`, each by the number of its order, and keeps them in `store`."""

    def __init__(
        self, orders: Sequence[Order], missing: Sequence[tuple[int, Piece]], store: BlockStore, feedback: QgsFeedback
    ) -> None:
        self._orders, self._missing, self._store, self._feedback = list(orders), missing, store, feedback
        self._stop = Event()
        self._queue: Queue[_Found] = Queue(_WAITING)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="eurosat-fetch")
        self._refused: Counter[tuple[int, int]] = Counter()

    def pieces(self) -> Iterator[tuple[int, Piece, bytes]]:
        """Yield the number of the order, the piece and its pixels, as they come.

        :raises InputError: when a server does not give one, also after several tries.
        :raises Cancelled: as soon as the feedback is cancelled.
        """
        try:
            for number in range(len(self._orders)):
                self._submit(number, tuple(piece for of, piece in self._missing if of == number))
            for _ in self._missing:
                yield self._next()
        finally:
            self._stop.set()
            # A read that hangs is left to its own end: nobody has to wait for it.
            self._pool.shutdown(wait=False)

    def _submit(self, number: int, pieces: tuple[Piece, ...]) -> None:
        if pieces:
            self._pool.submit(self._read, number, self._orders[number], pieces)

    def _next(self) -> tuple[int, Piece, bytes]:
        while not self._feedback.isCanceled():
            try:
                found = self._queue.get(timeout=POLL_S)
            except Empty:
                continue
            if not isinstance(found, _Failure):
                return found
            self._go_on_after(found)
        raise Cancelled

    def _go_on_after(self, failure: _Failure) -> None:
        """Go on with another signature where the one that was used has run out; :raises InputError: otherwise."""
        place = failure.number, len(failure.left)
        self._refused[place] += 1
        order = None
        if failure.refused and self._refused[place] < retries.TRIES:
            order = self._orders[failure.number].renewed()
        if order is None:
            raise InputError(failure.sentence, failure.kind)
        self._orders[failure.number] = order
        self._submit(failure.number, failure.left)

    def _read(self, number: int, order: Order, pieces: tuple[Piece, ...]) -> None:
        """Read pieces of an order, in a thread of the pool; or tell in a sentence why not."""
        try:
            with options_here(order.options):
                file, bands = RemoteFile(order.part.uri, self._stop.wait), [band.number for band in order.part.bands]
                for index, piece in enumerate(pieces):
                    data = file.read(bands, around(piece))
                    if data is None:
                        self._put(_Failure(number, pieces[index:], str(file.failure()), file.kind, file.refused))
                        return
                    self._keep(order, piece, data)
                    self._put((number, piece, data))
                    if self._stop.is_set():
                        return
        except Exception as error:  # whoever waits would wait for ever
            self._put(_Failure(number, pieces, f"{type(error).__name__}: {error}", kind_of(error)))

    def _keep(self, order: Order, piece: Piece, data: bytes) -> None:
        """Keep the cells of a piece for other runs."""
        whole, part = around(piece), order.part
        pixels = np.frombuffer(data, np.uint8).reshape(len(part.bands), whole.height, whole.width, part.pixel_bytes)
        for cell in piece:
            key, left = order.key(cell), cell.window.col - whole.col
            if key:
                self._store.put(key, pixels[:, :, left : left + cell.window.width].tobytes())

    def _put(self, what: _Found) -> None:
        while not self._stop.is_set():
            try:
                self._queue.put(what, timeout=POLL_S)
            except Full:
                continue
            return
