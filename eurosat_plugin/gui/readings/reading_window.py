# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog about a reading, open beside the map as long as it is about what is shown."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.gui.readings.reading_dialog import ReadingDialog


class ReadingWindow(QObject):
    """One dialog at most."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: ReadingDialog | None = None

    def open(self, account: Account, name: str, choose: Callable[[Reading], None], parent: QWidget) -> None:
        """Show the reasons and the other readings of the image called `name`; `choose` gets what is chosen."""
        if self._dialog is None:
            self._dialog = ReadingDialog(account, name, parent)
            self._dialog.chosen.connect(choose)
            self._dialog.finished.connect(self._forget)
            self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def close(self) -> None:
        """Close what was opened: it is about something that is not shown any more."""
        if self._dialog is not None:
            self._dialog.reject()

    def _forget(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
