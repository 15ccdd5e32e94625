# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the sink of a parameter is to go: into memory, into a file, or to where QGIS alone knows how to write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsProcessing,
    QgsProcessingDestinationParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)

from eurosat_plugin.adapters.output.file_place import FilePlace, is_virtual
from eurosat_plugin.processing.arguments import Arguments

_GEOPACKAGE = ".gpkg"


@dataclass(frozen=True)
class Destination:
    """The destination `text` of the sink `name`, with its `options` to create a layer.

    `file` is None for what is no file that can be written aside: memory, databases, and layers that are to be appended
    to. Of a database that is a file `database` says where it lies, and which table is replaced. `project` is the one
    that the layer is to be loaded into, as `title`.
    """

    name: str
    text: str
    options: dict[str, Any]
    file: FilePlace | None
    database: FilePlace | None
    appends: bool
    project: QgsProject | None
    title: str

    @property
    def in_memory(self) -> bool:
        """Whether it is a layer that no file keeps."""
        return self.text.startswith("memory:")

    @property
    def names_a_table(self) -> bool:
        """Whether the user named the table of a GeoPackage, and not just the file."""
        return self.text.startswith("ogr:") or bool(self.options.get("layerName"))


def read_destination(arguments: Arguments, name: str) -> Destination:
    """Read where the sink `name` is to go; a temporary one is given its place at each call."""
    definition, value = arguments.algorithm.parameterDefinition(name), arguments.parameters.get(name)
    options: dict[str, Any] = {}
    project, title, appends = None, definition.description(), False
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        options, project, appends = dict(value.createOptions), value.destinationProject, value.useRemapping()
        title, value = value.destinationName or title, value.sink
    if isinstance(value, QgsProperty):
        value, _ = value.valueAsString(arguments.context.expressionContext(), str(definition.defaultValue() or ""))
    text = str(value or definition.defaultValue() or "")
    if text == QgsProcessing.TEMPORARY_OUTPUT and isinstance(definition, QgsProcessingDestinationParameter):
        text = definition.generateTemporaryDestination()
    file = None if appends or not text else _file(name, text, str(options.get("layerName") or ""))
    database = None if file is not None or appends else _database(name, text)
    return Destination(name, text, options, file, database, appends, project, title)


def provider_of(text: str) -> tuple[str, str]:
    """Return the key of the data provider that `text` begins with, empty without one, and the rest."""
    key, colon, rest = text.partition(":")
    key = "postgres" if key == "postgis" else key
    return (key, rest) if colon and key in QgsProviderRegistry.instance().providerList() else ("", text)


def _file(name: str, text: str, table: str) -> FilePlace | None:
    """Return the file that QGIS would write for `text`, None where it is none."""
    provider, rest = provider_of(text)
    if provider == "ogr":
        uri = QgsDataSourceUri(rest)
        path = uri.database() or rest
        if is_virtual(path):
            return FilePlace.of(name, path)  # which is refused as it is
        if Path(path).suffix.lower() != _GEOPACKAGE:
            return None  # of other databases the driver alone knows what is a table
        return FilePlace.of(name, path, uri.table() or table or Path(path).stem)
    if provider or text.startswith("memory:"):
        return None
    if is_virtual(text):
        return FilePlace.of(name, text)
    suffix = Path(text).suffix
    if not QgsVectorFileWriter.driverForExtension(suffix.lstrip(".")):
        text, suffix = f"{text}{_GEOPACKAGE}", _GEOPACKAGE
    is_package = suffix.lower() == _GEOPACKAGE
    return FilePlace.of(name, text, (table or Path(text).stem) if is_package else "")


def _database(name: str, text: str) -> FilePlace | None:
    """Return the database that QGIS would write a table into, None where it is no file."""
    provider, rest = provider_of(text)
    uri = QgsDataSourceUri(rest)
    if provider not in ("ogr", "spatialite") or not uri.database():
        return None
    return FilePlace.of(name, uri.database(), uri.table())
