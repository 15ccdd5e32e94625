# SPDX-License-Identifier: GPL-2.0-or-later
"""English that stands in a text, by what the package has to be translated."""

from __future__ import annotations

import re
from functools import cache

from eurosat_plugin.core.translation import CONTEXT
from tests.package_messages import package_messages


def _pattern(source: str) -> str:
    return ".{1,200}?".join(re.escape(part) for part in re.split(r"\{[^}]*\}", source) if part.strip(" .:()"))


@cache
def _english() -> list[re.Pattern[str]]:
    return [
        re.compile(_pattern(message.source))
        for message in package_messages()
        if len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{[^}]*\}", "", message.source))) > 1 and message.context == CONTEXT
    ]


def english_in(text: str) -> list[str]:
    """Return the sources of translations that stand in `text`."""
    return [pattern.pattern for pattern in _english() if pattern.search(text)]
