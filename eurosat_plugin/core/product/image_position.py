# SPDX-License-Identifier: GPL-2.0-or-later
"""Where in an image something lies, in words."""

from __future__ import annotations

from collections.abc import Sequence

from eurosat_plugin.core.translation import tr_noop, translate

Place = tuple[float, float]
"""Columns and rows from the upper left corner, as shares of the image's width and height."""

_WORDS = (
    (tr_noop("at the upper left"), tr_noop("at the top"), tr_noop("at the upper right")),
    (tr_noop("on the left"), tr_noop("in the middle"), tr_noop("on the right")),
    (tr_noop("at the lower left"), tr_noop("at the bottom"), tr_noop("at the lower right")),
)


def describe_position(places: Sequence[Place]) -> str:
    """Say where `places` lie on the whole; empty where they are spread over more than half of the image each way."""
    if not places:
        return ""
    cols, rows = zip(*places)
    if max(cols) - min(cols) > 0.5 and max(rows) - min(rows) > 0.5:
        return ""
    col, row = (_third(sum(shares) / len(shares)) for shares in (cols, rows))
    return translate(_WORDS[row][col])


def _third(share: float) -> int:
    return min(2, max(0, int(3 * share)))
