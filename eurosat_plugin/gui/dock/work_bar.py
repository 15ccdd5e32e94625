# SPDX-License-Identifier: GPL-2.0-or-later
"""A line that says what is being done, how far it is, and lets it be cancelled."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from eurosat_plugin.core.summary.quantities import tiles_text
from eurosat_plugin.gui.key_button import KeyButton


class WorkBar(QWidget):
    """Hidden while nothing is done."""

    cancelled = pyqtSignal()
    """The button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setObjectName("EuroSatWork")
        self._text.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._button = KeyButton()
        self._button.setObjectName("EuroSatCancel")
        self._button.setText(self.tr("Cancel"))
        self._button.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self.hide()

    def begin(self, text: str, can_cancel: bool) -> None:
        """Show `text` and an empty bar."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setValue(0)
        self._button.setVisible(can_cancel)
        self._button.setEnabled(True)
        self.show()

    def begin_reading(self, tiles: int) -> None:
        """Say that so many tiles are read; below 0: nobody knows how many."""
        sentence = self.tr("Reading the tiles…")
        if tiles >= 0:
            sentence = self.tr("Reading {tiles}…").format(tiles=tiles_text(tiles))
        self.begin(sentence, can_cancel=False)

    def set_progress(self, percent: float) -> None:
        """Fill the bar."""
        self._bar.setValue(round(percent))

    def _cancel(self) -> None:
        # What is being worked on is finished first: say at once that the button was heard.
        self._text.setText(self.tr("Cancelling…"))
        self._button.setEnabled(False)
        self.cancelled.emit()
