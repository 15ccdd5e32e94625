# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.gui import QgsAttributeForm, QgsGui
from qgis.PyQt.QtXml import QDomDocument

from eurosat_plugin.adapters.grid.geopackage_styles import save_grid
from eurosat_plugin.adapters.grid.grid_columns import GRID_COLUMNS
from eurosat_plugin.adapters.grid.grid_style import STYLE_NAMES, style_grid
from eurosat_plugin.adapters.grid.provenance import Provenance, describe_layer, read_account, read_provenance
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Alternative, Reading
from tests.grids import FIELDS, memory_grid

TILES = [{"class_key": "Forest", "confidence": 0.9, "flag": ""}]
PROVENANCE = Provenance(
    model="fast", model_version="1", model_sha256="abc", bands="3, 2, 1", radiometry="l2a", offset=-1000.0, stride=64,
    edge="shift", tta=False, min_confidence=0.5, backend="numpy", source="scene: north.tif", scene="north",
    date="2022-03-01", plugin_version="0.1.0",
    account=Account(
        "Read as Level-2A, offset −1000 (as you chose)", ("L2A.", "Bands 3, 2, 1: as set."), ("Look twice.",),
        Reading("l2a", -1000.0),
        (Alternative(Reading(), "Automatic", "fits"), Alternative(Reading(offset=0.0), "Level-2A, no offset", "odd")),
    ),
)  # fmt: skip


def colours(layer: QgsVectorLayer) -> tuple[str, ...]:
    """Return the colours of the ten classes as the renderer has them."""
    return tuple(category.symbol().color().name() for category in layer.renderer().categories()[:10])


def saved_grid(path: Path) -> QgsVectorLayer:
    """Return a classified grid in a GeoPackage, described and saved there."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(memory_grid(TILES), str(path), context, options)
    layer = QgsVectorLayer(str(path), "grid", "ogr")
    describe_layer(layer, PROVENANCE)
    style_grid(layer)
    save_grid(layer)
    return layer


def test_a_grid_has_both_palettes_as_styles_and_shows_the_default() -> None:
    layer = memory_grid(TILES)

    style_grid(layer)

    assert sorted(layer.styleManager().styles()) == sorted(STYLE_NAMES.values())
    assert layer.styleManager().currentStyle() == STYLE_NAMES["corine"]
    assert colours(layer) == PALETTES["corine"]


def test_the_names_of_the_styles_fit_into_a_geopackage() -> None:
    assert all(len(name) <= 30 for name in STYLE_NAMES.values())


def test_the_style_menu_switches_the_colours_and_back() -> None:
    layer = memory_grid(TILES)
    style_grid(layer)

    layer.styleManager().setCurrentStyle(STYLE_NAMES["colourblind"])
    safe = colours(layer)
    layer.styleManager().setCurrentStyle(STYLE_NAMES["corine"])

    assert safe == PALETTES["colourblind"]
    assert colours(layer) == PALETTES["corine"]


@pytest.mark.parametrize("first", PALETTES)
@pytest.mark.parametrize("second", PALETTES)
def test_a_grid_can_be_styled_again_with_any_palette(first: str, second: str) -> None:
    layer = memory_grid(TILES)

    style_grid(layer, first)
    style_grid(layer, second)

    assert colours(layer) == PALETTES[second]
    assert sorted(layer.styleManager().styles()) == sorted(STYLE_NAMES.values())
    (other,) = set(PALETTES) - {second}
    layer.styleManager().setCurrentStyle(STYLE_NAMES[other])
    assert colours(layer) == PALETTES[other]


def test_another_style_of_the_user_is_left_alone() -> None:
    layer = memory_grid(TILES)
    style_grid(layer)
    layer.styleManager().addStyleFromLayer("mine")

    style_grid(layer, "colourblind")

    assert "mine" in layer.styleManager().styles()


def test_switching_styles_does_not_lose_the_provenance() -> None:
    layer = memory_grid(TILES)
    describe_layer(layer, PROVENANCE)
    style_grid(layer)

    layer.styleManager().setCurrentStyle(STYLE_NAMES["colourblind"])

    assert read_provenance(layer) == PROVENANCE.entries()


def test_what_a_style_of_qgis_3_44_has_made_of_an_empty_text_is_empty() -> None:
    layer = memory_grid(TILES)
    describe_layer(layer, replace(PROVENANCE, rights=""))

    layer.setCustomProperty("eurosat/rights", None)

    assert read_provenance(layer)["rights"] == ""


def test_columns_have_their_aliases() -> None:
    layer = memory_grid(TILES)

    style_grid(layer)

    aliases = {column.name: column.alias for column in GRID_COLUMNS}
    for index, field in enumerate(layer.fields()):
        assert layer.attributeAlias(index) == aliases[field.name()]


def test_a_geopackage_holds_both_styles_and_opens_with_the_default(qgis_app: object, tmp_path: Path) -> None:
    saved_grid(tmp_path / "grid.gpkg")

    opened = QgsVectorLayer(str(tmp_path / "grid.gpkg"), "opened", "ogr")

    _, _, names, _, _ = opened.listStylesInDatabase()
    assert sorted(names) == sorted(STYLE_NAMES.values())
    assert colours(opened) == PALETTES["corine"]


def test_the_other_style_of_a_geopackage_can_be_loaded(qgis_app: object, tmp_path: Path) -> None:
    saved_grid(tmp_path / "grid.gpkg")
    opened = QgsVectorLayer(str(tmp_path / "grid.gpkg"), "opened", "ogr")
    _, ids, names, _, _ = opened.listStylesInDatabase()

    style, _ = opened.getStyleFromDatabase(ids[names.index(STYLE_NAMES["colourblind"])])
    document = QDomDocument()
    document.setContent(style)
    opened.importNamedStyle(document)

    assert colours(opened) == PALETTES["colourblind"]


def test_the_provenance_comes_back_from_a_geopackage(qgis_app: object, tmp_path: Path) -> None:
    saved_grid(tmp_path / "grid.gpkg")

    opened = QgsVectorLayer(str(tmp_path / "grid.gpkg"), "opened", "ogr")

    assert read_account(opened) == PROVENANCE.account
    entries = read_provenance(opened)
    assert entries["source"] == "scene: north.tif"
    assert entries["findings"].split("\n") == ["L2A.", "Bands 3, 2, 1: as set."]


def test_the_provenance_is_read_from_the_metadata_alone() -> None:
    layer = memory_grid(TILES)
    describe_layer(layer, PROVENANCE)
    for key in layer.customPropertyKeys():
        layer.removeCustomProperty(key)

    assert read_provenance(layer) == PROVENANCE.entries()


def test_a_layer_of_others_has_no_provenance() -> None:
    assert not read_provenance(memory_grid(TILES))


def test_only_sentinel_images_are_credited_to_copernicus() -> None:
    image, canvas = memory_grid(TILES), memory_grid(TILES)

    describe_layer(image, PROVENANCE)
    describe_layer(canvas, replace(PROVENANCE, radiometry="display"))

    assert "modified Copernicus Sentinel data" in image.metadata().abstract()
    assert "Copernicus" not in canvas.metadata().abstract()


def test_saving_anywhere_else_does_nothing() -> None:
    assert not save_grid(memory_grid(TILES))


def map_tip(tile: dict[str, object]) -> str:
    """Return what a map tip says of `tile`."""
    layer = memory_grid([tile], {**FIELDS, "class_name": "string"})
    style_grid(layer)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def test_the_map_tip_says_class_confidence_and_doubt() -> None:
    assert map_tip({"class_name": "Forest", "confidence": 0.876}) == "<b>Forest</b> 88 %"
    assert (
        map_tip({"class_name": "Forest", "confidence": 0.4, "flag": "uncertain"}) == "<b>Forest</b> 40 %<br>uncertain"
    )
    assert map_tip({"flag": "nodata"}) == "<b>no data</b>"


def shown(layer: QgsVectorLayer, name: str) -> str:
    """Return what an attribute table shows in the column `name` of the first tile."""
    index, value = layer.fields().lookupField(name), next(layer.getFeatures())[name]
    setup = layer.editorWidgetSetup(index)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    return formatter.representValue(layer, index, setup.config(), None, value)


def test_an_attribute_table_rounds_numbers_and_has_words_for_keys() -> None:
    tile = {"second_key": "SeaLake", "confidence": 0.123456, "flag": "bright"}
    layer = memory_grid([tile])
    style_grid(layer)

    assert [shown(layer, name) for name in tile] == ["Sea or lake", "0.123", "bright"]
    assert next(layer.getFeatures())["second_key"] == "SeaLake"


def test_a_form_that_is_saved_leaves_the_numbers_as_they_are(qgis_app: object) -> None:
    QgsGui.editorWidgetRegistry().initEditors()
    layer = memory_grid([{"class_key": "Forest", "confidence": 0.123456}])
    style_grid(layer)
    layer.startEditing()

    form = QgsAttributeForm(layer, next(layer.getFeatures()))
    form.changeAttribute("class_key", "River")
    form.save()

    (tile,) = layer.getFeatures()
    assert (tile["class_key"], tile["confidence"]) == ("River", 0.123456)
    layer.rollBack()


def test_how_somebody_chose_to_see_a_column_stays() -> None:
    layer = memory_grid(TILES)
    chosen = QgsEditorWidgetSetup("Range", {"Precision": 1})
    layer.setEditorWidgetSetup(layer.fields().lookupField("confidence"), chosen)

    style_grid(layer)

    assert shown(layer, "confidence") == "0.9"


def test_the_legend_says_what_a_dashed_outline_means() -> None:
    layer = memory_grid(TILES)
    style_grid(layer)

    categories = layer.renderer().categories()
    last = categories[-1]

    assert last.label() == "Doubtful"
    assert last.symbol().symbolLayer(0).properties()["outline_style"] == "dash"
