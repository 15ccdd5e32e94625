# SPDX-License-Identifier: GPL-2.0-or-later
"""What polygons consist of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.composition import composition_columns
from eurosat_plugin.core.classes import CLASS_KEYS
from tests.grids import FIELDS, TILE_HA, memory_grid
from tests.processing.conftest import Log, Run
from tests.rasters import ORIGIN, UTM33

LEFT, TOP = ORIGIN
TILE = 640.0
TILES = [
    {"class_key": "Forest", "confidence": 0.9, "second_key": "Pasture", "second_confidence": 0.1, "flag": ""},
    {"class_key": "Forest", "confidence": 0.6, "second_key": "River", "second_confidence": 0.4, "flag": "uncertain"},
    {"class_key": "River", "confidence": 1.0, "second_key": "Forest", "second_confidence": 0.0, "flag": ""},
    {"class_key": None, "flag": "nodata"},
]
Compose = Callable[..., Run]


def box(first: float, last: float, top: float = 0.0, bottom: float = 1.0) -> QgsGeometry:
    """Return the rectangle from `first` to `last`, counted in tiles from the left, and likewise from the top."""
    rectangle = QgsRectangle(LEFT + TILE * first, TOP - TILE * bottom, LEFT + TILE * last, TOP - TILE * top)
    return QgsGeometry.fromRect(rectangle)


def polygons(*shapes: QgsGeometry, crs: str = UTM33, fields: str = "field=name:string") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"MultiPolygon?crs={crs}&{fields}", "districts", "memory")
    to_layer = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(UTM33), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    for number, shape in enumerate(shapes):
        feature, moved = QgsFeature(layer.fields()), QgsGeometry(shape)
        moved.transform(to_layer)
        moved.convertToMultiType()
        feature.setGeometry(moved)
        feature.setAttribute(0, f"district {number}")
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


@pytest.fixture
def compose(provider: object, qgis_new_project: None) -> Compose:
    """Run ``eurosat:composition``, as Processing does."""

    def run(grid: QgsVectorLayer, shapes: QgsVectorLayer, feedback: Log | None = None, **parameters: Any) -> Run:
        QgsProject.instance().addMapLayers([grid, shapes])
        log, context = feedback or Log(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        context.setFeedback(log)
        values = {"INPUT": grid.id(), "POLYGONS": shapes.id(), "OUTPUT": "TEMPORARY_OUTPUT", **parameters}
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:composition")
        acceptable, sentence = algorithm.checkParameterValues(values, context)
        if not acceptable:
            log.reportError(sentence)
            return Run(False, {}, None, log, context)
        outputs, ok = algorithm.run(values, context, log)
        layer = None
        if ok:
            layer = context.takeResultLayer(outputs["OUTPUT"]) or QgsVectorLayer(
                outputs["OUTPUT"], "composition", "ogr"
            )
        return Run(ok, outputs, layer, log, context)

    return run


def rows(run: Run) -> list[dict[str, Any]]:
    assert run.ok, run.sentence
    return [dict(zip(run.layer.fields().names(), feature.attributes())) for feature in run.layer.getFeatures()]


def test_a_polygon_consists_of_the_tiles_in_it(compose: Compose) -> None:
    run = compose(memory_grid(TILES), polygons(box(0, 3)))

    [row] = rows(run)
    assert row["name"] == "district 0"
    assert (row["tiles"], row["class_key"], row["class_name"]) == (3, "Forest", "Forest")
    assert row["area_ha"] == pytest.approx(3 * TILE_HA)
    assert row["share_Forest"] == pytest.approx(2 / 3)
    assert row["share_River"] == pytest.approx(1 / 3)
    assert row["share_Highway"] == 0.0
    assert row["uncertain_share"] == pytest.approx(1 / 3)
    assert row["probable_ha_Forest"] == pytest.approx((0.9 + 0.6) * TILE_HA)
    assert row["probable_ha_River"] == pytest.approx((0.4 + 1.0) * TILE_HA)
    assert sum("probable hectares are an estimate" in warning for warning in run.log.warnings) == 1


def test_a_tile_at_the_border_counts_by_the_part_that_is_inside(compose: Compose) -> None:
    [row] = rows(compose(memory_grid(TILES), polygons(box(0.75, 2.5, 0.0, 0.5))))

    parts = {"Forest": 0.25 + 1.0, "River": 0.5}
    assert row["tiles"] == 3
    assert row["area_ha"] == pytest.approx(0.5 * sum(parts.values()) * TILE_HA)
    for key, part in parts.items():
        assert row[f"share_{key}"] == pytest.approx(part / sum(parts.values()))


def test_a_tile_that_only_touches_the_polygon_is_none_of_its_tiles(compose: Compose) -> None:
    [row] = rows(compose(memory_grid(TILES), polygons(box(0, 1))))

    assert row["tiles"] == 1


def test_of_what_was_not_classified_nothing_is_invented(compose: Compose) -> None:
    # Two classified tiles, one without data, and as much again where there is no grid.
    [row] = rows(compose(memory_grid(TILES), polygons(box(1, 7))))

    assert row["coverage"] == pytest.approx(2 / 6, rel=1e-3)  # hectares of a tile here are those of the map's plane
    assert row["polygon_ha"] == pytest.approx(6 * TILE_HA, rel=1e-3)
    assert row["share_Forest"] + row["share_River"] == pytest.approx(1.0)


def test_a_polygon_beside_the_grid_has_no_class_and_no_shares(compose: Compose) -> None:
    run = compose(memory_grid(TILES), polygons(box(0, 1), box(9, 10)))

    inside, beside = rows(run)
    assert inside["tiles"] == 1
    assert (beside["tiles"], beside["area_ha"], beside["coverage"]) == (0, 0.0, 0.0)
    assert [beside[name] for name in ("class_key", "uncertain_share", "share_Forest")] == [NULL] * 3
    assert "Polygons without a classified tile: 1." in run.log.warnings


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3035"])
def test_polygons_may_be_in_another_coordinate_system(compose: Compose, crs: str) -> None:
    run = compose(memory_grid(TILES), polygons(box(0.75, 2.5), crs=crs))

    [row] = rows(run)
    assert run.layer.crs().authid() == crs
    assert row["area_ha"] == pytest.approx(1.75 * TILE_HA, rel=1e-3)


def test_holes_and_parts_of_a_polygon_count(compose: Compose) -> None:
    shape = box(0, 3, 0.0, 1.0).difference(box(1.25, 1.75, 0.25, 0.75)).combine(box(4, 5))

    run = compose(memory_grid([*TILES, TILES[2]]), polygons(shape))

    [row] = rows(run)
    assert row["area_ha"] == pytest.approx((3 - 0.25 + 1) * TILE_HA)
    assert run.layer.wkbType() == QgsWkbTypes.Type.MultiPolygon


def test_columns_of_the_polygons_are_kept_and_ours_keep_their_names(compose: Compose) -> None:
    shapes = polygons(box(0, 3), fields="field=area_ha:string&field=fid:integer&field=people:integer")

    run = compose(memory_grid(TILES), shapes)

    names = run.layer.fields().names()
    assert names == ["polygon_area_ha", "people", *(column.name for column in composition_columns())]
    assert rows(run)[0]["polygon_area_ha"] == "district 0"


def test_probable_hectares_are_exact_with_all_ten_probabilities(compose: Compose) -> None:
    probabilities = {f"p_{key}": 0.1 for key in CLASS_KEYS}
    kinds = {**FIELDS, **{f"p_{key}": "double" for key in CLASS_KEYS}}
    grid = memory_grid([{**TILES[0], **probabilities}], kinds)

    run = compose(grid, polygons(box(0, 1)))

    assert [rows(run)[0][f"probable_ha_{key}"] for key in CLASS_KEYS] == pytest.approx([0.1 * TILE_HA] * 10)
    assert run.log.warnings == []


def test_tiles_that_overlap_are_warned_of(compose: Compose) -> None:
    grid = memory_grid(TILES[:1])
    grid.dataProvider().addFeatures(list(grid.getFeatures()))

    run = compose(grid, polygons(box(0, 1)))

    assert any("overlap" in warning for warning in run.log.warnings)


def test_a_geopackage_has_the_names_of_the_columns(compose: Compose, tmp_path: Path) -> None:
    path = tmp_path / "districts.gpkg"

    run = compose(memory_grid(TILES), polygons(box(0, 3)), OUTPUT=str(path))

    assert run.ok, run.sentence
    layer = QgsVectorLayer(str(path), "districts", "ogr")
    assert layer.featureCount() == 1
    assert layer.attributeDisplayName(layer.fields().lookupField("share_Forest")) == "Share of Forest"


def test_polygons_without_a_coordinate_system_are_refused(compose: Compose) -> None:
    shapes = polygons(box(0, 1))
    shapes.setCrs(QgsCoordinateReferenceSystem())

    run = compose(memory_grid(TILES), shapes)

    assert not run.ok
    assert "POLYGONS cannot be" in run.sentence
    assert "has no coordinate reference system; set it in the layer's context menu" in run.sentence


def test_a_layer_that_is_no_grid_is_refused(compose: Compose) -> None:
    run = compose(polygons(box(0, 1)), polygons(box(0, 1)))

    assert not run.ok
    assert "is not a classified grid" in run.sentence


@pytest.mark.parametrize("kind", ["Polygon", "LineString"])
def test_no_polygon_at_all_is_refused(compose: Compose, kind: str) -> None:
    lines = QgsVectorLayer(f"{kind}?crs=EPSG:32633", "lines", "memory")
    if kind == "LineString":
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt("LINESTRING(500000 5700000, 501000 5699000)"))
        lines.dataProvider().addFeature(feature)

    run = compose(memory_grid(TILES), lines)

    assert not run.ok
    assert run.sentence.startswith("There is no polygon")


def test_a_format_that_cannot_be_read_again_is_refused_before_the_work(compose: Compose, tmp_path: Path) -> None:
    path = tmp_path / "districts.sql"

    run = compose(memory_grid(TILES), polygons(box(0, 3)), OUTPUT=str(path))

    assert not run.ok
    assert "choose .gpkg, .csv or .geojson" in run.sentence
    assert not path.exists()


def test_a_run_that_is_cancelled_leaves_nothing(compose: Compose, tmp_path: Path) -> None:
    path, log = tmp_path / "districts.gpkg", Log()
    log.cancel()

    run = compose(memory_grid(TILES), polygons(box(0, 3)), OUTPUT=str(path), feedback=log)

    assert not run.ok
    assert not path.exists()


def prepared(grid: QgsVectorLayer, shapes: QgsVectorLayer) -> tuple[QgsProcessingAlgorithm, Callable[[Log], bool]]:
    """Return an algorithm that is ready to begin, and what lets it work."""
    QgsProject.instance().addMapLayers([grid, shapes])
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    values = {"INPUT": grid.id(), "POLYGONS": shapes.id(), "OUTPUT": "TEMPORARY_OUTPUT"}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:composition")
    assert algorithm.prepare(values, context, Log())

    def work(log: Log) -> bool:
        try:
            algorithm.runPrepared(values, context, log)
        except QgsProcessingException as error:
            log.reportError(str(error))
            return False
        return True

    return algorithm, work


@pytest.mark.parametrize("removed", ["Land cover", "districts"])
def test_a_layer_that_is_removed_before_the_run_begins_is_told_of(compose: Compose, removed: str) -> None:
    _, work = prepared(memory_grid(TILES), polygons(box(0, 3)))
    log = Log()
    QgsProject.instance().removeMapLayers([layer.id() for layer in QgsProject.instance().mapLayersByName(removed)])

    assert not work(log)
    assert "A layer was removed before the run began; choose it once more." in log.errors[0]


def test_an_algorithm_that_has_run_holds_no_layer(compose: Compose) -> None:
    algorithm, work = prepared(memory_grid(TILES), polygons(box(0, 3)))
    held = set(algorithm._held)

    assert work(Log())

    assert held == {"INPUT", "POLYGONS"}
    assert algorithm._held == {}
