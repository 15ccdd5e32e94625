# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections import deque
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsMapRendererCustomPainterJob,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QRectF, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from eurosat_plugin.gui.map.map_filter import ConfidenceFilter

ENABLED = QgsSymbolLayer.Property.PropertyLayerEnabled
CONFIDENCES = [0.2, 0.5, 0.8]
"""Of three tiles side by side."""


def symbol() -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"color": "#ff0000", "outline_style": "no"})


def by_class() -> QgsCategorizedSymbolRenderer:
    nothing = QgsRendererCategory(None, symbol(), "No data")
    return QgsCategorizedSymbolRenderer("class_key", [QgsRendererCategory("Forest", symbol(), "Forest"), nothing])


STYLES = {
    "by class": by_class,
    "one symbol": lambda: QgsSingleSymbolRenderer(symbol()),
    "by rules": lambda: QgsRuleBasedRenderer(symbol()),
}


@pytest.fixture(params=list(STYLES.values()), ids=list(STYLES))
def layer(request, qgis_new_project) -> QgsVectorLayer:
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:32633&field=class_key:string&field=confidence:double", "Land cover", "memory"
    )
    for number, confidence in enumerate(CONFIDENCES):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(number, 0, number + 1, 1)))
        feature.setAttributes(["Forest", confidence])
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    layer.setRenderer(request.param())
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def confidence_filter(qgis_app):
    confidence_filter = ConfidenceFilter()
    yield confidence_filter
    confidence_filter.shut_down()


def drawn(layer) -> list[bool]:
    """Return for each tile whether it is drawn."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(QgsRectangle(0, 0, 3, 1))
    settings.setOutputSize(QSize(30, 10))
    settings.setDestinationCrs(layer.crs())
    image = QImage(30, 10, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    return [image.pixelColor(10 * number + 5, 5).name() != "#ffffff" for number in range(3)]


def test_tiles_below_the_confidence_are_not_drawn_and_tiles_at_it_are(layer, confidence_filter):
    confidence_filter.apply(layer, 0.5)

    assert drawn(layer) == [False, True, True]


@pytest.mark.parametrize("layer", [by_class], indirect=True)
def test_the_slider_moves_while_tiles_are_drawn(layer, confidence_filter):
    """Without what keeps the replaced conditions this process ends with a segmentation fault, mostly within seconds."""
    layer.setRenderer(QgsCategorizedSymbolRenderer("class_key", [QgsRendererCategory("Forest", symbol(), "")] * 10))
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(QgsRectangle(0, 0, 3, 1))
    settings.setOutputSize(QSize(30, 10))
    settings.setDestinationCrs(layer.crs())
    moment = Random(1)
    jobs: deque[QgsMapRendererParallelJob] = deque()

    for move in range(2000):
        jobs.append(QgsMapRendererParallelJob(settings))
        jobs[-1].start()
        until = perf_counter() + moment.uniform(0, 0.002)
        while perf_counter() < until:  # longer than any sleep is exact
            pass
        confidence_filter.apply(layer, 0.3 + move % 50 / 100)
        jobs[-1].cancelWithoutBlocking()
        if len(jobs) > 3:
            jobs.popleft().waitForFinished()
    for job in jobs:
        job.waitForFinished()

    confidence_filter.apply(layer, 0.5)
    assert drawn(layer) == [False, True, True]


def test_a_print_layout_shows_all_tiles(layer, confidence_filter):
    confidence_filter.apply(layer, 0.9)
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    item = QgsLayoutItemMap(layout)
    item.attemptSetSceneRect(QRectF(0, 0, 30, 10))
    item.setExtent(QgsRectangle(0, 0, 3, 1))
    item.setLayers([layer])
    item.setCrs(layer.crs())
    layout.addLayoutItem(item)

    image = QgsLayoutExporter(layout).renderRegionToImage(QRectF(0, 0, 30, 10), QSize(30, 10))

    assert [image.pixelColor(10 * number + 5, 5).name() for number in range(3)] == 3 * ["#ff0000"]
    assert drawn(layer) == [False, False, False]


def test_at_nought_all_tiles_are_drawn(layer, confidence_filter):
    confidence_filter.apply(layer, 0.5)

    confidence_filter.apply(layer, 0.0)

    assert drawn(layer) == [True, True, True]


def test_the_filter_moves_with_the_slider(layer, confidence_filter):
    confidence_filter.apply(layer, 0.9)

    confidence_filter.apply(layer, 0.3)

    assert drawn(layer) == [False, True, True]


def test_a_layer_that_is_let_go_is_drawn_as_before(layer, confidence_filter):
    before = layer.renderer().dump()
    confidence_filter.apply(layer, 0.9)

    confidence_filter.apply(None, 0.0)

    assert layer.renderer().dump() == before
    assert drawn(layer) == [True, True, True]


def test_when_the_filter_is_shut_down_all_tiles_are_drawn_again(layer):
    confidence_filter = ConfidenceFilter()
    confidence_filter.apply(layer, 0.8)
    before = drawn(layer)

    confidence_filter.shut_down()

    assert before == [False, False, True]
    assert drawn(layer) == [True, True, True]


def test_the_layer_can_be_edited_while_it_is_filtered(layer, confidence_filter):
    confidence_filter.apply(layer, 0.5)

    layer.startEditing()
    first = next(layer.getFeatures())
    layer.changeAttributeValue(first.id(), 1, 0.95)

    assert layer.featureCount() == 3
    assert drawn(layer) == [True, True, True]
    layer.rollBack()


def test_a_new_style_is_filtered_too(layer, confidence_filter):
    confidence_filter.apply(layer, 0.5)

    layer.setRenderer(QgsSingleSymbolRenderer(symbol()))

    assert drawn(layer) == [False, True, True]


def test_a_condition_that_was_there_before_holds_and_comes_back(layer, confidence_filter):
    from qgis.core import QgsRenderContext

    for each in layer.renderer().symbols(QgsRenderContext()):
        each.symbolLayer(0).setDataDefinedProperty(ENABLED, QgsProperty.fromExpression('"confidence" < 0.7'))

    confidence_filter.apply(layer, 0.5)
    both = drawn(layer)
    confidence_filter.apply(None, 0.0)

    assert both == [False, True, False]
    assert drawn(layer) == [True, True, False]


def test_a_project_is_saved_without_the_filter_and_keeps_it_afterwards(layer, confidence_filter, tmp_path: Path):
    confidence_filter.apply(layer, 0.5)

    QgsProject.instance().write(str(tmp_path / "project.qgs"))

    assert "coalesce" not in (tmp_path / "project.qgs").read_text(encoding="utf-8")
    assert drawn(layer) == [False, True, True]


def test_deleting_the_filtered_layer_does_no_harm(layer, confidence_filter):
    confidence_filter.apply(layer, 0.5)

    QgsProject.instance().removeMapLayer(layer.id())

    assert confidence_filter.layer is None


class BusyCanvas(QgsMapCanvas):
    """A map that is being drawn."""

    def isDrawing(self) -> bool:
        return True


@pytest.mark.parametrize(("kind", "repaints"), [(BusyCanvas, 2), (QgsMapCanvas, 1)])
def test_what_changes_while_the_map_is_drawn_is_drawn_again_after_that(layer, qtbot, kind, repaints):
    canvas = kind()
    qtbot.addWidget(canvas)
    confidence_filter = ConfidenceFilter(canvas)
    asked = []
    layer.repaintRequested.connect(lambda *_: asked.append(1))

    confidence_filter.apply(layer, 0.5)
    for _ in range(3):
        canvas.mapCanvasRefreshed.emit()

    assert len(asked) == repaints
    confidence_filter.shut_down()
