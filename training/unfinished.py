# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs that go on on another machine: what a run has left so far, kept in the repository until it has ended.

A folder per run, ``models/unfinished/<name>``, with the last checkpoint, the log and the settings that both belong to.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from training.checkpoints import CHECKPOINT, STATE, WEIGHTS
from training.settings import MODELS, RECORD, Settings, run_folder

KEPT = MODELS / "unfinished"
FILES = (RECORD, "log.csv", f"{CHECKPOINT}/{WEIGHTS}", f"{CHECKPOINT}/{STATE}")


def keep(settings: Settings, kept: Path = KEPT) -> bool:
    """Copy what the unfinished run of `settings` has left to `kept`; tell whether there was anything."""
    folder = run_folder(settings.name)
    if not all((folder / name).is_file() for name in FILES):
        return False
    _copy(folder, kept / settings.name)
    return True


def take_up(settings: Settings, kept: Path = KEPT) -> bool:
    """Let a run of exactly these `settings` that has left nothing here go on from `kept`; tell whether it does."""
    source, folder = kept / settings.name, run_folder(settings.name)
    record = source / RECORD
    if (folder / RECORD).exists() or not record.is_file():
        return False
    if json.loads(record.read_text(encoding="utf-8")) != settings.as_dict():
        return False
    _copy(source, folder)
    return True


def _copy(source: Path, target: Path) -> None:
    """Copy the files of a run; the settings come last, without which the others count for nothing."""
    for name in sorted(FILES, key=RECORD.__eq__):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)
