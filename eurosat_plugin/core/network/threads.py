# SPDX-License-Identifier: GPL-2.0-or-later
"""How many threads a network may use, and how one on numpy uses them: its own, and one for each product.

How OpenBLAS splits a product between threads decides in which order it adds, and so the last digits. On a busy computer
its threads also wait for each other in loops: measured 23 instead of 3 ms a tile. So each product gets one thread, and
several of them are worked on at once: the digits are the same with any number of threads.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

MAX_THREADS = 8

_Item = TypeVar("_Item")
_SYSTEM = ("libopenblas.so.0", "libflexiblas.so.3")
_PREFIXES, _SUFFIXES = ("", "scipy_"), ("", "64_", "_64")
_lock = threading.Lock()
_users = 0
_before = 0
_here = threading.local()


def thread_count() -> int:
    """Return how many threads to use: one for each processor, but no more than ``OMP_NUM_THREADS`` or MAX_THREADS."""
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    most = int(wanted) if wanted.isdecimal() and int(wanted) > 0 else MAX_THREADS
    return min(os.cpu_count() or 1, MAX_THREADS, most)


def libraries_of_numpy() -> tuple[str, ...]:
    """Return the files of OpenBLAS that numpy brings with it; none where it uses the system's."""
    packages = Path(np.__file__).parent.parent
    folders = ("numpy.libs", "numpy/.libs", "numpy/.dylibs")
    return tuple(str(file) for folder in folders for file in packages.glob(f"{folder}/*openblas*"))


@contextmanager
def threads_here() -> Iterator[None]:
    """Let :func:`for_each` in this thread work on several items at once in the block; each product has one thread."""
    with _one_thread_each() as alone, ThreadPoolExecutor(thread_count(), "eurosat-numpy") as pool:
        # Where the library cannot be told, it goes on using threads of its own.
        _here.pool = pool if alone else None
        try:
            yield
        finally:
            _here.pool = None


def for_each(work: Callable[[_Item], None], items: Iterable[_Item]) -> None:
    """Do `work` for all items, in any order; :raises: what it raises."""
    pool: ThreadPoolExecutor | None = getattr(_here, "pool", None)

    def quietly(item: _Item) -> None:
        with np.errstate(all="ignore"):  # what numpy is told not to mind holds for one thread
            work(item)

    for _ in map(work, items) if pool is None else pool.map(quietly, items):
        pass


@contextmanager
def _one_thread_each() -> Iterator[bool]:
    """Let the library of numpy's products use one thread in the block; tell whether it has been found."""
    global _users, _before
    library = _library()
    if library is None:
        yield False
        return
    get, use = library
    # The setting is the whole process's: the last of those who work at once puts it back.
    with _lock:
        if not _users:
            _before = get()
            use(1)
        _users += 1
    try:
        yield True
    finally:
        with _lock:
            _users -= 1
            if not _users:
                use(_before)


@lru_cache(maxsize=1)
def _library() -> tuple[Callable[[], int], Callable[[int], Any]] | None:
    """Return what tells and sets the number of threads of OpenBLAS; None where numpy does not use that."""
    for name in libraries_of_numpy() or _SYSTEM:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        kind = "flexiblas" if "flexiblas" in name else "openblas"
        for prefix, suffix in ((prefix, suffix) for prefix in _PREFIXES for suffix in _SUFFIXES):
            get = getattr(library, f"{prefix}{kind}_get_num_threads{suffix}", None)
            use = getattr(library, f"{prefix}{kind}_set_num_threads{suffix}", None)
            if get is not None and use is not None:
                use.restype = None
                return get, use
    return None
