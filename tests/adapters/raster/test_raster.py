# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.errors import InputError
from tests.products import set_bands
from tests.rasters import ORIGIN, ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_bands_are_found_by_their_descriptions(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(bands=4), names=["B02", "B03", "B04", "B08"])

    assert open_raster(None, str(path), []).bands.numbers == (3, 2, 1)


def test_bands_of_a_virtual_raster_are_found_by_its_files(tmp_path: Path) -> None:
    files = [
        write_raster(tmp_path / f"T33UUU_20170216T102101_{band}.tif", ground(bands=1)) for band in ("B02", "B03", "B04")
    ]
    stack = tmp_path / "stack.vrt"
    gdal.BuildVRT(str(stack), [str(file) for file in files], separate=True).FlushCache()

    raster = open_raster(None, str(stack), [])

    assert raster.bands.numbers == (3, 2, 1)
    assert raster.product.level == "l1c"


def test_a_stack_of_several_dates_is_warned_of(tmp_path: Path) -> None:
    files = [
        write_raster(tmp_path / f"T33UUU_{date}T102101_{band}.tif", ground(bands=1))
        for band, date in (("B04", "20170216"), ("B03", "20170216"), ("B02", "20170316"))
    ]
    stack = tmp_path / "stack.vrt"
    gdal.BuildVRT(str(stack), [str(file) for file in files], separate=True).FlushCache()

    (warning,) = open_raster(None, str(stack), []).bands.warnings

    assert "T33UUU_20170316T102101_B02.tif is of another date, 2017-03-16" in warning


def mosaic_of(folder: Path, *names: list[str]) -> Path:
    """Write images that lie side by side, with bands called `names` each, and a virtual raster of them."""
    files = []
    for i, called in enumerate(names):
        place = (ORIGIN[0] + 1000.0 * i, 10.0, 0.0, ORIGIN[1], 0.0, -10.0)
        part = folder / f"part{i}.tif"
        files.append(write_raster(part, ground(bands=len(called)), names=called, geotransform=place))
    gdal.BuildVRT(str(folder / "mosaic.vrt"), [str(file) for file in files]).FlushCache()
    return folder / "mosaic.vrt"


def test_bands_of_a_mosaic_are_found_by_what_its_files_call_them(tmp_path: Path) -> None:
    mosaic = mosaic_of(tmp_path, ["B02", "B03", "B04", "B08"], ["B02", "B03", "B04", "B08"])

    bands = open_raster(None, str(mosaic), []).bands

    assert (bands.numbers, bands.infrared, bands.warnings) == ((3, 2, 1), 4, ())


def test_a_mosaic_of_files_that_call_their_bands_differently_has_no_names(tmp_path: Path) -> None:
    # None is called alike in both: GDAL 3.13 keeps the names of those.
    mosaic = mosaic_of(tmp_path, ["B02", "B03", "B04", "B08"], ["B03", "B02", "B08", "B04"])

    with pytest.raises(InputError, match="they have no names"):
        open_raster(None, str(mosaic), [])


def test_bands_are_found_by_an_openeo_description(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground())
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number, name in enumerate(("B02", "B03", "B04"), 1):
        dataset.GetRasterBand(number).SetMetadata({"DESCRIPTION": name})
    dataset = None

    assert open_raster(None, str(path), []).bands.numbers == (3, 2, 1)


def test_a_picture_with_transparency_has_its_colours(tmp_path: Path) -> None:
    picture = np.full((4, 100, 100), 200, dtype=np.uint8)
    path = write_raster(tmp_path / "a.tif", picture, options=["ALPHA=YES", "PHOTOMETRIC=RGB"])

    assert open_raster(None, str(path), []).bands.numbers == (1, 2, 3)


def test_a_product_name_in_the_tags_tells_the_offset(tmp_path: Path) -> None:
    name = "S2B_MSIL2A_20241115T100159_N0511_R122_T32TQM_20241115T125542.SAFE"
    path = write_raster(tmp_path / "crop.tif", ground(), metadata={"PRODUCT_URI": name})

    assert open_raster(None, str(path), []).product.offset == -1000.0


def test_a_layer_is_cloned(tmp_path: Path) -> None:
    layer = QgsRasterLayer(str(write_raster(tmp_path / "a.tif", ground())), "scene")

    raster = open_raster(layer, "", [])

    assert raster.layer is not layer
    assert raster.name == "scene"


def test_a_raster_without_crs_is_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(), crs=None)

    with pytest.raises(InputError, match="no coordinate reference system"):
        open_raster(None, str(path), [])


@pytest.mark.parametrize("text", ["", "/nowhere/at all.tif"])
def test_a_raster_that_is_not_there_is_named(text: str) -> None:
    with pytest.raises(InputError, match="There is no raster"):
        open_raster(None, text, [])


def test_a_file_that_is_no_raster_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(b"not a raster" * 10)

    with pytest.raises(InputError, match="cannot be read") as refused:
        open_raster(None, str(path), [])
    assert "\n" not in str(refused.value)


def test_signed_bytes_and_complex_numbers_are_refused(tmp_path: Path) -> None:
    signed = gdal.GetDriverByName("GTiff").Create(
        str(tmp_path / "a.tif"), 100, 100, 3, gdal.GDT_Byte, options=["PIXELTYPE=SIGNEDBYTE"]
    )
    signed.FlushCache()

    with pytest.raises(InputError, match="signed bytes"):
        open_raster(None, str(tmp_path / "a.tif"), [])


@pytest.mark.parametrize("key", ["wavelength", "center_wavelength", "central_wavelength_nm", "WAVELENGTHS"])
@pytest.mark.parametrize(("values", "unit"), [((492.4, 559.8, 664.6), "nm"), ((0.49, 0.56, 0.665), "um")])
def test_bands_are_found_by_their_wavelengths(tmp_path: Path, key: str, values: tuple[float, ...], unit: str) -> None:
    path = write_raster(tmp_path / "a.tif", ground())
    set_bands(path, [{"wavelength_units": unit, key: str(value)} for value in values])

    assert open_raster(None, str(path), []).bands.numbers == (3, 2, 1)


def test_the_colours_that_gdal_gives_to_many_bytes_mean_nothing(tmp_path: Path) -> None:
    values = np.full((13, 100, 100), 90, dtype=np.uint8)
    path = write_raster(tmp_path / "a.tif", values, options=["PHOTOMETRIC=RGB"])

    assert open_raster(None, str(path), []).bands.numbers == (4, 3, 2)
