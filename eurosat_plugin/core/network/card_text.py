# SPDX-License-Identifier: GPL-2.0-or-later
"""What is written of a model, by whomever: read without trusting it, and told in sentences that can be shown."""

from __future__ import annotations

import json
import reprlib
from typing import Any

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.translation import tr

LONGEST_CARD = 1_000_000
"""Characters; a card has four thousand."""

LONGEST = 100
"""Characters of a name."""

_MOST_DIGITS = 4300
"""Of a whole number: a Python that sets no such limit itself takes time with their square."""
_LARGEST = 1e6
"""Of any number in a card; temperature and thresholds are all near 1 or 10, digital numbers below 65536."""


def load_object(text: str) -> dict[str, Any]:
    """Read a JSON object; :raises ModelError: when `text` is none."""
    try:
        if len(text) > LONGEST_CARD:
            raise ValueError(tr("it is longer than any card"))
        values = json.loads(text, parse_int=_whole)
    except RecursionError:
        raise ModelError(tr("The model card is nested too deeply; export the model again.")) from None
    except ValueError as error:
        raise ModelError(
            tr("The model card is not valid JSON ({reason}); export the model again.").format(reason=shown(error))
        ) from error
    if not isinstance(values, dict):
        raise ModelError(tr("The model card is not a JSON object; export the model again."))
    return values


def is_sensible(value: object) -> bool:
    """Tell whether `value` is a number to calculate with: JSON knows whole numbers that no float can hold."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _LARGEST


def short(value: object) -> object:
    """Return `value`, or its beginning and end where it is long to write."""
    return value if len(repr(value)) <= LONGEST else reprlib.repr(value)


def shown(value: object) -> str:
    """Return the text of `value`, shortened, without control characters and halves of characters."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(short(value))[:LONGEST])


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(tr("a number has too many digits"))
    return int(digits)
