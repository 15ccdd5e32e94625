# SPDX-License-Identifier: GPL-2.0-or-later
"""The runs that go on, one below the other: how far each is, how long it will take, and a button that cancels it."""

from __future__ import annotations

import time

from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QMouseEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from eurosat_plugin.core.summary.quantities import seconds_text, tiles_text
from eurosat_plugin.core.translation import number
from eurosat_plugin.gui.dock.narrow_labels import ElidedLabel
from eurosat_plugin.gui.key_button import KeyButton
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.runs.run_speed import Pace

LOOK_MS = 500


class RunRow(QWidget):
    """One run. Every line has its height, whatever it says: the button stays where it is."""

    chosen = pyqtSignal()
    """The figures of the run are asked for: by a click, or the space bar."""
    ended = pyqtSignal()
    """The run is over."""

    def __init__(self, run: ClassificationRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        self._pace = Pace()
        self._text = ElidedLabel()
        text = self.tr("Classifying {layer}, {size}\u00a0m…") if run.cell else self.tr("Classifying {layer}…")
        self._text.setText(text.format(layer=run.name, size=run.cell))
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setValue(0)
        self._bar.setAccessibleName(self._text.text())
        self._button = KeyButton()
        self._button.setObjectName("EuroSatCancel")
        self._button.setText(self.tr("Cancel"))
        self._button.setAccessibleDescription(self._text.text())
        self._button.clicked.connect(self._cancel)
        self._count = ElidedLabel()
        self._count.setObjectName("EuroSatRunCount")
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        layout.addLayout(row)
        layout.addWidget(self._count)
        self.setObjectName("EuroSatRun")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("Click to show the figures of this run"))
        self.setAccessibleName(self._text.text())
        self.setAccessibleDescription(self.toolTip())
        # Bound methods: Qt drops the connections should the row go before the run does.
        run.progressed.connect(self._show_progress)
        run.ended.connect(self.ended)
        self.look(time.monotonic())

    def look(self, now: float) -> None:
        """Say how many tiles are done of all, and how long the others will take; `now` in seconds."""
        counts, expected = self.run.counts, self.run.tiles
        if not expected:
            self._count.setText(self.run.doing or self.tr("Waiting for the first tiles…"))
            return
        done = 0 if counts is None else counts.tiles
        # The bar has moved before the first tile, while the image was looked at: no 0 stands beside it.
        text = self.tr("{count} of {tiles}") if done else self.tr("Waiting for the first of {tiles}…")
        self._count.setText(text.format(count=number(done), tiles=tiles_text(expected)))
        seconds = self._pace.seconds_left(done, expected, now)
        if seconds is not None:
            # In the bar there is room for it, and the bar shows by itself how much is done.
            self._bar.setFormat(self.tr("{time} left").format(time=seconds_text(seconds)))

    def mark(self, shown: bool) -> None:
        """Show by bold letters whether the figures below are those of this run."""
        font = self._text.font()
        font.setBold(shown)
        self._text.setFont(font)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the figures when the left button is let go over the row."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the figures by the keyboard."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _show_progress(self, percent: float) -> None:
        self._bar.setValue(round(percent))

    def _cancel(self) -> None:
        # What is being worked on is finished first: say at once that the button was heard.
        self._text.setText(self.tr("Cancelling…"))
        self._button.setEnabled(False)
        self.run.cancel()


class RunRows(QWidget):
    """Hidden while no run goes on."""

    chosen = pyqtSignal(QObject)
    """The figures of this run are asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RunRow] = []
        self._marked: ClassificationRun | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(6, 6, 6, 0)
        self.hide()

    @property
    def latest(self) -> ClassificationRun | None:
        """The run that was added last of those that go on, None without one."""
        return self._rows[-1].run if self._rows else None

    def add(self, run: ClassificationRun) -> None:
        """Show `run` until it ends."""
        row = RunRow(run)
        row.ended.connect(lambda: self._remove(row))
        row.chosen.connect(lambda: self.chosen.emit(row.run))
        self._rows.append(row)
        self._layout.addWidget(row)
        row.show()
        self._timer.start()
        self.show()

    def mark(self, run: ClassificationRun | None) -> None:
        """Show which run the figures below are of; where there is but one, it goes without saying."""
        self._marked = run
        for row in self._rows:
            row.mark(row.run is run and len(self._rows) > 1)

    def look(self) -> None:
        """Say how far each run is."""
        for row in self._rows:
            row.look(time.monotonic())

    def _remove(self, row: RunRow) -> None:
        self._rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.mark(self._marked)
        if not self._rows:
            self._timer.stop()
            self.hide()
