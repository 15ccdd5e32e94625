# SPDX-License-Identifier: GPL-2.0-or-later
"""A run stops wherever it is: before it begins, while the image is looked at, and in the middle of what is read."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from osgeo import gdal
from qgis.core import QgsApplication, QgsFeedback, QgsProcessingContext

from eurosat_plugin.adapters.raster import scene
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.products import new_virtual
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.raster_bands import FileBands
from eurosat_plugin.adapters.raster.value_probe import check_extent
from eurosat_plugin.core.errors import Cancelled
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.processing.provider import EuroSatProvider
from tests.processing.conftest import Log, Run
from tests.rasters import ground, watch_virtual_files, write_raster

Classify = Callable[..., Run]
CANCELLED = ["Cancelled; nothing was written."]


@pytest.fixture
def coarse(tmp_path: Path) -> Path:
    """Return an image of 20 m, which is resampled by way of virtual files."""
    return write_raster(tmp_path / "coarse.tif", ground(200, 200), names=["B04", "B03", "B02"], pixel=20.0)


def prepare(log: Log, path: Path) -> tuple[Any, bool]:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    parameters = {"INPUT": str(path), "OUTPUT": "TEMPORARY_OUTPUT"}
    return algorithm, algorithm.prepare(parameters, QgsProcessingContext(), log)


def watch(monkeypatch: pytest.MonkeyPatch, name: str, told: Callable[[], object]) -> None:
    """Have `told` called before each call of the function `name`."""
    module, _, function = name.rpartition(".")
    called = getattr(import_module(module), function)
    monkeypatch.setattr(name, lambda *arguments: (told(), called(*arguments))[1])


def test_a_run_that_is_cancelled_before_it_begins_opens_nothing(
    classify: Classify, countryside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log()
    log.cancel()
    monkeypatch.setattr("eurosat_plugin.processing.grid_run.prepare_run", lambda *_: pytest.fail("it was prepared"))

    run = classify(log, INPUT=str(countryside))

    assert not run.ok
    assert [error.strip() for error in log.errors if "Cancelled" in error] == CANCELLED


@pytest.mark.parametrize("reads", range(1, 8))
def test_an_image_is_not_looked_at_any_longer_than_that(
    provider: EuroSatProvider, coarse: Path, monkeypatch: pytest.MonkeyPatch, reads: int
) -> None:
    log, done = Log(), []
    read = FileBands._raw

    def count(*arguments: Any) -> Any:
        done.append(arguments)
        if len(done) == reads:
            log.cancel()
        return read(*arguments)

    monkeypatch.setattr(FileBands, "_raw", count)

    _, prepared = prepare(log, coarse)

    assert not prepared
    assert log.errors == CANCELLED
    assert len(done) == reads


@pytest.mark.parametrize(
    ("step", "next_step"),
    [
        ("endless_files._beside", "endless_files._beside"),
        ("raster.open_layer", "image_file.open_dataset"),
        ("image_file.open_dataset", "fetched_raster.is_fetchable"),
    ],
)
def test_an_image_is_opened_step_by_step_and_no_further_than_to_the_cancelled_one(
    provider: EuroSatProvider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, next_step: str
) -> None:
    bands = [write_raster(tmp_path / f"B0{number}.tif", ground(bands=1)) for number in (4, 3, 2)]
    mosaic = str(tmp_path / "mosaic.vrt")
    gdal.BuildVRT(mosaic, [str(path) for path in bands], separate=True).FlushCache()
    log, done = Log(), []
    for name in dict.fromkeys((next_step, step)):
        watch(monkeypatch, f"eurosat_plugin.adapters.raster.{name}", lambda name=name: done.append(name))
    watch(monkeypatch, f"eurosat_plugin.adapters.raster.{step}", log.cancel)

    _, prepared = prepare(log, Path(mosaic))

    assert not prepared
    assert log.errors == CANCELLED
    assert done == [step]


def test_a_run_that_is_cancelled_after_resampling_leaves_no_virtual_raster(
    provider: EuroSatProvider, coarse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, left = Log(), watch_virtual_files(monkeypatch)
    monkeypatch.setattr(scene, "check_extent", lambda raster, *_: (log.cancel(), check_extent(raster, *_)))

    _, prepared = prepare(log, coarse)

    assert not prepared
    assert log.errors == CANCELLED
    new_virtual("the next one")  # removes what GDAL has written when the layer went
    assert left() == []


def test_reading_stops_in_the_middle_of_a_window(qgis_app: object, countryside: Path) -> None:
    feedback = QgsFeedback()
    reader = RasterPixelReader(replace(open_raster(None, str(countryside), [1, 2, 3]), dataset=None), feedback)
    provider, told = reader._bands.provider, []

    class Reading:
        """Is cancelled by somebody else while it reads, and asks GDAL to go on as long as it may."""

        def block(self, *arguments: Any) -> Any:
            stop = arguments[-1]
            told.append(stop.isCanceled())
            Thread(target=feedback.cancel).start()
            while not stop.isCanceled():
                time.sleep(0.001)
            return provider.block(*arguments)

    reader._bands.provider = Reading()

    with pytest.raises(Cancelled):
        reader.read(Window(0, 0, 64, 64))
    assert told == [False]


def test_what_was_prepared_and_never_ran_leaves_no_virtual_file(
    provider: EuroSatProvider, coarse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = watch_virtual_files(monkeypatch)
    algorithm, prepared = prepare(Log(), coarse)
    assert prepared
    assert left()

    del algorithm

    new_virtual("the next one")
    assert left() == []
