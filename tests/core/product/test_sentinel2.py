# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.product.sentinel2 import (
    RASTER_OFFSET,
    TOLD_BY_CATALOGUE,
    ProductFacts,
    is_granule_file,
    merge_facts,
    parse_product_metadata,
    parse_product_name,
    parse_tags,
)

NEW_L2A = "S2B_MSIL2A_20241115T100159_N0511_R122_T32TQM_20241115T125542.SAFE"
OLD_L1C = "S2A_MSIL1C_20170216T102101_N0204_R065_T33UUU_20170216T102204.SAFE"
ANCIENT_L1C = "S2A_OPER_MSI_L1C_TL_SGS__20160316T151442_A003824_T32TQM_N02.01"


def test_a_product_name_tells_level_baseline_and_offset() -> None:
    facts = parse_product_name(f"/data/{NEW_L2A}/GRANULE")

    assert facts == ProductFacts("l2a", 511, -1000.0, False, "from the product name")
    assert facts.title == "L2A, baseline 05.11"
    assert parse_product_name(OLD_L1C).offset == 0.0


@pytest.mark.parametrize(("baseline", "offset"), [("0301", 0.0), ("0400", -1000.0)])
def test_numbers_carry_1000_more_since_baseline_04_00(baseline: str, offset: float) -> None:
    assert parse_product_name(NEW_L2A.replace("0511", baseline)).offset == offset


def test_a_name_of_the_old_format_tells_level_and_baseline() -> None:
    facts = parse_product_name(ANCIENT_L1C)

    assert (facts.level, facts.baseline, facts.offset, facts.source) == ("l1c", 201, 0.0, "from the granule name")
    assert parse_product_name("S2A_OPER_PRD_MSIL1C_PDMC_20160318T145513_R051.SAFE").level == "l1c"


@pytest.mark.parametrize(
    ("name", "level", "true_colour"),
    [
        ("T33UUU_20170216T102101_B04.jp2", "l1c", False),
        ("T33SVB_20181229T095411_B04_10m.jp2", "l2a", False),
        ("T33SVB_20181229T095411_TCI_10m.jp2", "l2a", True),
        ("L2A_T33SVB_20181229T095411_TCI_10m.jp2", "l2a", True),
        ("T33UUU_20170216T102101_TCI.jp2", "l1c", True),
        ("S2A_33UUU_20200501_0_L2A/TCI.tif", "l2a", True),
        ("T33UUU_TCI.tif", None, True),
        ("/data/S2A2A_20190723_022_Barbellino_BOA_10.tif", "l2a", False),
        ("L2A_TOC_Calais.tif", "l2a", False),
        ("ATCITY.tif", None, False),
    ],
)
def test_a_file_name_tells_level_and_true_colour(name: str, level: str | None, true_colour: bool) -> None:
    facts = parse_product_name(name)

    assert (facts.level, facts.true_colour) == (level, true_colour)


def test_only_a_file_inside_a_product_has_its_original_numbers() -> None:
    assert parse_product_name("T33UUU_20170216T102101_B04.jp2").original
    assert not parse_product_name("T33UUU_B04_scaled.tif").original
    assert not parse_product_name(NEW_L2A).original


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("COPERNICUS_S2_SR_HARMONIZED_2023.tif", "l2a"),
        ("S2_HARMONIZED_median.tif", "l1c"),
        ("mosaic_harmonised.tif", None),
        (f"harmonized_{NEW_L2A}.tif", "l2a"),
    ],
)
def test_harmonised_numbers_have_no_offset(name: str, level: str | None) -> None:
    facts = parse_product_name(name)

    assert (facts.level, facts.offset, facts.source) == (level, 0.0, "harmonised, by its name")


@pytest.mark.parametrize(
    ("name", "export"),
    [
        ("2023-05-01-00_00_2023-05-01-23_59_Sentinel-2_L2A_B04_(Raw).tiff", "raw"),
        ("2023-05-01-00:00_2023-05-01-23:59_Sentinel-2_L2A_True_color.tiff", "true_color"),
        ("2024-03-15-10_30_2024-03-15-10_45_Sentinel-2_L2A_True_Color.jpg", "true_color"),
        ("2024-03-15-10_30_2024-03-15-10_45_Sentinel-2_L2A_False_color.jpg", ""),
        ("2024-03-15-10_30_2024-03-15-10_45_Sentinel-2_L2A_Optimized_natural_color.jpg", ""),
    ],
)
def test_the_browser_s_exports_are_told_by_their_names(name: str, export: str) -> None:
    facts = parse_product_name(name)

    assert facts.export == export
    assert facts.level == "l2a"


@pytest.mark.parametrize(("level", "tag"), [("1C", "RADIO_ADD_OFFSET"), ("2A", "BOA_ADD_OFFSET")])
def test_metadata_tell_the_offset(level: str, tag: str) -> None:
    text = (
        f"<n1:Level-{level}_User_Product><PROCESSING_BASELINE>05.11</PROCESSING_BASELINE>"
        f'<{tag} band_id="0">-1000</{tag}></n1:Level-{level}_User_Product>'
    )

    facts = parse_product_metadata(text, "MTD.xml")

    assert facts == ProductFacts(f"l{level.lower()}", 511, -1000.0, False, "from MTD.xml", stated=True)


def test_product_metadata_without_an_offset_mean_none_and_a_granule_s_leave_it_open() -> None:
    assert parse_product_metadata("<n1:Level-2A_User_Product>", "MTD.xml").offset == 0.0
    assert parse_product_metadata("<n1:Level-2A_Tile_ID>", "MTD_TL.xml").offset is None


@pytest.mark.parametrize(
    ("tags", "level", "offset"),
    [
        ({"PRODUCT_URI": NEW_L2A}, "l2a", -1000.0),
        ({"TIFFTAG_IMAGEDESCRIPTION": f"cut from {NEW_L2A}"}, "l2a", -1000.0),
        ({"PROCESSING_BASELINE": "05.09", "PROCESSING_LEVEL": "Level-2A"}, "l2a", -1000.0),
        ({"s2:processing_baseline": "02.08"}, None, 0.0),
        ({"PROCESSING_BASELINE": "05.09", "earthsearch:boa_offset_applied": "True"}, None, 0.0),
        ({"collection": "COPERNICUS/S2_SR_HARMONIZED"}, "l2a", 0.0),
        ({"AREA_OR_POINT": "Area"}, None, None),
    ],
)
def test_tags_tell_level_and_offset(tags: dict[str, str], level: str | None, offset: float | None) -> None:
    facts = parse_tags(tags)

    assert (facts.level, facts.offset) == (level, offset)
    assert not facts.stated


@pytest.mark.parametrize("text", ["05.09", "N0509", "509"])
def test_a_baseline_in_tags_is_read_to_the_last_digit(text: str) -> None:
    assert parse_tags({"PROCESSING_BASELINE": text}).baseline == 509


@pytest.mark.parametrize(
    ("tags", "offset"),
    [
        ({"BOA_ADD_OFFSET": "-1000"}, -1000.0),
        ({"RADIO_ADD_OFFSET": "0"}, 0.0),
        ({"BOA_ADD_OFFSET_BAND_ID_3": "-1000"}, -1000.0),
        ({"s2:processing_baseline": "05.09"}, -1000.0),
        ({"s2": "processing_baseline=05.09"}, -1000.0),  # as GDAL hands it on
        ({"earthsearch": "boa_offset_applied=true", "PROCESSING_BASELINE": "05.09"}, 0.0),
        ({"boa_offset_applied": "1"}, 0.0),
        ({"scale_factor": "0.0001", "add_offset": "-0.1"}, -1000.0),
        ({"scale_factor": "1e-04", "add_offset": "0"}, 0.0),
        ({"scale_factor": "0.0002", "add_offset": "-0.1"}, None),
        ({"add_offset": "-0.1"}, None),
        ({"WVP_ADD_OFFSET": "-1000", "BOA_ADD_OFFSET": "none"}, None),
    ],
)
def test_tags_called_otherwise_tell_the_offset_as_well(tags: dict[str, str], offset: float | None) -> None:
    assert parse_tags(tags).offset == offset


@pytest.mark.parametrize("name", ["QUANTIFICATION_VALUE", "BOA_QUANTIFICATION_VALUE"])
def test_a_tag_tells_the_number_of_reflectance_1_but_not_that_of_water_vapour(name: str) -> None:
    assert parse_tags({name: "1000"}).quantification == 1000.0
    assert parse_tags({f"WVP_{name}": "1000"}).quantification == 10_000.0
    assert parse_tags({name: "0"}).quantification == parse_tags({name: "none"}).quantification == 10_000.0


def test_only_tags_that_tell_the_offset_are_its_source() -> None:
    assert parse_tags({"PROCESSING_BASELINE": "05.09"}).source == "from the file's tags"
    assert parse_tags({"PROCESSING_LEVEL": "Level-2A"}).source == ""


def test_the_offset_of_a_catalogue_wins_over_that_of_the_baseline() -> None:
    facts = parse_tags({"PROCESSING_BASELINE": "05.09", RASTER_OFFSET: "-900"})

    assert (facts.baseline, facts.offset, facts.source) == (509, -900.0, "from the catalogue")


@pytest.mark.parametrize(
    ("tags", "hearsay"),
    [
        ({"earthsearch:boa_offset_applied": "False"}, True),
        ({TOLD_BY_CATALOGUE: "yes"}, True),
        ({"PROCESSING_BASELINE": "05.09"}, False),
    ],
)
def test_what_a_catalogue_says_is_hearsay(tags: dict[str, str], hearsay: bool) -> None:
    assert parse_tags(tags).hearsay == hearsay


def test_a_text_that_is_no_product_s_metadata_tells_nothing() -> None:
    assert parse_product_metadata("<html>", "MTD.xml") == ProductFacts(source="from MTD.xml")


@pytest.mark.parametrize(
    "facts",
    [
        ProductFacts(baseline=511),
        ProductFacts(true_colour=True),
        ProductFacts(export="raw"),
        ProductFacts(original=True),
        ProductFacts(quantification=1000.0),
        ProductFacts(offset=0.0, source="from the catalogue", hearsay=True),
    ],
)
def test_what_only_one_says_is_kept_whichever_it_is(facts: ProductFacts) -> None:
    assert merge_facts(facts, ProductFacts()) == merge_facts(ProductFacts(), facts) == facts


def test_metadata_win_over_the_name() -> None:
    metadata = ProductFacts("l2a", 400, -900.0, False, "from MTD.xml", stated=True, quantification=1000.0)

    merged = merge_facts(metadata, parse_product_name(OLD_L1C))

    assert (merged.level, merged.baseline, merged.offset, merged.source) == ("l2a", 400, -900.0, "from MTD.xml")
    assert (merged.stated, merged.quantification) == (True, 1000.0)


def test_the_name_fills_what_granule_metadata_leave_open() -> None:
    merged = merge_facts(ProductFacts("l2a", source="from MTD_TL.xml"), parse_product_name(NEW_L2A))

    assert (merged.offset, merged.source, merged.stated) == (-1000.0, "from the product name", False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("T33UUU_20170216T102101_B8A.jp2", True),
        (f"{ANCIENT_L1C.rpartition('_')[0]}_B04.jp2", True),
        ("T33SVB_20181229T095411_SCL_20m.jp2", True),
        ("T33UUU_20170216T102101_B04clip.tif", False),
        ("scene.tif", False),
    ],
)
def test_files_of_a_granule_are_told_by_their_names(name: str, expected: bool) -> None:
    assert is_granule_file(name) is expected


@pytest.mark.parametrize(
    "name", ["unharmonized/a.tif", "not_harmonised/a.tif", "non-harmonized.tif", "unharmonised.tif"]
)
def test_what_is_not_harmonised_is_not_taken_for_harmonised(name: str) -> None:
    assert parse_product_name(name).offset is None
    assert parse_product_name("my_harmonised_image.tif").offset == 0.0


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("2023-05-01-00_00_2023-05-01-23_59_Sentinel-2_L2A_True_color.tiff", "l2a"),
        ("2020-09-17_Sentinel_2_L1C_True_color.tiff", "l1c"),
        ("2019-06-25, Sentinel-2A L1C, True color.tiff", "l1c"),
        ("2024-04-01-00_00_2024-06-30-23_59_Sentinel-2_Quarterly_Mosaics_True_Color_Cloudless_Mosaic.tiff", "l2a"),
    ],
)
def test_true_colour_of_the_browser_is_known_under_all_its_names(name: str, level: str) -> None:
    facts = parse_product_name(name)

    assert (facts.export, facts.level, facts.offset) == ("true_color", level, 0.0)


@pytest.mark.parametrize("tag", ["QUANTIFICATION_VALUE", "BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE"])
def test_the_metadata_tell_the_number_of_reflectance_1(tag: str) -> None:
    other = "<AOT_QUANTIFICATION_VALUE>7</AOT_QUANTIFICATION_VALUE>"
    text = f'<n1:Level-2A_User_Product>{other}<{tag} unit="none">1000</{tag}>'

    assert parse_product_metadata(text, "MTD_MSIL2A.xml").quantification == 1000.0
    assert parse_product_metadata("<n1:Level-2A_User_Product>", "MTD_MSIL2A.xml").quantification == 10000.0
