# SPDX-License-Identifier: GPL-2.0-or-later
"""Measure the engines for many scenes: ``python -m scripts.many_scenes overhead|scaling|memory --into FOLDER``.

Each prints a row for the table in docs/many-scenes.md, with the load of the computer, and ends with 1 where the figure
is worse than it must be. On a busy computer times say more about the others than about the engines.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
from distributed import get_worker
from osgeo import gdal, osr

from eurosat_batch.dask_engine import local_cluster, run_on_cluster
from eurosat_batch.dask_worker import HeadlessQgis
from eurosat_batch.engine import Event
from eurosat_batch.local_engine import run_locally
from eurosat_plugin.adapters.batch.plan import Plan, Scene, make_plan, write_plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_source import read_sources
from eurosat_plugin.adapters.output.whole_file import write_json
from eurosat_plugin.processing.scene_settlement import Outcome

ENGINES = ("local", "dask")
HALF_A_GRANULE = 2745
"""Pixels of 10 m: a quarter of a Sentinel-2 granule by area is as wide."""


def main() -> int:
    """Measure what was asked for; return 1 where it is worse than it must be."""
    parser = argparse.ArgumentParser(prog="python -m scripts.many_scenes", description=__doc__)
    parser.add_argument("what", choices=_MEASURES)
    parser.add_argument("--into", type=Path, required=True, help="folder for images and runs; what it holds is removed")
    parser.add_argument("--scenes", type=int, help="how many; default: what the docs have")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="default: both")
    options = parser.parse_args()
    shutil.rmtree(options.into, ignore_errors=True)
    options.into.mkdir(parents=True)
    before = os.getloadavg()[0]
    good = True
    for engine in options.engine or ENGINES:
        text, is_good = _MEASURES[options.what](options.into / engine, engine, options.scenes)
        loads = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
        print(f"| {text} | {time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, {loads} |", flush=True)
        good = good and is_good
    return 0 if good else 1


def measure_overhead(folder: Path, engine: str, scenes: int | None) -> tuple[str, bool]:
    """Run scenes that take no time on two workers: what is left is the engine's own share of each."""
    if engine == "local":
        return "overhead of the local engine: its processes take scenes themselves | not measured apart", True
    count = scenes or 10_000
    run = _run(folder, write_scenes(folder, 1, 64))
    [scene] = run.plan().scenes
    many = tuple(replace(scene, key=f"{scene.key}-{number}") for number in range(count))
    write_plan(replace(run.plan(), scenes=many), run.plan_file)
    done: list[str] = []
    with local_cluster(2) as client:
        client.register_plugin(HeadlessQgis())  # what starting QGIS takes does not count
        workers = psutil.Process().children(recursive=True)
        begun, spent = time.perf_counter(), _processor_seconds(workers)
        run_on_cluster(run, client, lambda event: done.append(event.what), pretend)
        each_ms = (time.perf_counter() - begun) / count * 1000
        processor_ms = [(after - before) / count * 1000 for before, after in zip(spent, _processor_seconds(workers))]
    held = psutil.Process().memory_info().rss / 2**20
    figures = (
        f"{each_ms:.0f} ms a scene, of which the processor worked {processor_ms[0]:.1f} ms for driver and scheduler"
    )
    figures += f" and {processor_ms[1]:.1f} ms for the workers; driver and scheduler hold {held:.0f} MB"
    return f"{count:,} simulated scenes, Dask, two workers | {figures}", done.count("done") == count and each_ms < 50


def _processor_seconds(workers: list[psutil.Process]) -> tuple[float, float]:
    """Return what this process, and what `workers` have used."""
    times = [process.cpu_times() for process in (psutil.Process(), *workers)]
    own, *others = (float(spent.user + spent.system) for spent in times)
    return own, sum(others)


def pretend(folder: str, plan: Plan, scene: Scene, topic: str) -> Outcome:
    """Do all that is done for a scene but the classification: its lock, its message, its folder and its item."""
    run = RunFolder(Path(folder))
    with run.lock(scene):
        get_worker().log_event(topic, {"key": scene.key, "pid": os.getpid()})
        run.make_room(scene)
        run.grid_file(scene).touch()
        write_json(run.item_file(scene), {"id": scene.key, "assets": {}})
    return Outcome("done")


def measure_scaling(folder: Path, engine: str, scenes: int | None) -> tuple[str, bool]:
    """Compare one worker and two on scenes of half a granule's width, without what it takes to start them."""
    count = scenes or 6
    images = write_scenes(folder, count, HALF_A_GRANULE)
    one, two = (_seconds(_run(folder / f"{workers}", images), engine, workers) for workers in (1, 2))
    efficiency = one / two / 2
    text = f"{count} scenes of {HALF_A_GRANULE} pixels, {engine}, one worker and two"
    return f"{text} | {one:.0f} s, {two:.0f} s: efficiency {efficiency:.2f}", efficiency >= 0.85


def measure_memory(folder: Path, engine: str, scenes: int | None) -> tuple[str, bool]:
    """Watch what the process of one worker holds after each scene."""
    count = scenes or 40
    run = _run(folder, write_scenes(folder, count, 640))
    held: list[float] = []
    pids: list[int] = []

    def note(event: Event) -> None:
        if event.what == "begun":
            pids.append(event.pid)
            held.append(psutil.Process(event.pid).memory_info().rss / 2**20)

    _settle(run, engine, 1, note)
    first, last = max(held[count // 4 : count // 2]), max(held[-count // 4 :])
    text = f"memory of a worker over {count} scenes, {engine}"
    return f"{text} | {first:.0f} MB in the second quarter, {last:.0f} MB in the last", last - first < 16 and len(
        set(pids)
    ) == 1


def _seconds(run: RunFolder, engine: str, workers: int) -> float:
    """Return the time from the first scene that begins to the last that is done."""
    moments: list[float] = []

    def note(event: Event) -> None:
        if event.what in ("begun", "done"):
            moments.append(time.perf_counter())

    _settle(run, engine, workers, note)
    return moments[-1] - moments[0]


def _settle(run: RunFolder, engine: str, workers: int, note: Callable[[Event], None]) -> None:
    if engine == "local":
        run_locally(run, workers, note)
        return
    with local_cluster(workers) as client:
        run_on_cluster(run, client, note)


def _run(folder: Path, images: Path) -> RunFolder:
    run = RunFolder(folder / "run")
    run.begin(make_plan(read_sources(str(images)), {"RADIOMETRY": "l1c"}))
    return run


def write_scenes(folder: Path, count: int, size: int) -> Path:
    """Write `count` images of `size` × `size` pixels of 10 m, each of other numbers."""
    gdal.AllRegister()  # the end of a QGIS session takes the drivers away
    images = folder / "images"
    images.mkdir(parents=True)
    system = osr.SpatialReference()
    system.ImportFromEPSG(32633)
    for number in range(count):
        generator = np.random.default_rng(number)
        name, options = str(images / f"scene{number:03}.tif"), ["TILED=YES", "COMPRESS=DEFLATE"]
        dataset = gdal.GetDriverByName("GTiff").Create(name, size, size, 3, gdal.GDT_UInt16, options)
        dataset.SetGeoTransform((500_000, 10, 0, 5_700_000, 0, -10))
        dataset.SetProjection(system.ExportToWkt())
        for band, colour in enumerate(("B04", "B03", "B02"), 1):
            ground = generator.integers(300, 2600, (size // 16 + 1, size // 16 + 1)).repeat(16, 0).repeat(16, 1)
            dataset.GetRasterBand(band).WriteArray(ground[:size, :size].astype(np.uint16))
            dataset.GetRasterBand(band).SetDescription(colour)
        dataset = None
    return images


_MEASURES: dict[str, Callable[[Path, str, int | None], tuple[str, bool]]] = {
    "overhead": measure_overhead,
    "scaling": measure_scaling,
    "memory": measure_memory,
}

if __name__ == "__main__":
    sys.exit(main())
