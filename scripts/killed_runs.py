# SPDX-License-Identifier: GPL-2.0-or-later
"""Kill drivers and workers of a run at random moments: ``python -m scripts.killed_runs --engine dask --into FOLDER``.

At last a driver comes to its end. Then every feature, the table of hectares and every receipt are held against what
``eurosat:classifyraster`` says of each image by itself. It prints a row for the table in docs/many-scenes.md, and ends
with 1 where anything differs. On a busy computer longer pauses are needed, or nobody ever comes to an end.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import shutil
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from qgis.core import QgsVectorLayer

from eurosat_batch.qgis_session import qgis_session
from eurosat_plugin.adapters.batch.plan import make_plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_source import read_sources
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.processing.scene_classification import classify
from scripts.many_scenes import write_scenes

ENGINES = ("local", "dask", "scheduler")
"""Processes, a Dask cluster of the driver's own, and one that outlives the drivers."""

WORKERS = 2
SETTINGS = {"RADIOMETRY": "l1c", "STRIDE": "32"}
_OF_A_DRIVER = 0.3
"""How often the driver is the victim."""

_NO_VICTIMS = ("resource_tracker", "forkserver")


@dataclass
class Kills:
    """How many were killed."""

    drivers: int = 0
    workers: int = 0


def main() -> int:
    """Run, kill and compare; return 1 where something differs."""
    parser = argparse.ArgumentParser(prog="python -m scripts.killed_runs", description=__doc__)
    parser.add_argument("--into", type=Path, required=True, help="folder for images and runs; what it holds is removed")
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--scenes", type=int, default=20)
    parser.add_argument("--pixels", type=int, default=1280, help="width and height of each")
    parser.add_argument("--pause", type=float, nargs=2, default=(2.0, 6.0), metavar=("LEAST", "MOST"), help="seconds")
    options = parser.parse_args()
    shutil.rmtree(options.into, ignore_errors=True)
    images = write_scenes(options.into, options.scenes, options.pixels)
    (images / "broken.tif").write_text("no raster")
    run = RunFolder(options.into / "run")
    run.begin(make_plan(read_sources(str(images)), SETTINGS))
    before, begun = os.getloadavg()[0], time.monotonic()
    kills = kill_until_done(run, options.engine, options.pause)
    took, differences = time.monotonic() - begun, compare(run)
    for difference in differences:
        print(difference, file=sys.stderr)
    least, most = options.pause
    text = f"{options.scenes} scenes of {options.pixels} pixels and a broken one, {options.engine}, {WORKERS} workers;"
    text += f" {kills.drivers} drivers and {kills.workers} workers killed, {least:g} to {most:g} s apart"
    text += f" | {len(differences)} differences from classifyraster after {took:.0f} s"
    loads = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    print(f"| {text} | {time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, {loads} |")
    return 1 if differences else 0


def kill_until_done(run: RunFolder, engine: str, pause: Sequence[float]) -> Kills:
    """Start drivers and kill them or workers, until a driver ends by itself and all is settled."""
    chance, kills = random.Random(engine), Kills()
    command = [sys.executable, "-m", "eurosat_batch", "run", str(run.path)]
    with ExitStack() as stack:
        of_cluster: list[psutil.Process] = []
        if engine == "scheduler":
            address, of_cluster = stack.enter_context(_cluster(run.path.parent))
            command += ["--engine", "dask", "--scheduler", address]
        else:
            command += ["--engine", engine, "--workers", str(WORKERS)]
        log = stack.enter_context((run.path.parent / "drivers.log").open("a"))
        while True:
            driver = psutil.Popen(command, stdout=log, stderr=log)
            while driver.poll() is None:
                time.sleep(chance.uniform(*pause))
                if driver.poll() is None and chance.random() < _OF_A_DRIVER:
                    driver.kill()
                    kills.drivers += 1
                else:
                    kills.workers += _kill_one([driver, *of_cluster], chance)
            driver.wait()
            if driver.returncode >= 0 and all(map(run.is_settled, run.plan().scenes)) and not _passing(run):
                return kills


def compare(run: RunFolder) -> list[str]:
    """Return in what `run` differs from what the algorithm says of each image by itself."""
    plan, found, rows = run.plan(), [], []
    with qgis_session():
        for scene in plan.scenes:
            alone = run.path.parent / "alone.gpkg"
            alone.unlink(missing_ok=True)
            try:
                classified = classify(scene.source, plan.settings, {"OUTPUT": alone})
            except EuroSatError as refusal:
                receipt = run.receipt(scene)
                if receipt is None or receipt["sentence"] != str(refusal) or run.item(scene) is not None:
                    found.append(f"{scene.name}: the receipt is {receipt}, the algorithm says {refusal}")
                continue
            if run.item(scene) is None or run.receipt(scene) is not None:
                found.append(f"{scene.name}: not done, or a receipt is left")
            elif _features(alone) != _features(run.grid_file(scene)):
                found.append(f"{scene.name}: other features")
            name = classified.scene or scene.name
            classes = classified.classes.items()
            rows += [(name, classified.day, key, str(tiles), f"{area:.4f}") for key, (tiles, area) in classes]
    _, *table = csv.reader(io.StringIO(run.scene_table.read_text(encoding="utf-8")))
    found += [f"areas.csv: {row}" for row in {tuple(row) for row in table} ^ set(rows)]
    return found


@contextmanager
def _cluster(folder: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """Start a scheduler and workers; yield its address, and the nannies of the workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli"]
    scheduler = [f"{dask[-1]}.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [f"{dask[-1]}.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    with ExitStack() as stack:
        log = stack.enter_context((folder / "cluster.log").open("a"))
        started = []
        for words in (scheduler, *[worker] * WORKERS):
            process = psutil.Popen([*dask[:2], *words], cwd=folder, env=_environment(), stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            started.append(process)
        yield address, started[1:]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (os.getcwd(), os.environ.get("PYTHONPATH", ""))))}


def _passing(run: RunFolder) -> bool:
    return any(receipt["kind"] != "refused" for receipt in map(run.receipt, run.plan().scenes) if receipt is not None)


def _kill_one(parents: Sequence[psutil.Process], chance: random.Random) -> int:
    """Kill one of the processes that `parents` have started; return how many that were."""
    victims = []
    for parent in parents:
        with suppress(psutil.Error):
            children = parent.children(recursive=True)
            victims += [
                child for child in children if not any(word in " ".join(child.cmdline()) for word in _NO_VICTIMS)
            ]
    if not victims:
        return 0
    try:
        chance.choice(victims).kill()
    except psutil.Error:
        return 0
    return 1


def _is_worker(process: psutil.Process) -> bool:
    try:
        words = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return not any(word in words for word in _NO_VICTIMS)


def _features(grid: Path) -> list[tuple[bytes, list[str]]]:
    layer = QgsVectorLayer(str(grid), "grid", "ogr")
    return [
        (bytes(feature.geometry().asWkb()), list(map(repr, feature.attributes()))) for feature in layer.getFeatures()
    ]


if __name__ == "__main__":
    sys.exit(main())
