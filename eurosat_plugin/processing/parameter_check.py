# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the values of parameters, and say what is wrong and what to give instead: QGIS only names the parameter."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import (
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments


def check_values(arguments: Arguments, sentences: Mapping[str, str], unchecked: Collection[str] = ()) -> None:
    """Check each value by itself; :raises InputError: that says why the first unacceptable one cannot be used.

    `sentences` say it for each parameter, with ``{value!r}`` in the place of the value; those of choices are made
    of their options.
    """
    for definition in arguments.algorithm.parameterDefinitions():
        name, value = definition.name(), arguments.parameters.get(definition.name())
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
