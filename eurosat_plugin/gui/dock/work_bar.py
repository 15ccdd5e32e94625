# SPDX-License-Identifier: GPL-2.0-or-later
"""A line that says that tiles are being read, and how far that is."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from eurosat_plugin.core.summary.quantities import tiles_text


class WorkBar(QWidget):
    """Hidden while nothing is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setObjectName("EuroSatWork")
        self._text.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        self.hide()

    def begin_reading(self, tiles: int) -> None:
        """Say that so many tiles are read; below 0: nobody knows how many."""
        sentence = self.tr("Reading the tiles…")
        if tiles >= 0:
            sentence = self.tr("Reading {tiles}…").format(tiles=tiles_text(tiles))
        self._text.setText(sentence)
        self._bar.setAccessibleName(sentence)
        self._bar.setValue(0)
        self.show()

    def set_progress(self, percent: float) -> None:
        """Fill the bar."""
        self._bar.setValue(round(percent))
