# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel with the images of a place: search, choose, classify."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsReferencedRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsDockWidget, QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent, QColor
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from eurosat_plugin.adapters.catalogue.antimeridian import coverage, extent_shape, search_box
from eurosat_plugin.adapters.catalogue.item_access import sign_in_at
from eurosat_plugin.adapters.catalogue.item_layer import item_layer
from eurosat_plugin.adapters.grid.hectares import Hectares
from eurosat_plugin.adapters.raster.product_layer import ProductImage
from eurosat_plugin.adapters.web.web_address import is_safe_address
from eurosat_plugin.core.catalogue.pages import SceneQuery
from eurosat_plugin.core.catalogue.ranking import WHOLE, SeenScene, clearest, together
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.catalogue.services import find_catalogue
from eurosat_plugin.core.summary.quantities import hectares_text, percent_text
from eurosat_plugin.gui.dock_content import DockContent
from eurosat_plugin.gui.places.place_form import PlaceForm
from eurosat_plugin.gui.places.place_preferences import load_places, save_places
from eurosat_plugin.gui.places.scene_finder import SceneFinder
from eurosat_plugin.gui.runs.scene_target import SceneTarget

_OUTLINE = QColor(0, 90, 200)


class PlaceDock(QgsDockWidget):
    """Shows which images of a place there are; the clearest is chosen until a person chooses another."""

    classify = pyqtSignal(SceneTarget, QgsReferencedRectangle)
    """This scene is to be classified in this place."""
    added = pyqtSignal(QgsRasterLayer)
    """An image was added to the project."""

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatPlaceDock")
        self.setWindowTitle(self.tr("Images of a Place"))
        self._canvas = canvas
        self._place: QgsReferencedRectangle | None = None
        self._scenes: dict[str, SeenScene] = {}
        self._chosen = ""
        self._by_hand = False
        self._unasked = False
        self._finder = SceneFinder(self)
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setStrokeColor(_OUTLINE)
        self._band.setFillColor(QColor(0, 0, 0, 0))
        self._band.setWidth(2)
        self._form = PlaceForm(self)
        self._form.set_preferences(load_places())
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(DockContent(self._form), 1)
        rows.addWidget(self._form.pinned)
        self.setWidget(content)
        self._connect()

    def open(self, shape: QgsGeometry, search: bool) -> None:
        """Show the panel for `shape` in the CRS of the canvas, and `search` at once or when that is asked for."""
        crs = self._canvas.mapSettings().destinationCrs()
        self._place = QgsReferencedRectangle(shape.boundingBox(), crs)
        self._band.setToGeometry(QgsGeometry.fromRect(self._place), crs)
        self._clear()
        self._unasked = not search
        size = self._hectares()
        self._form.place.setText(
            self.tr("The map lies where its coordinate system is not defined.")
            if size is None
            else self.tr("A place of {size}").format(size=hectares_text(size))
        )
        self.setUserVisible(True)
        if search:
            self.search()
        else:
            self._form.message.setText(
                self.tr("No Sentinel-2 image is open here. Search a catalogue on the internet for one.")
            )
            self._form.focus_search()

    def search(self) -> None:
        """Ask the catalogue that is set; what is set is remembered."""
        self._unasked = False
        preferences, place = self._form.preferences, self._place
        save_places(preferences)
        shape = QgsGeometry() if place is None else extent_shape(place)
        if place is None or shape.isNull():
            return
        self._clear()
        catalogue = find_catalogue(preferences.catalogue)
        if not is_safe_address(catalogue.address):
            self._fail(self.tr("Give the address of the catalogue, such as https://example.org/stac/v1."))
            return
        query = SceneQuery(
            catalogue,
            search_box(shape),
            self._period[0].isoformat(),
            self._period[1].isoformat(),
            cloud=preferences.cloud,
        )
        self._form.set_busy(True)
        self._form.message.setText(self.tr("Asking {catalogue}…").format(catalogue=query.catalogue.title))
        self._finder.search(query, place, sign_in_at(query.catalogue.address, preferences.auth))

    def clear_outline(self) -> None:
        """Take the outline of the place off the map, which is about something else now; images may be open there."""
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        if self._unasked:
            self._form.message.setText("")

    def shut_down(self) -> None:
        """Let go of canvas, project and servers."""
        QgsProject.instance().cleared.disconnect(self.clear_outline)
        self._finder.shut_down()
        self._canvas.scene().removeItem(self._band)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for nothing more, and leave the map as it was."""
        self._stop()
        self.clear_outline()
        super().closeEvent(event)

    def _connect(self) -> None:
        form, finder = self._form, self._finder
        QgsProject.instance().cleared.connect(self.clear_outline)
        form.search_asked.connect(self.search)
        form.stop_asked.connect(self._stop)
        form.classify_asked.connect(self._classify)
        form.add_asked.connect(self._add)
        form.scenes.chosen.connect(self._choose)
        form.line.chosen.connect(form.scenes.choose)
        finder.found.connect(self._show_found)
        finder.failed.connect(self._fail)
        finder.looked.connect(self._renew)
        finder.pictured.connect(lambda scene, content: self._show_picture(scene, content))
        finder.opened.connect(self._show_image)

    def _show_found(self, scenes: list[SeenScene]) -> None:
        form, place = self._form, self._place
        form.set_busy(False)
        self._scenes = {scene.item.id: scene for scene in scenes}
        form.scenes.show_scenes(scenes)
        form.line.show_scenes(scenes, *self._period)
        if not scenes or place is None:
            form.message.setText(self.tr("No such image: choose a longer period, or allow more cloud."))
            return
        form.message.setText(self.tr("Images found: {count}").format(count=len(scenes)))
        self._choose_clearest()
        self._finder.look(scenes, place, form.preferences.auth)

    def _renew(self, scene: SeenScene) -> None:
        if scene.item.id not in self._scenes:
            return
        self._scenes[scene.item.id] = scene
        self._form.scenes.renew(scene)
        self._form.line.show_scenes(list(self._scenes.values()), *self._period)
        if not self._by_hand:
            self._choose_clearest()

    def _choose_clearest(self) -> None:
        best = clearest(self._scenes.values())
        if best is not None and best.item.id != self._chosen:
            self._form.scenes.choose(best.item.id)
            self._by_hand = False

    def _choose(self, scene: str) -> None:
        self._chosen, self._by_hand = scene, True
        self._form.choose(scene in self._scenes)
        self._form.line.mark(scene)
        if scene in self._scenes:
            self._tell_what_is_shown(self._scenes[scene])
            self._finder.picture(self._scenes[scene].item)

    def _tell_what_is_shown(self, scene: SeenScene) -> None:
        """Say how many images there are, and which part of the place those of a day show where it is not all."""
        text = self.tr("Images found: {count}").format(count=len(self._scenes))
        items = [each.item for each in self._image_of(scene)]
        share = 1.0 if self._place is None else coverage(items, extent_shape(self._place))
        if share < WHOLE:
            more = self.tr("Those of {day} that go together show {share} of the place.")
            text = f"{text}. {more.format(day=scene.item.date, share=percent_text(share))}"
        self._form.message.setText(text)

    def _image_of(self, scene: SeenScene) -> list[SeenScene]:
        """Return `scene` with those that make one image with it."""
        shape = QgsGeometry() if self._place is None else extent_shape(self._place)
        return together(scene, self._scenes.values(), lambda items: coverage(items, shape))

    def _classify(self) -> None:
        scene, place = self._scenes.get(self._chosen), self._place
        if scene is not None and place is not None:
            address = " ".join(other.item.address for other in self._image_of(scene))
            target = SceneTarget(address, scene.item.title, self._form.preferences.auth)
            self.classify.emit(target, place)

    def _add(self) -> None:
        scene = self._scenes.get(self._chosen)
        if scene is not None:
            self._form.message.setText(self.tr("Opening {name}…").format(name=scene.item.title))
            self._finder.open(scene.item)

    def _show_image(self, image: ProductImage, item: SceneItem) -> None:
        layer = item_layer(image, item)
        QgsProject.instance().addMapLayer(layer)
        self._form.message.setText(self.tr("{name} was added to the map.").format(name=item.title))
        self.added.emit(layer)

    def _show_picture(self, scene: str, content: bytes) -> None:
        if scene == self._chosen:
            self._form.show_picture(content)

    def _fail(self, sentence: str) -> None:
        self._form.set_busy(False)
        self._form.message.setText(sentence)

    def _stop(self) -> None:
        self._finder.stop()
        self._form.set_busy(False)

    def _clear(self) -> None:
        self._finder.stop()
        self._scenes, self._chosen, self._by_hand = {}, "", False
        last = datetime.now(timezone.utc).date()
        self._period = last - timedelta(days=self._form.preferences.days), last
        self._form.set_busy(False)
        self._form.choose(False)
        self._form.scenes.show_scenes([])
        self._form.line.show_scenes([], *self._period)
        self._form.message.setText("")

    def _hectares(self) -> float | None:
        if self._place is None or extent_shape(self._place).isNull():
            return None
        shape = QgsGeometry.fromRect(self._place)
        return Hectares(self._place.crs(), QgsCoordinateTransformContext()).of(shape)
