# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsCoordinateTransformContext

from eurosat_plugin.adapters.grid.column import fields_of
from eurosat_plugin.adapters.grid.grid_columns import grid_columns
from eurosat_plugin.adapters.grid.grid_layer import TileFeatures
from eurosat_plugin.core.tiles.geobox import GeoBox
from tests.core.tiles.painted_tiles import row_of

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_the_name_of_an_image_is_cut_to_what_its_column_holds() -> None:
    fields = fields_of(grid_columns(probabilities=False))
    box = GeoBox("EPSG:32633", 500_000.0, 5_700_000.0, 10.0, 10.0)
    name = "".join(f"S2_{number:03d}_" for number in range(40))

    features = TileFeatures(box, name, "", fields, QgsCoordinateTransformContext())
    [tile] = features.row(row_of(0, {0: np.full(10, 0.1)})).features

    length = fields.field("scene").length()
    assert 0 < length < len(name)
    assert tile["scene"] == name[:length]
