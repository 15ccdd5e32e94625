# SPDX-License-Identifier: GPL-2.0-or-later
"""From a shape on the map to the image that is meant there, and its tiles."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsGeometry
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject

from eurosat_plugin.adapters.raster.placeless import refuse_without_crs
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.gui.runs.classification_target import CanvasTarget, RasterTarget, displayed_map, plan_tiles
from eurosat_plugin.gui.runs.image_choice import ImageChoice
from eurosat_plugin.gui.runs.polygon_choice import ChosenPolygons
from eurosat_plugin.gui.runs.run_effort import effort_of
from eurosat_plugin.gui.runs.tile_plan import NoPlan, TilePlan
from eurosat_plugin.gui.settings.model_file import tile_size
from eurosat_plugin.gui.settings.preferences import load_preferences


class TilePlanner(QObject):
    """Plans on the image that `images` chooses; on the displayed colours only when it is asked for them."""

    def __init__(self, iface: QgisInterface, images: ImageChoice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._images = images

    def plan(self, shape: QgsGeometry) -> TilePlan | NoPlan:
        """Return the tiles that `shape` (in the CRS of the canvas) is about, or why there are none."""
        target = self.image(shape)
        return target if isinstance(target, NoPlan) else self._plan(target, shape)

    def plan_displayed(self, shape: QgsGeometry) -> TilePlan | NoPlan:
        """Return the same for the colours that the map displays."""
        target = self.displayed()
        return target if isinstance(target, NoPlan) else self._plan(target, shape)

    def plan_inside(self, polygons: ChosenPolygons) -> TilePlan | NoPlan:
        """Return the tiles around `polygons`, or why there are none; those in none of them are not for a run."""
        crs = self._iface.mapCanvas().mapSettings().destinationCrs()
        shape = polygons.around(crs)
        if shape is None:
            return NoPlan(self.tr("The selected polygons lie where the coordinate system of the map is not defined."))
        target = self._images.choose(shape)
        if isinstance(target, str) or target.pixels(shape, crs) is None:
            # The displayed colours are not offered: they would be classified around the polygons, too.
            return NoPlan(
                self.tr("No Sentinel-2 image lies under the selected polygons; open one, and show it on the map.")
            )
        return self._plan(target, shape)

    def visible(self) -> QgsGeometry:
        """Return what the canvas shows, in its CRS; a map may be rotated."""
        return QgsGeometry.fromQPolygonF(self._iface.mapCanvas().mapSettings().visiblePolygon())

    def image(self, shape: QgsGeometry | None) -> RasterTarget | NoPlan:
        """Return the image that is meant by `shape` (None: anywhere); without one the displayed colours are offered."""
        target = self._images.choose(shape)
        if isinstance(target, RasterTarget):
            return target
        instead = self.visible() if shape is None else shape
        bare = shape if self._iface.mapCanvas().layers() else None  # without a map nobody knows where that is
        return NoPlan(target, None if displayed_map(self._iface) is None else instead, bare)

    def displayed(self) -> CanvasTarget | NoPlan:
        """Return the colours that the map displays."""
        sentence = self.tr("The map shows no image and no base map: there are no colours of the ground to classify.")
        return displayed_map(self._iface) or NoPlan(sentence)

    def _plan(self, target: RasterTarget | CanvasTarget, shape: QgsGeometry) -> TilePlan | NoPlan:
        preferences, canvas = load_preferences(), self._iface.mapCanvas()
        try:
            if isinstance(target, RasterTarget):
                refuse_without_crs(target.layer, target.name)
            size = tile_size(preferences.model_file)
            plan = plan_tiles(target, shape, canvas, preferences.stride, preferences.tta, size)
            cut = isinstance(target, RasterTarget) and not target.covers(shape, canvas.mapSettings().destinationCrs())
            plan = plan and replace(plan, effort=effort_of(preferences), cut=cut)
        except EuroSatError as error:
            return NoPlan(str(error))
        sentence = self.tr("{layer} does not reach this place; draw the rectangle over it.")
        return plan or NoPlan(sentence.format(layer=target.name), bare=shape)
