# SPDX-License-Identifier: GPL-2.0-or-later
"""The slider below which tiles are left out of chart and map."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from eurosat_plugin.core.summary.quantities import percent_text


class ConfidenceSlider(QWidget):
    """A slider from 0 to 100 % with its caption and its value."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("EuroSatConfidence")
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(self.tr("Lowest confidence shown, in percent"))
        self._slider.setToolTip(self.tr("Tiles below this confidence are left out of chart and map"))
        self._value = QLabel()
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance(percent_text(1.0, 0)))
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        caption = QLabel(self.tr("Confidence at least"))
        caption.setBuddy(self._slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(caption)
        row.addWidget(self._slider, 1)
        row.addWidget(self._value)
        self._show_value()
        self._slider.valueChanged.connect(self._show_value)
        self._slider.valueChanged.connect(lambda value: self.changed.emit())

    @property
    def min_confidence(self) -> float:
        """What the slider is at, 0..1."""
        return self._slider.value() / 100

    def set_min_confidence(self, min_confidence: float) -> None:
        """Put the slider at `min_confidence`, 0..1, without telling."""
        self._slider.blockSignals(True)
        self._slider.setValue(round(100 * min_confidence))
        self._slider.blockSignals(False)
        self._show_value()

    def _show_value(self) -> None:
        self._value.setText(percent_text(self.min_confidence, 0))
