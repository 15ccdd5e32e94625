# SPDX-License-Identifier: GPL-2.0-or-later
"""From "classify this" to a layer in the project, with a sentence in the message bar at every end."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProject, QgsRasterLayer, QgsReferencedRectangle, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer, pyqtSignal

from eurosat_plugin.core.classes import CLASS_KEYS, class_by_key
from eurosat_plugin.gui.classification_run import ClassificationRun, classification_parameters
from eurosat_plugin.gui.figures import percent_text, tiles_text

ALGORITHM_ID = "eurosat:classifyraster"
BASE_MAP_PROVIDERS = ("wms", "arcgismapserver")
SHUT_DOWN_MS = 30_000
"""How long a run that was told to stop may take: it looks up between two batches of tiles."""


class ClassificationController(QObject):
    """Starts runs on the current raster layer and brings their results into the project."""

    classified = pyqtSignal(QgsVectorLayer)
    """A result has been added to the project and made the current layer."""

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._runs: list[ClassificationRun] = []
        QgsProject.instance().cleared.connect(self.cancel)

    @property
    def running(self) -> int:
        """Number of runs that have not ended."""
        return len(self._runs)

    def classify_rectangle(self, rectangle: QgsReferencedRectangle) -> None:
        """Classify the part of the current raster layer inside `rectangle`."""
        self._classify(rectangle)

    def classify_visible(self) -> None:
        """Classify the part of the current raster layer that the map canvas shows."""
        settings = self._iface.mapCanvas().mapSettings()
        self._classify(QgsReferencedRectangle(settings.visibleExtent(), settings.destinationCrs()))

    def classify_layer(self) -> None:
        """Classify the whole current raster layer."""
        self._classify(None)

    def explain_rectangle(self) -> None:
        """Say how the rectangle tool is used, to someone who only clicked."""
        self._tell(self.tr("Press the mouse button and drag a rectangle over the area to classify."))

    def cancel(self) -> None:
        """Cancel what is running, as when the project is closed that the results were meant for."""
        for run in list(self._runs):  # a run that had not begun yet ends, and leaves the list, at once
            run.cancel()

    def shut_down(self) -> None:
        """Cancel what is running, in silence, and return when it has stopped: its code is about to go."""
        # The project outlives Python when QGIS quits: it must not call back then.
        QgsProject.instance().cleared.disconnect(self.cancel)
        loop = QEventLoop()
        for run in list(self._runs):
            for signal in (run.succeeded, run.failed, run.cancelled):
                signal.disconnect()
            run.ended.connect(lambda: None if self._runs else loop.quit())
            run.cancel()
        if self._runs:
            QTimer.singleShot(SHUT_DOWN_MS, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _classify(self, extent: QgsReferencedRectangle | None) -> None:
        layer = current_raster(self._iface)
        if layer is None:
            self._tell(self.tr("Select a raster layer in the layer panel first."), Qgis.MessageLevel.Warning)
            return
        algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM_ID)
        if algorithm is None:
            self._tell(self.tr("Load the plugin again: its algorithms are missing."), Qgis.MessageLevel.Critical)
            return
        project = QgsProject.instance()
        name = layer.name()
        run = ClassificationRun(algorithm, classification_parameters(layer, extent, project), project)
        run.succeeded.connect(lambda result, outputs: self._add(result, outputs, name))
        run.failed.connect(lambda sentence: self._tell(sentence, Qgis.MessageLevel.Critical))
        run.cancelled.connect(
            lambda: self._tell(self.tr("The classification of {layer} was cancelled.").format(layer=name))
        )
        run.ended.connect(lambda: self._runs.remove(run))
        self._runs.append(run)
        run.start()

    def _add(self, result: QgsVectorLayer, outputs: dict[str, Any], source_name: str) -> None:
        result.setName(self.tr("Land cover of {layer}").format(layer=source_name))
        QgsProject.instance().addMapLayer(result)
        self._iface.setActiveLayer(result)
        self._tell(self._success_sentence(outputs, source_name), Qgis.MessageLevel.Success)
        self.classified.emit(result)

    def _success_sentence(self, outputs: dict[str, Any], source_name: str) -> str:
        dominant = str(outputs.get("DOMINANT_CLASS") or "")
        if dominant not in CLASS_KEYS:
            return self.tr("No tile of {layer} could be classified.").format(layer=source_name)
        sentence = self.tr("Classified {tiles} of {layer}; the largest class is {land_cover} ({share}).")
        return sentence.format(
            tiles=tiles_text(int(outputs["TILE_COUNT"]) - int(outputs["SKIPPED_COUNT"])),
            layer=source_name,
            land_cover=class_by_key(dominant).name.lower(),
            share=percent_text(float(outputs["DOMINANT_SHARE"])),
        )

    def _tell(self, sentence: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> None:
        self._iface.messageBar().pushMessage(self.tr("EuroSAT Land Cover"), sentence, level)


def current_raster(iface: QgisInterface) -> QgsRasterLayer | None:
    """Return the active layer if it is a raster, else the only raster that the canvas shows, else None.

    Base maps do not count as shown: they are pictures, and beside an image nobody means them.
    """
    active = iface.activeLayer()
    if isinstance(active, QgsRasterLayer):
        return active
    shown = [
        layer
        for layer in iface.mapCanvas().layers()
        if isinstance(layer, QgsRasterLayer) and layer.providerType() not in BASE_MAP_PROVIDERS
    ]
    return shown[0] if len(shown) == 1 else None
