# SPDX-License-Identifier: GPL-2.0-or-later
"""The page around what a report says: HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from eurosat_plugin.core.summary.report_style import STYLE
from eurosat_plugin.core.translation import language_code

LONGEST_BESIDE = 25
"""Letters of a name that have room beside a bar."""


def name_beside(name: str) -> str:
    """Return the `name` of a class, plain text, for the ``<text>`` beside its bar.

    A long one is shortened there, and whole when it is pointed at.
    """
    if len(name) <= LONGEST_BESIDE:
        return escape(name)
    return f"<title>{escape(name)}</title>{escape(name[: LONGEST_BESIDE - 1])}\u2026"


def section(title: str, content: str) -> str:
    """Return a part of the page, `content` of HTML under its `title`."""
    return f"<section><h2>{title}</h2>{content}</section>"


def bullets(lines: Sequence[str]) -> str:
    """Return `lines` of plain text, one below the other."""
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def number_cells(texts: Sequence[str]) -> str:
    """Return the numbers of a row of a table, as texts."""
    return "".join(f'<td class="n">{text}</td>' for text in texts)


def report_page(title: str, sections: Iterable[str]) -> str:
    """Return the whole page with `sections` of HTML, those that are empty left out; `title` is plain text."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language_code()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, sections))
        + "\n</main>\n</body>\n</html>\n"
    )
