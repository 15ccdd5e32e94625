# SPDX-License-Identifier: GPL-2.0-or-later
"""What a project displays, and how its map is classified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsLayerTreeModel, QgsMapThemeCollection, QgsProject, QgsRasterLayer, QgsVectorLayer

from tests.processing.conftest import Run
from tests.rasters import ORIGIN

ALGORITHM = "eurosat:classifycanvas"
ROWS, COLS = 512, 768
TILES = (ROWS // 64) * (COLS // 64)
SMALL = f"{ORIGIN[0]},{ORIGIN[0] + 1920},{ORIGIN[1] - 1280},{ORIGIN[1]} [EPSG:32633]"
"""Two rows of three tiles."""

WHOLE = f"{ORIGIN[0]},{ORIGIN[0] + COLS * 10},{ORIGIN[1] - ROWS * 10},{ORIGIN[1]} [EPSG:32633]"

Classify = Callable[..., Run]


def show(project: QgsProject, path: Path, name: str = "picture") -> QgsRasterLayer:
    layer = QgsRasterLayer(str(path), name)
    project.addMapLayer(layer)
    return layer


def show_grid(project: QgsProject) -> None:
    """Add a classified grid that covers everything."""
    fields = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
    project.addMapLayer(QgsVectorLayer(f"Polygon?crs=EPSG:32633&{fields}", "Land cover", "memory"))


def store_theme(project: QgsProject, name: str) -> None:
    root = project.layerTreeRoot()
    record = QgsMapThemeCollection.createThemeFromCurrentState(root, QgsLayerTreeModel(root))
    project.mapThemeCollection().insert(name, record)


def attributes(layer: QgsVectorLayer) -> list[list[object]]:
    """Return the attributes of all features without the key that a GeoPackage adds, and which image they are of."""
    names = [name for name in layer.fields().names() if name not in ("fid", "date", "scene")]
    return [[feature[name] for name in names] for feature in layer.getFeatures()]
