# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run in the background says, for those who look into QGIS's log panel later."""

from __future__ import annotations

from qgis.core import Qgis, QgsMessageLog

from eurosat_plugin.paths import LOG_TAG
from eurosat_plugin.processing.run_feedback import RunFeedback


class LoggedFeedback(RunFeedback):
    """Writes everything into the log panel, and remembers what went wrong; from any thread."""

    quiet = True

    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []
        self.doing = ""
        """What is being done, where the algorithm says so."""

    def pushInfo(self, info: str) -> None:
        """Log `info`."""
        super().pushInfo(info)
        QgsMessageLog.logMessage(info, LOG_TAG, Qgis.MessageLevel.Info, False)

    def pushWarning(self, warning: str) -> None:
        """Log `warning`."""
        super().pushWarning(warning)
        QgsMessageLog.logMessage(warning, LOG_TAG, Qgis.MessageLevel.Warning, False)

    def setProgressText(self, text: str) -> None:
        """Keep `text`, which may come several times a second, and log nothing."""
        self.doing = text

    def reportError(self, error: str, fatalError: bool = False) -> None:
        """Keep `error` and log it: as an error, unless the run was cancelled, which is what people wanted."""
        self.errors.append(error)
        super().reportError(error, fatalError)
        level = Qgis.MessageLevel.Info if self.isCanceled() else Qgis.MessageLevel.Critical
        QgsMessageLog.logMessage(error, LOG_TAG, level, False)
