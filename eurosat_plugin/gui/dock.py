# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock that sums up the current classified layer: headline, histogram and a confidence slider."""

from __future__ import annotations

from qgis.core import QgsMapLayer
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from eurosat_plugin.adapters.classified_grid import GridSummary, GridTile, read_tiles, summarise
from eurosat_plugin.gui.figures import hectares_text, percent_text, tiles_text
from eurosat_plugin.gui.histogram import ClassHistogram
from eurosat_plugin.gui.layer_follower import LayerFollower

REFRESH_DELAY_MS = 100


class HistogramDock(QgsDockWidget):
    """Follows the layer given to :meth:`set_layer`; reads it only while the dock is visible."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatHistogramDock")
        self.setWindowTitle(self.tr("Land Cover Histogram"))
        self._tiles: list[GridTile] = []
        self._follower = LayerFollower(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_DELAY_MS)
        self._build()
        self._follower.changed.connect(self._timer.start)
        self._timer.timeout.connect(self.refresh)
        self.visibilityChanged.connect(lambda visible: self._timer.start() if visible else None)
        self._slider.valueChanged.connect(self._show_figures)

    def set_layer(self, layer: QgsMapLayer | None) -> None:
        """Follow `layer`; one that is not a classified grid leaves the dock empty."""
        self._follower.follow(layer)

    def refresh(self) -> None:
        """Read the followed layer again and show what is in it."""
        self._timer.stop()
        if not self.isVisible():
            return
        grid = self._follower.grid
        self._pages.setCurrentWidget(self._empty if grid is None else self._content)
        if grid is None:
            self._tiles = []
            return
        selected = grid.selectedFeatureCount()
        self._tiles = read_tiles(grid, selected_only=selected > 0)
        self._title.setText(grid.name())
        self._selection.setVisible(selected > 0)
        self._selection.setText(self.tr("Only the selection: {tiles}.").format(tiles=tiles_text(selected)))
        self._show_figures()

    def _build(self) -> None:
        self._empty = QLabel(self.tr("Select a classified layer, or draw a rectangle on a Sentinel-2 image."))
        self._empty.setObjectName("EuroSatEmpty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(12)
        self._title = _line("EuroSatLayerName")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._headline = _line("EuroSatHeadline")
        self._details = _line("EuroSatDetails")
        self._selection = _line("EuroSatSelection")
        self._histogram = ClassHistogram()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._histogram)
        self._content = QWidget()
        layout = QVBoxLayout(self._content)
        for label in (self._title, self._headline, self._details, self._selection):
            layout.addWidget(label)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self._build_slider())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._content)
        self.setWidget(self._pages)

    def _build_slider(self) -> QHBoxLayout:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("EuroSatConfidence")
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(self.tr("Lowest confidence shown, in percent"))
        self._slider.setToolTip(self.tr("Tiles below this confidence are left out of the chart"))
        self._threshold = QLabel()
        self._threshold.setMinimumWidth(self._threshold.fontMetrics().horizontalAdvance(percent_text(1.0, 0)))
        self._threshold.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        caption = QLabel(self.tr("Confidence at least"))
        caption.setBuddy(self._slider)
        row = QHBoxLayout()
        row.addWidget(caption)
        row.addWidget(self._slider, 1)
        row.addWidget(self._threshold)
        return row

    def _show_figures(self) -> None:
        threshold = self._slider.value() / 100
        self._threshold.setText(percent_text(threshold, 0))
        summary = summarise(self._tiles, threshold)
        self._headline.setText(self._headline_text(summary))
        self._details.setText(self._details_text(summary))
        self._histogram.set_shares(summary.statistics.shares)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(self._histogram.minimumSizeHint().width() + bar)

    def _headline_text(self, summary: GridSummary) -> str:
        dominant = summary.statistics.dominant
        if dominant is None:
            return self.tr("No classified tiles")
        return self.tr("Largest class: {land_cover} ({share})").format(
            land_cover=dominant.land_cover.name.lower(), share=percent_text(dominant.share)
        )

    def _details_text(self, summary: GridSummary) -> str:
        statistics = summary.statistics
        extent = [tiles_text(statistics.tile_count), hectares_text(statistics.area_ha)]
        confidence = percent_text(statistics.mean_confidence)
        quality = [
            self.tr("Mean confidence {confidence}").format(confidence=confidence),
            self.tr("{count} uncertain").format(count=summary.uncertain),
        ]
        if summary.unclassified:
            quality.append(self.tr("{count} without data").format(count=summary.unclassified))
        return " \u00b7 ".join(extent) + "\n" + " \u00b7 ".join(quality)


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
