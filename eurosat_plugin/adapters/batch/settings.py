# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters of a classification that a plan sets for all of its scenes, written in one way only."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from eurosat_plugin.core.choices import (
    BACKENDS,
    CONFIDENCES,
    EDGES,
    FLOAT,
    MODELS,
    OFFSETS,
    RADIOMETRY_KEYS,
    SCALES,
    STRIDES,
)
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

_EXTENT = re.compile(r"([^\[\]]+?)\s*\[(\w+:\w+)\]")
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def read_settings(given: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that `given` says, without those that are as they are anyway.

    Whoever plans the same, in whatever words, gets the same settings, and so the same keys.

    :raises InputError: when one is unknown, or its value cannot be used.
    """
    unknown = sorted(set(given) - set(SETTINGS))
    if unknown:
        sentence = tr("There is no setting {names}; choose from {known}.")
        raise InputError(sentence.format(names=", ".join(unknown), known=", ".join(SETTINGS)))
    read = {name: _READERS[name](name, given[name].strip()) for name in SETTINGS if given.get(name, "").strip()}
    return {name: value for name, value in read.items() if value}


def _choice(*options: str) -> Callable[[str, str], str]:
    """Return a reader of one of `options`, of which the first is the default."""

    def read(name: str, value: str) -> str:
        if value not in options:
            sentence = tr("{name} cannot be {value!r}; choose one of {choices}.")
            raise InputError(sentence.format(name=name, value=value, choices=", ".join(options)))
        return "" if value == options[0] else value

    return read


def _model(name: str, value: str) -> str:
    """Read a model; the default is one file, the same on all computers that take part."""
    read = _choice(*MODELS)(name, value)
    return "" if read == FLOAT else read


def _flag(name: str, value: str) -> str:
    if value.lower() not in _TRUE + _FALSE:
        raise InputError(tr("{name} cannot be {value!r}; choose true or false.").format(name=name, value=value))
    return "true" if value.lower() in _TRUE else ""


def _number(least: float, largest: float) -> Callable[[str, str], str]:
    """Return a reader of numbers that the algorithm takes."""

    def read(name: str, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not least <= number <= largest:
            sentence = tr("{name} needs a number from {least} to {largest}; {value!r} given.")
            raise InputError(sentence.format(name=name, least=f"{least:g}", largest=f"{largest:g}", value=value))
        return repr(number)

    return read


def _bands(name: str, value: str) -> str:
    numbers = re.split(r"\s*[,;]\s*|\s+", value)
    if len(numbers) != 3 or not all(number.isdecimal() and int(number) > 0 for number in numbers):
        sentence = tr("BANDS needs three band numbers, for red, green and blue; {value!r} given.")
        raise InputError(sentence.format(value=value))
    return ",".join(str(int(number)) for number in numbers)


def _extent(name: str, value: str) -> str:
    found = _EXTENT.fullmatch(value)
    try:
        corners = [repr(float(corner)) for corner in found[1].split(",")] if found else []
    except ValueError:
        corners = []
    if found is None or len(corners) != 4 or not all(math.isfinite(float(corner)) for corner in corners):
        sentence = tr("EXTENT cannot be {value!r}; give xmin,xmax,ymin,ymax [CRS], such as 2,3,48,49 [EPSG:4326].")
        raise InputError(sentence.format(value=value))
    return f"{','.join(corners)} [{found[2]}]"


def _file(name: str, value: str) -> str:
    return str(Path(value).absolute())


_READERS: dict[str, Callable[[str, str], str]] = {
    "BANDS": _bands,
    "EXTENT": _extent,
    "RADIOMETRY": _choice("auto", *RADIOMETRY_KEYS),
    "OFFSET": _number(*OFFSETS),
    "SCALE": _number(*SCALES),
    "STRIDE": _choice(*map(str, STRIDES)),
    "TTA": _flag,
    "MIN_CONFIDENCE": _number(*CONFIDENCES),
    "EDGE": _choice(*EDGES),
    "MODEL": _model,
    "MODEL_FILE": _file,
    "BACKEND": _choice(*BACKENDS),
    "PROBABILITIES": _flag,
}
SETTINGS = tuple(_READERS)
"""Parameters of ``eurosat:classifyraster`` that a plan may set."""
