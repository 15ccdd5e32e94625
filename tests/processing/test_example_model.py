# SPDX-License-Identifier: GPL-2.0-or-later
"""The example model: districts get the shares of the classes that the tiles inside them have."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from eurosat_plugin.core.classes import CLASS_KEYS
from tests.processing.conftest import Log
from tests.rasters import ORIGIN, ground, write_raster

TILE = 640.0


@pytest.fixture
def model(provider: object, project_folder: Path) -> QgsProcessingModelAlgorithm:
    """Load the model from its file."""
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(project_folder / "docs" / "examples" / "landcover_by_district.model3"))
    return model


def districts(rectangles: dict[str, QgsRectangle], crs: str) -> QgsVectorLayer:
    """Return a layer in `crs` of districts whose `rectangles` are given in the scene's coordinate system."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=name:string", "districts", "memory")
    utm = QgsCoordinateReferenceSystem("EPSG:32633")
    transform = QgsCoordinateTransform(utm, layer.crs(), QgsProject.instance().transformContext())
    features = []
    for name, rectangle in rectangles.items():
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry.fromRect(rectangle)
        geometry.transform(transform)
        feature.setGeometry(geometry)
        feature["name"] = name
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def run(model: QgsProcessingModelAlgorithm, scene: Path, layer: QgsVectorLayer) -> tuple[list[Any], list[Any]]:
    """Run the model; return the features of the grid and of the districts."""
    context, log = QgsProcessingContext(), Log()
    context.setProject(QgsProject.instance())
    QgsProject.instance().addMapLayer(layer)
    # What QGIS calls the outputs of a model depends on its version.
    names = {p.description(): p.name() for p in model.parameterDefinitions() if p.isDestination()}
    parameters = {"IMAGE": str(scene), "DISTRICTS": layer.id(), **dict.fromkeys(names.values(), "TEMPORARY_OUTPUT")}
    outputs, ok = model.run(parameters, context, log)
    assert ok, log.errors
    grid = context.takeResultLayer(outputs[names["Land cover"]])
    joined = context.takeResultLayer(outputs[names["Land cover by district"]])
    return list(grid.getFeatures()), list(joined.getFeatures())


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """Write a scene of eight by eight tiles, of which the first has no data."""
    values = ground(512, 512, seed=11)
    values[:, :64, :64] = 0
    return write_raster(tmp_path / "scene.tif", values, names=["B04", "B03", "B02"], nodata=0)


def test_the_model_is_complete(model: QgsProcessingModelAlgorithm) -> None:
    valid, problems = model.validate()

    assert valid, problems
    assert {p.name() for p in model.parameterDefinitions() if not p.isDestination()} == {"IMAGE", "DISTRICTS"}


def test_shares_are_those_of_the_tiles_inside_a_district(
    model: QgsProcessingModelAlgorithm, scene: Path, qgis_new_project: None
) -> None:
    x, y = ORIGIN
    north = QgsRectangle(x, y - 2 * TILE, x + 8 * TILE, y)
    # This one cuts tiles in halves and thirds, and reaches beyond the scene.
    south = QgsRectangle(x + TILE / 2, y - 9 * TILE, x + 3 * TILE, y - (5 + 1 / 3) * TILE)

    grid, joined = run(model, scene, districts({"north": north, "south": south}, "EPSG:32633"))

    by_name = {feature["name"]: feature for feature in joined}
    for name, rectangle in (("north", north), ("south", south)):
        hectares: Counter[str] = Counter()
        for tile in grid:
            inside = tile.geometry().boundingBox().intersect(rectangle)
            if tile["class_key"] and not inside.isEmpty():
                part = inside.width() * inside.height() / TILE**2
                hectares[tile["class_key"]] += part * tile["area_ha"]
        found = by_name[name]
        assert found["classified_ha"] == pytest.approx(sum(hectares.values()), rel=1e-6)
        assert found["dominant_class"] == hectares.most_common(1)[0][0]
        for key in CLASS_KEYS:
            assert found[f"share_{key}"] == pytest.approx(hectares[key] / sum(hectares.values()), abs=1e-9)
    assert by_name["north"]["classified_ha"] == pytest.approx((16 - 1) * TILE**2 / 10_000, rel=1e-2)


def test_districts_in_another_coordinate_system_will_do(
    model: QgsProcessingModelAlgorithm, scene: Path, qgis_new_project: None
) -> None:
    x, y = ORIGIN
    rectangle = QgsRectangle(x + 2 * TILE, y - 6 * TILE, x + 6 * TILE, y - 2 * TILE)

    _, (there,) = run(model, scene, districts({"middle": rectangle}, "EPSG:32633"))
    _, (here,) = run(model, scene, districts({"middle": rectangle}, "EPSG:4326"))

    assert here["classified_ha"] == pytest.approx(there["classified_ha"], rel=1e-3)
    for key in CLASS_KEYS:
        assert here[f"share_{key}"] == pytest.approx(there[f"share_{key}"], abs=2e-3)


def test_a_district_without_tiles_stays_with_empty_columns(
    model: QgsProcessingModelAlgorithm, scene: Path, qgis_new_project: None
) -> None:
    x, y = ORIGIN
    inside, outside = QgsRectangle(x, y - TILE * 3, x + TILE * 3, y), QgsRectangle(x - 5000, y, x - 4000, y + 1000)

    _, joined = run(model, scene, districts({"inside": inside, "outside": outside}, "EPSG:32633"))

    empty = next(feature for feature in joined if feature["name"] == "outside")
    assert len(joined) == 2
    assert not empty["dominant_class"]
