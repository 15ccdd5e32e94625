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
from qgis.core import (
    QgsApplication,
    QgsFeedback,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.raster import band_names, scene
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.raster_bands import FileBands
from eurosat_plugin.adapters.raster.value_probe import check_extent
from eurosat_plugin.adapters.raster.virtual_raster import new_virtual
from eurosat_plugin.core.errors import Cancelled
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.processing.provider import EuroSatProvider
from eurosat_plugin.processing.raster_source import LOOK_PERCENT
from tests.processing.conftest import Log, Run
from tests.processing.runs import run_algorithm
from tests.rasters import ground, watch_virtual_files, write_raster

Classify = Callable[..., Run]
CANCELLED = ["Cancelled; nothing was written."]


@pytest.fixture
def coarse(tmp_path: Path) -> Path:
    """Return an image of 20 m, which is resampled by way of virtual files."""
    return write_raster(tmp_path / "coarse.tif", ground(200, 200), names=["B04", "B03", "B02"], pixel=20.0)


def run(log: Log, path: Path) -> bool:
    """Tell whether a run succeeds that nobody has checked before."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    _, ok = algorithm.run({"INPUT": str(path), "OUTPUT": "TEMPORARY_OUTPUT"}, QgsProcessingContext(), log)
    return bool(ok)


def said(log: Log) -> list[str]:
    return [error.strip() for error in log.errors if "Cancelled" in error]


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

    assert not classify(log, INPUT=str(countryside)).ok
    assert said(log) == CANCELLED


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

    assert not run(log, coarse)
    assert said(log) == CANCELLED
    assert len(done) == reads


@pytest.mark.parametrize(
    ("step", "next_step"),
    [
        ("special_files._beside", "special_files._beside"),
        ("raster.open_layer", "image_file.open_dataset"),
        ("image_file.open_dataset", "image_file.files_of_dataset"),
        ("image_file.files_of_dataset", "raster._check"),
        ("tile_source.files_of", "tile_source.FileStates"),
        ("tile_source.FileStates", "tile_source.RasterPixelReader"),
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

    assert not run(log, Path(mosaic))
    assert said(log) == CANCELLED
    assert done == [step]


def test_the_files_of_a_virtual_raster_are_listed_once(
    provider: EuroSatProvider, countryside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mosaic = str(tmp_path / "mosaic.vrt")
    gdal.BuildVRT(mosaic, [str(countryside)]).FlushCache()
    listed, files_of = [], gdal.Dataset.GetFileList
    monkeypatch.setattr(gdal.Dataset, "GetFileList", lambda it: (listed.append(it.GetDescription()), files_of(it))[1])

    assert run(Log(), Path(mosaic))

    assert listed == [mosaic]


def test_a_run_that_is_cancelled_after_resampling_leaves_no_virtual_raster(
    provider: EuroSatProvider, coarse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, left = Log(), watch_virtual_files(monkeypatch)
    monkeypatch.setattr(scene, "check_extent", lambda raster, *_: (log.cancel(), check_extent(raster, *_)))

    assert not run(log, coarse)
    assert said(log) == CANCELLED
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


def test_a_run_that_is_cancelled_before_its_first_tile_does_not_say_that_no_tile_can_be_classified(
    provider: EuroSatProvider, countryside: Path
) -> None:
    class BeforeTheTiles(Log):
        """Cancels the run when it is about to classify."""

        def setProgressText(self, text: str) -> None:
            if text == "Classifying the tiles…":
                self.cancel()

    log = BeforeTheTiles()

    assert not run(log, countryside)
    assert [error.strip() for error in log.errors] == CANCELLED


def test_preparing_opens_nothing(provider: EuroSatProvider, coarse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    for name in ("data_only_layer.open_layer", "raster.open_layer", "image_file.open_dataset"):
        watch(monkeypatch, f"eurosat_plugin.adapters.raster.{name}", lambda name=name: opened.append(name))
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")

    assert algorithm.prepare({"INPUT": str(coarse), "OUTPUT": "TEMPORARY_OUTPUT"}, QgsProcessingContext(), Log())

    assert opened == []


def test_progress_is_told_before_the_first_pixel_is_read_and_a_run_can_be_cancelled_then(
    provider: EuroSatProvider, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log(cancel_at=1e-9)
    monkeypatch.setattr(FileBands, "_raw", lambda *_: pytest.fail("a pixel was read"))

    assert not run(log, large)

    assert said(log) == CANCELLED
    assert 0 < log.progress() < LOOK_PERCENT


def test_the_progress_of_look_and_tiles_never_goes_back(classify: Classify, large: Path, quick_network: None) -> None:
    log, told = Log(), []
    log.progressChanged.connect(told.append)

    assert classify(log, INPUT=str(large)).ok

    assert told == sorted(told)
    assert sum(percent <= LOOK_PERCENT for percent in told) > 3
    assert told[-1] == 100.0


@pytest.fixture
def long_mosaic(provider: EuroSatProvider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a virtual raster that is taken for one of thousands of files."""
    image = write_raster(tmp_path / "countryside.tif", ground(), names=["B04", "B03", "B02"])
    mosaic = tmp_path / "mosaic.vrt"
    gdal.BuildVRT(str(mosaic), [str(image)]).FlushCache()
    monkeypatch.setattr(band_names, "_LONGEST_STACK", mosaic.stat().st_size - 1)
    return mosaic


def test_a_check_does_not_open_a_virtual_raster_of_very_many_files(
    long_mosaic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("raster.open_layer", "image_file.open_dataset", "special_files._beside"):
        watch(monkeypatch, f"eurosat_plugin.adapters.raster.{name}", lambda: pytest.fail("it was opened"))
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    parameters = {"INPUT": str(long_mosaic), "OUTPUT": "TEMPORARY_OUTPUT"}

    assert algorithm.checkParameterValues(parameters, QgsProcessingContext()) == (True, "")


def test_it_is_classified_all_the_same(classify: Classify, long_mosaic: Path) -> None:
    assert classify(INPUT=str(long_mosaic)).ok


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [({"EXTENT": "0,640,0,640 [EPSG:32633]"}, "outside"), ({"BANDS": [1, 2, 9]}, "9")],
)
def test_the_run_refuses_what_the_check_did_not_look_at(
    classify: Classify, long_mosaic: Path, parameters: dict[str, Any], sentence: str
) -> None:
    refused = classify(INPUT=str(long_mosaic), **parameters)

    assert not refused.ok
    assert sentence in refused.sentence


@pytest.mark.parametrize("name", ["mosaic.vrt", "countryside.tif"])
def test_nor_are_the_files_written_over_that_it_is_made_of(classify: Classify, long_mosaic: Path, name: str) -> None:
    file = long_mosaic.with_name(name)
    before = file.read_bytes()

    refused = classify(INPUT=str(long_mosaic), REPORT=str(file))

    assert not refused.ok
    assert name in refused.sentence
    assert file.read_bytes() == before


@pytest.fixture
def map_of_it(long_mosaic: Path, qgis_new_project: None) -> dict[str, Any]:
    """Return the parameters of a map of that raster."""
    layer = QgsRasterLayer(str(long_mosaic), "mosaic")
    QgsProject.instance().addMapLayer(layer)
    return {"LAYERS": [layer.id()], "EXTENT": QgsReferencedRectangle(layer.extent(), layer.crs())}


def test_the_check_of_a_map_does_not_look_for_the_files_of_such_a_raster(
    map_of_it: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eurosat_plugin.adapters.raster.input_files._listed", lambda *_: pytest.fail("it was opened"))
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifycanvas")

    assert algorithm.checkParameterValues({**map_of_it, "OUTPUT": "TEMPORARY_OUTPUT"}, context) == (True, "")


def test_nor_does_a_map_write_over_them(long_mosaic: Path, map_of_it: dict[str, Any]) -> None:
    file = long_mosaic.with_name("countryside.tif")
    before = file.read_bytes()

    refused = run_algorithm("classifycanvas", {**map_of_it, "OUTPUT": "TEMPORARY_OUTPUT", "REPORT": str(file)})

    assert not refused.ok
    assert file.name in refused.sentence
    assert file.read_bytes() == before
