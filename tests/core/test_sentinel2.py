# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.sentinel2 import (
    ProductFacts,
    ValueFacts,
    decide_radiometry,
    merge_facts,
    parse_product_metadata,
    parse_product_name,
)

NEW_L2A = "S2B_MSIL2A_20241115T100159_N0511_R122_T32TQM_20241115T125542.SAFE"
OLD_L1C = "S2A_MSIL1C_20170216T102101_N0204_R065_T33UUU_20170216T102204.SAFE"
NOTHING = ProductFacts()
DN = ValueFacts("uint16", darkest=(250.0, 480.0, 760.0), median=1200.0, brightest=6000.0)


def test_a_product_name_tells_level_baseline_and_offset() -> None:
    assert parse_product_name(f"/data/{NEW_L2A}/GRANULE") == ProductFacts(
        "l2a", 511, -1000.0, False, "from the product name"
    )
    assert parse_product_name(OLD_L1C).offset == 0.0


@pytest.mark.parametrize(
    ("name", "level", "true_colour"),
    [
        ("T33UUU_20170216T102101_B04.jp2", "l1c", False),
        ("T33SVB_20181229T095411_B04_10m.jp2", "l2a", False),
        ("T33SVB_20181229T095411_TCI_10m.jp2", "l2a", True),
        ("T33UUU_20170216T102101_TCI.jp2", "l1c", True),
        ("L2A_TOC_Calais.tif", "l2a", False),
        ("ATCITY.tif", None, False),
    ],
)
def test_a_file_name_tells_level_and_true_colour(name: str, level: str | None, true_colour: bool) -> None:
    facts = parse_product_name(name)

    assert (facts.level, facts.true_colour) == (level, true_colour)


@pytest.mark.parametrize(("level", "tag"), [("1C", "RADIO_ADD_OFFSET"), ("2A", "BOA_ADD_OFFSET")])
def test_metadata_tell_the_offset(level: str, tag: str) -> None:
    text = (
        f"<n1:Level-{level}_User_Product><PROCESSING_BASELINE>05.11</PROCESSING_BASELINE>"
        f'<{tag} band_id="0">-1000</{tag}></n1:Level-{level}_User_Product>'
    )

    facts = parse_product_metadata(text, "MTD.xml")

    assert facts == ProductFacts(f"l{level.lower()}", 511, -1000.0, False, "from MTD.xml")


def test_product_metadata_without_an_offset_mean_none_and_a_granule_s_leave_it_open() -> None:
    assert parse_product_metadata("<n1:Level-2A_User_Product>", "MTD.xml").offset == 0.0
    assert parse_product_metadata("<n1:Level-2A_Tile_ID>", "MTD_TL.xml").offset is None


def test_metadata_win_over_the_name() -> None:
    metadata = ProductFacts("l2a", 400, -900.0, False, "from MTD.xml")

    merged = merge_facts(metadata, parse_product_name(OLD_L1C))

    assert (merged.level, merged.baseline, merged.offset, merged.source) == ("l2a", 400, -900.0, "from MTD.xml")


def test_the_name_fills_what_granule_metadata_leave_open() -> None:
    merged = merge_facts(ProductFacts("l2a", source="from MTD_TL.xml"), parse_product_name(NEW_L2A))

    assert (merged.offset, merged.source) == (-1000.0, "from the product name")


def test_auto_subtracts_what_the_product_states() -> None:
    decision = decide_radiometry(parse_product_name(NEW_L2A), DN, "auto", None)

    assert (decision.radiometry.key, decision.radiometry.offset) == ("l2a", -1000.0)
    assert decision.findings == ("L2A, baseline 05.11.", "Subtracting 1000 (from the product name).")
    assert not decision.warnings


def test_a_given_offset_wins_over_the_product() -> None:
    decision = decide_radiometry(parse_product_name(NEW_L2A), DN, "auto", 0.0)

    assert decision.radiometry.offset == 0.0


def test_dark_pixels_mean_no_offset() -> None:
    assert decide_radiometry(NOTHING, DN, "auto", None).radiometry.offset == 0.0


def test_no_dark_pixel_means_an_offset_and_a_warning() -> None:
    bright = replace(DN, darkest=(1250.0, 1480.0, 1760.0))

    decision = decide_radiometry(NOTHING, bright, "auto", None)

    assert decision.radiometry.offset == -1000.0
    assert "set OFFSET to 0" in decision.warnings[0]


@pytest.mark.parametrize(
    ("product", "dtype", "brightest", "key"),
    [
        (NOTHING, "float32", 0.9, "reflectance"),
        (NOTHING, "float32", 6000.0, "l1c"),
        (NOTHING, "int16", 6000.0, "l1c"),
        (ProductFacts("l2a", true_colour=True), "uint8", 255.0, "tci_l2a"),
        (ProductFacts("l1c", true_colour=True), "uint8", 255.0, "tci_l1c"),
        (NOTHING, "uint8", 255.0, "display"),
    ],
)
def test_auto_recognises_the_radiometry(product: ProductFacts, dtype: str, brightest: float, key: str) -> None:
    values = replace(DN, dtype=dtype, brightest=brightest, median=min(DN.median, brightest))

    assert decide_radiometry(product, values, "auto", None).radiometry.key == key


def test_a_scene_without_any_dark_ground_asks_for_the_offset() -> None:
    bright = replace(DN, darkest=(3300.0, 3400.0, 3700.0), median=9000.0)

    with pytest.raises(InputError, match="set OFFSET"):
        decide_radiometry(NOTHING, bright, "auto", None)
    assert decide_radiometry(NOTHING, bright, "auto", -1000.0).radiometry.offset == -1000.0


def test_numbers_scaled_to_16_bits_are_refused() -> None:
    with pytest.raises(InputError, match="RADIOMETRY"):
        decide_radiometry(NOTHING, replace(DN, median=21000.0, brightest=60000.0), "auto", None)


def test_an_explicit_radiometry_is_taken_as_set() -> None:
    decision = decide_radiometry(parse_product_name(NEW_L2A), DN, "display", None)

    assert decision.radiometry.key == "display"
