# SPDX-License-Identifier: GPL-2.0-or-later
"""What each way over each raster costs, measured in processes of their own, one after the other."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds of processor (all threads) and of wall clock, and the largest memory in MB.

    `first` is the processor time until the first progress, None where none is told.
    """

    tiles: int
    cpu: float
    wall: float
    peak: float
    first: float | None

    @property
    def per_tile(self) -> float:
        """Milliseconds of processor time a tile."""
        return 1000 * self.cpu / self.tiles


@dataclass
class Costs:
    """Measures each way over each raster once, and remembers it; `say` is told what is being measured."""

    say: Callable[[str], object]
    loads: list[float] = field(default_factory=list)
    _known: dict[tuple[str, ...], Cost] = field(default_factory=dict)

    def of(self, way: str, raster: Path, *options: str) -> Cost:
        """Return what `way` costs over `raster`; :raises RuntimeError: when it fails."""
        key = (way, str(raster), *options)
        if key not in self._known:
            self.say(f"{way} over {raster.name} {' '.join(options)}")
            self._known[key] = _measure(key)
            self.loads.append(os.getloadavg()[0])
        return self._known[key]

    def machine(self) -> str:
        """Return where and when this was measured, and how busy the machine was."""
        return (
            f"{date.today()}, {os.cpu_count()} × {_processor()}, load {min(self.loads):.0f} to {max(self.loads):.0f}, "
            f"Python {platform.python_version()}"
        )


def _measure(arguments: Sequence[str]) -> Cost:
    command = [sys.executable, "-m", "scripts.bench.ways", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip() or f"{arguments[0]} failed")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor")
