# SPDX-License-Identifier: GPL-2.0-or-later
"""What the names of an image's bands have in common: the name of the image."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

_LEAST_LETTERS = 4
_BEFORE = re.compile(r"[^\W_]*$")
_BEHIND = re.compile(r"^[^\W_]*")
_JOINTS = " _-.,()[]"


def common_name(names: Sequence[str]) -> str:
    """Return what is the same at the beginning and the end of `names`, in whole words; empty where that is nothing.

    ``T32UME_B04_10m`` and ``T32UME_B03_10m`` have ``T32UME_10m`` in common.
    """
    begin = _shared(names)
    rests = [name[len(begin) :] for name in names]
    end = _shared([rest[::-1] for rest in rests])[::-1]
    if all(rests):  # the words that differ are cut, not their letters
        begin, end = _BEFORE.sub("", begin), _BEHIND.sub("", end)
    head, tail = begin.rstrip(_JOINTS), end.strip(_JOINTS)
    joint = begin[len(head) : len(head) + 1] or " "
    found = joint.join(filter(None, (head, tail)))
    return found if sum(map(str.isalnum, found)) >= _LEAST_LETTERS else ""


def _shared(names: Sequence[str]) -> str:
    """Return the letters with which all `names` begin."""
    letters = takewhile(lambda column: len(set(column)) == 1, zip(*names))
    return "".join(column[0] for column in letters)
