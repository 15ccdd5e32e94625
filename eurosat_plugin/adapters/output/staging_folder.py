# SPDX-License-Identifier: GPL-2.0-or-later
"""The hidden folder beside a file that is being written: on the same disk, and locked while a run uses it.

A run that is killed leaves its folder behind, and the next one that writes there removes it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.core.translation import tr

PREFIX = ".eurosat-"
_LOCK, _NAMES = "lock", "names"
_PATIENCE_MS = 500
"""How long a lock may be held by somebody who only tidies up."""


class StagingFolder:
    """The folder in which the file of `place` is written; one run at a time has it.

    What is being written lies in `new`, and what it has to replace, while it does so, in `old`; once all is in place
    that lies in `replaced`, until nobody can want it back.
    """

    def __init__(self, place: FilePlace) -> None:
        self._place = place
        name = f"{place.path.name}\0{place.table}".casefold()
        self.path = place.path.parent / (PREFIX + hashlib.sha256(name.encode()).hexdigest()[:12])
        self.new, self.old, self.replaced = self.path / "new", self.path / "old", self.path / "replaced"
        self._lock: QLockFile | None = None

    def check_free(self) -> None:
        """Check that no other run writes the same file; :raises InputError: when one does."""
        if (self.path / _LOCK).exists():
            lock = _lock_of(self.path)
            if not lock.tryLock(_PATIENCE_MS) and lock.error() == QLockFile.LockError.LockFailedError:
                raise self._place.refusal(self._in_use(lock))

    def acquire(self) -> None:
        """Make the folder and remove those that killed runs have left; :raises InputError: when that fails."""
        try:
            remove_left_behind(self.path.parent)
            self._lock = self._locked()
            _empty(self.path)
            self.new.mkdir()
        except OSError as error:
            self.release()
            raise self._place.refusal(error.strerror or str(error)) from None

    def note(self, names: Sequence[str]) -> None:
        """Note what is about to be put in place in several steps: what a killed run has put is taken away again."""
        (self.path / _NAMES).write_text("\0".join(names), encoding="utf-8")

    def release(self) -> None:
        """Remove the folder and all that is in it."""
        if self._lock is not None:
            _remove(self.path, self._lock)
            self._lock = None

    def _locked(self) -> QLockFile:
        for _ in range(10):
            self.path.mkdir(exist_ok=True)
            lock = _lock_of(self.path)
            if lock.tryLock(_PATIENCE_MS):
                if (self.path / _LOCK).exists():
                    return lock
            elif lock.error() == QLockFile.LockError.LockFailedError:
                raise self._place.refusal(self._in_use(lock))
            # Somebody has removed the folder between two steps.
        raise OSError(tr("the folder cannot be written to"))

    def _in_use(self, lock: QLockFile) -> str:
        _, process, computer, _ = lock.getLockInfo()
        sentence = tr(
            "another run (process {process} on {computer}) is writing it; wait until that has ended, or choose "
            "another file"
        )
        return sentence.format(process=process, computer=computer or "localhost")


def remove_left_behind(folder: Path) -> None:
    """Remove what killed runs have left in `folder`; a file that was replaced by half is put back."""
    with os.scandir(folder) as entries:
        left = [Path(e.path) for e in entries if e.name.startswith(PREFIX) and e.is_dir(follow_symlinks=False)]
    for path in left:
        lock = _lock_of(path)
        if lock.tryLock(0):
            _remove(path, lock)


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path / _LOCK))
    lock.setStaleLockTime(0)  # runs may take hours; whether its process is alive tells
    return lock


def _remove(path: Path, lock: QLockFile) -> None:
    _empty(path)
    lock.unlock()
    try:
        path.rmdir()
    except OSError:
        return  # the next run has it already


def _empty(path: Path) -> None:
    """Remove what is in a folder but its lock, and put back first what was only half replaced."""
    old, names = path / "old", path / _NAMES
    if old.is_dir():
        for name in names.read_text(encoding="utf-8").split("\0") if names.is_file() else []:
            if not os.path.lexists(path / "new" / name):
                delete(path.parent / name)
        names.unlink(missing_ok=True)  # from here on what is there is the older one
        for entry in list(old.iterdir()):
            os.replace(entry, path.parent / entry.name)
    for entry in list(path.iterdir()) if path.is_dir() else []:
        if entry.name != _LOCK:
            delete(entry)


def delete(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
