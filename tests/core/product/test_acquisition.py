# SPDX-License-Identifier: GPL-2.0-or-later
"""When and where an image was taken, by names."""

from __future__ import annotations

import pytest

from eurosat_plugin.core.product.acquisition import Acquisition, acquisition_of

SAFE = "S2A_MSIL2A_20200115T100159_N0213_R122_T32TQM_20230504T112233.SAFE"


@pytest.mark.parametrize(
    ("path", "date", "tile"),
    [
        ("/data/T32TQM_20200115T100159_B04_10m.jp2", "2020-01-15", "32TQM"),
        (f"/data/{SAFE}/GRANULE/L2A/IMG_DATA/R10m/B04.jp2", "2020-01-15", "32TQM"),
        ("/vsicurl/https://host/32/T/QM/S2A_32TQM_20200115_0_L2A/B04.tif", "2020-01-15", "32TQM"),
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
