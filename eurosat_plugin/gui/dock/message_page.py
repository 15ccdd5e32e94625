# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the dock where there are no figures: a sentence, and a way on where there is one."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.gui.dock.first_steps import FirstSteps
from eurosat_plugin.gui.readings.reading_line import ReadingLine


class MessagePage(QWidget):
    """A sentence in the middle; below it the readings that an image which was refused may have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repeat: Callable[[Reading], None] | None = None
        self._message = QLabel()
        self._message.setObjectName("EuroSatEmpty")
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line = ReadingLine()
        self._line.chosen.connect(self._read_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 12, 6, 12)
        layout.addStretch(1)
        layout.addWidget(self._message)
        layout.addWidget(self._line)
        self._steps = FirstSteps()
        layout.addWidget(self._steps)
        layout.addStretch(1)

    def show_message(self, sentence: str = "") -> None:
        """Show `sentence`, or else what can be done."""
        invitation = self.tr("Select a classified layer, or draw a rectangle on a Sentinel-2 image.")
        self._message.setText(sentence or invitation)
        self._steps.setVisible(not sentence)
        self._line.show_account(None)

    def show_refusal(self, sentence: str, name: str, account: Account, repeat: Callable[[Reading], None]) -> None:
        """Show why the image called `name` was refused; `repeat` classifies it, read as is chosen."""
        self._message.setText(sentence)
        self._steps.hide()
        self._repeat = repeat
        self._line.show_account(account, name)

    def _read_again(self, reading: Reading) -> None:
        if self._repeat is not None:
            self._repeat(reading)
