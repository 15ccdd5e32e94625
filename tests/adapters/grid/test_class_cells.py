# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsPalettedRasterRenderer, QgsRasterLayer

from eurosat_plugin.adapters.grid.class_cells import ClassCells, band_names
from eurosat_plugin.adapters.grid.class_raster_style import style_class_raster
from eurosat_plugin.adapters.raster.class_raster import NO_CLASS
from eurosat_plugin.core.class_scheme import EUROSAT
from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from tests.core.tiles.painted_tiles import row_of

pytestmark = pytest.mark.usefixtures("qgis_app")

BOX = GeoBox("EPSG:32633", 500_000.0, 5_700_000.0, 10.0, 10.0)


def sure_of(class_id: int, confidence: float) -> np.ndarray:
    probabilities = np.full(10, (1 - confidence) / 9)
    probabilities[class_id] = confidence
    return probabilities


def some_cells(rows: int = 3, cols: int = 4, probabilities: bool = False) -> ClassCells:
    """Return cells of which the first has no class, and the others the numbers of the classes in turn."""
    cells = ClassCells(BOX, TileGrid(Window(0, 0, 64 * cols, 64 * rows)), probabilities, EUROSAT)
    for row in range(rows):
        numbers = range(row * cols, (row + 1) * cols)
        answers = [sure_of(i % 10, 0.5 + 0.04 * (i % 10)) if i else None for i in numbers]
        cells.add(row_of(row, dict(enumerate(answers))))
    return cells


def written(path: Path, cells: ClassCells) -> gdal.Dataset:
    cells.raster({"EUROSAT_MODEL": "fast"}).write(path, str(path))
    return gdal.Open(str(path))


def test_classes_and_confidence_are_bytes_where_the_cells_lie(tmp_path: Path) -> None:
    dataset = written(tmp_path / "a.tif", some_cells())

    classes, confidence = dataset.ReadAsArray()
    assert classes.tolist() == [[NO_CLASS, 1, 2, 3], [4, 5, 6, 7], [8, 9, 0, 1]]
    assert confidence.tolist() == [[NO_CLASS, 54, 58, 62], [66, 70, 74, 78], [82, 86, 50, 54]]
    assert dataset.GetGeoTransform() == (500_000.0, 640.0, 0.0, 5_700_000.0, 0.0, -640.0)
    assert 'ID["EPSG",32633]' in dataset.GetSpatialRef().ExportToWkt(["FORMAT=WKT2"])


def test_other_programs_find_names_colours_scale_and_nodata(tmp_path: Path) -> None:
    dataset = written(tmp_path / "a.tif", some_cells())

    classes, confidence = dataset.GetRasterBand(1), dataset.GetRasterBand(2)
    table = classes.GetColorTable()
    assert classes.GetCategoryNames() == [land_cover.name for land_cover in CLASSES]
    assert [f"#{bytes(table.GetColorEntry(i)[:3]).hex()}" for i in range(10)] == list(PALETTES["corine"])
    assert [band.GetNoDataValue() for band in (classes, confidence)] == [NO_CLASS, NO_CLASS]
    assert confidence.GetScale() == 0.01
    assert confidence.GetColorInterpretation() != gdal.GCI_AlphaBand
    assert [band.GetDescription() for band in (classes, confidence)] == ["class_id", "confidence"]


def test_all_probabilities_are_ten_more_bands(tmp_path: Path) -> None:
    dataset = written(tmp_path / "a.tif", some_cells(probabilities=True))

    assert [dataset.GetRasterBand(i).GetDescription() for i in range(3, 13)] == [f"p_{key}" for key in CLASS_KEYS]
    # The second cell is of class 1, sure of it by 0.54; the other nine share 0.46.
    assert dataset.ReadAsArray()[2:, 0, 1].tolist() == [5, 54, 5, 5, 5, 5, 5, 5, 5, 5]
    assert dataset.GetRasterBand(1).GetCategoryNames() == [land_cover.name for land_cover in CLASSES]


def test_large_rasters_are_cloud_optimised_and_their_overviews_hold_classes(tmp_path: Path) -> None:
    dataset = written(tmp_path / "a.tif", some_cells(300, 700))

    band = dataset.GetRasterBand(1)
    assert dataset.GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE") == "COG"
    assert band.GetBlockSize() == [256, 256]
    assert [band.GetOverview(i).XSize for i in range(band.GetOverviewCount())] == [350, 175]
    assert set(np.unique(band.GetOverview(0).ReadAsArray())) <= {*range(10), NO_CLASS}


def test_a_cell_without_a_class_is_no_data(tmp_path: Path) -> None:
    cells = ClassCells(BOX, TileGrid(Window(0, 0, 64, 64)), True, EUROSAT)
    cells.add(row_of(0, {0: None}))

    assert (written(tmp_path / "a.tif", cells).ReadAsArray() == NO_CLASS).all()


def test_the_file_says_where_its_classes_come_from(tmp_path: Path) -> None:
    dataset = written(tmp_path / "a.tif", some_cells(probabilities=True))

    assert dataset.GetMetadataItem("EUROSAT_MODEL") == "fast"
    assert [dataset.GetRasterBand(i + 1).GetDescription() for i in range(12)] == list(band_names(EUROSAT))


@pytest.mark.parametrize("edge", ["shift", "pad", "skip"])
@pytest.mark.parametrize("stride", [64, 32])
def test_a_pixel_lies_where_its_cell_lies(stride: int, edge: str) -> None:
    box, grid = GeoBox("EPSG:32633", 5e5, 5.7e6, 10.0, 9.0), TileGrid(Window(7, 5, 200, 150), stride, edge)

    raster = ClassCells(box, grid, False, EUROSAT).raster({})

    west, width, _, north, _, height = raster.transform
    assert raster.classes.shape == (len(grid.rows.cells), len(grid.cols.cells))
    for row, down in enumerate(grid.rows.cells):
        for col, across in enumerate(grid.cols.cells):
            corner = box.rectangle(Window(across.start, down.start, 1, 1))
            assert (west + col * width, north + row * height) == (corner.xmin, corner.ymax)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"classes\.tif cannot be written"):
        some_cells().raster({}).write(tmp_path / "none" / "a.tif", "classes.tif")


def test_a_loaded_raster_has_both_palettes_and_shows_the_usual_one(tmp_path: Path) -> None:
    written(tmp_path / "a.tif", some_cells())
    layer = QgsRasterLayer(str(tmp_path / "a.tif"), "a")

    style_class_raster(layer)

    shown = {}
    for name in ("EuroSAT, colour-blind safe", "EuroSAT classes"):
        layer.styleManager().setCurrentStyle(name)
        renderer = layer.renderer()
        assert isinstance(renderer, QgsPalettedRasterRenderer)
        shown[name] = [(entry.value, entry.color.name(), entry.label) for entry in renderer.classes()]
    for name, palette in (("EuroSAT classes", "corine"), ("EuroSAT, colour-blind safe", "colourblind")):
        assert shown[name] == [(c.id, color, c.name) for c, color in zip(CLASSES, PALETTES[palette])]
