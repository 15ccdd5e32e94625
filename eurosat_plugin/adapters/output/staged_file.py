# SPDX-License-Identifier: GPL-2.0-or-later
"""A file that is written aside, under its own name, and put in its place whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from eurosat_plugin.adapters.output.companions import WITH_OUTPUTS
from eurosat_plugin.adapters.output.file_place import FOLDER_FORMATS, FilePlace
from eurosat_plugin.adapters.output.sqlite_file import ENDINGS, JOURNAL, LONGEST_PATH
from eurosat_plugin.adapters.output.staging_folder import StagingFolder, delete
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import tr


class StagedFile:
    """The file of `place` on its way; write it to `path`, and whatever belongs to it beside that."""

    def __init__(self, place: FilePlace) -> None:
        self.place = place
        self._folder = StagingFolder(place)
        self._placed: list[Path] = []

    @property
    def path(self) -> Path:
        """Where it is to be written."""
        return self._folder.new / self.place.path.name

    def check_length(self) -> None:
        """Check that SQLite can open it where it is written; :raises InputError: when its path is too long."""
        if os.name == "nt":
            return
        longest = LONGEST_PATH - len(JOURNAL)
        if self.place.path.suffix.lower() in ENDINGS and len(os.fsencode(self.path)) > longest:
            sentence = tr(
                "the path is too long for a GeoPackage; choose a shorter name, a folder further up, or another format"
            )
            raise self.place.refusal(sentence)

    def check_free(self) -> None:
        """Check that no other run writes it; :raises InputError: when one does."""
        self._folder.check_free()

    def open(self) -> None:
        """Make the place to write to; :raises InputError: when that cannot be, or another run has it."""
        self._folder.acquire()

    def close(self) -> None:
        """Remove what is not in its place."""
        self._folder.release()

    def put(self) -> None:
        """Put all that was written in its place, over what is there; :raises OutputError: when that fails."""
        try:
            self._put()
        except OSError as error:
            raise self._failure(error) from None

    def put_anew(self) -> bool:
        """Put a single file in its place unless there is one by now; tell whether it was put."""
        try:
            self._set_aside([name for name in self._stale() if name != self.path.name])
            self._finish_aside()
            _save(self.path)
            try:
                os.link(self.path, self.place.path)
            except FileExistsError:
                return False
            except OSError:  # a file system without links
                if self.place.path.exists():
                    return False
                self.path.rename(self.place.path)
        except OSError as error:
            raise self._failure(error) from None
        self._placed.append(self.place.path)
        return True

    def take_back(self) -> None:
        """Put what was replaced back in its place."""
        for path in self._placed:
            delete(path)
        self._placed = []
        for folder in (self._folder.old, self._folder.replaced):
            for entry in list(folder.iterdir()) if folder.is_dir() else []:
                target = self._beside(entry.name)
                if not target.exists() or not target.samefile(entry):
                    os.replace(entry, target)

    def _put(self) -> None:
        # The file that others look for comes last: without it, its companions are nothing.
        entries = sorted(self._folder.new.iterdir(), key=lambda entry: entry.name == self.path.name)
        if not entries:
            raise FileNotFoundError(0, tr("it disappeared while it was being written"))
        names = [entry.name for entry in entries]
        stale = sorted({*names, *self._stale()})
        present = [name for name in stale if os.path.lexists(self._beside(name))]
        for entry in entries:
            _save(entry)
        if present != names or not self._keep(names[0]):
            self._folder.note(names)
            self._set_aside(present)
        for entry in entries:
            target = self._beside(entry.name)
            os.replace(entry, target)
            self._placed.append(target)
        self._finish_aside()

    def _keep(self, name: str) -> bool:
        """Keep the older of two single files by a second name, so that there is one at every moment."""
        older = self._beside(name)
        if not older.is_file():
            return False
        self._folder.replaced.mkdir()
        try:
            shutil.copymode(older, self._folder.new / name)
            os.link(older, self._folder.replaced / name)
        except OSError:  # a file system without links
            self._folder.replaced.rmdir()
            return False
        return True

    def _set_aside(self, names: list[str]) -> None:
        for name in names:
            # What somebody keeps in a folder of such a name is no older output.
            if self._beside(name).is_dir() and Path(name).suffix.lower() not in FOLDER_FORMATS:
                raise IsADirectoryError(errno.EISDIR, tr("{name} is a folder there").format(name=name))
        self._folder.old.mkdir(exist_ok=True)
        for name in names:
            if os.path.lexists(self._beside(name)):
                os.replace(self._beside(name), self._folder.old / name)

    def _finish_aside(self) -> None:
        """From here on the next run does not put back what was set aside."""
        if self._folder.old.is_dir():
            self._folder.old.rename(self._folder.replaced)

    def _stale(self) -> list[str]:
        path = self.place.path
        return [path.with_suffix(suffix).name for suffix in WITH_OUTPUTS.get(path.suffix.lower(), ())]

    def _beside(self, name: str) -> Path:
        return self.place.path.parent / name

    def _failure(self, error: OSError) -> OutputError:
        sentence = tr("{output} cannot be put in its place {path} ({reason}); nothing was written.")
        reason = error.strerror or str(error)
        return OutputError(sentence.format(output=self.place.output, path=self.place.given, reason=reason))


def _save(path: Path) -> None:
    """Bring a file to the disk before anything refers to it."""
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
