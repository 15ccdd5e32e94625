# SPDX-License-Identifier: GPL-2.0-or-later
"""The slider below which tiles are left out of chart and map."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QSlider, QVBoxLayout, QWidget

from eurosat_plugin.core.summary.quantities import percent_text, tiles_text
from eurosat_plugin.core.translation import number


class ConfidenceSlider(QWidget):
    """A slider from 0 to 100 %, and above it where it stands and how many tiles that leaves."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: tuple[int, int] | None = None
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("EuroSatConfidence")
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(self.tr("Lowest confidence shown, in percent"))
        self._slider.setToolTip(
            self.tr("Tiles below this confidence are left out of chart and map; print layouts show all tiles")
        )
        self._caption = QLabel()
        self._caption.setObjectName("EuroSatTilesLeft")
        self._caption.setWordWrap(True)
        self._caption.setBuddy(self._slider)
        # The slider stands below its text: it must not move away under the mouse as the text grows.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._caption)
        layout.addWidget(self._slider)
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

    def show_tiles_left(self, left: tuple[int, int] | None) -> None:
        """Say how many tiles are left, of how many; None where that is not known."""
        self._left = left
        self._show_value()

    def _show_value(self) -> None:
        text = self.tr("Confidence at least {percent}").format(percent=percent_text(self.min_confidence, 0))
        if self._left is not None:
            left, all_tiles = self._left
            count = self.tr("{count} of {tiles}").format(count=number(left), tiles=tiles_text(all_tiles))
            text = f"{text} \u00b7 {count}"
        self._caption.setText(text)
