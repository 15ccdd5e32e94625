# SPDX-License-Identifier: GPL-2.0-or-later
"""What a map as displayed is classified as: layers, themes and extents."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsReferencedRectangle, QgsVectorLayer

from tests.processing.canvas.displayed import SMALL, TILES, WHOLE, Classify, attributes, show, store_theme
from tests.rasters import ORIGIN


def classes(layer: QgsVectorLayer) -> dict[tuple[int, int], str]:
    return {(f["row"], f["col"]): f["class_key"] for f in layer.getFeatures()}


def test_a_picture_in_the_zone_gets_the_same_features_as_from_its_numbers(
    classify_map: Classify, classify: Classify, picture: Path
) -> None:
    displayed = classify_map(LAYERS=[str(picture)], EXTENT=WHOLE)
    read = classify(INPUT=str(picture), RADIOMETRY="display")

    assert displayed.ok, displayed.sentence
    assert displayed.outputs["TILE_COUNT"] == TILES
    assert attributes(displayed.layer) == attributes(read.layer)


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4326", "EPSG:3035"])
def test_a_picture_in_another_system_gets_the_same_classes_for_nine_tiles_of_ten(
    classify_map: Classify, classify: Classify, picture: Path, tmp_path: Path, crs: str
) -> None:
    warped = tmp_path / "warped.tif"
    gdal.Warp(str(warped), str(picture), dstSRS=crs, resampleAlg="near", dstAlpha=True)

    displayed = classify_map(LAYERS=[str(warped)], EXTENT=WHOLE)
    read = classify(INPUT=str(picture), RADIOMETRY="display")

    assert displayed.layer.crs().authid() == "EPSG:32633"
    here, there = classes(displayed.layer), classes(read.layer)
    assert here.keys() == there.keys()
    assert np.mean([here[tile] == there[tile] for tile in there]) >= 0.9


def test_an_extent_in_another_system_is_rendered_in_the_zone_of_its_middle(
    classify_map: Classify, picture: Path
) -> None:
    run = classify_map(LAYERS=[str(picture)], EXTENT="15.01,15.04,51.42,51.44 [EPSG:4326]")

    assert run.ok, run.sentence
    assert run.layer.crs().authid() == "EPSG:32633"
    assert run.layer.extent().xMinimum() % 10 == run.layer.extent().yMaximum() % 10 == 0


def test_without_layers_all_visible_ones_are_classified(
    classify_map: Classify, project: QgsProject, picture: Path
) -> None:
    show(project, picture)
    hidden = show(project, picture, "hidden")
    project.layerTreeRoot().findLayer(hidden).setItemVisibilityChecked(False)

    run = classify_map(EXTENT=SMALL)

    assert run.ok, run.sentence
    assert "Colours as displayed are classified: the visible layers (picture)." in run.log.infos


def test_a_classified_grid_is_not_rendered_into_its_own_input(
    classify_map: Classify, project: QgsProject, picture: Path
) -> None:
    show(project, picture)
    before = classify_map(EXTENT=SMALL)
    result = before.layer
    result.setName("Land cover")
    project.addMapLayer(result)

    after = classify_map(EXTENT=SMALL)

    assert any("The layer Land cover is left out: it is a classified grid" in info for info in after.log.infos)
    assert attributes(after.layer) == attributes(result)


def test_a_theme_is_classified_in_its_own_styles(classify_map: Classify, project: QgsProject, picture: Path) -> None:
    layer = show(project, picture)
    plain = classify_map(EXTENT=SMALL)
    layer.styleManager().addStyleFromLayer("dark")
    layer.styleManager().setCurrentStyle("dark")
    layer.brightnessFilter().setBrightness(-200)
    store_theme(project, "night")
    layer.styleManager().setCurrentStyle("default")

    night = classify_map(EXTENT=SMALL, THEME="night")

    assert "Colours as displayed are classified: the map theme night (picture)." in night.log.infos
    assert [f["confidence"] for f in night.layer.getFeatures()] != [f["confidence"] for f in plain.layer.getFeatures()]


def test_log_and_layer_say_that_colours_as_displayed_were_classified(
    classify_map: Classify, project: QgsProject, picture: Path
) -> None:
    show(project, picture, "Mosaic of June")

    run = classify_map(EXTENT=SMALL)

    assert any("contrast stretch" in warning for warning in run.log.warnings)
    assert "The map is rendered at 10 m per pixel in EPSG:32633" in "\n".join(run.log.infos)
    assert run.outputs["RADIOMETRY_USED"] == "display"
    history = "\n".join(run.layer.metadata().history())
    assert "source: colours as displayed of the visible layers (Mosaic of June)" in history
    assert "bands: red, green and blue as displayed" in history


def test_statistics_and_report_are_written(classify_map: Classify, picture: Path, tmp_path: Path) -> None:
    report, table = tmp_path / "report.html", tmp_path / "table.gpkg"

    run = classify_map(LAYERS=[str(picture)], EXTENT=SMALL, REPORT=str(report), STATISTICS=str(table))

    assert run.ok, run.sentence
    assert "colours as displayed" in report.read_text(encoding="utf-8")
    assert QgsVectorLayer(str(table), "table", "ogr").featureCount() == 10


def test_a_rectangle_that_carries_its_system_is_taken(classify_map: Classify, picture: Path) -> None:
    x, y = ORIGIN
    rectangle = QgsReferencedRectangle(
        QgsRectangle(x + 640, y - 1280, x + 1920, y - 640), QgsCoordinateReferenceSystem("EPSG:32633")
    )

    run = classify_map(LAYERS=[str(picture)], EXTENT=rectangle)

    assert run.outputs["TILE_COUNT"] == 2
    assert run.layer.extent().toString(0) == f"{x + 640:.0f},{y - 1280:.0f} : {x + 1920:.0f},{y - 640:.0f}"
