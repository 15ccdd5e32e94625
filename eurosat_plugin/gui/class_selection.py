# SPDX-License-Identifier: GPL-2.0-or-later
"""Selecting the tiles of a class and showing them all on the map, however many they are."""

from __future__ import annotations

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
    """Zoom `canvas` to the features `ids`; many are looked up in the job that is returned, to be held until then."""
    if len(ids) <= AT_ONCE:
        canvas.zoomToFeatureIds(layer, ids)
        return None
    source, request = QgsVectorLayerFeatureSource(layer), QgsFeatureRequest()
    request.setFilterFids(ids)
    request.setNoAttributes()
    crs = layer.crs()

    def work(job: BackgroundJob) -> QgsRectangle | None:
        extent = QgsRectangle()
        extent.setMinimal()
        for number, feature in enumerate(source.getFeatures(request)):
            extent.combineExtentWith(feature.geometry().boundingBox())
            if number % 1000 == 0:
                job.setProgress(100.0 * number / len(ids))
                if job.isCanceled():
                    return None
        return extent

    def zoom(extent: QgsRectangle | None) -> None:
        if extent is None or extent.isNull():
            return
        to_map = QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())
        box = to_map.transformBoundingBox(extent)
        box.scale(1.05)
        canvas.setExtent(box)
        canvas.refresh()

    title = QCoreApplication.translate("ClassSelection", "Looking for the tiles of {layer}").format(layer=layer.name())
    job = BackgroundJob(title, work, zoom)
    job.start()
    return job
