# SPDX-License-Identifier: GPL-2.0-or-later
"""RASTER of a classification: the same cells as the grid, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingOutputLayerDefinition, QgsProject, QgsRasterLayer, QgsVectorLayer

from tests.processing.conftest import Log, Run
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]
NODATA = 255


@pytest.fixture
def gappy(tmp_path: Path) -> Path:
    """Return an image of which a corner is missing."""
    values = ground(300, 400)
    values[:, :100, :100] = 0
    return write_raster(tmp_path / "gappy.tif", values, names=["B04", "B03", "B02"])


@pytest.mark.parametrize("stride", ["64", "32"])
@pytest.mark.parametrize("probabilities", [False, True])
def test_a_pixel_says_what_its_cell_of_the_grid_says(
    classify: Classify, gappy: Path, tmp_path: Path, stride: str, probabilities: bool
) -> None:
    run = classify(
        INPUT=str(gappy),
        RADIOMETRY="l1c",
        STRIDE=stride,
        PROBABILITIES=probabilities,
        OUTPUT=str(tmp_path / "grid.gpkg"),
        RASTER=str(tmp_path / "classes.tif"),
    )

    assert run.outputs["RASTER"] == str(tmp_path / "classes.tif")
    dataset = gdal.Open(str(tmp_path / "classes.tif"))
    bands, place = dataset.ReadAsArray(), dataset.GetGeoTransform()
    assert len(bands) == (12 if probabilities else 2)
    cells = list(QgsVectorLayer(str(tmp_path / "grid.gpkg"), "g", "ogr").getFeatures())
    assert len(cells) == bands[0].size
    assert (bands[0] == NODATA).any()
    for cell in cells:
        row, col, corner = cell["row"], cell["col"], cell.geometry().boundingBox()
        assert corner.xMinimum() == pytest.approx(place[0] + col * place[1])
        assert corner.yMaximum() == pytest.approx(place[3] + row * place[5])
        if cell["flag"] == "nodata":
            assert (bands[:, row, col] == NODATA).all()
            continue
        assert bands[0, row, col] == cell["class_id"]
        assert bands[1, row, col] == np.rint(100 * cell["confidence"])
        if probabilities:
            assert bands[4, row, col] == np.rint(100 * cell["p_HerbaceousVegetation"])


def test_a_raster_that_is_not_asked_for_is_not_made(classify: Classify, countryside: Path) -> None:
    assert "RASTER" not in classify(INPUT=str(countryside)).outputs


def test_qgis_loads_the_raster_with_the_colours_of_the_grid(
    classify: Classify, countryside: Path, tmp_path: Path
) -> None:
    project, path = QgsProject(), str(tmp_path / "classes.tif")
    wanted = QgsProcessingOutputLayerDefinition(path, project)

    run = classify(INPUT=str(countryside), RASTER=wanted)

    details = run.context.layersToLoadOnCompletion()[path]
    layer = QgsRasterLayer(path, details.name)
    details.postProcessor().postProcessLayer(layer, run.context, Log())
    assert details.outputName == "RASTER"
    assert "EuroSAT classes" in layer.styleManager().styles()


def test_another_format_is_refused_before_the_work_begins(
    classify: Classify, countryside: Path, tmp_path: Path
) -> None:
    run = classify(INPUT=str(countryside), RASTER=str(tmp_path / "classes.jp2"))

    assert not run.ok
    assert "RASTER cannot be written to" in run.sentence
    assert "give it the ending .tif" in run.sentence
    assert list(tmp_path.glob("classes*")) == []


def test_a_run_that_fails_at_the_raster_leaves_nothing(
    classify: Classify, countryside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid, raster = tmp_path / "grid.gpkg", tmp_path / "classes.tif"
    raster.write_text("older")
    monkeypatch.setattr("eurosat_plugin.adapters.raster.class_raster.ClassRaster._is_there", lambda *_: False)

    run = classify(INPUT=str(countryside), OUTPUT=str(grid), RASTER=str(raster))

    assert not run.ok
    assert "cannot be written" in run.sentence
    assert not grid.exists()
    assert raster.read_text() == "older"
