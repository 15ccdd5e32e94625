# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing a generated scene as the GeoTIFF that a user might have cut from a granule."""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal, osr

from demo.scene import BANDS, Scene

EPSG = 32632
ORIGIN = (400_020.0, 6_050_040.0)
"""Easting and northing of the upper left corner, in metres: open sea in the German Bight, no one's home."""

PIXEL_SIZE = 10.0


def write_scene(scene: Scene, path: Path) -> None:
    """Write `scene` to `path`; :raises OSError: when the file cannot be written."""
    bands, rows, cols = scene.dn.shape
    options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=DEFLATE", "PREDICTOR=2", "ALPHA=NO"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), cols, rows, bands, gdal.GDT_UInt16, options)
    if dataset is None:
        raise OSError(f"The scene cannot be written to {path}: {gdal.GetLastErrorMsg()}.")
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.SetGeoTransform((ORIGIN[0], PIXEL_SIZE, 0.0, ORIGIN[1], 0.0, -PIXEL_SIZE))
    for number, (name, dn) in enumerate(zip(BANDS, scene.dn), start=1):
        band = dataset.GetRasterBand(number)
        band.SetDescription(name)
        band.SetNoDataValue(0)
        band.WriteArray(dn)
    dataset.FlushCache()
