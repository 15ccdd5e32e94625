# SPDX-License-Identifier: GPL-2.0-or-later
"""The polygons that people have selected, as they are when "classify in these" is said."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QObject

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.adapters.raster.georeference import transformed

_POINTS_BETWEEN = 20
"""An edge that is straight in one coordinate system is bent in another."""


@dataclass(frozen=True)
class ChosenPolygons:
    """A copy of the selected polygons of the layer called `name`: what is selected, or edited, later is of no matter.

    `told_apart` says whether it is of interest what each of them consists of.
    """

    name: str
    layer: QgsVectorLayer
    told_apart: bool

    def around(self, crs: QgsCoordinateReferenceSystem) -> QgsGeometry | None:
        """Return a shape in `crs` that holds all of them, None where their place is not defined there."""
        hulls = [feature.geometry().convexHull() for feature in self.layer.getFeatures()]
        hull = QgsGeometry.collectGeometry(hulls).convexHull()
        return transformed(hull.densifyByCount(_POINTS_BETWEEN), self.layer.crs(), crs)


class PolygonChoice(QObject):
    """Copies what is selected; as long as the same is selected it is the same copy."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last: ChosenPolygons | None = None

    def choose(self, layer: QgsMapLayer | None) -> ChosenPolygons | str:
        """Return the selected polygons of `layer`, the current one, or a sentence that says what to do."""
        if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry:
            return self.tr("Make a layer of polygons the current one, and select one or several of its polygons.")
        if not layer.selectedFeatureCount():
            sentence = self.tr("No polygon of {layer} is selected; select one or several.")
            return sentence.format(layer=layer.name())
        if not layer.crs().isValid():
            sentence = self.tr(
                "The layer {layer} has no coordinate reference system; set it in the layer's properties."
            )
            return sentence.format(layer=layer.name())
        copy = layer.materialize(QgsFeatureRequest().setFilterFids(layer.selectedFeatureIds()))
        if not any(feature.hasGeometry() for feature in copy.getFeatures()):
            sentence = self.tr("The selected polygons of {layer} are empty; select others.")
            return sentence.format(layer=layer.name())
        chosen = ChosenPolygons(layer.name(), copy, _are_told_apart(layer, copy))
        if self._last is None or _contents(self._last) != _contents(chosen):
            self._last = chosen
        return self._last

    def forget(self) -> None:
        """Let go of the copy, as when the project is closed."""
        self._last = None


def tiles_of(grid: QgsVectorLayer) -> ChosenPolygons | None:
    """Return the tiles of `grid` as polygons; None where they fill its extent, and nothing is to be left out.

    What a filter hides is not left out: somebody looks at a part of the grid, and it was made of all.
    """
    lines = [grid.fields().indexFromName(name) for name in ("row", "col")]
    if min(lines) < 0 or grid.subsetString():
        return None
    ends = [(grid.minimumValue(line), grid.maximumValue(line)) for line in lines]
    if not all(isinstance(end, int) for pair in ends for end in pair) or any(last < first for first, last in ends):
        return None  # no tile says where it is
    rows, cols = (last - first + 1 for first, last in ends)
    return ChosenPolygons(grid.name(), grid, told_apart=False) if grid.featureCount() < rows * cols else None


def _are_told_apart(layer: QgsVectorLayer, copy: QgsVectorLayer) -> bool:
    """Tell whether it is to be told what each polygon consists of: several do differ, but tiles are one thing each."""
    return int(copy.featureCount()) > 1 and not is_classified_grid(layer)


def _contents(chosen: ChosenPolygons) -> tuple[object, ...]:
    shapes = tuple(
        (tuple(map(str, feature.attributes())), bytes(feature.geometry().asWkb()))
        for feature in chosen.layer.getFeatures()
    )
    return chosen.name, chosen.layer.crs().toWkt(), shapes
