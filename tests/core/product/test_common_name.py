# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.product.common_name import common_name


@pytest.mark.parametrize(
    ("names", "common"),
    [
        (["T32UME_20200115T100159_B04_10m", "T32UME_20200115T100159_B03_10m"], "T32UME_20200115T100159_10m"),
        (["scene_red", "scene_green", "scene_blue"], "scene"),
        (["B04 Leipzig", "B03 Leipzig", "B02 Leipzig"], "Leipzig"),
        (["Leipzig (B04)", "Leipzig (B03)"], "Leipzig"),
        (["Leipzig", "Leipzig"], "Leipzig"),
        (["red", "green", "blue"], ""),
        (["B04_10m", "B03_10m", "B02_10m"], ""),
        ([], ""),
    ],
)
def test_the_image_is_called_what_the_names_of_its_bands_share(names: list[str], common: str) -> None:
    assert common_name(names) == common
