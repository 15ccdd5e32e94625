# SPDX-License-Identifier: GPL-2.0-or-later
"""The histogram outside QGIS: as text, as a table, as a picture."""

from __future__ import annotations

import csv
from io import StringIO
from math import isnan
from pathlib import Path

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette
from qgis.PyQt.QtSvg import QSvgGenerator

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.adapters.output.whole_file import written_aside
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.gui.chart.bar_chart import BarLayout
from eurosat_plugin.gui.chart.class_bars import ClassBars
from eurosat_plugin.gui.chart.histogram import paint_histogram

PIXEL_RATIO = 3
"""Pixels per logical pixel of a saved picture: about 300 dpi in print."""
_WIDTH = 560
_MARGIN = 16


def chart_csv(bars: ClassBars) -> str:
    """Return one line per class in class order, with plain numbers; the mean confidence is empty without tiles."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["class_key", "class_name", "tiles", "area_ha", "share", "mean_confidence"])
    for share in bars.figures.shares:
        confidence = "" if isnan(share.mean_confidence) else f"{share.mean_confidence:.4f}"
        land_cover = share.land_cover
        figures = (share.tiles, f"{share.area_ha:.2f}", f"{share.share:.6f}", confidence)
        table.writerow([land_cover.key, class_name(land_cover), *figures])
    return text.getvalue()


def save_chart(path: Path, title: str, bars: ClassBars, font: QFont) -> None:
    """Write the chart with `title` as PNG or SVG, by the ending of `path`; what was there stays until it is whole.

    :raises EuroSatError: when the file cannot be written.
    """
    size, write = _size(bars, font), _write_svg if path.suffix.lower() == ".svg" else _write_png
    try:
        with written_aside(path) as aside:
            if not write(aside, title, bars, font, size):
                raise OSError
    except OSError:
        sentence = tr("The picture {path} cannot be written; choose another folder.")
        raise EuroSatError(sentence.format(path=path)) from None


def _write_svg(path: Path, title: str, bars: ClassBars, font: QFont, size: QSize) -> bool:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter()
    if not painter.begin(generator):
        return False
    _paint(painter, title, bars, font, size)
    return bool(painter.end())


def _write_png(path: Path, title: str, bars: ClassBars, font: QFont, size: QSize) -> bool:
    image = QImage(size * PIXEL_RATIO, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(PIXEL_RATIO)
    image.fill(QColor("white"))
    painter = QPainter(image)
    _paint(painter, title, bars, font, size)
    painter.end()
    return bool(image.save(str(path), "PNG"))


def _paint(painter: QPainter, title: str, bars: ClassBars, font: QFont, size: QSize) -> None:
    """Paint in black on whatever the paper is: a theme's colours belong to the screen."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("black"))
    heading = QFont(font)
    heading.setBold(True)
    line = QFontMetricsF(heading).height() * 1.6
    painter.setFont(heading)
    painter.setPen(QColor("black"))
    inner = QRectF(_MARGIN, _MARGIN, size.width() - 2 * _MARGIN, size.height() - 2 * _MARGIN)
    painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), line), Qt.AlignmentFlag.AlignLeft, title)
    paint_histogram(painter, inner.adjusted(0, line, 0, 0), bars, palette, font)


def _size(bars: ClassBars, font: QFont) -> QSize:
    rows = bars.bars
    layout = BarLayout.of(rows, _WIDTH - 2 * _MARGIN, font)
    heading = QFont(font)
    heading.setBold(True)
    height = layout.height(rows) + QFontMetricsF(heading).height() * 1.6 + 2 * _MARGIN
    return QSize(_WIDTH, round(max(height, 100)))
