# SPDX-License-Identifier: GPL-2.0-or-later
"""Images, parameters and models that will not do, with what is said of each."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, ogr, osr
from qgis.core import QgsProject, QgsRasterLayer

from eurosat_plugin.paths import model_path
from tests.products import Product, pack, write_jp2, write_product
from tests.rasters import ORIGIN, ground, write_raster

Parameters = dict[str, Any]
NAMES = ("B04", "B03", "B02")


def raster(values: np.ndarray, file: str = "a.tif", **of: Any) -> Callable[[Path], Parameters]:
    """Write a raster and hand it in."""
    return lambda folder: {"INPUT": str(write_raster(folder / file, values, **of))}


def text_file(name: str, content: bytes = b"not what the name says " * 50) -> Callable[[Path], Parameters]:
    """Write a file that is not what its name says."""

    def write(folder: Path) -> Parameters:
        (folder / name).write_bytes(content)
        return {"INPUT": str(folder / name)}

    return write


def empty_folder(folder: Path) -> Parameters:
    (folder / "holiday pictures").mkdir()
    return {"INPUT": str(folder / "holiday pictures")}


def truncated(write: Callable[[Path], Path], share: float) -> Callable[[Path], Parameters]:
    """Cut a raster off."""

    def cut(folder: Path) -> Parameters:
        path = write(folder)
        with path.open("r+b") as file:
            file.truncate(int(path.stat().st_size * share))
        return {"INPUT": str(path)}

    return cut


def noisy_tiff(folder: Path) -> Path:
    noise = np.random.default_rng(0).integers(1, 3000, (3, 512, 512)).astype(np.uint16)
    return write_raster(folder / "a.tif", noise, options=["TILED=YES", "COMPRESS=DEFLATE"])


def vector(folder: Path) -> Parameters:
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "fields.gpkg"))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32633)
    source.CreateLayer("fields", system, ogr.wkbPolygon)
    source = None
    return {"INPUT": str(folder / "fields.gpkg")}


def of_type(kind: int, options: tuple[str, ...] = ()) -> Callable[[Path], Parameters]:
    """Write a raster of a kind of numbers that no image has."""

    def write(folder: Path) -> Parameters:
        path = folder / "a.tif"
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), 100, 100, 3, kind, options=list(options))
        dataset.SetGeoTransform((ORIGIN[0], 10, 0, ORIGIN[1], 0, -10))
        system = osr.SpatialReference()
        system.ImportFromEPSG(32633)
        dataset.SetProjection(system.ExportToWkt())
        dataset = None
        return {"INPUT": str(path)}

    return write


def damaged_product(damage: Callable[[Path], object], **of: Any) -> Callable[[Path], Parameters]:
    """Write a product folder and damage it."""

    def write(folder: Path) -> Parameters:
        values = ground(100, 100, bands=4)
        product = Product(**of)
        path = write_product(folder, dict(zip(("B02", "B03", "B04", "B08"), values)), product)
        damage(path)
        return {"INPUT": str(path)}

    return write


def without(pattern: str) -> Callable[[Path], object]:
    return lambda product: [file.unlink() for file in product.rglob(pattern)]


def truncate_one(product: Path) -> None:
    path = next(product.rglob("*_B03_10m.jp2"))
    path.write_bytes(path.read_bytes()[:20])


def second_granule(product: Path) -> None:
    granule = next((product / "GRANULE").iterdir())
    shutil.copytree(granule, granule.with_name("L2A_T32TQN_A040188_20220301T102101"))


def damaged_archive(folder: Path) -> Parameters:
    path = pack(Path(damaged_product(lambda product: None)(folder)["INPUT"]))
    path.write_bytes(path.read_bytes()[:-200])
    return {"INPUT": str(path)}


def other_archive(folder: Path) -> Parameters:
    with zipfile.ZipFile(folder / "letters.zip", "w") as archive:
        archive.writestr("letter.txt", "Dear reader")
    return {"INPUT": str(folder / "letters.zip")}


def packed_bands(folder: Path) -> Parameters:
    with tarfile.open(folder / "bands.tar", "w") as archive:
        for band in ("B04", "B03", "B02"):
            archive.add(write_raster(folder / f"T33UUU_20180506T100031_{band}.tif", ground(bands=1)), f"{band}.tif")
    return {"INPUT": str(folder / "bands.tar")}


def tiles_of_a_server(folder: Path) -> Parameters:
    layer = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/%7Bz%7D/%7Bx%7D/%7By%7D.png", "a map", "wms")
    QgsProject.instance().addMapLayer(layer)
    return {"INPUT": layer.id()}


def scaled(factor: float, dtype: type = np.uint16) -> np.ndarray:
    """Return the ground in other units."""
    return (ground().astype(float) * factor).astype(dtype)


def corner_of_nodata(folder: Path) -> Parameters:
    values = ground()
    values[:, :100, :100] = 0
    path = write_raster(folder / "a.tif", values, nodata=0)
    return {"INPUT": str(path), "EXTENT": "500000,500900,5699100,5700000 [EPSG:32633]"}


GAP = np.zeros((3, 200, 200), dtype=np.uint16)

IMAGES: dict[str, tuple[Callable[[Path], Parameters], str]] = {
    "missing file": (lambda folder: {"INPUT": "/nowhere/scene.tif"}, "There is no raster '/nowhere/scene.tif'; choose"),
    "nothing": (lambda folder: {"INPUT": ""}, "There is no raster ''; choose a raster layer"),
    "a name that no file has": (lambda folder: {"INPUT": "x" * 5000}, "choose a raster layer, a raster file or"),
    "text file": (text_file("a.tif"), "a.tif cannot be read"),
    "empty file": (text_file("a.jp2", b""), "check that the file is complete"),
    "picture that is none": (text_file("a.png"), "check that the file is complete"),
    "bands in a tar": (packed_bands, "bands.tar is an archive that cannot be read as an image; unpack it"),
    "vector": (vector, "fields.gpkg cannot be read"),
    "truncated GeoTIFF": (truncated(noisy_tiff, 0.5), "check that the file is complete"),
    "header of a GeoTIFF only": (truncated(noisy_tiff, 0.0001), "check that the file is complete"),
    "truncated JPEG 2000": (
        truncated(lambda folder: write_jp2(folder / "a.jp2", ground()), 0.0005), "check that the file is complete",
    ),
    "1 band": (raster(ground(bands=1)), "has 1 band; classification needs red, green and blue"),
    "2 bands": (raster(ground(bands=2)), "has 2 bands; classification needs red, green and blue"),
    "4 bands without names": (raster(ground(bands=4)), "(they have no names); pick them in BANDS"),
    "10 bands without names": (raster(ground(bands=10)), "pick them in BANDS"),
    "11 bands without names": (raster(ground(bands=11)), "11 bands do not tell which are red, green and blue"),
    "names of other bands": (raster(ground(), names=["B05", "B06", "B07"]), "(1 B05, 2 B06, 3 B07); pick them"),
    "no CRS": (raster(ground(), names=NAMES, crs=None), "has no coordinate reference system; set it in the layer's"),
    "off the globe": (raster(ground(), geotransform=(5e8, 10, 0, 5e9, 0, -10)), "is defined; check the CRS"),
    "63 rows": (raster(ground(63, 200)), "has 200 × 63 pixels, less than one tile of 64 × 64 (640 m); use a larger"),
    "5 m pixels": (raster(ground(100, 100), pixel=5.0), "has 50 × 50 pixels at 10 m, less than one tile"),
    "100 m pixels": (raster(ground(), pixel=100.0), "too coarse for tiles of 640 m; use the bands with 10 m"),
    "all nodata": (raster(GAP), "all of it is nodata; choose another extent"),
    "all not a number": (raster(np.full((3, 100, 100), np.nan, np.float32)), "all of it is nodata"),
    "corner of nodata": (corner_of_nodata, "no valid pixel in the extent"),
    "complex numbers": (of_type(gdal.GDT_CFloat32), "holds complex numbers or signed bytes"),
    "complex integers": (of_type(gdal.GDT_CInt16), "choose a Sentinel-2 image"),
    "signed bytes": (of_type(gdal.GDT_Byte, ("PIXELTYPE=SIGNEDBYTE",)), "holds complex numbers or signed bytes"),
    "numbers above any product's": (
        raster(scaled(20).clip(0, 60_000)), "if this is reflectance scaled to 65535, set RADIOMETRY",
    ),
    "colours as numbers": (raster(scaled(0.1, np.float32)), "set RADIOMETRY to display if they are colours"),
    "decibels": (raster(scaled(-0.01, np.float32)), "and not an index or decibels"),
    "offset unknown": (raster(scaled(0.3) + np.uint16(3000)), "set OFFSET: -1000 for processing baseline 04.00"),
    "folder that is no product": (empty_folder, "holiday pictures is not a Sentinel-2 product: it holds no 10 m file"),
    "archive that is no product": (other_archive, "letters.zip is not a Sentinel-2 product"),
    "archive that is none": (text_file("a.zip"), "The archive a.zip cannot be read"),
    "damaged archive": (damaged_archive, "download it again"),
    "metadata alone": (damaged_product(without("*.jp2")), "holds no 10 m file of B04, B03, B02; download it again"),
    "product without B03": (damaged_product(without("*_B03_*.jp2")), "holds no 10 m file of B03; download it again"),
    "product with R60m only": (damaged_product(lambda product: None, resolutions=(60,)), "at 60 m only, too coarse"),
    "product with a broken band": (damaged_product(truncate_one), "_B03_10m.jp2 of S2B_MSIL2A_20220301T102101"),
    "product with two granules": (damaged_product(second_granule), "holds 2 granules; choose one of its GRANULE"),
    "map server": (tiles_of_a_server, "is a picture from a server, not numbers; save it as GeoTIFF"),
}  # fmt: skip

OUT_OF_REACH = "0,10,0,10 [EPSG:32633]"
PARAMETERS: dict[str, tuple[Parameters, str]] = {
    "extent outside": ({"EXTENT": OUT_OF_REACH}, "The extent lies outside the raster countryside; choose"),
    "extent malformed": ({"EXTENT": "here"}, "EXTENT cannot be 'here'; give xmin,xmax,ymin,ymax [CRS] or a layer."),
    "extent of three numbers": ({"EXTENT": "1,2,3"}, "EXTENT cannot be '1,2,3'"),
    "extent beyond the poles": ({"EXTENT": "0,10,95,99 [EPSG:4326]"}, "lies outside the raster"),
    "extent in the other hemisphere": ({"EXTENT": "-170,-160,-60,-50 [EPSG:4326]"}, "lies outside the raster"),
    "two bands": ({"BANDS": [1, 2]}, "BANDS needs three bands, for red, green and blue; 2 given."),
    "four bands": ({"BANDS": [1, 2, 3, 3]}, "BANDS needs three bands, for red, green and blue; 4 given."),
    "absent band": ({"BANDS": [7, 2, 1]}, "There is no band 7: the raster has 3 bands."),
    "bands as words": ({"BANDS": "red;green;blue"}, "BANDS needs three band numbers such as 3;2;1, for red"),
    "bands by name": ({"BANDS": ["B04", "B03", "B02"]}, "green and blue; ['B04', 'B03', 'B02'] given."),
    "radiometry": ({"RADIOMETRY": "l3"}, "RADIOMETRY cannot be 'l3'; choose one of auto, l1c"),
    "edge": ({"EDGE": "crop"}, "EDGE cannot be 'crop'; choose one of shift, pad, skip."),
    "stride": ({"STRIDE": "48"}, "STRIDE cannot be '48'; choose one of 64, 32, 16, 8."),
    "backend": ({"BACKEND": "gpu"}, "BACKEND cannot be 'gpu'; choose one of auto, onnxruntime, numpy."),
    "model": ({"MODEL": "huge"}, "MODEL cannot be 'huge'; choose one of fast"),
    "offset in words": ({"OFFSET": "minus thousand"}, "OFFSET needs a number such as -1000; 'minus thousand' given."),
    "scale in words": ({"SCALE": "to white"}, "SCALE needs a number such as 2000; 'to white' given."),
    "offset that is no number": ({"OFFSET": "nan"}, "OFFSET needs a number"),
    "offset that is NaN": ({"OFFSET": float("nan")}, "OFFSET needs a number such as -1000; nan given"),
    "offset without end": ({"OFFSET": float("-inf")}, "OFFSET needs a number such as -1000; -inf given"),
    "absurd offset": ({"OFFSET": 1e300}, "OFFSET needs a number such as -1000; 1e+300 given"),
    "absurd offset in digits": ({"OFFSET": "1e7"}, "OFFSET needs a number such as -1000; '1e7' given"),
    "absurd scale": ({"SCALE": 1e300}, "SCALE needs a number such as 2000; 1e+300 given"),
    "scale that is NaN": ({"SCALE": float("nan")}, "SCALE needs a number such as 2000; nan given"),
    "confidence that is NaN": ({"MIN_CONFIDENCE": float("nan")}, "MIN_CONFIDENCE needs a number from 0 to 1; nan"),
    "confidence NaN in words": ({"MIN_CONFIDENCE": "NaN"}, "MIN_CONFIDENCE needs a number from 0 to 1; 'NaN'"),
    "absurd confidence": ({"MIN_CONFIDENCE": "1e400"}, "MIN_CONFIDENCE needs a number from 0 to 1; '1e400'"),
    "confidence as text": ({"MIN_CONFIDENCE": "2"}, "MIN_CONFIDENCE needs a number from 0 to 1; '2' given."),
    "confidence": ({"MIN_CONFIDENCE": 2.0}, "MIN_CONFIDENCE needs a number from 0 to 1"),
    "model file missing": ({"MODEL_FILE": "/nowhere/model.onnx"}, "does not exist"),
}

fast = model_path("fast")
MODELS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "model.onnx"),
    "no ONNX": (lambda: b"not a model" * 100, "model.onnx"),
    "cut off": (lambda: fast.read_bytes()[:100_000], "model.onnx"),
    "without a card": (lambda: fast.read_bytes().replace(b"eurosat.model_card", b"another.model_card"), "model card"),
    "card with other classes": (
        lambda: fast.read_bytes().replace(b'"Pasture"', b'"PASTURE"').replace(b'"Highway"', b'"pasture"'),
        "must be 2 to 100 different names",
    ),
}  # fmt: skip
