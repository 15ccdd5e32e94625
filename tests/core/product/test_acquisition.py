# SPDX-License-Identifier: GPL-2.0-or-later
"""When and where an image was taken, by names."""

from __future__ import annotations

import pytest

from eurosat_plugin.core.product.acquisition import (
    Acquisition,
    acquisition_of,
    dated_name,
    first_acquisition,
    sentinel_notice,
    stranger_among,
)

SAFE = "S2A_MSIL2A_20200115T100159_N0213_R122_T32TQM_20230504T112233.SAFE"


@pytest.mark.parametrize(
    ("path", "date", "tile"),
    [
        ("/data/T32TQM_20200115T100159_B04_10m.jp2", "2020-01-15", "32TQM"),
        (f"/data/{SAFE}/GRANULE/L2A/IMG_DATA/R10m/B04.jp2", "2020-01-15", "32TQM"),
        ("/vsicurl/https://host/32/T/QM/S2A_32TQM_20200115_0_L2A/B04.tif", "2020-01-15", "32TQM"),
        ("C:\\T33TQM\\T32TQM_20200115T100159_B04_10m.jp2", "2020-01-15", "32TQM"),
        ("C:\\2021-05-05\\2020-01-15-00:00_2020-01-15-23:59_Sentinel-2_L2A_B04_(Raw).tiff", "2020-01-15", ""),
        ("/data/red.tif", "", ""),
        ("/data/2020/1/B04.tif", "", ""),
    ],
)
def test_date_and_tile_are_those_of_the_file_or_of_the_nearest_folder(path: str, date: str, tile: str) -> None:
    found = acquisition_of(path)

    assert (found.date, found.tile) == (date, tile)


def test_the_product_is_its_level_and_baseline() -> None:
    assert acquisition_of(f"/data/{SAFE}/B04.jp2").product == "L2A, baseline 02.13"


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        (Acquisition("2020-01-15", "32TQM", "L2A"), ""),
        (Acquisition(), ""),
        (Acquisition("2020-02-20", "32TQM", "L2A"), "of another date, 2020-02-20"),
        (Acquisition("2020-01-15", "32TPM", "L2A"), "of another tile, 32TPM"),
        (Acquisition("2020-01-15", "32TQM", "L1C"), "of another product, L1C"),
    ],
)
def test_only_what_both_tell_can_differ(other: Acquisition, difference: str) -> None:
    assert Acquisition("2020-01-15", "32TQM", "L2A").difference(other) == difference


@pytest.mark.parametrize(
    "name",
    [
        "S2B_MSIL2A_20220301T102101_N0511_R065_T32TQM_20220302T112204.SAFE",
        "S2A_OPER_PRD_MSIL1C_PDMC_20220318T145513_R051_V20220301T102101_20220301T102101.SAFE/T32TQM_B04.jp2",
        "L2A_T32TQM_A040188_20220301T102101/IMG_DATA/R10m/T32TQM_20220301T102101_B04_10m.jp2",
        "S2B_32TQM_20220301_0_L2A",
        "SENTINEL2B_20220301-102101-459_L2A_T32TQM_C_V3-0_FRE_B4.tif",
        "20220301T102101_20220301T102559_T32TQM.B4.tif",
        "T32TQM 2022-03-01 natural colour.tif",
    ],
)
def test_day_and_tile_are_read_from_the_names_of_all_distributors(name: str) -> None:
    found = acquisition_of(name)

    assert (found.date, found.tile) == ("2022-03-01", "32TQM")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("S2B2A_20220301_065_Toscana_BOA_10.tif", "2022-03-01"),
        ("fields_2022_03_01.tif", "2022-03-01"),
        ("fields_2022-03_01.tif", ""),
        ("mosaic_20220301_20220311.tif", ""),
        ("image_20221301.tif", ""),  # there is no 13th month
        ("image_20140301.tif", ""),  # before there was a Sentinel-2
        ("image_20150622.tif", ""),  # the day before the launch
        ("image_20150623.tif", "2015-06-23"),
        ("120220301.tif", ""),
    ],
)
def test_a_day_counts_when_it_is_one_and_the_only_one(name: str, date: str) -> None:
    assert acquisition_of(name).date == date


@pytest.mark.parametrize("name", ["T61TQM_B04.tif", "T32IQM_B04.tif", "XT32TQM_B04.tif", "T32TQM_T33TQM.tif"])
def test_what_is_no_tile_or_not_the_only_one_is_not_taken_for_one(name: str) -> None:
    assert acquisition_of(name).tile == ""


def test_of_several_files_the_first_that_tells_counts() -> None:
    paths = ["band.vrt", "T32TQM_B04.tif", "T33TQM_20220301T102101_B04_10m.jp2"]

    assert first_acquisition(paths) == Acquisition("2022-03-01", "32TQM", "L2A")


def test_files_that_tell_nothing_leave_all_empty() -> None:
    assert first_acquisition(["band.vrt", "red.tif"]) == Acquisition()


def test_bands_of_one_image_have_no_stranger_among_them() -> None:
    assert stranger_among("stack", [f"/data/T32TQM_20220301T102101_{band}_10m.jp2" for band in ("B04", "B03")]) == ""
    assert stranger_among("stack", ["/data/T32TQM_20220301T102101_B04_10m.jp2", "/data/green.tif"]) == ""


@pytest.mark.parametrize("folder", ["/data/", "C:\\data\\"])
def test_the_band_that_is_of_another_image_is_named_without_its_folder(folder: str) -> None:
    names = ["T32TQM_20220301_B04.tif", "T32TQM_20220301_B03.tif", "T32TQM_20220311_B02.tif"]

    sentence = stranger_among("stack", [folder + name for name in names])

    assert sentence.startswith(
        "stack holds bands of several images: T32TQM_20220311_B02.tif is of another date, 2022-03-11."
    )


@pytest.mark.parametrize(
    ("name", "day", "dated"),
    [
        ("orchard", "2022-03-01", "orchard 2022-03-01"),
        ("orchard", "", "orchard"),
        ("32TQM 2022-03-01 L2A", "2022-03-01", "32TQM 2022-03-01 L2A"),
        ("T32TQM_20220301T102101", "2022-03-01", "T32TQM_20220301T102101"),
        ("orchard 2020", "2022-03-01", "orchard 2020 2022-03-01"),
    ],
)
def test_a_name_is_dated_once(name: str, day: str, dated: str) -> None:
    assert dated_name(name, day) == dated


def test_the_notice_of_copernicus_names_the_year_where_it_is_known() -> None:
    assert sentinel_notice("2022-03-01").endswith(" 2022.")
    assert not any(map(str.isdigit, sentinel_notice("")))
