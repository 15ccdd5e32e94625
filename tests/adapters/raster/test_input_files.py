# SPDX-License-Identifier: GPL-2.0-or-later
"""Which files a layer of features is read from, and which table of a GeoPackage."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.input_files import input_files

DRIVERS = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON", "fgb": "FlatGeobuf", "sqlite": "SQLite"}


def write_points(path: Path, *tables: str) -> Path:
    """Write a point into each of the `tables`."""
    dataset = ogr.GetDriverByName(DRIVERS[path.suffix[1:]]).CreateDataSource(str(path))
    for table in tables:
        layer = dataset.CreateLayer(table, None, ogr.wkbPoint)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (1 1)"))
        layer.CreateFeature(feature)
    feature = layer = dataset = None
    return path


def files_of(source: str, provider: str = "ogr") -> tuple[InputFile, ...]:
    layer = QgsVectorLayer(source, "points", provider)
    assert layer.isValid(), source
    return input_files(layer)


@pytest.mark.usefixtures("qgis_app")
@pytest.mark.parametrize("suffix", ["shp", "geojson", "fgb"])
def test_of_most_formats_the_whole_file_is_read(tmp_path: Path, suffix: str) -> None:
    path = write_points(tmp_path / f"woods.{suffix}", "woods")

    assert files_of(str(path)) == (InputFile(path),)


@pytest.mark.usefixtures("qgis_app")
@pytest.mark.parametrize(
    ("more", "table"),
    [("", "woods"), ("|layername=towns", "towns"), ("|layerid=1", "towns"), ("|subset=fid=1", "woods")],
)
def test_of_a_geopackage_a_table_is_read(tmp_path: Path, more: str, table: str) -> None:
    path = write_points(tmp_path / "all.gpkg", "woods", "towns")

    assert files_of(f"{path}{more}") == (InputFile(path, table),)


@pytest.mark.usefixtures("qgis_app")
def test_of_another_database_the_whole_file_is_spared(tmp_path: Path) -> None:
    path = write_points(tmp_path / "all.sqlite", "woods", "towns")

    assert files_of(f"{path}|layername=towns") == (InputFile(path),)


@pytest.mark.usefixtures("qgis_app")
def test_a_table_of_coordinates_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("x,y\n1,2\n")

    assert files_of(f"file://{path}?xField=x&yField=y", "delimitedtext") == (InputFile(path),)


@pytest.mark.usefixtures("qgis_app")
def test_a_virtual_layer_is_read_with_the_files_that_it_is_made_of(tmp_path: Path) -> None:
    path = write_points(tmp_path / "woods.geojson", "woods")
    virtual = tmp_path / "woods.vrt"
    source = '<SrcDataSource relativeToVRT="1">woods.geojson</SrcDataSource>'
    virtual.write_text(f'<OGRVRTDataSource><OGRVRTLayer name="woods">{source}</OGRVRTLayer></OGRVRTDataSource>')

    assert files_of(str(virtual)) == (InputFile(virtual), InputFile(path))


@pytest.mark.usefixtures("qgis_app")
def test_a_folder_of_layers_is_spared_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "shapes"
    folder.mkdir()
    write_points(folder / "woods.shp", "woods")

    assert files_of(f"{folder}|layername=woods") == (InputFile(folder),)


@pytest.mark.usefixtures("qgis_app")
def test_a_layer_in_memory_is_no_file() -> None:
    assert input_files(QgsVectorLayer("Point?crs=EPSG:4326", "points", "memory")) == ()
