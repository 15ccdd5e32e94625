# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps in the picture, drawn by QGIS: how the layers look, where they lie, how long a kilometre is."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from qgis.core import (
    QgsBilinearRasterResampler,
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsHueSaturationFilter,
    QgsMapLayer,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsMultiBandColorRenderer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPen

from eurosat_plugin.core.product.radiometry import SATURATION_DN, Radiometry

PAPER = QColor("#eceae4")
"""Behind the maps, where there is no data."""

FAINTNESS = 0.34


class MapPanel:
    """A map of `extent` in its own CRS, as large as fits into `room` (pixels of the picture)."""

    def __init__(self, extent: QgsRectangle, crs: QgsCoordinateReferenceSystem, room: QRectF) -> None:
        scale = min(room.width() / extent.width(), room.height() / extent.height())
        width, height = round(extent.width() * scale), round(extent.height() * scale)
        self.extent = extent
        self.crs = crs
        self.frame = QRectF(
            round(room.left() + (room.width() - width) / 2), round(room.top()), width, min(height, room.height())
        )

    def paint(self, painter: QPainter, layers: Sequence[QgsMapLayer]) -> None:
        """Render `layers`, topmost first, and frame them."""
        settings = QgsMapSettings()
        settings.setLayers(list(layers))
        settings.setDestinationCrs(self.crs)
        settings.setExtent(self.extent)
        settings.setOutputSize(QSize(int(self.frame.width()), int(self.frame.height())))
        settings.setBackgroundColor(PAPER)
        settings.setFlag(QgsMapSettings.Flag.Antialiasing, True)
        job = QgsMapRendererSequentialJob(settings)
        job.start()
        job.waitForFinished()
        painter.drawImage(self.frame.topLeft(), job.renderedImage())
        painter.setPen(QPen(QColor(0, 0, 0, 110), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.frame.adjusted(0.5, 0.5, -0.5, -0.5))


class ScaleBar:
    """A bar of a round number of metres or kilometres in the lower left corner of `panel`."""

    def __init__(self, panel: MapPanel) -> None:
        self._frame = panel.frame
        metres = _width_in_metres(panel.extent, panel.crs)
        self._length = round_below(metres / 4)
        self._pixels = self._length / metres * self._frame.width()

    def paint(self, painter: QPainter, font: QFont) -> None:
        """Paint the bar and its length on a plate that keeps them readable on any image."""
        text = f"{self._length / 1000:g} km" if self._length >= 1000 else f"{self._length:g} m"
        plate = QRectF(self._frame.left() + 18, self._frame.bottom() - 18 - 58, self._pixels + 36, 58)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 215))
        painter.drawRoundedRect(plate, 6, 6)
        painter.setFont(font)
        painter.setPen(QColor("#1f2933"))
        painter.drawText(plate.adjusted(0, 6, 0, -22), Qt.AlignmentFlag.AlignCenter, text)
        left, bottom, part = plate.left() + 18, plate.bottom() - 18, self._pixels / 4
        painter.setPen(QPen(QColor("#1f2933"), 1))
        for i in range(4):
            painter.setBrush(QColor("#1f2933" if i % 2 == 0 else "white"))
            painter.drawRect(QRectF(left + i * part, bottom, part, 8))


def true_colour(raster: QgsRasterLayer, bands: tuple[int, int, int], radiometry: Radiometry) -> QgsRasterLayer:
    """Return a copy of `raster` that looks as EuroSAT's pictures do: the network's grey levels as colours."""
    layer = raster.clone()
    renderer = QgsMultiBandColorRenderer(layer.dataProvider(), *bands)
    # What the radiometry makes white and black, in the numbers of the file.
    low, high = (-radiometry.offset / radiometry.gain, (SATURATION_DN - radiometry.offset) / radiometry.gain)
    if not radiometry.stretch:
        low, high = 0.0, 255.0
    for band, setter in zip(
        bands,
        (
            renderer.setRedContrastEnhancement,
            renderer.setGreenContrastEnhancement,
            renderer.setBlueContrastEnhancement,
        ),
    ):
        enhancement = QgsContrastEnhancement(layer.dataProvider().dataType(band))
        enhancement.setContrastEnhancementAlgorithm(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
        )
        enhancement.setMinimumValue(low)
        enhancement.setMaximumValue(high)
        setter(enhancement)
    layer.setRenderer(renderer)
    layer.resampleFilter().setZoomedOutResampler(QgsBilinearRasterResampler())
    layer.resampleFilter().setMaxOversampling(3.0)
    return layer


def grid_over_faint_image(
    raster: QgsRasterLayer, bands: tuple[int, int, int], radiometry: Radiometry, grid: QgsVectorLayer
) -> list[QgsMapLayer]:
    """Return the layers, topmost first, that show `grid` in its style with the image's relief under it."""
    image = true_colour(raster, bands, radiometry)
    image.hueSaturationFilter().setGrayscaleMode(QgsHueSaturationFilter.GrayscaleMode.GrayscaleLuminosity)
    image.brightnessFilter().setGamma(2.0)
    image.setOpacity(FAINTNESS)
    colours = grid.clone()
    # Multiplied, the classes keep the hues of the legend and take on the image's light and shade.
    colours.setBlendMode(QPainter.CompositionMode.CompositionMode_Multiply)
    return [colours, image]


def round_below(length: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above `length`."""
    power = 10.0 ** floor(log10(length))
    return next(step * power for step in (5, 2, 1) if step * power <= length * 1.000001)


def _width_in_metres(extent: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> float:
    """Return the ellipsoidal width of `extent` at half its height."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or "WGS84")
    middle = extent.center().y()
    length = measure.measureLine(QgsPointXY(extent.xMinimum(), middle), QgsPointXY(extent.xMaximum(), middle))
    return float(measure.convertLengthMeasurement(length, QgsUnitTypes.DistanceUnit.DistanceMeters))
