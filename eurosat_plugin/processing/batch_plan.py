# SPDX-License-Identifier: GPL-2.0-or-later
"""The plan of ``eurosat:classifyscenes``, by its parameters: the same that the command line would make."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProcessingException

from eurosat_plugin.adapters.batch.plan import Plan, make_plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_source import SceneSource, read_sources
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing import batch_parameters as names
from eurosat_plugin.processing.arguments import Arguments

COLUMNS = ("scene", "item")
"""Columns of the layer of ``eurosat:searchscenes``: name and address."""


def read_plan(arguments: Arguments, run: RunFolder) -> Plan:
    """Return what is to be done: what the parameters say, or what the folder holds where they name no images.

    Reads layers: for the thread that they live in.

    :raises InputError: when there is nothing to do, or it cannot be done so.
    """
    sources = _sources(arguments)
    if sources is None:
        if not run.plan_file.exists():
            sentence = tr("There is nothing to classify: give SCENES or IMAGES, or in FOLDER the folder of a run.")
            raise InputError(sentence)
        return run.plan()
    return make_plan(sources, _settings(arguments), raster=arguments.flag(names.RASTERS))


def run_folder(arguments: Arguments) -> RunFolder:
    """Return the folder of the run; a temporary one is another at each call."""
    return RunFolder(Path(os.path.abspath(arguments.output_file(names.FOLDER))))


def _sources(arguments: Arguments) -> list[SceneSource] | None:
    """Return the images, None where no parameter names any."""
    found: list[SceneSource] = []
    if arguments.given(names.SCENES):
        found += _footprints(arguments)
    if arguments.given(names.IMAGES):
        found += read_sources(arguments.file(names.IMAGES))
    return found if arguments.given(names.SCENES) or arguments.given(names.IMAGES) else None


def _footprints(arguments: Arguments) -> list[SceneSource]:
    parameters, context = arguments.parameters, arguments.context
    source = arguments.algorithm.parameterAsSource(parameters, names.SCENES, context)
    if source is None:
        raise QgsProcessingException(arguments.algorithm.invalidSourceError(parameters, names.SCENES))
    if any(source.fields().lookupField(column) < 0 for column in COLUMNS):
        sentence = tr("{path} holds no scenes: choose the layer that Search Sentinel-2 scenes has written.")
        raise InputError(sentence.format(path=source.sourceName()))
    rows = ((str(row["scene"] or ""), str(row["item"] or "")) for row in source.getFeatures())
    found = [SceneSource(item, scene or item) for scene, item in rows if item]
    if not found:
        sentence = tr("{name} holds no scene; choose a layer that has some, or use more than its selection.")
        raise InputError(sentence.format(name=names.SCENES))
    return found


def _settings(arguments: Arguments) -> dict[str, str]:
    settings = {name: arguments.choice(name) for name in names.CHOICES}
    settings.update({name: str(arguments.flag(name)) for name in names.FLAGS})
    numbers = {name: arguments.number(name) for name in names.NUMBERS}
    settings.update({name: repr(value) for name, value in numbers.items() if value is not None})
    if arguments.given(names.MODEL_FILE):
        settings[names.MODEL_FILE] = arguments.file(names.MODEL_FILE)
    if arguments.given(names.EXTENT):
        extent, crs = arguments.extent(names.EXTENT), arguments.extent_crs(names.EXTENT)
        corners = (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum())
        settings[names.EXTENT] = f"{','.join(map(repr, corners))} [{crs.authid()}]"
    return settings
