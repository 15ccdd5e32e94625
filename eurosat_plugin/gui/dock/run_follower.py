# SPDX-License-Identifier: GPL-2.0-or-later
"""Listening to one run at a time, from its start to its end."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.gui.runs.classification_run import ClassificationRun

LIVE_INTERVAL_MS = 250


class RunFollower(QObject):
    """Passes on the figures of a run as they grow; lets go of it when it ends."""

    read = pyqtSignal(Account)
    """How the image of the run is read."""
    grown = pyqtSignal(GridFigures)
    """The figures so far."""
    failed = pyqtSignal(str)
    """Why there will be no result; `ended` follows."""
    let_go_of = pyqtSignal()
    """The run is no longer followed."""
    ended = pyqtSignal()
    """It is not followed any more because it is over; `let_go_of` came before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: ClassificationRun | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LIVE_INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    @property
    def active(self) -> bool:
        """Whether a run is followed."""
        return self._run is not None

    @property
    def run(self) -> ClassificationRun | None:
        """The run that is followed."""
        return self._run

    def follow(self, run: ClassificationRun) -> None:
        """Follow `run` instead of what was followed before."""
        self.let_go()
        self._run = run
        run.failed.connect(self.failed)
        run.ended.connect(self._end)
        self._timer.start()

    def repeat(self, reading: Reading) -> None:
        """Stop the run and begin it again, its image read as `reading`."""
        run = self._run
        if run is not None:
            run.cancel()
            run.repeat(reading)

    def let_go(self) -> None:
        """Follow nothing; the run goes on."""
        run, self._run = self._run, None
        if run is None:
            return
        self._timer.stop()
        run.failed.disconnect(self.failed)
        run.ended.disconnect(self._end)
        self.let_go_of.emit()

    def _end(self) -> None:
        self.let_go()
        self.ended.emit()

    def _look(self) -> None:
        if self._run is None:
            return
        account, counts = self._run.account, self._run.counts
        if account is not None:
            self.read.emit(account)
        if counts is not None:
            self.grown.emit(counts.figures())
