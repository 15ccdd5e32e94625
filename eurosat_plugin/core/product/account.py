# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of how an image is read, to everybody who wants to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eurosat_plugin.core.product.readings import Alternative, Reading


@dataclass(frozen=True)
class Account:
    """How an image is read in one `line`, with one sentence for each finding, and for each thing to be checked.

    `chosen` is what was set of the reading, `alternatives` are the others. Of an image that was refused there is no
    line, and the alternatives are what may be set.
    """

    line: str = ""
    findings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    chosen: Reading = field(default_factory=Reading)
    alternatives: tuple[Alternative, ...] = ()

    def entries(self) -> dict[str, str]:
        """Return all of it as text, with one sentence or alternative a line."""
        return {
            "findings": "\n".join(self.findings),
            "warnings": "\n".join(self.warnings),
            "reading": self.line,
            "chosen": self.chosen.as_text(),
            "alternatives": "\n".join(alternative.as_text() for alternative in self.alternatives),
        }

    @classmethod
    def of_entries(cls, entries: Mapping[str, str]) -> Account:
        """Return what :meth:`entries` wrote; what is missing or damaged is left out."""
        alternatives = map(Alternative.of_text, _lines(entries, "alternatives"))
        return cls(
            entries.get("reading", ""),
            _lines(entries, "findings"),
            _lines(entries, "warnings"),
            Reading.of_text(entries.get("chosen", "")),
            tuple(alternative for alternative in alternatives if alternative is not None),
        )


def _lines(entries: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(line for line in entries.get(name, "").split("\n") if line)
