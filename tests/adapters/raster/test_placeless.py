# SPDX-License-Identifier: GPL-2.0-or-later
"""An image of which nothing tells where it lies is refused, whatever CRS it is said to have; others are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.errors import InputError
from tests.rasters import ORIGIN, UTM33, ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

SIZE = 640
BANDS = ("B04", "B03", "B02")
FROM_TOP, SHOWN = (0.0, 1.0, 0.0, 0.0, 0.0, 1.0), (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)
NOTHING_TELLS = r"Nothing tells where the raster .* lies, and a CRS alone does not\. Put its world file"


def image(folder: Path, geotransform: tuple[float, ...], crs: str | None = None) -> str:
    """Write an image with this geotransform."""
    values = ground(SIZE, SIZE)
    return str(write_raster(folder / "scene.tif", values, names=BANDS, crs=crs, geotransform=geotransform))


def plain(folder: Path, form: str, ending: str, **options: Any) -> str:
    """Write a file with nothing but pixels."""
    path = folder / f"plain.{ending}"
    memory = gdal.GetDriverByName("MEM").Create("", SIZE, SIZE, 3, gdal.GDT_UInt16)
    memory.WriteArray(ground(SIZE, SIZE))
    gdal.Translate(str(path), memory, format=form, **options)
    for note in folder.glob("*.aux.xml"):
        note.unlink()
    return str(path)


def open_in(path: str, crs: str) -> None:
    """Open `path` as a layer whose CRS was set in its properties."""
    layer = QgsRasterLayer(path, "scene")
    layer.setCrs(QgsCoordinateReferenceSystem(crs))
    open_raster(layer, "", [1, 2, 3])


@pytest.mark.parametrize("crs", [UTM33, "EPSG:3857", "EPSG:4326"])
@pytest.mark.parametrize(("form", "ending"), [("GTiff", "tif"), ("PNG", "png"), ("VRT", "vrt")])
def test_pixels_alone_have_no_place(tmp_path: Path, form: str, ending: str, crs: str) -> None:
    path = plain(tmp_path, form, ending) if form != "VRT" else plain(tmp_path, "GTiff", "tif")
    if form == "VRT":
        gdal.Translate(str(tmp_path / "plain.vrt"), path, format="VRT")
        path = str(tmp_path / "plain.vrt")

    with pytest.raises(InputError, match=NOTHING_TELLS):
        open_in(path, crs)


@pytest.mark.parametrize("placement", [FROM_TOP, SHOWN])
@pytest.mark.parametrize("crs", [None, UTM33])
def test_what_is_written_for_no_place_is_none(tmp_path: Path, placement: tuple[float, ...], crs: str | None) -> None:
    path = image(tmp_path, placement, crs)

    with pytest.raises(InputError, match=NOTHING_TELLS):
        open_raster(None, path, [])
    with pytest.raises(InputError, match=NOTHING_TELLS):
        open_in(path, "EPSG:3857")


def test_one_band_without_a_place_is_told_so(tmp_path: Path) -> None:
    for band, values in zip(BANDS, ground(SIZE, SIZE)):
        write_raster(tmp_path / f"scene_{band}.tif", values[None], crs=None, geotransform=FROM_TOP)

    with pytest.raises(InputError, match=NOTHING_TELLS):
        open_raster(None, str(tmp_path / "scene_B04.tif"), [])


def test_a_world_file_is_a_place(tmp_path: Path) -> None:
    path = plain(tmp_path, "PNG", "png")
    (tmp_path / "plain.pgw").write_text(f"10\n0\n0\n-10\n{ORIGIN[0] + 5}\n{ORIGIN[1] - 5}\n")

    open_in(path, UTM33)


@pytest.mark.parametrize(
    ("placement", "crs"),
    [
        (SHOWN, "EPSG:3857"),
        ((0.0, 1.0, 0.0, 0.5, 0.0, -1.0), "EPSG:3857"),
        ((0.0, 10.0, 0.0, 0.0, 0.0, -10.0), "EPSG:3857"),
        ((500_000.0, 1.0, 0.0, 0.0, 0.0, -1.0), UTM33),
        ((ORIGIN[0], 10.0, 0.0, ORIGIN[1], 0.0, 10.0), UTM33),
        ((ORIGIN[0], 9.0, 4.0, ORIGIN[1], 4.0, -9.0), UTM33),
    ],
)
def test_images_that_lie_there_are_read(tmp_path: Path, placement: tuple[float, ...], crs: str) -> None:
    assert open_raster(None, image(tmp_path, placement, crs), []).crs.isValid()


def test_control_points_are_a_place(tmp_path: Path) -> None:
    corners = [(0, 0), (SIZE, 0), (0, SIZE), (SIZE, SIZE)]
    points = [gdal.GCP(ORIGIN[0] + 10 * col, ORIGIN[1] - 10 * row, 0, col, row) for col, row in corners]
    path = plain(tmp_path, "GTiff", "tif", GCPs=points, outputSRS=UTM33)

    assert open_raster(None, path, [1, 2, 3]).crs.authid() == UTM33


def test_an_image_with_rational_polynomials_has_to_be_orthorectified(tmp_path: Path) -> None:
    path = plain(tmp_path, "GTiff", "tif")
    numbers = {"LINE_OFF": 320, "SAMP_OFF": 320, "LAT_OFF": 45.1, "LONG_OFF": 10.3, "HEIGHT_OFF": 100}
    numbers |= {"LINE_SCALE": 320, "SAMP_SCALE": 320, "LAT_SCALE": 0.03, "LONG_SCALE": 0.05, "HEIGHT_SCALE": 500}
    terms = {"LINE_NUM_COEFF": np.eye(20)[2] * -1, "SAMP_NUM_COEFF": np.eye(20)[1]}
    terms |= {"LINE_DEN_COEFF": np.eye(20)[0], "SAMP_DEN_COEFF": np.eye(20)[0]}
    polynomials = {name: str(value) for name, value in numbers.items()}
    polynomials |= {name: " ".join(map(str, term)) for name, term in terms.items()}
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetMetadata(polynomials, "RPC")
    dataset = None

    with pytest.raises(InputError, match=r"Only rational polynomials \(RPC\) .*gdalwarp -rpc"):
        open_raster(None, path, [1, 2, 3])
