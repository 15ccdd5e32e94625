# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog that shows what a bug report needs to know, and copies it."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QFontDatabase, QGuiApplication
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from eurosat_plugin.gui.diagnostics.bug_report import bug_report
from eurosat_plugin.gui.runs.last_run import LastRun


class DiagnosticsDialog(QDialog):
    """Shows the report exactly as it is copied, so that nothing leaves the computer unseen."""

    def __init__(self, last_run: LastRun | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatDiagnostics")
        self.setWindowTitle(self.tr("EuroSAT Land Cover: Diagnostics"))
        self._text = QPlainTextEdit(bug_report(last_run))
        self._text.setObjectName("EuroSatReport")
        self._text.setAccessibleName(self.tr("Report"))
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        introduction = QLabel(
            self.tr(
                "Please add this to a bug report. Your home folder is shown as ~, and passwords are left out; names "
                "of layers and files are not, so read it before you send it."
            )
        )
        introduction.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(introduction)
        layout.addWidget(self._text)
        layout.addWidget(self._build_buttons())
        self.resize(self._text.fontMetrics().averageCharWidth() * 110, self._text.fontMetrics().height() * 36)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._copy.setText(self.tr("Copied"))

    def _build_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = QPushButton(QgsApplication.getThemeIcon("/mActionEditCopy.svg"), self.tr("Copy as Markdown"))
        self._copy.setObjectName("EuroSatCopyReport")
        self._copy.setDefault(True)
        self._copy.clicked.connect(self.copy)
        box.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        return box
