# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a file is to be written, and whether it may be: looked at before the work begins."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from errno import ENAMETOOLONG
from pathlib import Path

from eurosat_plugin.adapters.output.companions import belongs_to, written_beside
from eurosat_plugin.adapters.output.sqlite_file import ENDINGS, JOURNAL
from eurosat_plugin.core.errors import FailureKind, InputError
from eurosat_plugin.core.translation import number, tr

_LONGEST_NAME = 255
"""Bytes of a name in a folder, of Windows pairs of them; a system that allows for less says so itself."""

_LONGEST_ENDINGS = {**dict.fromkeys(ENDINGS, JOURNAL), ".tif": ".aux.xml", ".tiff": ".aux.xml"}
"""Of files that come beside: without them there is no GeoPackage, and a raster loses the names of its classes."""

_VIRTUAL = re.compile(r"(/vsi[a-z0-9_]+)(?:/|\?|$)")

FOLDER_FORMATS = (".gdb",)
"""Formats that are folders to the system."""


@dataclass(frozen=True)
class FilePlace:
    """The file of the parameter `output`: `given` as the user wrote it, `path` where it really lies.

    `table` is the one that is meant in a GeoPackage, and empty where the whole file is.
    """

    output: str
    given: str
    path: Path
    table: str = ""

    @classmethod
    def of(cls, output: str, given: str, table: str = "") -> FilePlace:
        """Follow links: a file behind a link is replaced, and not the link."""
        return cls(output, given, Path(os.path.realpath(given)), table)

    def refusal(self, problem: str) -> InputError:
        """Return the error that says why nothing can be written here."""
        sentence = tr("{output} cannot be written to {path}: {problem}.")
        return InputError(sentence.format(output=self.output, path=self.given, problem=problem))


@dataclass(frozen=True)
class InputFile:
    """A file that a run reads, or a folder with all that is in it.

    `table` is the one that is read of a GeoPackage, where that is known.
    """

    path: Path
    table: str = ""


def is_virtual(path: str) -> bool:
    """Tell whether a path names a file that is on no disk but in one of GDAL's virtual file systems."""
    found = _VIRTUAL.match(path)
    return found is not None and not os.path.isdir(found[1])


def check_places(places: Sequence[FilePlace], inputs: Iterable[InputFile] = ()) -> None:
    """Check that every place can be written to, and harms no other and no input.

    :raises InputError: that says which cannot, and why.
    """
    for place in places:
        problem = _virtual_problem(place.given) or _problem(place.path)
        if problem:
            raise place.refusal(problem)
    for i, place in enumerate(places):
        for other in places[:i]:
            if _is_same(place.path, other.path) and _is_same_table(place.table, other.table):
                sentence = tr("{name} and {other} cannot be the same file {path}; give each its own.")
                raise InputError(sentence.format(name=other.output, other=place.output, path=place.given))
    _check_inputs(places, inputs)


def check_room(needed: Mapping[Path, int]) -> None:
    """Check that there is room for so many bytes in each folder; :raises InputError: where there is not."""
    systems: dict[int, int] = {}
    for folder, size in needed.items():
        system = os.stat(folder).st_dev
        systems[system] = systems.get(system, 0) + size
        disk = shutil.disk_usage(folder)
        free = disk.free
        if disk.total and free < systems[system]:  # what is no disk has no size
            sentence = tr(
                "There are {free} MB left in {folder}, and about {needed} MB are needed; free some space first."
            )
            free_mb, needed_mb = (number(value / 1e6, 1) for value in (free, systems[system]))
            raise InputError(sentence.format(free=free_mb, folder=folder, needed=needed_mb), FailureKind.PASSING)


def _check_inputs(places: Sequence[FilePlace], inputs: Iterable[InputFile]) -> None:
    is_input = tr("it is an input of this run; choose another file")
    folders = [(place, {_identity(folder) for folder in place.path.parents}) for place in places]
    known = [(place, path, _identity(path)) for place in places for path in (place.path, *written_beside(place.path))]
    for source in inputs:  # of which there may be thousands
        identity = _identity(source.path)
        for place, around in folders:
            if identity is not None and identity in around:
                raise place.refusal(is_input)
        for place, path, existing in known:
            may_be = (identity == existing) or source.path.name.casefold() == path.name.casefold()
            if may_be and _is_same(path, source.path) and _is_same_table(place.table, source.table):
                raise place.refusal(is_input)
            if existing and belongs_to(path.name, source.path.name) and _is_same_folder(path, source.path):
                sentence = tr("{name} belongs to {input}, which is an input of this run; choose another file")
                raise place.refusal(sentence.format(name=path.name, input=source.path.name))


def _virtual_problem(given: str) -> str:
    if not is_virtual(given):
        return ""
    return tr("it would be on no disk; choose a file that is, or TEMPORARY_OUTPUT")


def _problem(path: Path) -> str:
    folder, told = path.parent, tr("its name is too long; choose a shorter one")
    try:
        if _length(path.name) + len(_LONGEST_ENDINGS.get(path.suffix.lower(), "")) > _LONGEST_NAME:
            return told
        kind = path.stat().st_mode if path.exists() else None
    except (OSError, ValueError) as error:  # no file can have such a name
        too_long = isinstance(error, OSError) and error.errno == ENAMETOOLONG
        return told if too_long else tr("a file cannot have this name; choose another")
    if not folder.is_dir():
        return tr("there is no folder {folder}; make it or choose another").format(folder=folder)
    if kind is not None and stat.S_ISDIR(kind) and path.suffix.lower() not in FOLDER_FORMATS:
        return tr("it is a folder; add the name of a file, such as report.html")
    if kind is not None and not stat.S_ISDIR(kind) and not stat.S_ISREG(kind):
        return tr("it is not a file but a device or a pipe; choose another")
    if not os.access(folder, os.W_OK | os.X_OK):
        return tr("the folder {folder} cannot be written to; choose another").format(folder=folder)
    if kind is not None and not os.access(path, os.W_OK):
        return tr("the file is write-protected; choose another")
    return ""


def _length(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2 if os.name == "nt" else len(os.fsencode(name))


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from all others, None where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file, on systems too where upper and lower case are the same."""
    try:
        if one.exists() and other.exists():
            return one.samefile(other)
    except OSError:
        return False
    return one.name.casefold() == other.name.casefold() and _is_same_folder(one, other)


def _is_same_folder(one: Path, other: Path) -> bool:
    try:
        return one.parent == other.parent or one.parent.samefile(other.parent)
    except OSError:
        return False


def _is_same_table(one: str, other: str) -> bool:
    """Tell whether writing one would harm the other; without a name it is the whole file."""
    return not one or not other or one.casefold() == other.casefold()
