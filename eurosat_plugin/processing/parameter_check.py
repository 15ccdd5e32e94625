# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the values of parameters, and say what is wrong and what to give instead: QGIS only names the parameter."""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from qgis.core import (
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments

_GDAL_PREFIX = re.compile(r"^(?:/vsi\w+/)+(?=/)")


def check_values(arguments: Arguments, sentences: Mapping[str, str], unchecked: Collection[str] = ()) -> None:
    """Check each value by itself, the `unchecked` ones for devices only.

    :raises InputError: that says why the first unacceptable one cannot be used.

    `sentences` say it for each parameter, with ``{value!r}`` in the place of the value; those of choices are made
    of their options.
    """
    for definition in arguments.algorithm.parameterDefinitions():
        name, value = definition.name(), arguments.parameters.get(definition.name())
        if not definition.isDestination():
            _refuse_devices(name, value)
        if name in unchecked:
            continue
        if not definition.checkValueIsAcceptable(value, arguments.context) or not _is_number_in_range(
            definition, value
        ):
            sentence = sentences.get(name, tr("{name} cannot be {value!r}."))
            if isinstance(definition, QgsProcessingParameterEnum):
                sentence = tr("{name} cannot be {value!r}; choose one of {choices}.")
                raise InputError(sentence.format(name=name, value=value, choices=", ".join(definition.options())))
            raise InputError(sentence.format(name=name, value=value))


def _refuse_devices(name: str, value: object) -> None:
    """Refuse pipes, devices and sockets: whoever opens one, QGIS as well, waits for ever or reads without end."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source.staticValue()
    for text in value if isinstance(value, (list, tuple)) else str(value).split(";"):
        if isinstance(text, str) and _is_device(text):
            sentence = tr("{name} cannot be {value!r}: it is a pipe, a device or a socket; choose a file.")
            raise InputError(sentence.format(name=name, value=text))


def _is_device(text: str) -> bool:
    """Tell whether a path, also one of GDAL's such as ``/vsizip/…``, leads to what is neither file nor folder."""
    if text.startswith("/vsistdin"):
        return True
    text = _GDAL_PREFIX.sub("", text).partition("|")[0]
    path = Path(text)
    for candidate in (path, *path.parents):
        try:
            mode = candidate.stat().st_mode
        except (OSError, ValueError):  # no such file, or nothing that could be one
            continue
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def _is_number_in_range(definition: QgsProcessingParameterDefinition, value: object) -> bool:
    """Check numbers, also those that arrive as text, as from the command line: QGIS lets any text pass, and NaN."""
    if not isinstance(definition, QgsProcessingParameterNumber) or not isinstance(value, (str, float, int)):
        return True
    if value == "":
        return True
    try:
        return definition.minimum() <= float(value) <= definition.maximum()
    except (ValueError, OverflowError):
        return False
