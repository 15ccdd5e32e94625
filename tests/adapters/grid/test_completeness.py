# SPDX-License-Identifier: GPL-2.0-or-later
"""What was written is counted class by class, where it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from osgeo import ogr

from eurosat_plugin.adapters.grid.completeness import check_complete, count_texts
from eurosat_plugin.core.errors import OutputError

DRIVERS = {"shp": "ESRI Shapefile", "gpkg": "GPKG", "csv": "CSV", "fgb": "FlatGeobuf"}
CLASSES = ["Forest", "River", None, "Forest"]


def write(path: Path, classes: Sequence[str | None]) -> Path:
    dataset = ogr.GetDriverByName(DRIVERS[path.suffix[1:]]).CreateDataSource(str(path))
    layer = dataset.CreateLayer(path.stem, None, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("row", ogr.OFTInteger))
    layer.CreateField(ogr.FieldDefn("class_key", ogr.OFTString))
    for row, land_cover in enumerate(classes):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["row"] = row
        if land_cover is not None:
            feature["class_key"] = land_cover
        if layer.GetGeomType() != ogr.wkbNone:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({row} 0)"))
        layer.CreateFeature(feature)
    return path


@pytest.mark.parametrize("suffix", DRIVERS)
def test_a_whole_file_holds_every_class_as_often_as_it_was_written(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"grid.{suffix}", CLASSES)
    table = "grid" if suffix == "gpkg" else ""

    assert count_texts(path, table) == Counter({"Forest": 2, "River": 1, "": 1})
    check_complete(path, "grid", Counter({"Forest": 2, "River": 1, "": 1}), table)


@pytest.mark.parametrize("suffix", DRIVERS)
def test_features_that_lost_what_was_in_their_columns_are_missing(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"grid.{suffix}", [None] * len(CLASSES))

    with pytest.raises(OutputError, match="1 of 4 features are in it"):
        check_complete(path, "grid", Counter({"Forest": 2, "River": 1, "": 1}), "grid" if suffix == "gpkg" else "")


def test_a_file_that_cannot_be_opened_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "grid.gpkg").write_text("no database")
    (tmp_path / "grid.shp").write_text("no shapes")

    assert not count_texts(tmp_path / "grid.gpkg", "grid")
    assert not count_texts(tmp_path / "grid.shp")
