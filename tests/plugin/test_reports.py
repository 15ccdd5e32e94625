# SPDX-License-Identifier: GPL-2.0-or-later
"""From the menu of the histogram to a report in the browser, through the real algorithm."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsFeature, QgsProject, QgsVectorLayer

from eurosat_plugin.gui.runs.reports import Reports
from eurosat_plugin.gui.runs.run_list import RunList


@pytest.fixture
def grid(qgis_new_project) -> QgsVectorLayer:
    fields = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{fields}", "Land cover of Leipzig", "memory")
    for key in ("Forest", "Forest", "River"):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([key, 0.9, 40.96, ""])
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def opened() -> list[str]:
    return []


def make_reports(desktop, opened: list[str], works: bool = True, runs: RunList | None = None) -> Reports:
    def show(path: str) -> bool:
        opened.append(path)
        return works

    return Reports(desktop, RunList(desktop) if runs is None else runs, desktop, show)


def test_the_report_of_a_layer_is_written_and_opened(desktop, provider, grid, opened, qtbot):
    make_reports(desktop, opened).open(grid)

    qtbot.waitUntil(lambda: opened != [], timeout=60_000)

    page = Path(opened[0]).read_text(encoding="utf-8")
    assert "Land cover of Leipzig" in page
    assert "Forest" in page


def test_the_report_is_about_the_selection_if_there_is_one(desktop, provider, grid, opened, qtbot):
    whole, part = [], []
    make_reports(desktop, whole).open(grid)
    qtbot.waitUntil(lambda: whole != [], timeout=60_000)
    grid.selectByExpression("\"class_key\" = 'River'")

    make_reports(desktop, part).open(grid)
    qtbot.waitUntil(lambda: part != [], timeout=60_000)

    def hectares(count: int) -> str:
        return f"{count * 40.96:.1f}"

    assert hectares(3) in Path(whole[0]).read_text(encoding="utf-8")
    assert hectares(3) not in Path(part[0]).read_text(encoding="utf-8")


def test_where_no_program_opens_it_the_file_is_named(desktop, provider, grid, opened, qtbot):
    make_reports(desktop, opened, works=False).open(grid)

    qtbot.waitUntil(lambda: desktop.bar.currentItem() is not None, timeout=60_000)

    assert opened[0] in desktop.bar.currentItem().text()


def test_without_the_algorithm_one_is_told(desktop, grid, opened):
    make_reports(desktop, opened).open(grid)

    assert desktop.bar.currentItem().text().startswith("The algorithms of the plugin are missing; switch it off and on")


def test_shutting_down_while_a_report_is_written_does_no_harm(desktop, provider, grid, opened, qtbot):
    runs = RunList(desktop)
    reports = make_reports(desktop, opened, runs=runs)
    reports.open(grid)

    reports.shut_down()
    runs.stop()

    assert len(runs) == QgsApplication.taskManager().countActiveTasks() == 0
    assert opened == []
