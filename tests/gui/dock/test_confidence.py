# SPDX-License-Identifier: GPL-2.0-or-later
"""Which tiles a confidence leaves: the same in chart, selection, zoom and map."""

from __future__ import annotations

from math import nan

import pytest
from qgis.core import (
    QgsFillSymbol,
    QgsGeometry,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtTest import QTest

from eurosat_plugin.gui.dock.dock import HistogramDock
from tests.gui.docks import chart_of, click_bar, follow, slider, tiles_by_class

CONFIDENCES = [0.2, None, 0.29, nan, 0.5, 0.8, 0.57, 1.0, 0.3]
"""Of tiles in a column, 1 m high each, from the bottom to the top."""


class Canvas(QgsMapCanvas):
    """A map that remembers what it was to show."""

    shown = QgsRectangle()

    def setExtent(self, extent: QgsRectangle, magnified: bool = False) -> None:
        self.shown = QgsRectangle(extent)
        super().setExtent(extent, magnified)


@pytest.fixture
def layer(make_grid) -> QgsVectorLayer:
    layer = make_grid([("Forest", confidence, "") for confidence in CONFIDENCES])
    for number, feature in enumerate(layer.getFeatures()):
        square = QgsGeometry.fromRect(QgsRectangle(0, number, 1, number + 1))
        layer.dataProvider().changeGeometryValues({feature.id(): square})
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "#ff0000", "outline_style": "no"})))
    return layer


def drawn(layer: QgsVectorLayer) -> list[bool]:
    """Return for each tile, from the bottom to the top, whether the map shows it."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(QgsRectangle(0, 0, 1, len(CONFIDENCES)))
    settings.setOutputSize(QSize(10, 10 * len(CONFIDENCES)))
    settings.setDestinationCrs(layer.crs())
    image = QImage(settings.outputSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    QgsMapRendererCustomPainterJob(settings, painter).renderSynchronously()
    painter.end()
    return [
        image.pixelColor(5, image.height() - 10 * number - 5).name() != "#ffffff"
        for number in range(image.height() // 10)
    ]


@pytest.mark.parametrize("percent", [0, 29, 30, 50, 57, 58, 100])
def test_chart_selection_zoom_and_map_leave_the_same_tiles(qtbot, layer, percent):
    canvas = Canvas()
    dock = HistogramDock(None, canvas)
    qtbot.addWidget(dock)
    canvas.setDestinationCrs(layer.crs())
    dock.show()
    follow(dock, layer)
    slider(dock).setValue(percent)

    counted = tiles_by_class(dock)
    on_the_map = drawn(layer)
    chart = chart_of(dock)
    QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar_rect("Forest").center().toPoint())
    click_bar(dock, "Forest")

    # A tile without a confidence is never left out: neither NULL nor nan is below anything.
    left = [confidence is None or not confidence < percent / 100 for confidence in CONFIDENCES]
    assert counted == {"Forest": sum(left)}
    assert on_the_map == left
    selected = set(layer.selectedFeatureIds())
    assert [feature.id() in selected for feature in layer.getFeatures()] == left
    bottom, top = left.index(True), len(left) - left[::-1].index(True)
    assert canvas.shown.center().y() == pytest.approx((bottom + top) / 2)
    assert canvas.shown.height() == pytest.approx(1.05 * (top - bottom))
    dock.shut_down()
    canvas.deleteLater()
