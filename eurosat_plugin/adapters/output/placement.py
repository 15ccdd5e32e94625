# SPDX-License-Identifier: GPL-2.0-or-later
"""Put all files of a run in their places, or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from eurosat_plugin.adapters.output.geopackage_update import GeoPackageUpdate, is_geopackage
from eurosat_plugin.adapters.output.staged_file import StagedFile


def put_in_place(files: Sequence[StagedFile]) -> None:
    """Put staged files in their places; :raises OutputError: when one cannot be, and then all is as it was.

    Tables go into the GeoPackage that is there, other files over the older ones. What can be taken back comes first.
    """
    with ExitStack() as undo:
        updates = []
        for path, group in groupby(sorted(files, key=_path), key=_path):
            together = list(group)
            if all(file.place.table for file in together):
                update = _put_tables(path, together, undo)
                if update is not None:
                    updates.append(update)
            else:
                for file in together:
                    undo.callback(file.take_back)
                    file.put()
        for update in updates:
            update.commit()
        undo.pop_all()


def _put_tables(path: Path, files: Sequence[StagedFile], undo: ExitStack) -> GeoPackageUpdate | None:
    """Make one file of several tables where there is none yet; otherwise return the transaction that brings them in."""
    first, *others = files
    if not is_geopackage(path):
        if others:
            gathered = GeoPackageUpdate(first.path)
            undo.callback(gathered.rollback)
            gathered.insert([(file.path, file.place.table) for file in others])
            gathered.commit()
        undo.callback(first.take_back)
        if path.exists():  # something else by that name
            first.put()
            return None
        if first.put_anew():
            return None
        # Another run has made the file by now.
    update = GeoPackageUpdate(path)
    undo.callback(update.rollback)
    update.insert([(file.path, file.place.table) for file in files])
    return update


def _path(file: StagedFile) -> Path:
    return file.place.path
