# SPDX-License-Identifier: GPL-2.0-or-later
"""All that a run writes: whole, or not at all.

Every output is checked before the work begins, written aside, opened again and counted, and put in its place when all
are whole. A run that fails, is cancelled or killed leaves what was there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType

from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.grid.completeness import count_layers
from eurosat_plugin.adapters.output.file_place import FilePlace, InputFile, check_places, check_room
from eurosat_plugin.adapters.output.geopackage_update import check_table, is_geopackage
from eurosat_plugin.adapters.output.placement import put_in_place
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.destination import Destination, read_destination
from eurosat_plugin.processing.file_output import FileOutput
from eurosat_plugin.processing.foreign_output import ForeignOutput
from eurosat_plugin.processing.layer_output import LayerOutput
from eurosat_plugin.processing.raster_output import RasterOutput


class Outputs:
    """What the parameters `layers` (sinks), `files` and `rasters` ask for; left behind, nothing is half made.

    `inputs` are the files that the run reads. Rasters are given with what styles them.
    """

    def __init__(
        self,
        arguments: Arguments,
        layers: Collection[str],
        files: Collection[str],
        inputs: Iterable[InputFile] = (),
        rasters: Mapping[str, Callable[[QgsRasterLayer], object]] = MappingProxyType({}),
    ) -> None:
        self._inputs = tuple(inputs)
        destinations = {name: read_destination(arguments, name) for name in layers if arguments.given(name)}
        self._layers: dict[str, LayerOutput] = {
            name: _output_to(arguments, destination) for name, destination in destinations.items()
        }
        self._databases = [found.database for found in destinations.values() if found.database is not None]
        self._published = False
        self._files: dict[str, StagedFile] = {
            name: StagedFile(FilePlace.of(name, arguments.output_file(name))) for name in files if arguments.given(name)
        }
        self._rasters = {
            name: RasterOutput(arguments, name, style) for name, style in rasters.items() if arguments.given(name)
        }
        self._files.update({name: raster.staged for name, raster in self._rasters.items()})

    def check(self) -> None:
        """Check that all can be written; :raises InputError: when one cannot."""
        files = self._staged()
        check_places([*self._databases, *(file.place for file in files.values())], self._inputs)
        for name, file in files.items():
            file.check_length()
            file.check_free()
            if name in self._layers:
                _check_older(file.place)

    def reserve(self, sizes: Mapping[str, int]) -> None:
        """Make places to write to, so that no other run has them; `sizes` are the bytes that outputs will need.

        :raises InputError: when one cannot be written, or there is not enough room for all.
        """
        self.check()
        needed: dict[Path, int] = {}
        for name, file in self._staged().items():
            folder, size = file.place.path.parent, sizes.get(name, 0)
            twice = bool(file.place.table) and file.place.path.exists()  # a copy aside, and then one in the file
            needed[folder] = needed.get(folder, 0) + (2 * size if twice else size)
        check_room(needed)
        for file in self._staged().values():
            file.open()

    def asks_for(self, name: str) -> bool:
        """Tell whether an output is asked for."""
        return name in self._layers or name in self._files

    def layer(self, name: str) -> LayerOutput:
        """Return the output of a sink that is asked for."""
        return self._layers[name]

    def place(self, name: str) -> tuple[Path, str]:
        """Return where the file `name` is to be written until all is whole, and what people call it."""
        file = self._files[name]
        return file.path, file.place.given

    def write_text(self, name: str, text: str) -> None:
        """Write the file `name`; :raises OutputError: when that fails."""
        file, content = self._files[name], text.encode()
        try:
            file.path.write_bytes(content)
            whole = file.path.read_bytes() == content
        except OSError as error:
            sentence = tr("{output} cannot be written to {path} ({reason}); choose another file.")
            raise OutputError(
                sentence.format(output=name, path=file.place.given, reason=error.strerror or error)
            ) from None
        if not whole:
            raise OutputError(tr("{path} was not written completely; is the disk full?").format(path=file.place.given))

    def publish(self) -> dict[str, str]:
        """Put everything in its place and return what QGIS knows it by; :raises OutputError: when that fails."""
        for output in self._layers.values():
            output.bring()
        foreign = [name for name, output in self._layers.items() if isinstance(output, ForeignOutput)]
        put_in_place([file for name, file in self._staged().items() if name not in foreign])
        for output in self._layers.values():
            output.register()
        for raster in self._rasters.values():
            raster.register()
        self._published = True
        places = {name: file.place.given for name, file in self._files.items()}
        return {**{name: output.id for name, output in self._layers.items()}, **places}

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._published:
            for output in self._layers.values():
                output.discard()
        for file in self._staged().values():
            file.close()

    def _staged(self) -> dict[str, StagedFile]:
        layers = {name: output.staged for name, output in self._layers.items() if isinstance(output, FileOutput)}
        return {**layers, **self._files}


def _output_to(arguments: Arguments, destination: Destination) -> LayerOutput:
    if destination.file is not None:
        return FileOutput(arguments, destination, destination.file)
    return LayerOutput(arguments, destination) if destination.in_memory else ForeignOutput(arguments, destination)


def _check_older(place: FilePlace) -> None:
    """Check that what is there holds nothing that would be lost; :raises InputError: when it does."""
    if place.table and is_geopackage(place.path):
        check_table(place.path, place.table)
    elif place.path.exists() and count_layers(place.path) > 1:
        raise place.refusal(tr("it holds several layers, and only one would be left; choose another file"))
