# SPDX-License-Identifier: GPL-2.0-or-later
"""What is remembered of the last classification, for the person who reports that it went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LastRun:
    """`ended` is how it ended, in words; `log` the text that the Processing dialog would have shown."""

    ended: str
    parameters: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    log: str = ""
