# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject

from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.gui.readings.remembered_reading import remember_reading, remembered_reading

CHOSEN = Reading("l2a", -1000.0)


def test_a_layer_about_which_nobody_has_chosen_leaves_all_to_be_found_out(make_raster) -> None:
    assert remembered_reading(make_raster()).automatic


def test_a_choice_is_that_of_the_layer_alone(make_raster) -> None:
    chosen, other = make_raster("chosen"), make_raster("other")

    remember_reading(chosen, CHOSEN)

    assert (remembered_reading(chosen), remembered_reading(other)) == (CHOSEN, Reading())


def test_a_choice_is_saved_with_the_project(make_raster, tmp_path: Path) -> None:
    layer = make_raster()
    QgsProject.instance().setDirty(False)
    remember_reading(layer, CHOSEN)
    asks_to_save = QgsProject.instance().isDirty()
    project = str(tmp_path / "project.qgz")

    QgsProject.instance().write(project)
    QgsProject.instance().read(project)

    [again] = QgsProject.instance().mapLayersByName("scene")
    assert asks_to_save
    assert remembered_reading(again) == CHOSEN


def test_the_way_back_to_automatic_leaves_no_trace(make_raster) -> None:
    layer = make_raster()
    before = layer.customPropertyKeys()
    remember_reading(layer, CHOSEN)

    remember_reading(layer, Reading())

    assert layer.customPropertyKeys() == before
