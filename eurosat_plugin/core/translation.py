# SPDX-License-Identifier: GPL-2.0-or-later
"""How sentences and numbers reach people in their language: English, until QGIS or somebody else lends another one.

Standard library only. ``scripts/messages.py`` finds what is given to :func:`tr` and :func:`later`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

CONTEXT = "EuroSat"
"""What Qt looks these texts up by, besides the texts themselves."""


def _english_number(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}"


@dataclass(frozen=True)
class Language:
    """A language: its code as HTML wants it, what translates English texts, and what writes a number with decimals."""

    code: str = "en"
    translate: Callable[[str], str] = str
    number: Callable[[float, int], str] = _english_number


_spoken = Language()


def speak(language: Language | None) -> None:
    """Say everything in `language` from now on, in all threads; None stands for English."""
    global _spoken
    _spoken = language or Language()


def tr(text: str) -> str:
    """Translate `text`, a plain string with ``{names}`` that are filled in afterwards."""
    return _spoken.translate(text)


def later(text: str) -> str:
    """Return `text` as it is: for what is written down on import and translated by :func:`say` when it is said."""
    return text


def say(text: str) -> str:
    """Translate `text`, which was given to :func:`later` or names a class or a column."""
    return _spoken.translate(text)


def number(value: float, decimals: int = 0) -> str:
    """Return `value` as people write it, in groups of three digits."""
    return _spoken.number(value, decimals)


def language_code() -> str:
    """Return the code of the language that is spoken, such as ``fr``."""
    return _spoken.code
