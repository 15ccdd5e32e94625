# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the values of parameters, and say what is wrong and what to give instead: QGIS only names the parameter."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterNumber,
)

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import shortened, tr
from eurosat_plugin.processing.arguments import Arguments


def check_values(arguments: Arguments, sentences: Mapping[str, str], unchecked: Collection[str] = ()) -> None:
    """Check each value by itself, the `unchecked` ones only for pipes and devices.

    :raises InputError: that says why the first unacceptable one cannot be used.

    `sentences` say it for each parameter, with ``{value!r}`` in the place of the value; those of choices are made
    of their options.
    """
    for definition in arguments.algorithm.parameterDefinitions():
        name, value = definition.name(), arguments.parameters.get(definition.name())
        if not definition.isDestination():
            _refuse_endless(name, value, looked_into=name in unchecked)
        if name in unchecked:
            continue
        if isinstance(definition, QgsProcessingParameterExtent):
            _refuse_unknown_system(name, value)
        if not definition.checkValueIsAcceptable(value, arguments.context) or not _is_number_in_range(
            definition, value
        ):
            sentence = sentences.get(name, tr("{name} cannot be {value!r}."))
            if isinstance(definition, QgsProcessingParameterEnum):
                sentence = tr("{name} cannot be {value!r}; choose one of {choices}.")
                raise InputError(sentence.format(name=name, value=value, choices=", ".join(definition.options())))
            raise InputError(sentence.format(name=name, value=value))


def _refuse_unknown_system(name: str, value: object) -> None:
    """Refuse an extent whose coordinate system QGIS does not know: it would be taken as one of the image's."""
    given = re.search(r"\[([^\]]+)\]\s*$", value) if isinstance(value, str) else None
    if given and not QgsCoordinateReferenceSystem(given[1]).isValid():
        sentence = tr(
            "{name} is in {system}, which is no coordinate reference system that QGIS knows; give it in another."
        )
        raise InputError(sentence.format(name=name, system=shortened(given[1])))


def _refuse_endless(name: str, value: object, looked_into: bool) -> None:
    """Refuse pipes, devices and sockets: whoever opens one, QGIS as well, waits for ever or reads without end.

    What is there and will be `looked_into` by whoever opens it is not here; no server is asked for anything.
    """
    # Not at the top: GDAL comes with it, and QGIS should start without it.
    from eurosat_plugin.adapters.raster.remote_files import is_remote
    from eurosat_plugin.adapters.raster.special_files import find_special_file, is_special_file

    for text in _texts(value):
        told = shortened(text)
        if is_special_file(text):
            sentence = tr("{name} cannot be {value!r}: it is a pipe, a device or a socket; choose a file.")
            raise InputError(sentence.format(name=name, value=told))
        found = "" if is_remote(text) or (looked_into and os.path.exists(text)) else find_special_file(text)
        if found:
            sentence = tr(
                "{name} cannot be {value!r}: {path} is a pipe, a device or a socket, and whoever opens it with the "
                "file waits for ever; take it away, or choose another file."
            )
            raise InputError(sentence.format(name=name, value=told, path=found))


def _texts(value: object) -> Iterator[str]:
    """Return the names of files and the like in the value of a parameter."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source.staticValue()
    several = value if isinstance(value, (list, tuple)) else [value]
    for each in several:
        if isinstance(each, QgsMapLayer):
            yield each.source()
        elif isinstance(each, str):
            yield from [each] if each.lstrip().startswith("<") else each.split(";")


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
