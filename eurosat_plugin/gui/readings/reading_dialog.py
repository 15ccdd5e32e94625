# SPDX-License-Identifier: GPL-2.0-or-later
"""Why an image is read as it is, and what else it may be."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsApplication
from qgis.gui import QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QLabel,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Alternative, Reading

WIDTH, HEIGHT = 460, 420


def line_text(account: Account) -> str:
    """Return the line of `account`, or what to say where the image was refused or an older version has read it."""
    if account.line:
        return account.line
    if account.alternatives:
        return QCoreApplication.translate("ReadingLine", "Choose how the image is to be read")
    return QCoreApplication.translate("ReadingLine", "How the image was read")


class ReadingDialog(QDialog):
    """Shows the `account` of the image called `name` and lets another reading be chosen; the map stays in use."""

    chosen = pyqtSignal(Reading)
    """The image is to be classified again, read so."""

    def __init__(self, account: Account, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatReadingDialog")
        title = self.tr("How It Is Read: {image}") if name else self.tr("How It Is Read")
        self.setWindowTitle(title.format(image=name))
        self._group = QButtonGroup(self)
        self._readings: list[Reading] = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(self._title(line_text(account)))
        column.addLayout(self._sentences("/mIconWarning.svg", self.tr("To be checked"), account.warnings))
        column.addLayout(self._sentences("/mIconInfo.svg", self.tr("Found out"), account.findings))
        column.addWidget(self._choice(account.alternatives))
        column.addStretch(1)
        area = QgsScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QgsScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self._buttons())
        self.resize(WIDTH, HEIGHT)

    def accept(self) -> None:
        """Hand on what was chosen."""
        number = self._group.checkedId()
        super().accept()
        if number >= 0:
            self.chosen.emit(self._readings[number])

    def _title(self, text: str) -> QLabel:
        label = _text(text)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        return label

    def _sentences(self, icon: str, name: str, sentences: Sequence[str]) -> QGridLayout:
        """Return `sentences` one below the other, each behind the icon that says what they are."""
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        for row, sentence in enumerate(sentences):
            picture = QLabel()
            picture.setPixmap(QgsApplication.getThemeIcon(icon).pixmap(size, size))
            picture.setToolTip(name)
            picture.setAccessibleName(name)
            grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_text(sentence), row, 1)
        return grid

    def _choice(self, alternatives: Sequence[Alternative]) -> QGroupBox:
        box = QGroupBox(self.tr("Other readings"))
        column = QVBoxLayout(box)
        if not alternatives:
            column.addWidget(_text(self.tr("No other reading fits these numbers.")))
            return box
        for number, alternative in enumerate(alternatives):
            button = QRadioButton(alternative.title)
            button.setAccessibleDescription(alternative.remark)
            self._group.addButton(button, number)
            self._readings.append(alternative.reading)
            remark = _text(alternative.remark)
            remark.setIndent(self.style().pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth) + 6)
            column.addWidget(button)
            column.addWidget(remark)
        column.addWidget(_text(self.tr("Your choice is remembered with the layer of the image.")))
        return box

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        if self._readings:
            again = box.addButton(self.tr("Classify Again"), QDialogButtonBox.ButtonRole.AcceptRole)
            again.setObjectName("EuroSatClassifyAgain")
            again.setEnabled(False)
            self._group.buttonToggled.connect(lambda: again.setEnabled(True))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def _text(sentence: str) -> QLabel:
    label = QLabel(sentence)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
