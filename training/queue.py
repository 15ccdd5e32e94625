# SPDX-License-Identifier: GPL-2.0-or-later
"""Train every network that ships, one after the other: ``python -m training.queue``, or only those that are named.

What is finished, here or as a file in models/ that was made with the same settings, is skipped; an interrupted run
goes on at its last finished epoch: whatever happens to the machine, the same command again is all it takes. ``--keep``
copies what unfinished runs have left to ``models/unfinished``; once that is committed, another machine goes on there.
Meant for the background, on one thread: ``nice -n 19 make train-all``.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.checkpoints import RunError
from training.dataset import DataError, load_parts
from training.settings import BUILD, SETTINGS, run_folder
from training.shipped import count_cycles, is_shipped, shipped_file
from training.train import is_finished, train_once
from training.unfinished import keep, take_up

QUEUE = ("accurate", "fast", "accurate-spatial", "seed", "fast-spatial")
"""In the order of what the plugin gains by them."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", metavar="MODEL", help=f"which ones, of {', '.join(QUEUE)} (all)")
    parser.add_argument("--list", action="store_true", help="only say how far each run is")
    parser.add_argument(
        "--keep", action="store_true", help="only copy what unfinished runs have left, for the repository"
    )
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.models) - set(SETTINGS))
    if unknown:
        parser.error(f"there is no network {unknown[0]}")
    names = options.models or QUEUE
    if options.list:
        print("\n".join(f"{name}: {describe(name)}" for name in names))
        return 0
    if options.keep:
        kept = [name for name in names if not is_finished(SETTINGS[name]) and keep(SETTINGS[name])]
        print(f"Kept: {', '.join(kept) or 'nothing'}.")
        return 0
    try:
        for name in names:
            run(name)
    except (DataError, RunError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run(name: str) -> None:
    """Train network `name` unless its run is finished, or leave it to the process that is at it."""
    settings = SETTINGS[name]
    with claimed(run_folder(name)) as free:
        if not free:
            print(f"{name} is being trained by another process.")
        elif is_finished(settings) or is_shipped(settings):
            print(f"{name} is finished.")
        else:
            if take_up(settings):
                print(f"{name} goes on from models/unfinished.")
            train_once(settings, *load_parts(settings.split, "train", "val"))


@contextmanager
def claimed(folder: Path) -> Iterator[bool]:
    """Hold the run in `folder` against other processes; whether it was free. A lock dies with its process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def describe(name: str) -> str:
    """Say how far the run of network `name` is."""
    settings, folder = SETTINGS[name], run_folder(name)
    if is_finished(settings):
        return f"finished, {settings.epochs} epochs, in {folder}"
    if is_shipped(settings):
        return f"finished, {settings.epochs} epochs, as {shipped_file(name)}"
    state = folder / "checkpoint" / "training_metadata.json"
    begun = sum(cycle.epochs for cycle in settings.cycles[: count_cycles(settings)])
    done = json.loads(state.read_text(encoding="utf-8"))["epoch"] if state.is_file() else begun
    return f"{done} of {settings.epochs} epochs, in {BUILD}"


if __name__ == "__main__":
    sys.exit(main())
