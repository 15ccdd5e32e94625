# SPDX-License-Identifier: GPL-2.0-or-later
"""What a process holds: memory, open files, threads and temporary files, as the system sees them (Linux)."""

from __future__ import annotations

import ctypes
import gc
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsProject

MEGABYTE = 1e6
_PROCESS = Path("/proc/self")
_POOLED = "Thread (pooled)"
"""What Qt calls the threads of its pools."""


@dataclass(frozen=True)
class ProcessState:
    """What a process holds at a moment.

    `memory` are the MB of it that lie in RAM, `allocated` those of its heap that belong to something (0 where the C
    library does not tell); then come numbers of open files and threads, of files in `folders`, and of layers. Among the
    files are those in GDAL's memory, as far as GDAL lists them: before 3.10 not those in folders. The threads of Qt's
    pools are not counted, nor the one handle that each has: Qt starts and ends them as work comes in, even beyond a
    pool's size while one waits for another.
    """

    memory: float
    allocated: float
    handles: int
    threads: int
    files: int
    layers: int

    def __str__(self) -> str:
        return (
            f"{self.memory:.1f} MB, {self.allocated:.1f} allocated, {self.handles} handles, {self.threads} threads, "
            f"{self.files} files, {self.layers} layers"
        )

    @classmethod
    def now(cls, folders: tuple[Path, ...]) -> ProcessState:
        """Look, after everything was freed that can be: what the allocator only keeps for later is no leak."""
        gc.collect()
        _trim()
        pages = int((_PROCESS / "statm").read_text().split()[1])
        threads = _threads()
        pooled = threads.count(_POOLED)
        return cls(
            pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE,
            _allocated() / MEGABYTE,
            len(os.listdir(_PROCESS / "fd")) - pooled,
            len(threads) - pooled,
            sum(len(files) for folder in folders for *_, files in os.walk(folder))
            + len(gdal.ReadDirRecursive("/vsimem/") or []),
            len(QgsProject.instance().mapLayers()),
        )


def is_watchable() -> bool:
    """Tell whether this system tells what a process holds."""
    return (_PROCESS / "fd").is_dir()


def _threads() -> list[str]:
    """Return the names of the threads that are there."""
    names = []
    for task in (_PROCESS / "task").iterdir():
        with suppress(OSError):  # it has ended meanwhile
            names.append((task / "comm").read_text(encoding="utf-8").strip())
    return names


class _MallInfo(ctypes.Structure):
    """What glibc since 2.33 tells of its heap."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    ]  # fmt: skip


def _allocated() -> int:
    """Return how many bytes are allocated, without the gaps between them, which belong to nobody."""
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if ask is None:
        return 0
    ask.restype = _MallInfo
    told = ask()
    return int(told.uordblks + told.hblkhd)


def _trim() -> None:
    """Give free memory back to the system, where its C library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
