# SPDX-License-Identifier: GPL-2.0-or-later
"""Which processor a computer has, as far as it matters to how fast a network is. Standard library only."""

from __future__ import annotations

import hashlib
import platform
import re
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_TELLING = re.compile(r"vendor_id|cpu family|model|model name|flags|CPU implementer|CPU part|Features")


def processor_mark() -> str:
    """Return a short text that differs between processors of different kinds.

    Virtual machines call very different ones by the same name, so what they can do is part of it where it is told.
    """
    told = _cpuinfo() or platform.processor()
    digest = hashlib.sha256(told.encode("utf-8", errors="replace")).hexdigest()[:12]
    return f"{platform.machine()} {digest}"


def _cpuinfo() -> str:
    """Return the lines of Linux that tell the first processor's kind, empty elsewhere."""
    try:
        first = _CPUINFO.read_text(encoding="utf-8", errors="replace").partition("\n\n")[0]
    except OSError:
        return ""
    lines = (line.partition(":") for line in first.splitlines())
    return "\n".join(value.strip() for name, _, value in lines if _TELLING.fullmatch(name.strip()))
