# SPDX-License-Identifier: GPL-2.0-or-later
"""Run again and again and see whether anything is left behind: ``python -m scripts.soak --runs 1000``.

All endings take turns, or one after the other has `--each` runs. The first fifth warms up: what is loaded once, and
buffers that grow to their size. Then memory may grow by 5 %, as may what is allocated of it, and files, threads and
handles not at all.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from osgeo import gdal
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop

from scripts.headless import headless_qgis
from scripts.soak.endings import Ending, Endings
from scripts.soak.inputs import write_inputs
from scripts.soak.process_state import ProcessState, is_watchable

MEASURED = ("memory", "allocated")
COUNTED = ("handles", "threads", "files", "layers")
WARM_UP = 0.2
LOOKS = 20
"""How often it is looked at what the process holds, in all runs."""

SETTLE_S = 125.0
"""QGIS keeps a connection to a vector file one to two minutes after its layer has gone: a handle and half a MB."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status: 1 when something is left behind or a run ended otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="number of runs in which all endings take turns")
    parser.add_argument("--each", type=int, default=0, help="instead: so many runs of each ending, one after the other")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="only endings whose name holds this")
    parser.add_argument("--growth", type=float, default=5.0, help="per cent by which memory may grow after the warm-up")
    parser.add_argument(
        "--settle", type=float, default=SETTLE_S, help="seconds to wait before the looks that count; 0: several looks"
    )
    options = parser.parse_args(arguments)
    if not is_watchable():
        print("This needs /proc, as Linux has it.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="eurosat-soak-") as name, qgis(Path(name)):
        folder = Path(name)
        endings = Endings(write_inputs(folder / "inputs")).by_name()
        chosen = {n: e for n, e in endings.items() if not options.only or any(word in n for word in options.only)}
        if options.each:
            turns, runs, show = [{name: ending} for name, ending in chosen.items()], options.each, print_line
        else:
            turns, runs, show = [chosen], options.runs, print_table
        clean = [soak(turn, runs, folder, options.growth, options.settle, show) for turn in turns]
        return int(not all(clean))


Show = Callable[[str, ProcessState, ProcessState, int], None]


def soak(endings: dict[str, Ending], runs: int, folder: Path, growth: float, settle: float, show: Show) -> bool:
    """Let `endings` take turns, `runs` in all; tell whether each ended as it should and nothing is left behind.

    What counts are looks after the warm-up and at the end, `settle` seconds later; without, some looks at each.
    """
    names, wrong = list(endings), dict.fromkeys(endings, 0)
    states, settled = [], []
    step = max(1, runs // LOOKS // len(names)) * len(names)
    warm = max(1, round(runs * WARM_UP / step)) * step
    for number in range(runs):
        name = names[number % len(names)]
        wrong[name] += not endings[name]()
        if (number + 1) % step == 0:
            QgsApplication.processEvents()
            states.append(ProcessState.now((folder,)))
            print(f"{number + 1:6} runs: {states[-1]}", file=sys.stderr, flush=True)
        if settle and number + 1 in (warm, runs):
            let_events_happen(settle)
            settled.append(ProcessState.now((folder,)))
    first, last = (settled[0], settled[-1]) if settle else ends(states)
    title = ", ".join(names) if len(names) == 1 else f"{runs} runs of {len(names)} endings"
    show(title, first, last, sum(wrong.values()))
    for name, count in wrong.items():
        if count:
            print(f"  ended otherwise, {count} times: {name}")
    return not any(wrong.values()) and is_constant(first, last, growth)


def let_events_happen(seconds: float) -> None:
    """Let QGIS work for so long, as it does while nobody asks it for anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QgsApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
        time.sleep(0.1)
    # On a busy computer one sleep may last all that time; what was due by then happens now.
    QgsApplication.processEvents()


def is_constant(first: ProcessState, last: ProcessState, growth: float) -> bool:
    """Tell whether nothing was left behind since the warm-up, and memory has grown by `growth` per cent at most."""
    within = all(getattr(last, name) <= getattr(first, name) * (1 + growth / 100) for name in MEASURED)
    return within and all(getattr(last, n) <= getattr(first, n) for n in COUNTED)


def ends(states: Sequence[ProcessState]) -> tuple[ProcessState, ProcessState]:
    """Return what was held after the warm-up and at the end, of some looks each.

    Threads that wait for work come and go, and their handles with them: what stays is the most at first, and the least
    at the end.
    """
    warm = states[min(len(states) - 1, max(1, int(len(states) * WARM_UP))) :]
    some = max(1, len(warm) // 4)
    return _of(warm[:some], max), _of(warm[-some:], min)


def print_table(title: str, first: ProcessState, last: ProcessState, wrong: int) -> None:
    """Print what was held after the warm-up and at the end."""
    print(f"{title}; {wrong} ended otherwise")
    print(f"{'':18}{'warmed up':>12}{'at the end':>12}{'change':>10}")
    for label in MEASURED:
        before, after = getattr(first, label), getattr(last, label)
        print(f"{label + ', MB':18}{before:12.1f}{after:12.1f}{after / before - 1 if before else 0.0:+10.1%}")
    for label in COUNTED:
        before, after = getattr(first, label), getattr(last, label)
        print(f"{label:18}{before:12}{after:12}{after - before:+10}")


def print_line(title: str, first: ProcessState, last: ProcessState, wrong: int) -> None:
    """Print the same on one line."""
    print(
        f"{title:30}{first.memory:8.1f} MB {last.memory / first.memory - 1:+7.2%}  handles "
        f"{last.handles - first.handles:+d}  threads {last.threads - first.threads:+d}  files "
        f"{last.files - first.files:+d}  layers {last.layers - first.layers:+d}",
        flush=True,
    )


@contextmanager
def qgis(folder: Path) -> Iterator[None]:
    """Run QGIS without a window, with the provider; its temporary files lie in `folder`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    try:
        with headless_qgis(draws=True):
            gdal.SetErrorHandler("CPLQuietErrorHandler")  # what fails on purpose need not be printed
            yield
    finally:
        tempfile.tempdir = None


def _of(states: Sequence[ProcessState], choose: Callable[[Iterator[int]], int]) -> ProcessState:
    measured = (median(getattr(s, name) for s in states) for name in MEASURED)
    return ProcessState(*measured, *(choose(getattr(s, n) for s in states) for n in COUNTED))


if __name__ == "__main__":
    raise SystemExit(main())
