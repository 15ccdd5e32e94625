# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of all runs that go on, on the map until their layers take their places."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer

from eurosat_plugin.gui.map.run_picture import RunPicture
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.settings.preferences import load_preferences

LOOK_MS = 250
"""So often the map is painted again at the most, however fast tiles come."""

PATIENCE_MS = 5000
"""So long a picture stays at the most until the map shows the layer, which may be hidden."""


class RunPictures(QObject):
    """Looks at the runs from time to time: a run itself knows nothing of pictures, and does not wait for them."""

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._shown: dict[ClassificationRun, RunPicture] = {}
        self._replaced: dict[str, RunPicture] = {}  # by the id of the layer that takes its place
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        canvas.mapCanvasRefreshed.connect(self._give_way)
        QgsProject.instance().cleared.connect(self.remove)

    def __len__(self) -> int:
        """Return the number of pictures on the map."""
        return len(self._shown) + len(self._replaced)

    def show(self, run: ClassificationRun) -> None:
        """Show the tiles of `run` as they come."""
        self._shown[run] = RunPicture(self._canvas, load_preferences().palette)
        run.succeeded.connect(lambda layer, outputs: self._await(run, layer))
        run.ended.connect(lambda: self._take(run))
        self._timer.start()

    def look(self) -> None:
        """Paint what has come since the last time."""
        for run, picture in self._shown.items():
            picture.look(run.map)

    def remove(self) -> None:
        """Show nothing more of any run that goes on."""
        for picture in (*self._shown.values(), *self._replaced.values()):
            self._remove(picture)
        self._shown.clear()
        self._replaced.clear()
        self._timer.stop()

    def shut_down(self) -> None:
        """Let go of canvas and project."""
        self.remove()
        self._canvas.mapCanvasRefreshed.disconnect(self._give_way)
        QgsProject.instance().cleared.disconnect(self.remove)

    def _await(self, run: ClassificationRun, layer: QgsVectorLayer) -> None:
        """Keep the picture of `run`, which has succeeded, until its `layer` is drawn."""
        picture = self._shown.pop(run, None)
        if picture is None:
            return
        picture.look(run.map)
        name = layer.id()
        self._replaced[name] = picture
        QTimer.singleShot(PATIENCE_MS, lambda: self._replace(name))

    def _give_way(self) -> None:
        """Remove the pictures whose layers the map has just drawn."""
        for layer in self._canvas.layers():
            self._replace(layer.id())

    def _replace(self, layer_id: str) -> None:
        picture = self._replaced.pop(layer_id, None)
        if picture is not None:
            self._remove(picture)

    def _take(self, run: ClassificationRun) -> None:
        picture = self._shown.pop(run, None)
        if picture is not None:
            self._remove(picture)
        if not self._shown:
            self._timer.stop()

    def _remove(self, picture: RunPicture) -> None:
        self._canvas.scene().removeItem(picture)
