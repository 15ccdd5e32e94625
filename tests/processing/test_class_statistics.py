# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import NULL, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorFileWriter

from eurosat_plugin.adapters.grid.grid_style import style_grid
from eurosat_plugin.adapters.grid.statistics_table import STATISTICS_COLUMNS
from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.palettes import PALETTES
from tests.grids import FIELDS, TILE_HA, memory_grid
from tests.processing.conftest import Run, Summarise

PROBABILITIES = {f"p_{key}": "double" for key in CLASS_KEYS}
TILES = [
    {"class_key": "Forest", "confidence": 0.9, "second_key": "Pasture", "second_confidence": 0.02, "flag": ""},
    {"class_key": "Forest", "confidence": 0.5, "second_key": "River", "second_confidence": 0.1, "flag": "uncertain"},
    {"class_key": "River", "confidence": 1.0, "second_key": "Forest", "second_confidence": 0.0, "flag": ""},
    {"class_key": None, "flag": "nodata"},
]


def rows(run: Run) -> dict[str, dict[str, Any]]:
    """Return the rows of the table by class, each by column."""
    assert run.ok, run.sentence
    names = [column.name for column in STATISTICS_COLUMNS]
    return {row["class_key"]: {name: row[name] for name in names} for row in run.layer.getFeatures()}


def test_the_table_has_all_ten_classes_in_class_order(summarise: Summarise) -> None:
    run = summarise(memory_grid(TILES))

    table = rows(run)
    assert tuple(table) == CLASS_KEYS
    assert [row["class_id"] for row in table.values()] == list(range(10))
    assert run.layer.fields().names() == [column.name for column in STATISTICS_COLUMNS]
    assert not run.layer.isSpatial()


def test_a_class_is_counted_with_its_tiles_hectares_share_and_confidence(summarise: Summarise) -> None:
    forest = rows(summarise(memory_grid(TILES)))["Forest"]

    assert (forest["class_name"], forest["tiles"]) == ("Forest", 2)
    assert forest["area_ha"] == pytest.approx(2 * TILE_HA)
    assert forest["share"] == pytest.approx(2 / 3)
    assert forest["mean_confidence"] == pytest.approx((0.9 + 0.5) / 2)
    assert forest["uncertain_ha"] == pytest.approx(TILE_HA)


def test_the_confidence_of_a_tile_without_a_class_may_be_any_number(summarise: Summarise) -> None:
    elsewhere = {"class_key": None, "confidence": -9999.0, "second_confidence": -9999.0, "flag": "nodata"}

    run = summarise(memory_grid([*TILES[:3], elsewhere]))

    assert sum(row["tiles"] for row in rows(run).values()) == 3
    assert run.outputs["SKIPPED_COUNT"] == 1


def test_a_class_without_tiles_has_no_confidence(summarise: Summarise) -> None:
    highway = rows(summarise(memory_grid(TILES)))["Highway"]

    assert (highway["tiles"], highway["area_ha"], highway["share"]) == (0, 0.0, 0.0)
    assert highway["mean_confidence"] == NULL


def test_probable_hectares_are_estimated_from_the_first_two_classes(summarise: Summarise) -> None:
    run = summarise(memory_grid(TILES))

    table = rows(run)
    assert table["Forest"]["probable_ha"] == pytest.approx((0.9 + 0.5 + 0.0) * TILE_HA)
    assert table["River"]["probable_ha"] == pytest.approx((1.0 + 0.1 + (1 - 0.9 - 0.02) / 8) * TILE_HA)
    assert sum(row["probable_ha"] for row in table.values()) == pytest.approx(3 * TILE_HA)
    assert any("are estimates" in warning for warning in run.log.warnings)


def test_probable_hectares_are_exact_with_all_ten_probabilities(summarise: Summarise) -> None:
    tile = {"class_key": "Forest", "confidence": 0.7, "second_key": "River", "second_confidence": 0.2, "flag": ""}
    others = {f"p_{key}": 0.0 for key in CLASS_KEYS}
    grid = memory_grid(
        [{**tile, **others, "p_Forest": 0.7, "p_River": 0.2, "p_Highway": 0.1}], {**FIELDS, **PROBABILITIES}
    )

    run = summarise(grid)

    table = rows(run)
    assert table["Highway"]["probable_ha"] == pytest.approx(0.1 * TILE_HA)
    assert table["Pasture"]["probable_ha"] == 0.0
    assert run.outputs["URBAN_PROBABILITY"] == pytest.approx(0.1)
    assert not run.log.warnings


def test_the_outputs_are_those_of_a_classification(summarise: Summarise) -> None:
    outputs = summarise(memory_grid(TILES)).outputs

    assert (outputs["TILE_COUNT"], outputs["SKIPPED_COUNT"], outputs["UNCERTAIN_COUNT"]) == (4, 1, 1)
    assert outputs["DOMINANT_CLASS"] == "Forest"
    assert outputs["DOMINANT_SHARE"] == pytest.approx(2 / 3)
    assert outputs["MEAN_CONFIDENCE"] == pytest.approx((0.9 + 0.5 + 1.0) / 3)
    urban = (3 * (1 - 0.9 - 0.02) / 8 + 3 * (1 - 0.5 - 0.1) / 8 + 0.0) / 3
    assert outputs["URBAN_PROBABILITY"] == pytest.approx(urban)


def test_only_the_selected_tiles_are_counted_when_asked(summarise: Summarise, tmp_path: Path) -> None:
    grid = memory_grid(TILES)
    grid.selectByExpression("\"class_key\" = 'River'")
    QgsProject.instance().addMapLayer(grid)
    selection = QgsProcessingFeatureSourceDefinition(grid.id(), True)

    run = summarise(selection, REPORT=str(tmp_path / "report.html"))

    assert {key for key, row in rows(run).items() if row["tiles"]} == {"River"}
    assert "Land cover: selected tiles" in (tmp_path / "report.html").read_text()


def test_a_filter_of_the_layer_holds(summarise: Summarise) -> None:
    grid = memory_grid(TILES)
    grid.setSubsetString("\"class_key\" = 'River'")

    assert summarise(grid).outputs["TILE_COUNT"] == 1


def test_a_shapefile_with_its_short_column_names_is_read(summarise: Summarise, tmp_path: Path) -> None:
    tile = {**TILES[1], **{f"p_{key}": 0.05 for key in CLASS_KEYS}, "p_Forest": 0.5, "p_River": 0.1}
    grid = memory_grid([tile], {**FIELDS, **PROBABILITIES})
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    path = tmp_path / "grid.shp"
    QgsVectorFileWriter.writeAsVectorFormatV3(grid, str(path), QgsProject.instance().transformContext(), options)

    run = summarise(str(path))

    assert rows(run)["HerbaceousVegetation"]["probable_ha"] == pytest.approx(0.05 * TILE_HA)
    assert not run.log.warnings


def test_areas_are_measured_where_the_column_is_missing(summarise: Summarise) -> None:
    grid = memory_grid(TILES[:1], ["class_key", "confidence"])

    # The first tile touches the central meridian of its UTM zone, where the scale is 0.9996.
    assert rows(summarise(grid))["Forest"]["area_ha"] == pytest.approx(TILE_HA / 0.9996**2, rel=1e-3)


@pytest.mark.parametrize("area", [{}, {"area_ha": "double"}], ids=["no column", "an empty column"])
def test_areas_that_are_measured_count_the_valid_part(summarise: Summarise, area: dict[str, str]) -> None:
    kinds = {"class_key": "string", "confidence": "double", "valid_share": "double", **area}
    grid = memory_grid([{"class_key": "Forest", "confidence": 0.9, "valid_share": 0.75, "area_ha": None}], kinds)

    assert rows(summarise(grid))["Forest"]["area_ha"] == pytest.approx(0.75 * TILE_HA / 0.9996**2, rel=1e-3)


@pytest.mark.parametrize(("share", "counted"), [(1.5, 1.0), (-0.2, 0.0)])
def test_a_valid_part_that_is_none_counts_as_all_or_nothing(summarise: Summarise, share: float, counted: float) -> None:
    kinds = {"class_key": "string", "confidence": "double", "valid_share": "double"}
    grid = memory_grid([{"class_key": "Forest", "confidence": 0.9, "valid_share": share}], kinds)

    found = rows(summarise(grid))["Forest"]["area_ha"]

    assert found == pytest.approx(counted * TILE_HA / 0.9996**2, rel=1e-3)


def test_tiles_without_confidence_count_for_their_class_and_that_is_said(summarise: Summarise) -> None:
    run = summarise(memory_grid([{"class_key": "Forest"}, TILES[2]]))

    assert rows(run)["Forest"]["probable_ha"] == pytest.approx(TILE_HA)
    sentence = "Tiles without a confidence, which count wholly for their class: 1."
    assert any(sentence in warning for warning in run.log.warnings)


def test_a_grid_without_any_class_gives_a_table_of_zeros_and_says_so(summarise: Summarise) -> None:
    run = summarise(memory_grid([TILES[3]]))

    assert {row["tiles"] for row in rows(run).values()} == {0}
    assert "DOMINANT_CLASS" not in run.outputs
    assert any("No tile has one of EuroSAT's ten classes" in warning for warning in run.log.warnings)


def test_people_read_the_classes_in_their_language_and_the_table_holds_the_english_names(summarise: Summarise) -> None:
    layer = summarise(memory_grid(TILES)).layer

    setup = layer.editorWidgetSetup(layer.fields().lookupField("class_name"))
    shown = {stored: word for pair in setup.config()["map"] for word, stored in pair.items()}

    assert setup.type() == "ValueMap"
    assert {row["class_name"] for row in layer.getFeatures()} <= set(shown)


def test_the_columns_explain_themselves(summarise: Summarise, tmp_path: Path) -> None:
    in_memory = summarise(memory_grid(TILES)).layer
    in_file = summarise(memory_grid(TILES), OUTPUT=str(tmp_path / "table.gpkg")).layer

    for column in STATISTICS_COLUMNS:
        assert in_memory.fields().field(column.name).comment() == column.description
        assert in_memory.attributeAlias(in_memory.fields().lookupField(column.name)) == column.alias
        assert in_file.attributeAlias(in_file.fields().lookupField(column.name)) == column.alias


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "gpkg"])
def test_the_table_can_be_any_kind_of_file(summarise: Summarise, tmp_path: Path, suffix: str) -> None:
    run = summarise(memory_grid(TILES), OUTPUT=str(tmp_path / f"table.{suffix}"))

    assert run.ok, run.sentence
    assert run.layer.featureCount() == 10


def test_the_log_tells_of_doubts_and_of_tiles_that_are_not_counted(summarise: Summarise) -> None:
    infos = summarise(memory_grid(TILES)).log.infos

    assert "Uncertain tiles: 1." in infos
    assert "Tiles with too few valid pixels, not classified: 1." in infos


def test_the_report_has_a_map_of_the_tiles_in_the_colours_of_the_layer(summarise: Summarise, tmp_path: Path) -> None:
    placed = [{**tile, "row": 0, "col": number} for number, tile in enumerate(TILES)]
    grid = memory_grid(placed, {**FIELDS, "row": "int", "col": "int"})
    style_grid(grid, "colourblind")

    run = summarise(grid, REPORT=str(tmp_path / "report.html"))

    assert run.ok, run.sentence
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count('<img class="map"') == 1
    assert f"background: {PALETTES['colourblind'][1]}" in page
    assert f"background: {PALETTES['corine'][1]}" not in page
