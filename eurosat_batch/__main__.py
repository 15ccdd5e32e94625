# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify many Sentinel-2 images, in several processes or on a cluster. Whatever is killed, the next run goes on."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eurosat_batch.engine import Event
from eurosat_batch.errors import BatchError
from eurosat_plugin.adapters.batch.area_tables import day_table, scene_table
from eurosat_plugin.adapters.batch.plan import FORMATS, GEOPARQUET, Plan, check_network, make_plan
from eurosat_plugin.adapters.batch.run_folder import REFUSED, RunFolder, is_put_off
from eurosat_plugin.adapters.batch.scene_source import read_sources
from eurosat_plugin.adapters.batch.settings import SETTINGS
from eurosat_plugin.adapters.output.whole_file import write_whole
from eurosat_plugin.core.errors import EuroSatError, OutputError

if TYPE_CHECKING:
    from eurosat_plugin.adapters.batch.grid_tiles import OpenGrid

PIPE_CLOSED = 141
ALL, NOTHING, SOME = 0, 1, 3
"""Exit statuses of a run: all scenes are done, none, or some."""

_STATUSES = "Exit status: 0 when all scenes are done, 3 when some are, 1 when none is. More: docs/many-scenes.md"
_IMAGES = "images, folders, STAC items or collections of them (.json), layers of searchscenes (.gpkg), .txt: one a line"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    options = _parser().parse_args(arguments)
    if os.name == "nt":
        print("This has not been tried on Windows; use WSL, or Classify many scenes in QGIS.", file=sys.stderr)
        return NOTHING
    try:
        status: int = options.command(RunFolder(options.folder.absolute()), options)
    except (BatchError, EuroSatError) as error:
        print(error, file=sys.stderr)
        return NOTHING
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python would complain once more at its end
        return PIPE_CLOSED
    except OSError as error:
        print(_told(error, options.folder), file=sys.stderr)
        return NOTHING
    except KeyboardInterrupt:
        print("Stopped; the same command goes on with what is left.", file=sys.stderr)
        return 130
    return status


def _told(error: OSError, folder: Path) -> str:
    reason = error.strerror or str(error)
    if error.errno in (EACCES, EPERM, EROFS):
        return f"{folder} cannot be written to ({reason}); choose another folder, or ask for the right to write there."
    if error.errno in (ENOSPC, EDQUOT):
        return f"{folder} cannot be written to ({reason}); make room, and run again: what is done stays done."
    return f"{error.filename or folder}: {reason}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eurosat_batch", description=__doc__, epilog=_STATUSES)
    commands = parser.add_subparsers(required=True, metavar="plan|run|status|retry|summary")
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument("folder", type=Path, help="folder of the run, for its results")
    plan = commands.add_parser("plan", parents=[folder], help="say which images, and how")
    plan.add_argument("inputs", nargs="+", metavar="IMAGES", help=_IMAGES)
    plan.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help=f"of {', '.join(SETTINGS)}; may be repeated"
    )
    plan.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="of the grids; parquet needs pyarrow")
    plan.add_argument("--raster", action="store_true", help="write a raster of the classes beside each grid")
    plan.set_defaults(command=_plan)
    run = commands.add_parser("run", parents=[folder], help="do what is not done yet", epilog=_STATUSES)
    run.add_argument("--engine", choices=("local", "dask"), default="local", help="default: processes on this computer")
    run.add_argument("--workers", type=_count, metavar="N", help="on this computer; default: its processors")
    run.add_argument("--scheduler", metavar="ADDRESS", help="of a running Dask cluster, such as tcp://host:8786")
    run.set_defaults(command=_run)
    commands.add_parser("status", parents=[folder], help="say what is done").set_defaults(command=_status)
    retry = commands.add_parser("retry", parents=[folder], help="make what was given up wait for the next run")
    retry.set_defaults(command=_retry)
    sums = commands.add_parser("summary", parents=[folder], help="hectares by class and scene or day as CSV")
    sums.add_argument("--by", choices=("scene", "day"), default="scene", help="of a day, overlaps count once")
    sums.add_argument("--output", type=Path, metavar="FILE", help="default: the standard output")
    sums.set_defaults(command=_summary)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _plan(run: RunFolder, options: argparse.Namespace) -> int:
    pairs = [text.partition("=") for text in options.set]
    if not all(equals for _, equals, _ in pairs):
        raise BatchError("Write settings as NAME=VALUE, such as --set STRIDE=32.")
    sources = [source for given in options.inputs for source in read_sources(given)]
    settings = {name.upper(): value for name, _, value in pairs}
    plan = make_plan(sources, settings, options.format, options.raster)
    _opener(plan)
    run.begin(plan)
    print(f"Scenes planned: {len(plan.scenes)}; settled before: {sum(map(run.is_settled, plan.scenes))}.")
    return ALL


def _run(run: RunFolder, options: argparse.Namespace) -> int:
    if options.scheduler and (options.engine != "dask" or options.workers):
        raise BatchError("--scheduler goes with --engine dask and without --workers: the cluster has its own.")
    # Not at the top: a plan needs no GDAL.
    from eurosat_plugin.adapters.batch.run_summary import sum_up

    plan = run.plan()
    if not os.access(run.path, os.W_OK | os.X_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    scenes, open_grid = plan.scenes, _opener(plan)
    run.begin_anew()
    to_do = sum(not run.is_settled(scene) for scene in scenes)
    print(f"{to_do} of {len(scenes)} scenes to do.", flush=True)
    if to_do:
        check_network(plan)
        _settle_all(run, min(options.workers or os.cpu_count() or 1, to_do), options)
    try:
        done = sum_up(run, open_grid)
    except OutputError as error:
        print(error, file=sys.stderr)
        return SOME if any(run.item(scene) for scene in scenes) else NOTHING
    print(f"{done} of {len(scenes)} scenes are done.")
    return ALL if done == len(scenes) else SOME if done else NOTHING


def _settle_all(run: RunFolder, workers: int, options: argparse.Namespace) -> None:
    if options.engine == "local":
        from eurosat_batch.local_engine import run_locally

        run_locally(run, workers, _tell)
        return
    try:
        from eurosat_batch.dask_engine import local_cluster, run_on_cluster, running_cluster
    except ModuleNotFoundError as error:
        file = "eurosat_batch/requirements-dask.txt"
        raise BatchError(f"There is no {error.name} (docs/many-scenes.md): python -m pip install -r {file}") from None
    with running_cluster(options.scheduler) if options.scheduler else local_cluster(workers) as client:
        run_on_cluster(run, client, _tell)


def _tell(event: Event) -> None:
    if event.what in ("done", "refused", "delayed", "failed", "lost"):
        print(f"{event.what} {event.key}{': ' + event.sentence if event.sentence else ''}", flush=True)


def _status(run: RunFolder, options: argparse.Namespace) -> int:
    scenes = run.plan().scenes
    done = sum(run.item(scene) is not None for scene in scenes)
    receipts = [receipt for receipt in (run.receipt(scene) for scene in scenes) if receipt is not None]
    told = [_status_of(receipt) for receipt in receipts]
    refused, failed = told.count("refused"), told.count("failed")
    left = len(scenes) - done - refused - failed
    print(f"{len(scenes)} planned, {done} done, {refused} refused, {failed} failed, {left} open")
    for what, receipt in zip(told, receipts):
        print(f"{what} {receipt['source']}: {receipt['sentence']}")
    return ALL


def _status_of(receipt: Mapping[str, Any]) -> str:
    if receipt["kind"] == REFUSED:
        return "refused"
    return "delayed" if is_put_off(receipt) else "failed"


def _retry(run: RunFolder, options: argparse.Namespace) -> int:
    print(f"{sum([run.forget_receipt(scene) for scene in run.plan().scenes])} scenes wait for the next run again.")
    return ALL


def _summary(run: RunFolder, options: argparse.Namespace) -> int:
    # Not at the top: a plan needs no GDAL.
    from eurosat_plugin.adapters.batch.day_sums import day_sums
    from eurosat_plugin.adapters.batch.spared_files import check_table_file

    plan = run.plan()
    if options.output:
        check_table_file(run, plan, options.output)
    text = scene_table(run) if options.by == "scene" else day_table(day_sums(run, _opener(plan)), plan.scheme)
    if options.output:
        try:
            write_whole(options.output, text)
        except OSError as error:
            raise BatchError(f"{options.output} cannot be written ({error.strerror}); choose another file.") from None
    else:
        print(text, end="")
    return ALL


def _opener(plan: Plan) -> OpenGrid:
    """Return what opens the grids of `plan`; :raises BatchError: when a package for that is missing."""
    # Not at the top: GDAL and pyarrow come with them.
    if plan.format != GEOPARQUET:
        from eurosat_plugin.adapters.batch.grid_tiles import GeoPackageTiles

        return GeoPackageTiles
    try:
        from eurosat_batch.geoparquet import open_tiles
    except ImportError as error:
        file = "eurosat_batch/requirements-parquet.txt"
        raise BatchError(
            f"{error}; GeoParquet needs pyarrow (docs/many-scenes.md): python -m pip install -r {file}"
        ) from None
    return open_tiles


if __name__ == "__main__":
    sys.exit(main())
