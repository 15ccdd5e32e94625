# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin says in QGIS's message bar."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QPushButton

OFFER = "EuroSatOffer"
"""The object name of the button."""


class MessageLine(QObject):
    """Sentences, one at a time, until :meth:`be_silent`."""

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = iface.messageBar()
        self.silent = False

    def tell(self, sentence: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> None:
        """Say `sentence`."""
        if not self.silent:
            self._bar.pushMessage(self.tr("EuroSAT Land Cover"), sentence, level)

    def say_last(self, say: Callable[[], None]) -> None:
        """Do `say` when QGIS has said that a task is over: what is said last lies on top."""
        QTimer.singleShot(0, lambda: None if self.silent else say())

    def offer(
        self,
        sentence: str,
        text: str,
        action: Callable[[], None],
        level: Qgis.MessageLevel = Qgis.MessageLevel.Warning,
    ) -> None:
        """Say `sentence`, such as why something is not done, beside a button called `text` that does `action`."""
        if self.silent:
            return
        self._take_back()
        item = self._bar.createMessage(self.tr("EuroSAT Land Cover"), sentence)
        button = QPushButton(text, item)
        button.setObjectName(OFFER)
        button.clicked.connect(self._take_back)
        button.clicked.connect(lambda: action())
        item.layout().addWidget(button)
        self._bar.pushWidget(item, level)

    def be_silent(self) -> None:
        """Say no more, and take back what was offered: nobody is there any more to do it."""
        self._take_back()
        self.silent = True

    def _take_back(self) -> None:
        for item in self._bar.items():
            if item.findChild(QPushButton, OFFER) is not None:
                self._bar.popWidget(item)
