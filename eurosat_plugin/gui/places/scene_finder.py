# SPDX-License-Identifier: GPL-2.0-or-later
"""What the panel asks of servers, in the background: scenes, the cloud over the place, small pictures, images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeedback,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from eurosat_plugin.adapters.catalogue.antimeridian import coverage, extent_shape
from eurosat_plugin.adapters.catalogue.cloud_here import cloud_here
from eurosat_plugin.adapters.catalogue.item_layer import read_image
from eurosat_plugin.adapters.catalogue.scene_search import search
from eurosat_plugin.adapters.raster.georeference import extent_in
from eurosat_plugin.adapters.web.download import ProxySettings, download
from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.catalogue.pages import SceneQuery
from eurosat_plugin.core.catalogue.ranking import SeenScene
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.errors import Cancelled, EuroSatError
from eurosat_plugin.gui.background_job import BackgroundJob

LOOKED_AT = 12
"""Scenes whose cloud over the place is looked at: the clearest by what the catalogue says."""

LARGEST_PICTURE = 3_000_000


class SceneFinder(QObject):
    """One thing at a time of each kind; a new search ends everything before it."""

    found = pyqtSignal(list)
    """The scenes (:class:`SeenScene`) of the place."""
    failed = pyqtSignal(str)
    """Why there are none, or an image cannot be added, in a sentence."""
    looked = pyqtSignal(SeenScene)
    """A scene whose cloud over the place is known by now."""
    pictured = pyqtSignal(str, bytes)
    """The small picture of the scene with this id."""
    opened = pyqtSignal(object, object)
    """An image (``ProductImage``) of a scene (:class:`SceneItem`), ready to be shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, tuple[BackgroundJob, QgsFeedback]] = {}
        self._working: list[BackgroundJob] = []

    def search(self, query: SceneQuery, place: QgsReferencedRectangle, authcfg: str) -> None:
        """Look for scenes of `place`; `found` or `failed` follows."""
        self.stop()

        def work(feedback: QgsFeedback) -> list[SeenScene]:
            shape = extent_shape(place)
            items = search(query, feedback, authcfg).items
            seen = (SeenScene(item, coverage([item], shape)) for item in items)
            return [scene for scene in seen if scene.coverage > 0]

        self._begin("search", self.tr("Searching images"), work, self.found.emit)

    def look(self, scenes: Sequence[SeenScene], place: QgsReferencedRectangle, authcfg: str) -> None:
        """Look at the cloud over `place` in the best of `scenes`; `looked` follows for each that tells."""
        transforms = QgsProject.instance().transformContext()

        def there(crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
            return extent_in(crs, place, transforms) or QgsRectangle()

        def work(feedback: QgsFeedback) -> None:
            for scene in sorted(scenes, key=SeenScene.rank)[:LOOKED_AT]:
                if feedback.isCanceled():
                    return
                share = cloud_here(scene.item, there, feedback, authcfg)
                if share is not None and not feedback.isCanceled():
                    self.looked.emit(replace(scene, cloud_here=share))

        self._begin("look", self.tr("Looking at clouds"), work, lambda _: None)

    def picture(self, item: SceneItem) -> None:
        """Fetch the small picture of `item`; `pictured` follows if there is one."""
        if is_web(item.thumbnail):
            self._begin(
                "picture",
                self.tr("Fetching a thumbnail"),
                lambda feedback: download(item.thumbnail, feedback, "image/*", limit=LARGEST_PICTURE),
                lambda content: self.pictured.emit(item.id, content),
                told=False,
            )

    def open(self, item: SceneItem) -> None:
        """Get the image of `item` ready; `opened` or `failed` follows."""
        self._begin(
            "open",
            self.tr("Opening {name}").format(name=item.title),
            lambda feedback: read_image(item, feedback),
            lambda image: self.opened.emit(image, item),
        )

    def stop(self) -> None:
        """Ask for nothing more, and hand nothing over any more."""
        for job, feedback in self._running.values():
            feedback.cancel()
            job.stop()
        self._running.clear()

    def shut_down(self) -> None:
        """Return when nothing works any more, nor what was stopped before: the code is about to go."""
        self.stop()
        for job in self._working:
            job.wait()

    def _begin(
        self,
        kind: str,
        title: str,
        work: Callable[[QgsFeedback], Any],
        done: Callable[[Any], None],
        told: bool = True,
    ) -> None:
        before = self._running.pop(kind, None)
        if before is not None:
            before[1].cancel()
            before[0].stop()
        feedback, proxy = QgsFeedback(), ProxySettings.of_qgis()

        def attempt(job: BackgroundJob) -> tuple[bool, Any]:
            proxy.use_here()
            try:
                return True, work(feedback)
            except Cancelled:
                return False, ""
            except EuroSatError as error:
                return False, str(error)

        def hand_over(answer: tuple[bool, Any] | None) -> None:
            self._running.pop(kind, None)
            whole, what = answer or (False, self.tr("The catalogue gave no answer that can be read; try again later."))
            if whole:
                done(what)
            elif what and told:
                self.failed.emit(what)

        job = BackgroundJob(title, attempt, hand_over)
        self._running[kind] = (job, feedback)
        self._working = [*(other for other in self._working if not other.over), job]
        job.start()
