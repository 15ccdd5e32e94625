# SPDX-License-Identifier: GPL-2.0-or-later
"""What a process spends while it works: time of the processor and of the clock, and memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Spending:
    """Processor and wall time between entering and leaving, and the largest memory of the process."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0
        self.first: float | None = None

    def __enter__(self) -> Spending:
        self.add(-_processor_time(), -time.perf_counter())
        return self

    def __exit__(self, *_: object) -> None:
        self.add(_processor_time(), time.perf_counter())

    def add(self, cpu: float, wall: float) -> None:
        """Count what was spent elsewhere, in seconds."""
        self.cpu += cpu
        self.wall += wall

    @contextmanager
    def not_counting(self) -> Iterator[None]:
        """Leave out what the block costs."""
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()

    def note_progress(self) -> None:
        """Note what was spent until the first sign of life."""
        if self.first is None:
            self.first = self.cpu + _processor_time()

    def measured(self) -> dict[str, float | None]:
        """Return all of it, in seconds and megabytes."""
        return {"cpu": self.cpu, "wall": self.wall, "peak": _largest_memory(), "first": self.first}


def _processor_time() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def _largest_memory() -> float:
    """Return the largest memory of this process in megabytes; what `resource` tells counts that of its parent, too."""
    [peak] = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024
