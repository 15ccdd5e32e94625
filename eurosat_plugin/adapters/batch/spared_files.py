# SPDX-License-Identifier: GPL-2.0-or-later
"""What must not be written over with the layer or the table that is made of a run: the run itself, and its images."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from eurosat_plugin.adapters.batch.plan import Plan
from eurosat_plugin.adapters.batch.planned_network import network_file
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.output.file_place import FilePlace, InputFile, check_places
from eurosat_plugin.adapters.raster.gdal_calls import files_of_dataset, open_raster_file
from eurosat_plugin.adapters.raster.input_files import files_of
from eurosat_plugin.adapters.raster.product_files import is_metadata
from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.network.onnx_card import item_files


def files_of_run(run: RunFolder) -> list[InputFile]:
    """Return the files that a run writes, of whose folders nothing is to be another's."""
    return [InputFile(Path(os.path.realpath(path))) for path in run.own_files]


def check_table_file(run: RunFolder, plan: Plan, path: Path) -> None:
    """Check that a table of `run` may be written to `path`; its own tables may be made anew.

    :raises InputError: when it may not.
    """
    tables = [Path(os.path.realpath(table)) for table in (run.scene_table, run.day_table)]
    spared = [file for file in files_of_run(run) if file.path not in tables]
    check_places([FilePlace.of("--output", str(path))], [*spared, *_planned_files(plan)])


def _planned_files(plan: Plan) -> Iterator[InputFile]:
    """Yield the images of `plan`, of products all that belongs to them, and its network."""
    for scene in plan.scenes:
        if not is_web(scene.source):
            path = Path(os.path.realpath(scene.source))
            yield InputFile(path.parent if is_metadata(path.name) else path)
            if path.suffix.lower() == ".vrt":  # and the images that it is made of
                yield from files_of(str(path), files_of_dataset(open_raster_file(str(path), quiet=True)))
    network = network_file(plan.settings)
    yield from (InputFile(path) for path in (network, *item_files(network)))
