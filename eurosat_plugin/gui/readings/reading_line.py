# SPDX-License-Identifier: GPL-2.0-or-later
"""The line that says how an image is read; whoever wants to know why, or to change it, clicks on it."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QStyle, QWidget

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.gui.key_button import KeyButton
from eurosat_plugin.gui.readings.reading_dialog import line_text
from eurosat_plugin.gui.readings.reading_window import ReadingWindow


class ReadingLine(QWidget):
    """Hidden while there is nothing to say."""

    chosen = pyqtSignal(Reading)
    """The image is to be classified again, read so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account = Account()
        self._name = ""
        self._window = ReadingWindow(self)
        self._icon = QLabel()
        self._text = _ClickableLabel()
        self._text.setObjectName("EuroSatReading")
        self._text.clicked.connect(self.open)
        button = KeyButton()
        button.setObjectName("EuroSatReadingDetails")
        button.setText(self.tr("Details…"))
        button.setToolTip(self.tr("Why the image is read like this, and how else it could be"))
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(self.open)
        self._button = button
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_account(self, account: Account | None, name: str = "") -> None:
        """Say what `account` says of the image that is called `name`; None hides the line."""
        account = account or Account()
        self._name = name
        if account == self._account:
            return
        self._account = account
        self._window.close()
        self.setVisible(account != Account())
        self._text.setText(line_text(account))
        self._text.setToolTip("\n".join(account.warnings))
        self._button.setAccessibleDescription("\n".join((self._text.text(), *account.warnings)))
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        refused = not account.line and bool(account.alternatives)
        icon = "/mIconWarning.svg" if account.warnings or refused else "/mIconInfo.svg"
        self._icon.setPixmap(QgsApplication.getThemeIcon(icon).pixmap(size, size))
        self._icon.setToolTip(self._text.toolTip())

    def open(self) -> None:
        """Show the reasons and the other readings."""
        self._window.open(self._account, self._name, self.chosen.emit, self.window())


class _ClickableLabel(QLabel):
    """A text with the pointing hand of links; the button beside it does the same for the keyboard."""

    clicked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it for a click where the button is released over the text."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.clicked.emit()
