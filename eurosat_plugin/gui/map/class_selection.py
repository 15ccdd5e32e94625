# SPDX-License-Identifier: GPL-2.0-or-later
"""Selecting the tiles of a class and showing them all on the map, however many they are."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.gui.background_job import BackgroundJob

AT_ONCE = 2000
"""As many tiles are looked at in the main thread."""


def select_tiles(layer: QgsVectorLayer, ids: list[int], add: bool) -> None:
    """Select the features `ids`, on top of what is selected if `add`."""
    behavior = Qgis.SelectBehavior if hasattr(Qgis, "SelectBehavior") else QgsVectorLayer.SelectBehavior
    layer.selectByIds(ids, behavior.AddToSelection if add else behavior.SetSelection)


def zoom_to_tiles(canvas: QgsMapCanvas, layer: QgsVectorLayer, ids: list[int]) -> BackgroundJob | None:
    """Zoom `canvas` to the features `ids`; of a large layer, they are looked for in the job that is returned."""
    request = QgsFeatureRequest()
    request.setFilterFids(ids)
    request.setNoAttributes()
    source, crs, count = QgsVectorLayerFeatureSource(layer), layer.crs(), len(ids)

    def zoom(extent: QgsRectangle | None) -> None:
        if extent is None or extent.isNull():
            return
        to_map = QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())
        box = to_map.transformBoundingBox(extent)
        box.scale(1.05)
        canvas.setExtent(box)
        canvas.refresh()

    if count <= AT_ONCE:
        zoom(_extent(source, request, lambda number: True))
        return None

    def work(job: BackgroundJob) -> QgsRectangle | None:
        def go_on(number: int) -> bool:
            job.setProgress(100.0 * number / count)
            return not job.isCanceled()

        return _extent(source, request, go_on)

    title = QCoreApplication.translate("ClassSelection", "Looking for the tiles of {layer}").format(layer=layer.name())
    job = BackgroundJob(title, work, zoom)
    job.start()
    return job


def _extent(
    source: QgsVectorLayerFeatureSource, request: QgsFeatureRequest, go_on: Callable[[int], bool]
) -> QgsRectangle | None:
    extent = QgsRectangle()
    for number, feature in enumerate(source.getFeatures(request)):
        extent.combineExtentWith(feature.geometry().boundingBox())
        if number % 1000 == 999 and not go_on(number):
            return None
    return extent
