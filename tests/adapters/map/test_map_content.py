# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsFeature,
    QgsLayerTreeModel,
    QgsMapThemeCollection,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QThread

from eurosat_plugin.adapters.map.map_content import (
    MapContent,
    chosen_layers,
    copy_content,
    theme_layers,
    visible_layers,
)
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import Window
from tests.rasters import ORIGIN, write_raster

AREA = GeoBox("EPSG:32633", *ORIGIN, 10, 10, Window(0, 0, 64, 64))
GRID = "Polygon?crs=EPSG:32633&field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"


@pytest.fixture(autouse=True)
def no_layer_outlives_its_test() -> Iterator[None]:
    yield
    # An error that was caught holds its frames, and they hold layers, which must be gone before QGIS is.
    gc.collect()


@pytest.fixture
def project(qgis_app: object) -> QgsProject:
    return QgsProject()


@pytest.fixture
def image_path(tmp_path: Path) -> Path:
    return write_raster(tmp_path / "image.tif", np.full((3, 64, 64), 9, dtype=np.uint8))


def add(project: QgsProject, source: str, name: str) -> QgsVectorLayer:
    """Add a memory layer above what the project has."""
    layer = QgsVectorLayer(source, name, "memory")
    project.addMapLayer(layer)
    return layer


def names(content: MapContent) -> list[str]:
    return [layer.name() for layer in content.layers]


def test_visible_layers_come_topmost_first(project: QgsProject) -> None:
    for name in ("low", "middle", "top"):
        add(project, "Point?crs=EPSG:4326", name)
    project.layerTreeRoot().findLayers()[1].setItemVisibilityChecked(False)

    selection = visible_layers(project)

    assert [layer.name() for layer in selection.layers] == ["top", "low"]
    assert selection.title == "the visible layers"


def test_layers_of_a_hidden_group_are_not_visible(project: QgsProject) -> None:
    hidden = project.layerTreeRoot().addGroup("hidden")
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "inside", "memory")
    project.addMapLayer(layer, False)
    hidden.addLayer(layer)
    add(project, "Point?crs=EPSG:4326", "outside")
    hidden.setItemVisibilityChecked(False)

    assert [layer.name() for layer in visible_layers(project).layers] == ["outside"]


def test_an_order_of_the_persons_own_is_kept(project: QgsProject) -> None:
    first, second = (add(project, "Point?crs=EPSG:4326", name) for name in ("first", "second"))
    project.layerTreeRoot().setHasCustomLayerOrder(True)
    project.layerTreeRoot().setCustomLayerOrder([first, second])

    assert [layer.name() for layer in visible_layers(project).layers] == ["first", "second"]


def test_a_theme_brings_its_own_layers_and_styles(project: QgsProject, image_path: Path) -> None:
    layer = QgsRasterLayer(str(image_path), "image")
    project.addMapLayer(layer)
    hidden = add(project, "Point?crs=EPSG:4326", "points")
    project.layerTreeRoot().findLayer(hidden).setItemVisibilityChecked(False)
    layer.styleManager().addStyleFromLayer("quarter")
    layer.styleManager().setCurrentStyle("quarter")
    layer.setOpacity(0.25)
    _store_theme(project, "pale")
    layer.styleManager().setCurrentStyle("default")
    project.layerTreeRoot().findLayer(hidden).setItemVisibilityChecked(True)

    content = copy_content(theme_layers(project, "pale"), AREA)

    assert names(content) == ["image"]
    assert content.title == "the map theme pale (image)"
    assert content.layers[0].opacity() == 0.25
    assert layer.opacity() == 1.0


@pytest.mark.parametrize(
    ("select", "sentence"),
    [
        (visible_layers, "There is no layer to render; choose layers, or open a project that has some."),
        (lambda project: visible_layers(None), "There is no layer to render"),
        (lambda project: theme_layers(project, "sun"), "There is no map theme 'sun'; the project has none."),
        (lambda project: theme_layers(None, "sun"), "There is no map theme 'sun'; the project has none."),
        (lambda project: copy_content(chosen_layers([]), AREA), "Nothing of the chosen layers can be rendered."),
    ],
)
def test_nothing_to_show_is_said(project: QgsProject, select: Callable[[QgsProject], object], sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        select(project)

    assert sentence in str(caught.value)


def test_a_project_with_all_layers_hidden_is_refused(project: QgsProject) -> None:
    layer = add(project, "Point?crs=EPSG:4326", "points")
    project.layerTreeRoot().findLayer(layer).setItemVisibilityChecked(False)

    with pytest.raises(InputError, match="No layer of the project is visible; switch one on"):
        visible_layers(project)


def test_an_unknown_theme_is_refused_with_those_there_are(project: QgsProject) -> None:
    add(project, "Point?crs=EPSG:4326", "points")
    _store_theme(project, "winter")
    _store_theme(project, "autumn")

    with pytest.raises(InputError, match=r"There is no map theme 'summer'; choose one of autumn, winter\."):
        theme_layers(project, "summer")


def test_a_theme_without_layers_is_refused(project: QgsProject) -> None:
    _store_theme(project, "empty")

    with pytest.raises(InputError, match="The map theme 'empty' shows no layer"):
        theme_layers(project, "empty")


def test_classified_grids_are_left_out_of_what_is_visible(project: QgsProject) -> None:
    add(project, "Point?crs=EPSG:4326", "points")
    add(project, GRID, "Land cover")

    content = copy_content(visible_layers(project), AREA)

    assert names(content) == ["points"]
    assert content.notes == ("The layer Land cover is left out: it is a classified grid, a result and not an image.",)
    assert not content.warnings


def test_a_project_that_shows_only_classified_grids_is_refused(project: QgsProject) -> None:
    add(project, GRID, "Land cover")

    with pytest.raises(InputError, match=r"Nothing of the visible layers can be rendered\. The layer Land cover is"):
        copy_content(visible_layers(project), AREA)


def test_a_classified_grid_that_was_chosen_is_rendered_with_a_warning(project: QgsProject) -> None:
    content = copy_content(chosen_layers([add(project, GRID, "Land cover")]), AREA)

    assert names(content) == ["Land cover"]
    assert content.warnings == ("The layer Land cover is a classified grid: its class colours are taken for an image.",)


def test_broken_layers_and_tables_are_left_out_and_named(project: QgsProject, image_path: Path) -> None:
    broken = QgsRasterLayer("/nowhere/lost.tif", "lost")
    table = QgsVectorLayer("NoGeometry?field=a:int", "table", "memory")

    content = copy_content(chosen_layers([broken, table, QgsRasterLayer(str(image_path), "image")]), AREA)

    assert names(content) == ["image"]
    assert content.warnings == ("The layer lost is left out: its source cannot be read.",)
    assert content.notes == ("The layer table is left out: it is a table.",)


def test_a_layer_without_a_name_gets_that_of_its_server(qgis_app: object) -> None:
    source = "type=xyz&url=http://tiles.example.org:8080/%7Bz%7D/%7Bx%7D/%7By%7D.png?key%3Dsecret"
    layer = QgsRasterLayer(source, "", "wms")

    content = copy_content(chosen_layers([layer]), AREA)

    assert content.title == "the chosen layers (tiles.example.org)"


def test_edits_that_are_not_saved_are_told_of(project: QgsProject) -> None:
    layer = add(project, "Point?crs=EPSG:4326", "points")
    layer.startEditing()
    layer.addFeature(QgsFeature(layer.fields()))

    content = copy_content(visible_layers(project), AREA)
    layer.rollBack()

    assert content.warnings == ("The layer points is rendered as it was last saved, without the edits since.",)


def test_copies_belong_to_the_thread_that_they_enter_and_then_to_none(project: QgsProject) -> None:
    content = copy_content(chosen_layers([add(project, "Point?crs=EPSG:4326", "points")]), AREA)
    (copy,) = content.layers

    assert copy.thread() is None
    content.enter_thread()
    assert copy.thread() is QThread.currentThread()
    content.leave_thread()
    assert copy.thread() is None


def test_copies_go_with_their_content(project: QgsProject) -> None:
    content = copy_content(chosen_layers([add(project, "Point?crs=EPSG:4326", "points")]), AREA)
    gone: list[bool] = []
    content.layers[0].willBeDeleted.connect(lambda: gone.append(True))

    del content

    assert gone == [True]


def test_the_layers_may_go_while_their_copies_are_shown(project: QgsProject) -> None:
    content = copy_content(chosen_layers([add(project, "Point?crs=EPSG:4326", "points")]), AREA)

    project.clear()

    assert names(content) == ["points"]
    assert content.layers[0].isValid()


def _store_theme(project: QgsProject, name: str) -> None:
    root = project.layerTreeRoot()
    model = QgsLayerTreeModel(root)
    record = QgsMapThemeCollection.createThemeFromCurrentState(root, model)
    project.mapThemeCollection().insert(name, record)
