# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel over the map that tells what the network says of one tile."""

from __future__ import annotations

from math import ceil, inf

from qgis.core import QgsGeometry, QgsPointXY, QgsReferencedRectangle, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.adapters.raster.georeference import transformed
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.summary.flags import BRIGHT, IMPLAUSIBLE, NODATA, UNCERTAIN, UNFAMILIAR
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.gui.chart.bar_chart import Bar, BarLayout, paint_bars
from eurosat_plugin.gui.key_button import KeyButton
from eurosat_plugin.gui.overlay_background import paint_background
from eurosat_plugin.gui.readings.reading_line import ReadingLine
from eurosat_plugin.gui.tiles.tile_answer import TileAnswer

_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
_MARGIN = 12
_BAR_ROOM = 7
"""Text heights that a bar may be long."""
_MOST_BARS = 10


class TilePanel(QFrame):
    """Bars in the corner of the canvas, and the outline of their tile on the map.

    Closed by its button, by Esc, and when the map tool goes.
    """

    read_again = pyqtSignal(Reading)
    """The tile is to be classified again, its image read so."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("EuroSatTilePanel")
        self.setAccessibleName(self.tr("Probabilities of a tile"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._band = QgsRubberBand(canvas, _POLYGON)
        self._band.setStrokeColor(QColor(215, 48, 31))
        self._band.setFillColor(QColor(0, 0, 0, 0))
        self._band.setWidth(3)
        self._band.hide()
        self._build()
        self.hide()
        canvas.installEventFilter(self)

    def show_question(self, extent: QgsReferencedRectangle) -> None:
        """Show the outline of a tile that is being classified."""
        self._outline(extent)
        self._title.setText(self.tr("Classifying…"))
        self._note.hide()
        self._reading.show_account(None)
        self._bars.set_probabilities(())
        self._place()

    def show_answer(self, answer: TileAnswer) -> None:
        """Show the probabilities of `answer`."""
        self._outline(answer.extent)
        land_cover = answer.land_cover
        if land_cover is None:
            self._title.setText(self.tr("Too few valid pixels"))
        else:
            self._title.setText(f"{class_name(land_cover)} \u00b7 {percent_text(answer.confidence)}")
        note = self._doubt(answer.flag)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._bars.set_probabilities(answer.probabilities, answer.scheme)
        self._reading.show_account(answer.account, answer.source)
        self._reading.setFixedWidth(max(self._bars.sizeHint().width(), self._reading.minimumSizeHint().width()))
        self._reading.updateGeometry()  # its text may be another, which is not known outside of it yet
        self._place()

    def close_panel(self) -> None:
        """Show neither panel nor outline."""
        self.hide()
        self._reading.show_account(None)
        self._band.reset(_POLYGON)
        self._band.hide()

    def remove(self) -> None:
        """Leave the canvas."""
        self.close_panel()
        self._canvas.removeEventFilter(self)
        self._canvas.scene().removeItem(self._band)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner of a map that becomes smaller or larger, as when the dock opens."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Grow with what is inside: a theme may give its parts their size only when they are seen."""
        handled = bool(super().event(event))
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background first."""
        paint_background(self, self._title.palette().color(self._title.foregroundRole()))
        super().paintEvent(event)

    def _build(self) -> None:
        self._title = QLabel()
        self._title.setObjectName("EuroSatTileTitle")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._note = QLabel()
        self._note.setObjectName("EuroSatTileNote")
        self._bars = ProbabilityBars()
        self._reading = ReadingLine()
        self._reading.chosen.connect(self.read_again)
        close = KeyButton()
        close.setObjectName("EuroSatTileClose")
        close.setText("\u00d7")
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.close_panel)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self._note)
        layout.addWidget(self._bars)
        layout.addWidget(self._reading)

    def _outline(self, extent: QgsReferencedRectangle) -> None:
        outline = transformed(QgsGeometry.fromRect(extent), extent.crs(), self._canvas.mapSettings().destinationCrs())
        if outline is not None:
            self._band.setToGeometry(outline, None)
            self._band.show()

    def _place(self) -> None:
        """Stand in the lower right corner, or the left one beside a tile there: the message bar comes from above."""
        self.adjustSize()
        # Qt asks only windows for the height that their width needs, and the reading takes several lines.
        self.resize(self.width(), max(self.height(), self.layout().totalHeightForWidth(self.width())))
        corner = self._canvas.rect().bottomRight() - self.rect().bottomRight() - QPoint(_MARGIN, _MARGIN)
        place = QRect(QPoint(max(0, corner.x()), max(0, corner.y())), self.size())
        if place.intersects(self._tile_on_screen()):
            place.moveLeft(_MARGIN)
        self.move(place.topLeft())
        self.show()
        self.raise_()

    def _tile_on_screen(self) -> QRect:
        # Held here: the vertices are views of it.
        outline, to_screen = self._band.asGeometry(), self._canvas.getCoordinateTransform()
        corners = [to_screen.transform(QgsPointXY(vertex)) for vertex in outline.vertices()]
        return QPolygonF([point.toQPointF() for point in corners]).boundingRect().toAlignedRect()

    def _doubt(self, flag: str) -> str:
        return {
            NODATA: self.tr("Not classified"),
            BRIGHT: self.tr("Bright: cloud, snow or sand?"),
            IMPLAUSIBLE: self.tr("Implausible: near infrared or SCL says otherwise"),
            UNCERTAIN: self.tr("Uncertain: the confidence is low"),
            UNFAMILIAR: self.tr("Unfamiliar: unlike the training data"),
        }.get(flag, "")


class ProbabilityBars(QLabel):
    """One bar for each class, at most ten, most probable first; a label because of QGIS's dark themes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatProbabilities")
        self.setAccessibleName(self.tr("Probabilities of the classes"))
        self._rows: list[Bar] = []

    @property
    def rows(self) -> list[Bar]:
        """The bars from top to bottom."""
        return self._rows

    def set_probabilities(self, probabilities: tuple[float, ...], scheme: ClassScheme = EUROSAT) -> None:
        """Show the largest of `probabilities`, which have the order of `scheme`, or nothing."""
        order = sorted(zip(probabilities, scheme.classes), key=lambda pair: -pair[0])[:_MOST_BARS]
        self._rows = [
            Bar(c.key, class_name(c), c.color, (percent_text(value),), length, length)
            for value, c in order
            # What is written as 0.0 % has no bar, not even the thinnest.
            for length in (value if value >= 0.0005 else 0.0,)
        ]
        self.setAccessibleDescription("\n".join(f"{bar.name}, {bar.figures[0]}" for bar in self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at which names, bars and figures stand side by side."""
        text = BarLayout.of(self._rows, inf, self.font())
        width = ceil(text.text_width + text.gap + _BAR_ROOM * text.text_height)
        return QSize(width, ceil(BarLayout.of(self._rows, width, self.font()).height(self._rows)))

    def minimumSizeHint(self) -> QSize:
        """Return :meth:`sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars over the whole widget."""
        painter = QPainter(self)
        paint_bars(painter, QRectF(self.rect()), self._rows, self.palette(), self.font())
        painter.end()
