# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify Selected Polygons, from the selection to both results, through the real algorithms with a small network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction, QPushButton

from eurosat_plugin import classFactory
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.gui.runs.polygon_choice import tiles_of
from tests.core.network.onnx_writer import small_classifier
from tests.rasters import ORIGIN, UTM33, ground, write_raster

TILE = 640.0


@pytest.fixture
def scene(qgis_new_project: None, tmp_path: Path) -> QgsRasterLayer:
    """Return an image of eight by eight tiles."""
    path = write_raster(tmp_path / "Leipzig.tif", ground(512, 512), names=["B04", "B03", "B02"])
    layer = QgsRasterLayer(str(path), "Leipzig")
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def plugin(desktop, qgis_processing: None, scene, tmp_path: Path, monkeypatch) -> Iterator[QObject]:
    model = tmp_path / "small.onnx"
    model.write_bytes(small_classifier())
    monkeypatch.setattr("eurosat_plugin.processing.grid_settings.model_path", lambda name: model)
    desktop.canvas.setDestinationCrs(scene.crs())
    desktop.canvas.setLayers([scene])
    desktop.canvas.setExtent(scene.extent())
    plugin = classFactory(desktop)
    plugin.initGui()
    yield plugin
    plugin.unload()


def place(first: tuple[int, int], last: tuple[int, int]) -> QgsRectangle:
    """Return a rectangle inside the tiles `first` to `last` (row, col), and 10 m away from their edges."""
    west, north = ORIGIN[0] + first[1] * TILE + 10, ORIGIN[1] - first[0] * TILE - 10
    return QgsRectangle(west, ORIGIN[1] - (last[0] + 1) * TILE + 10, ORIGIN[0] + (last[1] + 1) * TILE - 10, north)


def polygon_layer(places: list[QgsRectangle], crs: str = UTM33, selected: int | None = None) -> QgsVectorLayer:
    """Add a layer of the `places`, moved to `crs`, to the project, the first of them selected, or all."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=name:string", "districts", "memory")
    to_layer = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(UTM33), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    features = []
    for number, rectangle in enumerate(places):
        feature = QgsFeature(layer.fields())
        shape = QgsGeometry.fromRect(rectangle)
        shape.transform(to_layer)
        feature.setGeometry(shape)
        feature["name"] = f"district {number}"
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    ids = sorted(feature.id() for feature in layer.getFeatures())
    layer.selectByIds(ids[:selected])
    return layer


def classify(desktop, layer) -> None:
    desktop.setActiveLayer(layer)
    desktop.window.findChild(QAction, "eurosatClassifyPolygons").trigger()


def vectors() -> dict[str, QgsVectorLayer]:
    """Return the vector layers of the project that the plugin has made, by name."""
    layers = QgsProject.instance().mapLayers().values()
    return {each.name(): each for each in layers if isinstance(each, QgsVectorLayer) and each.name() != "districts"}


def tiles(grid: QgsVectorLayer) -> set[tuple[int, int]]:
    """Return row and column of the tiles in the image."""
    middles = [feature.geometry().centroid().asPoint() for feature in grid.getFeatures()]
    return {(int((ORIGIN[1] - p.y()) // TILE), int((p.x() - ORIGIN[0]) // TILE)) for p in middles}


@pytest.mark.parametrize("crs", [UTM33, "EPSG:4326", "EPSG:3035"])
def test_only_the_tiles_in_the_selected_polygons_are_classified(plugin, desktop, qtbot, crs) -> None:
    layer = polygon_layer([place((1, 1), (1, 2)), place((5, 6), (6, 6)), place((7, 0), (7, 7))], crs, selected=2)

    classify(desktop, layer)
    qtbot.waitUntil(lambda: len(vectors()) == 2, timeout=60_000)

    assert tiles(vectors()["Land cover of Leipzig, 640 m"]) == {(1, 1), (1, 2), (5, 6), (6, 6)}


def test_classified_again_it_is_the_same_tiles(plugin, desktop, qtbot) -> None:
    classify(desktop, polygon_layer([place((1, 1), (1, 2)), place((5, 6), (6, 6))], selected=2))
    qtbot.waitUntil(lambda: len(vectors()) == 2, timeout=60_000)
    grid = vectors()["Land cover of Leipzig, 640 m"]

    desktop.window.findChild(HistogramDock).read_again.emit(grid, Reading(offset=-100.0))
    qtbot.waitUntil(lambda: len(vectors()) == 3, timeout=60_000)

    assert tiles(vectors()["Land cover of Leipzig, 640 m (2)"]) == tiles(grid)


@pytest.mark.parametrize("rows", [[(0, 0), (1, 1)], [(0, 0), (0, 1)], [(None, None)], []])
def test_a_grid_with_gaps_is_classified_again_by_its_tiles_unless_a_filter_makes_them(qgis_new_project, rows) -> None:
    grid = QgsVectorLayer(f"Polygon?crs={UTM33}&field=row:integer&field=col:integer", "grid", "memory")
    for row, col in rows:
        feature = QgsFeature(grid.fields())
        feature.setAttributes([row, col])
        grid.dataProvider().addFeature(feature)

    gaps = tiles_of(grid)
    grid.setSubsetString("row >= 0")

    assert (gaps is not None) == (rows == [(0, 0), (1, 1)])
    assert tiles_of(grid) is None


def test_several_polygons_are_told_apart_in_a_second_layer_with_their_own_columns(plugin, desktop, qtbot) -> None:
    layer = polygon_layer([place((1, 1), (1, 2)), place((5, 6), (6, 6))])

    classify(desktop, layer)
    qtbot.waitUntil(lambda: len(vectors()) == 2, timeout=60_000)

    composition = vectors()["Composition of districts, Leipzig"]
    rows = {row["name"]: row for row in composition.getFeatures()}
    assert sorted(rows) == ["district 0", "district 1"]
    assert [rows[name]["tiles"] for name in sorted(rows)] == [2, 2]
    assert [round(rows[name]["coverage"], 6) for name in sorted(rows)] == [1, 1]
    tree = [each.name() for each in QgsProject.instance().layerTreeRoot().layerOrder()]
    assert tree[:2] == ["Composition of districts, Leipzig", "Land cover of Leipzig, 640 m"]
    assert desktop.activeLayer().name() == "Land cover of Leipzig, 640 m"


def test_the_button_beside_the_sentence_opens_the_table_of_the_polygons(plugin, desktop, qtbot) -> None:
    classify(desktop, polygon_layer([place((1, 1), (1, 2)), place((5, 6), (6, 6))]))
    qtbot.waitUntil(lambda: desktop.bar.findChild(QPushButton, "EuroSatOffer") is not None, timeout=60_000)

    desktop.bar.findChild(QPushButton, "EuroSatOffer").click()

    assert [each.name() for each in desktop.tables] == ["Composition of districts, Leipzig"]


def test_one_polygon_has_no_second_layer(plugin, desktop, qtbot) -> None:
    classify(desktop, polygon_layer([place((1, 1), (1, 2))]))
    qtbot.waitUntil(lambda: len(vectors()) == 1, timeout=60_000)
    qtbot.wait(200)

    assert list(vectors()) == ["Land cover of Leipzig, 640 m"]


def test_polygons_that_are_selected_later_change_nothing(plugin, desktop, qtbot) -> None:
    layer = polygon_layer([place((1, 1), (1, 2)), place((5, 6), (6, 6)), place((7, 0), (7, 7))], selected=2)

    classify(desktop, layer)
    layer.selectAll()
    qtbot.waitUntil(lambda: len(vectors()) == 2, timeout=60_000)

    assert vectors()["Composition of districts, Leipzig"].featureCount() == 2


def test_the_same_selection_a_second_time_is_asked_about(plugin, desktop, qtbot) -> None:
    layer = polygon_layer([place((1, 1), (1, 2))])

    classify(desktop, layer)
    classify(desktop, layer)

    [item] = [item for item in desktop.bar.items() if item.findChild(QPushButton, "EuroSatOffer")]
    assert "is being classified already" in item.text()
    qtbot.waitUntil(lambda: len(vectors()) == 1, timeout=60_000)


def test_tiles_of_a_grid_can_be_classified_anew_and_are_not_told_apart(plugin, desktop, qtbot) -> None:
    classify(desktop, polygon_layer([place((1, 1), (2, 2))]))
    qtbot.waitUntil(lambda: len(vectors()) == 1, timeout=60_000)
    [grid] = vectors().values()
    grid.selectAll()

    classify(desktop, grid)
    qtbot.waitUntil(lambda: len(vectors()) == 2, timeout=60_000)
    qtbot.wait(200)

    assert sorted(vectors()) == ["Land cover of Leipzig, 640 m", "Land cover of Leipzig, 640 m (2)"]
    assert tiles(vectors()["Land cover of Leipzig, 640 m (2)"]) == {(1, 1), (1, 2), (2, 1), (2, 2)}


def say(desktop) -> str:
    """Return what the message bar says, and that it only says it."""
    item = desktop.bar.currentItem()
    assert item.level() == Qgis.MessageLevel.Warning
    assert item.findChild(QPushButton, "EuroSatOffer") is None
    return item.text()


def test_without_a_layer_of_polygons_it_is_said_what_to_do(plugin, desktop, scene) -> None:
    classify(desktop, scene)

    assert say(desktop) == "Make a layer of polygons the current one, and select one or several of its polygons."


def test_without_a_selection_it_is_said_what_to_do(plugin, desktop) -> None:
    classify(desktop, polygon_layer([place((1, 1), (1, 2))], selected=0))

    assert say(desktop) == "No polygon of districts is selected; select one or several."


def test_polygons_beside_the_image_are_refused(plugin, desktop) -> None:
    classify(desktop, polygon_layer([place((20, 20), (21, 21))]))

    assert say(desktop) == "No Sentinel-2 image lies under the selected polygons; open one, and show it on the map."


def test_polygons_on_a_map_without_images_are_refused(plugin, desktop, scene) -> None:
    layer = polygon_layer([place((1, 1), (1, 2))])
    QgsProject.instance().removeMapLayer(scene.id())
    desktop.canvas.setLayers([layer])

    classify(desktop, layer)

    assert say(desktop) == "No Sentinel-2 image lies under the selected polygons; open one, and show it on the map."
