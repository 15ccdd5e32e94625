# SPDX-License-Identifier: GPL-2.0-or-later
"""The strings of the package that are translated, found once in a process: to parse all of it takes seconds."""

from __future__ import annotations

from functools import cache

from eurosat_plugin.paths import package_folder
from scripts.messages import Message, extract


@cache
def package_messages() -> tuple[Message, ...]:
    """Return what ``make translations`` extracts, in order."""
    return tuple(extract(package_folder()))
