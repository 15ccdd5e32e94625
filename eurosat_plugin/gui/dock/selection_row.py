# SPDX-License-Identifier: GPL-2.0-or-later
"""The line that says that only selected tiles count."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QWidget

from eurosat_plugin.core.summary.quantities import tiles_text
from eurosat_plugin.gui.key_button import KeyButton


class SelectionRow(QWidget):
    """Hidden while nothing is selected."""

    cleared = pyqtSignal()
    """The button that ends the selection was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setObjectName("EuroSatSelection")
        self._text.setWordWrap(True)
        clear = KeyButton()
        clear.setObjectName("EuroSatClearSelection")
        clear.setIcon(QgsApplication.getThemeIcon("/mActionDeselectActiveLayer.svg"))
        clear.setAccessibleName(self.tr("Deselect"))
        clear.setToolTip(self.tr("Deselect all tiles of this layer"))
        clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        row.addWidget(clear)
        self.hide()

    def show_count(self, tiles: int) -> None:
        """Say that `tiles` are selected."""
        self.setVisible(tiles > 0)
        self._text.setText(self.tr("Only the selection: {tiles}.").format(tiles=tiles_text(tiles)))
