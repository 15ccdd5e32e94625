# SPDX-License-Identifier: GPL-2.0-or-later
"""What has changed between two grids, and what only seems so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid.change_columns import CHANGE_COLUMNS, FROM_TO_COLUMNS
from eurosat_plugin.adapters.grid.provenance import PREFIX
from eurosat_plugin.core.assessment.disagreement import disagreement_floors
from eurosat_plugin.core.classes import CLASS_KEYS
from tests.grids import FIELDS, TILE_HA, memory_grid
from tests.processing.conftest import Log, Run
from tests.processing.runs import rows_of, run_algorithm, taken
from tests.rasters import ORIGIN

KINDS = {"row": "int", "col": "int", **FIELDS, **{f"p_{key}": "double" for key in CLASS_KEYS}}
LEFT, TOP = ORIGIN


def tile(key: str, confidence: float = 0.97, flag: str = "") -> dict[str, Any]:
    rest = (1 - confidence) / 9
    probabilities = {f"p_{other}": confidence if other == key else rest for other in CLASS_KEYS}
    return {"class_key": key, "confidence": confidence, "flag": flag, **probabilities}


def grid(keys: list[str], name: str = "grid", origin: dict[str, str] | None = None, **values: Any) -> QgsVectorLayer:
    layer = memory_grid([{"row": 0, "col": n, **tile(key, **values)} for n, key in enumerate(keys)], KINDS)
    layer.setName(name)
    for entry, value in (origin or {}).items():
        layer.setCustomProperty(PREFIX + entry, value)
    return layer


def compare(before: QgsVectorLayer, after: QgsVectorLayer, feedback: Log | None = None, **values: Any) -> Run:
    parameters = {"BEFORE": before, "AFTER": after, "OUTPUT": "TEMPORARY_OUTPUT", **values}
    return run_algorithm("compare", parameters, feedback)


@pytest.fixture(autouse=True)
def _provider(provider: object, qgis_new_project: None) -> None:
    """Run with the provider, in a new project."""


OTHERWISE = "do not lie on each other"
BEFORE = ["Forest"] * 60 + ["Pasture"] * 40
AFTER = ["Forest"] * 45 + ["Residential"] * 15 + ["Pasture"] * 40


def test_tiles_tell_both_classes_and_how_probable_a_change_is() -> None:
    run = compare(grid(BEFORE), grid(AFTER))

    assert run.ok, run.sentence
    assert run.layer.fields().names() == [column.name for column in CHANGE_COLUMNS]
    rows = {row["col"]: row for row in rows_of(run.layer)}
    assert len(rows) == 100
    assert (rows[0]["before_key"], rows[0]["after_key"], rows[0]["change"]) == ("Forest", "Forest", "same")
    assert (rows[50]["before_key"], rows[50]["after_key"], rows[50]["change"]) == ("Forest", "Residential", "changed")
    assert rows[50]["p_change"] > 0.9
    assert rows[0]["p_change"] < 0.1
    assert rows[0]["coverage"] == pytest.approx(1.0)
    assert run.outputs["COMPARED_HA"] == pytest.approx(100 * TILE_HA)
    assert run.outputs["DIFFERENT_HA"] == pytest.approx(15 * TILE_HA)
    assert run.outputs["CHANGE_HA"] == pytest.approx(15 * TILE_HA, rel=0.05)
    assert run.outputs["CHANGE_SHARE"] == pytest.approx(0.15, rel=0.05)
    assert not any(OTHERWISE in warning for warning in run.log.warnings)


def test_hectares_from_class_to_class() -> None:
    run = compare(grid(BEFORE), grid(AFTER), MATRIX="TEMPORARY_OUTPUT")

    table = taken(run.outputs["MATRIX"], run.context)
    rows = {row["class_key"]: row for row in rows_of(table)}
    assert table.fields().names() == [column.name for column in FROM_TO_COLUMNS]
    forest = rows["Forest"]
    assert (forest["to_Forest"], forest["to_Residential"]) == pytest.approx((45 * TILE_HA, 15 * TILE_HA))
    assert forest["total_ha"] == pytest.approx(60 * TILE_HA)
    assert rows["Residential"]["total_ha"] == 0.0


def test_a_grid_and_itself_have_no_change() -> None:
    run = compare(grid(BEFORE, confidence=0.6), grid(BEFORE, confidence=0.6))

    assert run.outputs["DIFFERENT_HA"] == 0.0
    assert run.outputs["CHANGE_SHARE"] < 0.01


def test_tiles_that_differ_without_confidence_are_doubtful() -> None:
    after = grid(BEFORE[:90] + ["River"] * 10, confidence=0.3)

    run = compare(grid(BEFORE, confidence=0.3), after)

    kinds = {row["change"] for row in rows_of(run.layer) if row["after_key"] == "River"}
    assert kinds == {"doubtful"}


def test_a_grid_that_lies_otherwise_is_taken_by_the_part_of_its_tiles() -> None:
    # Half a tile further to the east, so that each tile of the first lies on two of the second.
    after = grid(AFTER)
    after.startEditing()
    for feature in after.getFeatures():
        moved = feature.geometry()
        moved.translate(320.0, 0.0)
        after.changeGeometry(feature.id(), moved)
    assert after.commitChanges()

    run = compare(grid(BEFORE), after, MATRIX="TEMPORARY_OUTPUT")

    rows = {row["col"]: row for row in rows_of(run.layer)}
    assert rows[0]["coverage"] == pytest.approx(0.5)
    assert rows[10]["coverage"] == pytest.approx(1.0)
    forest = next(r for r in rows_of(taken(run.outputs["MATRIX"], run.context)) if r["class_key"] == "Forest")
    # Forest of the first is tiles 0 to 59; the second has 45 of its own, 15 houses and half of the first is bare.
    assert forest["to_Residential"] == pytest.approx(14.5 * TILE_HA)
    assert forest["to_Forest"] == pytest.approx(45 * TILE_HA)
    assert forest["total_ha"] == pytest.approx(59.5 * TILE_HA)
    assert any(OTHERWISE in warning for warning in run.log.warnings)


@pytest.mark.parametrize("finer", ["before", "after"])
def test_grids_of_two_tile_sizes_are_compared_by_the_hectares_they_share(finer: str) -> None:
    # Each tile of the coarse grid lies on four of half its width; of the first, one of these is no forest.
    coarse, fine = grid(["Forest", "River"]), grid(["Forest"] * 3 + ["Pasture"] + ["River"] * 4)
    fine.startEditing()
    for feature in fine.getFeatures():
        tile_number, part = divmod(feature["col"], 4)
        left, top = LEFT + 640 * tile_number + 320 * (part % 2), TOP - 320 * (part // 2)
        shape = QgsGeometry.fromRect(QgsRectangle(left, top - 320, left + 320, top))
        fine.changeGeometry(feature.id(), shape)
        fine.changeAttributeValue(feature.id(), fine.fields().lookupField("area_ha"), TILE_HA / 4)
    assert fine.commitChanges()

    before, after = (fine, coarse) if finer == "before" else (coarse, fine)
    run = compare(before, after, MATRIX="TEMPORARY_OUTPUT")

    assert run.ok, run.sentence
    assert [row["coverage"] for row in rows_of(run.layer)] == pytest.approx([1.0] * before.featureCount())
    assert not any(OTHERWISE in warning for warning in run.log.warnings)
    matrix = {row["class_key"]: row for row in rows_of(taken(run.outputs["MATRIX"], run.context))}
    changed = ("Pasture", "Forest") if finer == "before" else ("Forest", "Pasture")
    hectares = {("Forest", "Forest"): 0.75 * TILE_HA, changed: 0.25 * TILE_HA, ("River", "River"): TILE_HA}
    assert {
        (key, other): row[f"to_{other}"] for key, row in matrix.items() for other in CLASS_KEYS if row[f"to_{other}"]
    } == pytest.approx(hectares)


def test_a_grid_in_another_coordinate_system_is_laid_over() -> None:
    after = QgsVectorLayer(
        "Polygon?crs=EPSG:4326&" + "&".join(f"field={n}:{k}" for n, k in KINDS.items()), "a", "memory"
    )
    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32633"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    for source in grid(AFTER).getFeatures():
        feature, shape = QgsFeature(after.fields()), source.geometry()
        shape.transform(to_degrees)
        feature.setGeometry(shape)
        feature.setAttributes(source.attributes())
        after.dataProvider().addFeature(feature)

    run = compare(grid(BEFORE), after)

    assert run.ok, run.sentence
    assert run.outputs["DIFFERENT_HA"] == pytest.approx(15 * TILE_HA, rel=0.02)


def test_what_two_products_differ_by_is_no_change_and_is_said() -> None:
    # As many of 100 tiles differ as may do so without any change.
    floor, _ = disagreement_floors("accurate")
    other = ["Residential"] * int(100 * floor)
    before = grid(BEFORE, origin={"model": "accurate", "radiometry": "l1c", "offset": "0.0", "date": "2022-06-01"})
    now = [*other, *BEFORE[len(other) :]]
    after = grid(now, origin={"model": "accurate", "radiometry": "l2a", "offset": "-1000.0", "date": "2022-06-01"})

    run = compare(before, after)

    assert len(other) > 5
    assert run.outputs["CHANGE_HA"] == 0.0
    assert run.outputs["FLOOR_SHARE"] == pytest.approx(floor, abs=0.01)
    said = "\n".join(run.log.warnings)
    for part in (
        "read as different products (l1c and l2a)",
        "different offsets (0.0 and -1000.0)",
        "that much was not counted as change",
        "of the same day (2022-06-01)",
    ):
        assert part in said


def test_more_than_products_differ_by_is_a_change() -> None:
    before = grid(["Forest"] * 100, origin={"model": "fast", "radiometry": "l1c"})
    after = grid(["Forest"] * 40 + ["River"] * 60, origin={"model": "fast", "radiometry": "l2a"})

    run = compare(before, after)

    # Of the tiles that differ, those are taken off that may do so without any change.
    floor, _ = disagreement_floors("fast")
    assert run.outputs["CHANGE_SHARE"] == pytest.approx((0.6 - floor) / (1 - floor), abs=0.02)


def test_other_models_and_cell_sizes_are_warned_of() -> None:
    before = grid(BEFORE, origin={"model": "fast", "stride": "64"})
    after = grid(AFTER, origin={"model": "accurate", "stride": "32"})

    said = "\n".join(compare(before, after).log.warnings)

    assert "by different models (fast and accurate)" in said
    assert "different cell sizes (64 and 32 pixels)" in said


def test_without_all_probabilities_it_is_estimated_and_warned_of() -> None:
    plain = [{"class_key": key, "confidence": 0.97} for key in BEFORE]

    run = compare(memory_grid(plain), memory_grid([{**t, "class_key": k} for t, k in zip(plain, AFTER)]))

    assert any("rests on the confidence and the second class" in warning for warning in run.log.warnings)
    assert run.outputs["CHANGE_HA"] == pytest.approx(15 * TILE_HA, rel=0.1)


def test_reference_tiles_of_both_dates_tell_the_area_that_has_changed() -> None:
    before = grid(BEFORE)
    sample = run_algorithm(
        "sampletiles", {"INPUT": before, "SAMPLE_SIZE": 40, "SEED": 5, "MINIMUM": 2, "OUTPUT": "TEMPORARY_OUTPUT"}
    ).layer
    sample.startEditing()
    changed = 0
    for feature in sample.getFeatures():
        is_changed = feature["map_key"] == "Forest" and feature["sample"] % 4 == 0
        changed += is_changed
        for column, value in (
            ("label_1", feature["map_key"]),
            ("label_2", "River" if is_changed else feature["map_key"]),
        ):
            sample.changeAttributeValue(feature.id(), sample.fields().lookupField(column), value)
    assert sample.commitChanges()

    run = compare(before, grid(AFTER), REFERENCE=sample)

    assert run.outputs["REFERENCE_CHANGE_HA"] == pytest.approx(60 * TILE_HA * changed / 24)
    assert 0 < run.outputs["REFERENCE_LOW_HA"] < run.outputs["REFERENCE_CHANGE_HA"] < run.outputs["REFERENCE_HIGH_HA"]
    assert any("reference tiles" in info and "have changed" in info for info in run.log.infos)


def test_a_geopackage_keeps_the_looks(tmp_path: Path) -> None:
    path = tmp_path / "changes.gpkg"

    run = compare(grid(BEFORE), grid(AFTER), OUTPUT=str(path))

    assert run.ok, run.sentence
    layer = QgsVectorLayer(str(path), "changes", "ogr")
    assert layer.featureCount() == 100
    assert layer.renderer().type() == "RuleRenderer"


def test_two_places_are_refused() -> None:
    elsewhere = grid(AFTER, "elsewhere")
    elsewhere.startEditing()
    for feature in elsewhere.getFeatures():
        elsewhere.changeGeometry(
            feature.id(), QgsGeometry.fromRect(QgsRectangle(LEFT - 9e5, TOP, LEFT - 8.9e5, TOP + 640))
        )
    elsewhere.commitChanges()

    run = compare(grid(BEFORE), elsewhere)

    assert not run.ok
    assert "No tile of grid has a class in elsewhere" in run.sentence


def test_tiles_that_lie_on_each_other_are_refused() -> None:
    after = grid(AFTER, "twice")
    after.dataProvider().addFeatures(list(after.getFeatures()))

    run = compare(grid(BEFORE), after)

    assert not run.ok
    assert "Tiles of twice lie on each other" in run.sentence


def test_a_layer_that_is_no_grid_is_refused() -> None:
    run = compare(grid(BEFORE), QgsVectorLayer("Polygon?crs=EPSG:32633&field=name:string", "districts", "memory"))

    assert not run.ok
    assert "districts is not a classified grid" in run.sentence


def test_a_cancelled_run_leaves_nothing(tmp_path: Path) -> None:
    log = Log()
    log.cancel()

    run = compare(grid(BEFORE), grid(AFTER), log, OUTPUT=str(tmp_path / "changes.gpkg"))

    assert not run.ok
    assert list(tmp_path.iterdir()) == []
