# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsRectangle

from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import Raster, open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.readings import Reading
from tests.products import Product, pack, stack, write_jp2, write_product
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

BANDS = ("B02", "B03", "B04", "B08")
DN = dict(zip(BANDS, ground(bands=4)))
NEW_L2A = Product("L2A", 511)


def open_path(path: Path) -> Raster:
    return open_raster(None, str(path), [])


@pytest.mark.parametrize(
    "part",
    ["manifest.safe", "", "MTD_MSIL2A.xml", f"GRANULE/{NEW_L2A.granule}", f"GRANULE/{NEW_L2A.granule}/MTD_TL.xml"],
)
def test_a_product_is_opened_by_its_folder_metadata_or_granule(tmp_path: Path, part: str) -> None:
    product = write_product(tmp_path, DN, NEW_L2A)

    raster = open_path(product / part)

    assert raster.bands.numbers == (1, 2, 3)
    facts = raster.product
    assert (facts.level, facts.baseline, facts.offset, facts.source) == ("l2a", 511, -1000.0, "from MTD_MSIL2A.xml")
    assert facts.stated
    raster.close()
    assert gdal.VSIStatL(raster.virtual) is None


def test_coarser_bands_do_not_make_the_image_larger(tmp_path: Path) -> None:
    odd = {band: values[:193, :191] for band, values in DN.items()}
    odd |= {"B8A": odd["B08"], "SCL": np.full((97, 96), 4, np.uint8)}

    raster = open_path(write_product(tmp_path, odd, NEW_L2A))

    assert (raster.layer.width(), raster.layer.height()) == (191, 193)
    assert raster.scene_classes is not None
    raster.close()


def test_a_packed_product_is_read_where_it_is(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, NEW_L2A)
    raster = open_path(pack(product))

    block = RasterPixelReader(raster).read(raster.box.area)

    expected = np.stack([DN[band] + 1000 for band in ("B04", "B03", "B02")], axis=-1)
    assert np.array_equal(block.values, expected)
    assert raster.product.source == "from MTD_MSIL2A.xml"


def test_the_old_layout_is_opened_by_its_long_names(tmp_path: Path) -> None:
    raster = open_path(write_product(tmp_path, DN, Product("L1C", 201, old=True)))

    assert (raster.product.level, raster.product.baseline, raster.product.offset) == ("l1c", 201, 0.0)


def test_metadata_of_a_granule_in_the_place_of_the_product_s_leave_the_name_to_speak(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, NEW_L2A)
    (product / "MTD_MSIL2A.xml").write_text("<n1:Level-2A_Tile_ID></n1:Level-2A_Tile_ID>")

    facts = open_path(product).product

    assert (facts.offset, facts.source) == (-1000.0, "from the product name")


def test_bands_of_20_m_stand_in_where_those_of_10_m_are_missing(tmp_path: Path) -> None:
    raster = open_path(write_product(tmp_path, DN, Product(resolutions=(20,))))

    assert raster.layer.rasterUnitsPerPixelX() == 20


def test_the_scene_classification_of_a_product_is_read_at_10_m(tmp_path: Path) -> None:
    classes = np.random.default_rng(0).choice(np.array([4, 9], dtype=np.uint8), (100, 100))
    raster = open_path(write_product(tmp_path, {**DN, "SCL": classes}, NEW_L2A))

    block = RasterPixelReader(raster).read(raster.box.area)

    assert block.scene_classes is not None
    assert np.array_equal(block.scene_classes, np.kron(classes, np.ones((2, 2))))
    assert block.values.shape == (200, 200, 3)


@pytest.mark.parametrize(("held", "read"), [(("B08",), "B08"), (("B08", "B8A"), "B8A"), (("B8A",), "B8A"), ((), None)])
def test_near_infrared_of_a_product_is_read_where_there_is_any(
    tmp_path: Path, held: tuple[str, ...], read: str | None
) -> None:
    infrared = {"B08": np.full((200, 200), 3100, np.uint16), "B8A": np.full((200, 200), 2100, np.uint16)}
    bands = {**{band: DN[band] for band in ("B02", "B03", "B04")}, **{band: infrared[band] for band in held}}
    raster = open_path(write_product(tmp_path, bands, NEW_L2A))

    block = RasterPixelReader(raster).read(raster.box.area)

    if read is None:
        assert block.infrared is None
    else:
        assert block.infrared is not None
        assert block.infrared.shape == (200, 200)
        assert (block.infrared == infrared[read][0, 0] + NEW_L2A.offset).all()


def test_near_infrared_that_cannot_be_read_is_done_without(tmp_path: Path) -> None:
    product = write_product(tmp_path, {**DN, "B8A": np.full((200, 200), 2100, np.uint16)}, NEW_L2A)
    for file in product.rglob("*_B8A_*.jp2"):
        file.write_bytes(b"")

    raster = open_path(product)

    assert RasterPixelReader(raster).read(raster.box.area).values.shape == (200, 200, 3)


def test_a_product_with_a_missing_band_names_it(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, NEW_L2A)
    for file in product.rglob("*_B03_*.jp2"):
        file.unlink()

    with pytest.raises(InputError, match="no 10 m file of B03"):
        open_path(product)


def test_a_band_of_20_m_does_not_stand_in_for_one_of_10_m_alone(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, NEW_L2A)
    for file in product.rglob("*_B03_10m.jp2"):
        file.unlink()

    with pytest.raises(InputError, match="no 10 m file of B03"):
        open_path(product)


def test_masks_are_not_taken_for_bands(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, NEW_L2A)
    write_jp2(product / "GRANULE" / "MSK_QUALIT_B04.jp2", ground(bands=1))

    assert open_path(product).bands.numbers == (1, 2, 3)


@pytest.mark.parametrize("name", ["{band}.jp2", "R10m/{band}.jp2", "T33UUU_20200501T101031_{band}_10m.tif"])
def test_band_files_of_other_archives_are_found(tmp_path: Path, name: str) -> None:
    for band in BANDS:
        path = tmp_path / name.format(band=band)
        path.parent.mkdir(exist_ok=True)
        write = write_jp2 if path.suffix == ".jp2" else write_raster
        write(path, DN[band][None])

    assert open_path(tmp_path).bands.numbers == (1, 2, 3)


def test_an_open_product_says_so_in_one_line(tmp_path: Path) -> None:
    raster = open_path(write_product(tmp_path, DN, Product("L1C", 400)))

    scene = prepare_scene(raster, SceneRequest(QgsRectangle(), Reading(), 64, "shift"))

    assert scene.account.findings[-1] == "L1C, baseline 04.00: subtracting 1000 (from MTD_MSIL1C.xml)."
    assert not scene.account.warnings


def test_band_files_in_a_virtual_raster_find_the_product_s_metadata(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, NEW_L2A)
    files = [next(product.rglob(f"*_{band}_10m.jp2")) for band in BANDS]
    renamed = product.rename(tmp_path / "renamed by somebody")
    files = [renamed / file.relative_to(product) for file in files]

    raster = open_path(stack(tmp_path / "stack.vrt", files))

    assert raster.bands.numbers == (3, 2, 1)
    assert (raster.product.offset, raster.product.stated) == (-1000.0, True)


def test_a_single_band_s_metadata_do_not_reach_a_file_that_only_lies_beside(tmp_path: Path) -> None:
    product = write_product(tmp_path, DN, replace(NEW_L2A, resolutions=(10,)))
    path = write_raster(product / "my own.tif", ground())

    assert not open_path(path).product.stated


def container(folder: Path, bands: dict[str, np.ndarray], dates: int = 1) -> Path:
    """Write a NetCDF file with a variable for each band, as openEO does."""
    xarray = np.arange(200) * 10.0
    path = folder / "openEO.nc"
    file = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path))
    root = file.GetRootGroup()
    y = root.CreateDimension("y", gdal.DIM_TYPE_HORIZONTAL_Y, None, 200)
    x = root.CreateDimension("x", gdal.DIM_TYPE_HORIZONTAL_X, None, 200)
    t = [root.CreateDimension("t", gdal.DIM_TYPE_TEMPORAL, None, dates)] if dates > 1 else []
    double = gdal.ExtendedDataType.Create(gdal.GDT_Float64)
    root.CreateMDArray("x", [x], double).Write(5e5 + 5 + xarray)
    root.CreateMDArray("y", [y], double).Write(5.7e6 - 5 - xarray)
    system = osr.SpatialReference()
    system.ImportFromEPSG(32633)
    for name, values in bands.items():
        variable = root.CreateMDArray(name, [*t, y, x], gdal.ExtendedDataType.Create(gdal.GDT_Int16))
        variable.SetSpatialRef(system)
        variable.Write(np.stack([values] * dates).astype(np.int16) if t else values.astype(np.int16))
    return path


def test_variables_of_a_container_are_stacked(tmp_path: Path) -> None:
    raster = open_path(container(tmp_path, DN))

    block = RasterPixelReader(raster).read(raster.box.area)

    assert np.array_equal(block.values, np.stack([DN[band] for band in ("B04", "B03", "B02")], axis=-1))
    raster.close()


@pytest.mark.parametrize(
    ("bands", "dates", "sentence"), [(("B08", "B8A"), 1, "several images"), (BANDS, 2, "several dates")]
)
def test_a_container_without_one_clear_image_is_refused(
    tmp_path: Path, bands: tuple[str, ...], dates: int, sentence: str
) -> None:
    path = container(tmp_path, dict.fromkeys(bands, DN["B08"]), dates)

    with pytest.raises(InputError, match=sentence):
        open_path(path)


FOREIGN = {
    "Theia": "SENTINEL2A_20220706-090107-511_L2A_T32TQM_C_V3-0_FRE_{short}.tif",
    "the Copernicus Browser": "2023-05-01-00_00_2023-05-01-23_59_Sentinel-2_L2A_{band}_(Raw).tiff",
    "Earth Engine": "download.{short}.tif",
    "SNAP": "{short}.tif",
    "somebody's own names": "{band}_20230101_clip.tif",
}


@pytest.mark.parametrize("source", FOREIGN)
@pytest.mark.parametrize("packed", [False, True])
def test_single_bands_of_other_sources_are_stacked(tmp_path: Path, source: str, packed: bool) -> None:
    folder = tmp_path / "bands"
    folder.mkdir()
    for band, values in DN.items():
        write_raster(folder / FOREIGN[source].format(band=band, short=f"B{int(band[1:])}"), values[None])
    (folder / "MTD_ALL.xml").write_text("<Muscate_Metadata_Document/>")

    raster = open_path(pack(folder) if packed else folder)

    block = RasterPixelReader(raster).read(raster.box.area)
    assert np.array_equal(block.values, np.stack([DN[band] for band in ("B04", "B03", "B02")], axis=-1))


def test_corrected_slopes_are_preferred(tmp_path: Path) -> None:
    for kind, plus in (("SRE", 0), ("FRE", 7)):
        for number in (2, 3, 4):
            write_raster(tmp_path / f"T32TQM_{kind}_B{number}.tif", DN[f"B0{number}"][None] + np.uint16(plus))

    raster = open_path(tmp_path)

    assert (RasterPixelReader(raster).read(raster.box.area).values[..., 0] == DN["B04"] + 7).all()


def test_a_folder_without_blue_says_so(tmp_path: Path) -> None:
    for number in (3, 4):
        write_raster(tmp_path / f"B{number}.tif", DN[f"B0{number}"][None])

    with pytest.raises(InputError, match="holds no file of B02, without which nothing can be classified"):
        open_path(tmp_path)


def test_a_folder_of_several_dates_says_how_to_go_on(tmp_path: Path) -> None:
    for date in ("2020-01-01", "2020-01-06"):
        for number in (2, 3, 4):
            write_raster(tmp_path / f"{date}_B{number}.tif", DN[f"B0{number}"][None])

    with pytest.raises(InputError, match=r"2 files of B04 .* stack those bands that belong together"):
        open_path(tmp_path)


def test_a_folder_with_bands_of_several_dates_is_refused(tmp_path: Path) -> None:
    for band, date in (("B04", "20220706"), ("B03", "20220716"), ("B02", "20220706")):
        write_raster(tmp_path / f"T33HXY_{date}T080909_{band}.tif", DN[band][None])

    with pytest.raises(InputError, match=r"bands of several images: T33HXY_20220716.*B03.* of another date"):
        open_path(tmp_path)


def test_of_two_files_that_are_called_a_band_and_more_none_is_taken(tmp_path: Path) -> None:
    for name in ("B04_2022", "B03_2022", "B02_2022", "B02_2023"):
        write_raster(tmp_path / f"{name}.tif", DN["B02"][None])

    with pytest.raises(InputError, match="holds no file of B02"):
        open_path(tmp_path)


def test_a_zarr_product_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "S2B_MSIL2A.zarr").mkdir()

    with pytest.raises(InputError, match="format zarr, which is not read"):
        open_path(tmp_path / "S2B_MSIL2A.zarr")
