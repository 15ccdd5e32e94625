# SPDX-License-Identifier: GPL-2.0-or-later
"""Version numbers of released packages, and what others require of them. Standard library only."""

from __future__ import annotations

import re

Version = tuple[int, ...]

_LONGEST = 200
"""Characters of a requirement that is looked at; those of onnxruntime have ten."""
_CLAUSE = re.compile(r"(===|~=|==|!=|<=|>=|<|>)\s*(\d+(?:\.\d+)*)(\.\*)?")


def version_of(text: str) -> Version:
    """Return the numbers at the start of a version, without zeros at the end: 2.0 is 2."""
    match = re.match(r"\d+(?:\.\d+)*", text)
    numbers = [int(part) for part in match[0].split(".")] if match else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def satisfies(version: str, requirement: str) -> bool:
    """Tell whether `version` meets a requirement such as ``>=1.21.6,<3``; what is not understood is not met."""
    if len(requirement) > _LONGEST:
        return False
    clauses = [clause.strip() for clause in requirement.strip(" ()").split(",") if clause.strip()]
    return all(_meets(version_of(version), clause) for clause in clauses)


def _meets(version: Version, clause: str) -> bool:
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        return False
    operator, wanted, prefix = match[1], version_of(match[2]), match[2].split(".")
    if match[3] or operator == "~=":
        kept = tuple(map(int, prefix if match[3] else prefix[:-1]))
        same = (version + (0,) * len(kept))[: len(kept)] == kept
        return {"==": same, "!=": not same, "~=": same and version >= wanted}.get(operator, False)
    return {
        "==": version == wanted,
        "===": version == wanted,
        "!=": version != wanted,
        "<=": version <= wanted,
        ">=": version >= wanted,
        "<": version < wanted,
        ">": version > wanted,
    }[operator]
