# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the values of parameters, and name the one that is wrong: QGIS itself says only that one is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from qgis.core import (
    NULL,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr


def refusal(
    algorithm: QgsProcessingAlgorithm,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    sentences: Mapping[str, str],
    unchecked: Collection[str] = (),
) -> str:
    """Return why the first unacceptable value cannot be used, empty when all can.

    `sentences` say it for each parameter, with ``{value!r}`` in the place of the value; those of choices are made
    of their options.
    """
    for definition in algorithm.parameterDefinitions():
        name, value = definition.name(), parameters.get(definition.name())
        if name in unchecked:
            continue
        if not definition.checkValueIsAcceptable(value, context) or not _is_number_in_range(definition, value):
            sentence = sentences.get(name, tr("{name} cannot be {value!r}."))
            if isinstance(definition, QgsProcessingParameterEnum):
                sentence = tr("{name} cannot be {value!r}; choose one of {choices}.")
                return sentence.format(name=name, value=value, choices=", ".join(definition.options()))
            return sentence.format(name=name, value=value)
    return ""


def is_given(parameters: Mapping[str, Any], name: str) -> bool:
    """Tell whether an optional parameter has a value: doors write none as None, NULL, empty text or empty output."""
    value = _value(parameters, name)
    return value is not None and value != NULL and value != ""


def check_distinct(parameters: Mapping[str, Any], names: Collection[str]) -> None:
    """Check that outputs are not to be written over each other; :raises InputError: when two are the same file."""
    taken: dict[str, str] = {}
    for name in names:
        text = _value(parameters, name)
        if not isinstance(text, str) or text in ("", QgsProcessing.TEMPORARY_OUTPUT, "memory:"):
            continue
        if text in taken:
            sentence = tr("{name} and {other} cannot be the same file {path}; give each its own.")
            raise InputError(sentence.format(name=taken[text], other=name, path=text))
        taken[text] = name


def _value(parameters: Mapping[str, Any], name: str) -> Any:
    """Return the value of a parameter; of an output, as dialogs give it, where it goes."""
    value = parameters.get(name)
    return value.sink.staticValue() if isinstance(value, QgsProcessingOutputLayerDefinition) else value


def _is_number_in_range(definition: QgsProcessingParameterDefinition, value: object) -> bool:
    """Check numbers that arrive as text, as from the command line: QGIS lets any text pass."""
    if not isinstance(definition, QgsProcessingParameterNumber) or not isinstance(value, str) or not value:
        return True
    try:
        return definition.minimum() <= float(value) <= definition.maximum()
    except ValueError:
        return False
