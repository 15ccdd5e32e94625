# SPDX-License-Identifier: GPL-2.0-or-later
"""The way to a first result, in three steps: what stands in the dock while there is nothing to show."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QShowEvent
from qgis.PyQt.QtWidgets import QAction, QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from eurosat_plugin.core.translation import language_code
from eurosat_plugin.paths import first_steps_page

_LEAST_BUTTON = 100
"""Pixels: a long text in some language must not keep the dock, which hides it most of the time, from being narrow."""

SEEN_KEY = "eurosat/first_steps_seen"


def seen_before() -> bool:
    """Tell whether somebody has had the steps on the screen once."""
    return bool(QgsSettings().value(SEEN_KEY, False, type=bool))


class FirstSteps(QWidget):
    """Open, drag, read: each with the action that does it, where the main window has it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatFirstSteps")
        steps = [
            (self.tr("Open a Sentinel-2 product, or drop it on the map."), "eurosatOpenProduct"),
            (self.tr("Drag a rectangle over the place that you want to know about."), "eurosatClassifyRectangle"),
            (self.tr("Read the shares of the classes here; a click on a bar selects its tiles."), ""),
        ]
        self._buttons: dict[str, QToolButton] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for number, (sentence, action) in enumerate(steps):
            layout.addWidget(QLabel(f"<b>{number + 1}.</b>"), 2 * number, 0, top)
            layout.addWidget(_wrapped(sentence), 2 * number, 1)
            if action:
                self._buttons[action] = button = QToolButton()
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                button.setMinimumWidth(_LEAST_BUTTON)
                button.hide()
                layout.addWidget(button, 2 * number + 1, 0, 1, 2)
        more = _wrapped(f'<a href="steps">{self.tr("More about it")}</a>')
        more.setObjectName("EuroSatMoreSteps")
        more.linkActivated.connect(lambda _: _open_page())
        layout.addWidget(more, 2 * len(steps), 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Remember that they were seen; the actions are there by now."""
        super().showEvent(event)
        QgsSettings().setValue(SEEN_KEY, True)
        for name, button in self._buttons.items():
            action = self._find_action(name)
            if action is not None:
                button.setDefaultAction(action)
            button.setVisible(action is not None)

    def _find_action(self, name: str) -> QAction | None:
        top: QWidget = self
        while top.parentWidget() is not None:  # not window(): the dock may float
            top = top.parentWidget()
        return top.findChild(QAction, name)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def _open_page() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(first_steps_page(language_code())))
