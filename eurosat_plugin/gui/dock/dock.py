# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock with the class histogram. It is made when QGIS starts, and filled when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.gui import QgsDockWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from eurosat_plugin.gui.dock_content import DockContent
from eurosat_plugin.gui.map.layer_follower import replaces

if TYPE_CHECKING:
    from eurosat_plugin.gui.dock.histogram_panel import HistogramPanel
    from eurosat_plugin.gui.runs.classification_run import ClassificationRun
    from eurosat_plugin.gui.settings.onnxruntime_offer import OnnxruntimeOffer

_WIDTH, _HEIGHT = 20, 30
"""In heights of the text: all figures of the chart have room."""


class HistogramDock(QgsDockWidget):
    """Follows the layer given to :meth:`set_layer`, and runs while they go on."""

    open_report = pyqtSignal(QgsVectorLayer)
    """The report about this layer, the followed one, is asked for."""
    open_table = pyqtSignal(QgsVectorLayer)
    """The table of its classes is asked for."""
    read_again = pyqtSignal(QgsVectorLayer, object)
    """The image of this layer, the followed one, is to be classified again, read as a ``Reading`` says."""

    def __init__(self, parent: QWidget | None = None, canvas: QgsMapCanvas | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatHistogramDock")
        self.setWindowTitle(self.tr("Land Cover Histogram"))
        self._canvas = canvas
        self._layer: QgsMapLayer | None = None
        self._panel: HistogramPanel | None = None
        self._offer: OnnxruntimeOffer | None = None
        self._content = DockContent(columns=_WIDTH, lines=_HEIGHT)
        self.setWidget(self._content)
        self._seen = QTimer(self)
        self._seen.setSingleShot(True)
        self._seen.timeout.connect(self.refresh)

    def set_layer(self, layer: QgsMapLayer | None) -> None:
        """Follow `layer`; only another grid takes the place of a classified grid."""
        if self._panel is not None:
            self._panel.set_layer(layer)
        elif replaces(layer, self._layer):
            self._remember(layer)

    def show_run(self, run: ClassificationRun) -> None:
        """Show the figures of `run` as they come."""
        self._fill().show_run(run)

    def consider_backend(self, backend_used: str) -> None:
        """Offer something faster than `backend_used` if there is something."""
        self._fill()
        if self._offer is not None:
            self._offer.consider(backend_used)

    def refresh(self) -> None:
        """Show what the followed layer has become, now and not a moment later."""
        if self.isVisible():
            self._fill().refresh()

    def shut_down(self) -> None:
        """Let go of everything that outlives the dock."""
        self._seen.stop()
        self._remember(None)
        if self._panel is not None:
            self._panel.shut_down()
        if self._offer is not None:
            self._offer.shut_down()

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the dock when it is first seen: QGIS shows every dock for a moment as it is added."""
        super().showEvent(event)
        self._seen.start()

    def _fill(self) -> HistogramPanel:
        if self._panel is not None:
            return self._panel
        # Imported here: starting QGIS must not wait for what is not seen, numpy above all.
        from eurosat_plugin.gui.dock.histogram_panel import HistogramPanel
        from eurosat_plugin.gui.settings.onnxruntime_offer import OnnxruntimeOffer

        self._panel = HistogramPanel(self._canvas)
        self._panel.open_report.connect(self.open_report)
        self._panel.open_table.connect(self.open_table)
        self._panel.read_again.connect(self.read_again)
        self._offer = OnnxruntimeOffer()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._panel, 1)
        layout.addWidget(self._offer)
        self._content.setWidget(content)
        self._panel.set_layer(self._layer)
        self._remember(None)
        return self._panel

    def _remember(self, layer: QgsMapLayer | None) -> None:
        """Keep the layer to be followed once there is something that follows, as long as it lives."""
        if self._layer is not None:
            self._layer.willBeDeleted.disconnect(self._forget)
        self._layer = layer
        if layer is not None:
            layer.willBeDeleted.connect(self._forget)

    def _forget(self) -> None:
        self._layer = None
