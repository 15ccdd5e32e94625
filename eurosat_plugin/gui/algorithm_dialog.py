# SPDX-License-Identifier: GPL-2.0-or-later
"""Processing's dialog of an algorithm, filled in, and as wide as its widest line where the screen lets it be."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QScrollArea, QSplitter


def open_algorithm_dialog(algorithm_id: str, parameters: dict[str, Any]) -> None:
    """Let the algorithm be run from its dialog; return when that is closed."""
    # A plugin of its own, which may be switched off.
    import processing

    QTimer.singleShot(0, _widen_open_dialogs)  # the dialog runs an event loop, and is laid out only there
    processing.execAlgorithmDialog(algorithm_id, parameters)


def widen(dialog: QDialog) -> None:
    """Widen `dialog`, within its screen, until no part of it has to be scrolled sideways.

    Lines of QGIS's own, such as the French one below each output, are wider than the dialog that QGIS opens.
    """
    for area in dialog.findChildren(QScrollArea):
        if not area.isVisibleTo(dialog) or area.widget() is None:
            continue
        lacking = area.widget().minimumSizeHint().width() - area.viewport().width()
        screen = dialog.screen().availableGeometry()
        lacking = min(lacking, screen.width() - dialog.frameGeometry().width())
        if lacking <= 0:
            continue
        splitters = [(splitter, splitter.sizes()) for splitter in dialog.findChildren(QSplitter)]
        dialog.resize(dialog.width() + lacking, dialog.height())
        dialog.move(max(screen.left(), dialog.x() - lacking // 2), dialog.y())
        for splitter, sizes in splitters:
            # What comes to the dialog is for the parameters, and not for the text beside them.
            splitter.setSizes([size + lacking * splitter.widget(i).isAncestorOf(area) for i, size in enumerate(sizes)])


def _widen_open_dialogs() -> None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QgsProcessingAlgorithmDialogBase) and window.isVisible():
            widen(window)
