# SPDX-License-Identifier: GPL-2.0-or-later
"""The map drawn at 10 m per pixel: one chunk after the other into a temporary file, from which tiles are read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
from qgis.core import QgsLabelingEngineSettings, QgsMapRendererParallelJob, QgsMapSettings
from qgis.PyQt.QtCore import QEventLoop, QSize, QThread, QThreadPool, QTimer
from qgis.PyQt.QtGui import QColor, QImage

from eurosat_plugin.adapters.map.map_content import MapContent
from eurosat_plugin.adapters.map.network_failures import NetworkFailures
from eurosat_plugin.adapters.map.picture_file import BLOCK, PictureFile
from eurosat_plugin.adapters.raster.georeference import crs_of, rectangle_of
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr

CHUNK = 1792
MARGIN = 128
"""Pixels around a chunk that are drawn as well, and cut off, where symbols and labels may cross its border."""

DPI = 96.0
"""The same on every screen, so that the same run gives the same picture everywhere."""

_CANCEL_POLL_MS = 50
_LAST_REPLIES_MS = 100
"""How long replies that were sent from other threads may still be on their way."""


class MapPicture:
    """A picture of a map; a :class:`~eurosat_plugin.core.tiles.pixels.PixelReader` once it is rendered.

    `settings` bring what does not depend on the place: transform and expression contexts, labelling. The file is
    made by :meth:`render` and removed by :meth:`close`. Pixels are valid where anything was drawn.
    """

    block_width = block_height = BLOCK

    def __init__(self, content: MapContent, box: GeoBox, settings: QgsMapSettings) -> None:
        self.content = content
        self.box = box
        self._settings = _complete(settings, content, box)
        self._failures = NetworkFailures(content.layers)
        self._file: PictureFile | None = None
        self.width, self.height = box.area.width, box.area.height

    @property
    def scale(self) -> float:
        """Denominator of the map's scale."""
        settings = QgsMapSettings(self._settings)
        settings.setOutputSize(QSize(CHUNK, CHUNK))
        settings.setExtent(rectangle_of(self.box.rectangle(Window(0, 0, CHUNK, CHUNK))))
        return float(settings.scale())

    @property
    def hidden_by_scale(self) -> list[str]:
        """Names of the layers that are not drawn because the scale is outside of their range."""
        scale = self.scale
        return [layer.name() for layer in self.content.layers if not layer.isInScaleRange(scale)]

    def render(self, is_cancelled: Callable[[], bool], progressed: Callable[[float], None]) -> tuple[str, ...]:
        """Draw the whole picture; return what went wrong on the way, one sentence each.

        Call this in the thread that runs the algorithm; it may be the main one, whose events are then processed.
        `progressed` is told the per cent done. When cancelled the picture stays unfinished.

        :raises InputError: when nothing was drawn, or the disk is full.
        """
        self._file = PictureFile(self.width, self.height)
        self.content.enter_thread()
        errors: dict[str, None] = {}
        drawn = pixels = 0
        try:
            for chunk in self.box.area.pieces(CHUNK):
                if is_cancelled():
                    return ()
                picture, said = self._draw(chunk, is_cancelled)
                errors.update(dict.fromkeys(said))
                self._file.write(picture, chunk)
                drawn += int(np.count_nonzero(picture[..., 3]))
                pixels += chunk.width * chunk.height
                progressed(100.0 * pixels / (self.width * self.height))
        finally:
            self.content.leave_thread()
        if self._failures.hosts:
            QThread.msleep(_LAST_REPLIES_MS)
        errors.update(dict.fromkeys(self._failures.sentences()))
        if not drawn and not is_cancelled():
            reasons = " ".join(errors) or tr("Do the layers cover this place?")
            raise InputError(
                tr("Nothing was drawn in the extent of {title}. {reasons}").format(
                    title=self.content.title, reasons=reasons
                )
            )
        return tuple(errors)

    def read(self, window: Window) -> PixelBlock:
        """Read a window of the rendered picture; :raises InputError: when it is not rendered or damaged."""
        if self._file is None:
            raise InputError(tr("The map has not been rendered."))
        return self._file.read(window)

    def close(self) -> None:
        """Remove what was made for the picture."""
        self._failures.stop()
        self.content.close()
        if self._file is not None:
            self._file.close()
        self._file = None

    def _draw(self, chunk: Window, is_cancelled: Callable[[], bool]) -> tuple[npt.NDArray[np.uint8], list[str]]:
        """Draw one chunk: uint8 ``(rows, cols, 4)`` with alpha last, and the errors of its layers."""
        margin = MARGIN if self.content.has_symbols else 0
        drawn = Window(chunk.col - margin, chunk.row - margin, chunk.width + 2 * margin, chunk.height + 2 * margin)
        self._settings.setExtent(rectangle_of(self.box.rectangle(drawn)))
        self._settings.setOutputSize(QSize(drawn.width, drawn.height))
        job = QgsMapRendererParallelJob(self._settings)
        loop, watch = QEventLoop(), QTimer()
        job.finished.connect(loop.quit)
        watch.timeout.connect(lambda: job.cancelWithoutBlocking() if is_cancelled() else None)
        watch.start(_CANCEL_POLL_MS)
        with _thread_lent():
            job.start()
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        watch.stop()
        names = {layer.id(): layer.name() for layer in self.content.layers}
        said = [
            tr("The layer {name} failed: {message}").format(name=names.get(e.layerID or "", "?"), message=e.message)
            for e in job.errors()
        ]
        pixels = _pixels(job.renderedImage())
        return pixels[margin : margin + chunk.height, margin : margin + chunk.width], said


def _complete(settings: QgsMapSettings, content: MapContent, box: GeoBox) -> QgsMapSettings:
    """Return `settings` with all that is the same for every chunk."""
    settings = QgsMapSettings(settings)
    settings.setDestinationCrs(crs_of(box))
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    settings.setOutputDpi(DPI)
    settings.setFlag(QgsMapSettings.Flag.DrawSelection, False)
    # What crosses the border of a picture is drawn as if the picture went on.
    settings.setFlag(QgsMapSettings.Flag.RenderMapTile, True)
    labelling = QgsLabelingEngineSettings(settings.labelingEngineSettings())
    labelling.setFlag(QgsLabelingEngineSettings.Flag.UsePartialCandidates, True)
    settings.setLabelingEngineSettings(labelling)
    settings.setLayers(list(content.layers))
    return settings


@contextlib.contextmanager
def _thread_lent() -> Iterator[None]:
    """Lend the calling thread's place in the global pool while it waits for jobs that run in that pool.

    Several algorithms at once could otherwise fill the pool, each waiting for a thread to draw its map.
    """
    pool = QThreadPool.globalInstance()
    pool.releaseThread()
    try:
        yield
    finally:
        pool.reserveThread()


def _pixels(image: QImage) -> npt.NDArray[np.uint8]:
    """Return the colours of `image` ``(rows, cols, 4)``, as they are before they are blended with what lies below."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    memory = plain.constBits()
    memory.setsize(plain.sizeInBytes())
    numbers: npt.NDArray[np.uint8] = np.frombuffer(memory, dtype=np.uint8)  # type: ignore[call-overload]
    return numbers.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:, : plain.width()].copy()
