# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentences and numbers in the language of the user: English, until :func:`set_language` sets another one.

Standard library only. ``scripts/messages.py`` finds what is given to :func:`tr` and :func:`tr_noop`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

CONTEXT = "EuroSat"
"""What Qt looks these texts up by, besides the texts themselves."""

_LONGEST = 400
"""Characters of something in a sentence; paths may have a few hundred."""


def _english_number(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}"


@dataclass(frozen=True)
class Language:
    """A language: its code as HTML wants it, what translates English texts, and what writes a number with decimals."""

    code: str = "en"
    translate: Callable[[str], str] = str
    number: Callable[[float, int], str] = _english_number


_language = Language()


def set_language(language: Language | None) -> None:
    """Use `language` from now on, in all threads; None stands for English."""
    global _language
    _language = language or Language()


def tr(text: str) -> str:
    """Translate `text`, a plain string with ``{names}`` that are filled in afterwards."""
    return translate(text)


def tr_noop(text: str) -> str:
    """Return `text` as it is: marks a constant that :func:`translate` translates when it is shown."""
    return text


def translate(text: str) -> str:
    """Translate `text`, a constant that was marked with :func:`tr_noop`, or the name of a class or a column."""
    return _language.translate(text)


def number(value: float, decimals: int = 0) -> str:
    """Return `value` as people write it, in groups of three digits."""
    return _language.number(value, decimals)


def language_code() -> str:
    """Return the code of the language in use, such as ``fr``."""
    return _language.code


def shortened(text: str) -> str:
    """Return `text` as it can stand in a sentence: of a long one, such as a whole virtual raster, begin and end."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}"
