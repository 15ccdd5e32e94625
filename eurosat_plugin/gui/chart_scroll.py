# SPDX-License-Identifier: GPL-2.0-or-later
"""The room for the histogram: what does not fit scrolls up and down, never sideways."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QWidget

from eurosat_plugin.gui.histogram import ClassHistogram


class ChartScroll(QScrollArea):
    """Holds a chart and is never narrower than it."""

    def __init__(self, chart: ClassHistogram, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        # The chart itself is what the keyboard walks to.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(chart)

    def fit(self) -> None:
        """Ask for the width that the chart needs now, and never for less: the map would move with every figure."""
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(self.minimumWidth(), self._chart.minimumSizeHint().width() + bar))
