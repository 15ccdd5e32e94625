# SPDX-License-Identifier: GPL-2.0-or-later
"""The scenes of a place along the days of a period: the higher, the clearer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from qgis.PyQt.QtCore import QPointF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from eurosat_plugin.core.catalogue.ranking import SeenScene

_RADIUS = 4.0
_REACH = 10.0
"""Pixels from a point within which a click is meant for it."""


class TimeLine(QLabel):
    """A point for each scene; a click chooses the nearest.

    It is a label because QGIS's dark themes give the colour of text to labels and not to every widget.
    """

    chosen = pyqtSignal(str)
    """The scene with this id is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scenes: Sequence[SeenScene] = ()
        self._first, self._last = date(2015, 6, 23), date(2015, 6, 24)
        self._current = ""
        self.setObjectName("EuroSatTimeLine")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Images along the days: the higher, the clearer"))
        self.setToolTip(self.accessibleName())

    def show_scenes(self, scenes: Sequence[SeenScene], first: date, last: date) -> None:
        """Show `scenes` of the days from `first` to `last`."""
        self._scenes, self._first, self._last = scenes, first, max(last, first + timedelta(days=1))
        self.update()

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day of the axis."""
        return self._first, self._last

    def mark(self, scene: str) -> None:
        """Show which scene is chosen, by its id."""
        self._current = scene
        self.update()

    def place_of(self, scene: SeenScene) -> QPointF:
        """Return where the point of `scene` is."""
        line, margin = self.fontMetrics().height(), 2 * _RADIUS
        days = (date.fromisoformat(scene.item.date) - self._first).days if scene.item.date else 0
        across = days / (self._last - self._first).days
        height = self.height() - line - 2 * margin
        return QPointF(margin + across * (self.width() - 2 * margin), margin + scene.cloud / 100 * height)

    def sizeHint(self) -> QSize:
        """Return a height of four lines of text."""
        return QSize(12 * self.fontMetrics().height(), 4 * self.fontMetrics().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the scene that is meant."""
        here = QPointF(event.pos())
        near = [(_distance(self.place_of(scene), here), scene.item.id) for scene in self._scenes]
        reached = min((pair for pair in near if pair[0] <= _REACH), default=None)
        if reached is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(reached[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axis, days and points."""
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        base = self.height() - line
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(0, base, self.width(), base)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        rect = self.rect().adjusted(0, base, 0, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, self._first.isoformat())
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, self._last.isoformat())
        for scene in self._scenes:
            marked = scene.item.id == self._current
            role = QPalette.ColorRole.Highlight if marked else QPalette.ColorRole.WindowText
            painter.setBrush(palette.color(role) if marked or scene.coverage > 0.99 else Qt.BrushStyle.NoBrush)
            painter.setPen(palette.color(role))
            radius = 1.5 * _RADIUS if marked else _RADIUS
            painter.drawEllipse(self.place_of(scene), radius, radius)
        painter.end()


def _distance(one: QPointF, other: QPointF) -> float:
    return float((one - other).manhattanLength())
