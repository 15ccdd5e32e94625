# SPDX-License-Identifier: GPL-2.0-or-later
"""The runs that go on, and what is remembered of the last that has ended."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer

from eurosat_plugin.gui.runs.algorithm_run import AlgorithmRun
from eurosat_plugin.gui.runs.last_run import LastRun

SHUT_DOWN_MS = 30_000
"""How long a run that was told to stop may take: it looks up between two batches of tiles."""


class RunList(QObject):
    """Holds each run from its start to its end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[AlgorithmRun] = []
        self.last: LastRun | None = None

    def __len__(self) -> int:
        """Return the number of runs that have not ended."""
        return len(self._runs)

    def start(self, run: AlgorithmRun) -> None:
        """Start `run` and hold it until it has ended."""
        run.finished.connect(lambda outputs: self._remember(run, "succeeded", outputs))
        run.failed.connect(lambda sentence: self._remember(run, f"failed: {sentence}", {}))
        run.cancelled.connect(lambda: self._remember(run, "cancelled", {}))
        run.ended.connect(lambda: self._drop(run))
        self._runs.append(run)
        run.start()

    def has_like(self, run: AlgorithmRun) -> bool:
        """Tell whether what `run` would do is being done already."""
        return any(other.is_like(run) for other in self._runs)

    def cancel(self) -> None:
        """Cancel all."""
        for run in list(self._runs):  # a run that had not begun yet ends, and leaves the list, at once
            run.cancel()

    def stop(self) -> None:
        """Cancel all, and return when they have stopped."""
        loop = QEventLoop()
        for run in self._runs:
            run.ended.connect(lambda: None if self._runs else loop.quit())
        self.cancel()
        if self._runs:
            QTimer.singleShot(SHUT_DOWN_MS, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _remember(self, run: AlgorithmRun, ended: str, outputs: dict[str, Any]) -> None:
        self.last = LastRun(ended, dict(run.parameters), dict(outputs), run.log)

    def _drop(self, run: AlgorithmRun) -> None:
        self._runs.remove(run)
        # Its slots hold it, and it holds its slots: only its end on Qt's side frees both.
        run.deleteLater()
