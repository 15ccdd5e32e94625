# SPDX-License-Identifier: GPL-2.0-or-later
"""The forms in which users have a scene, each written from its digital numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from tests.products import Product, pack, set_bands, stack, true_colour, write_jp2, write_product
from tests.rasters import write_raster

OLD_NAME = "S2A_MSIL1C_20170216T102101_N0204_R065_T33UUU_20170216T102204"
NEW_NAME = "S2B_MSIL2A_20241115T100159_N0511_R122_T32TQM_20241115T125542"
BROWSER = "2023-05-01-00_00_2023-05-01-23_59_Sentinel-2_L2A"
ALL_BANDS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12")


@dataclass(frozen=True)
class Image:
    """The scene's digital numbers by band, uint16, 0 where there is no data."""

    dn: dict[str, np.ndarray]

    def bands(self, *names: str) -> np.ndarray:
        """Return bands ``(bands, rows, cols)``; those that the scene does not have are near infrared."""
        return np.stack([self.dn.get(name, self.dn["B08"]) for name in names])

    @property
    def rgb(self) -> np.ndarray:
        """Red, green, blue."""
        return self.bands("B04", "B03", "B02")

    def shifted(self, *names: str) -> np.ndarray:
        """Return bands with the offset of new baselines."""
        values = self.bands(*names)
        return (values + 1000 * (values > 0)).astype(np.uint16)


def safe(**of: object) -> Callable[[Image, Path], Path]:
    """Write a product folder."""

    def write(image: Image, folder: Path) -> Path:
        product = Product(**of)
        return write_product(folder, {band: image.dn[band] for band in product.bands}, product)

    return write


def inside(write: Callable[[Image, Path], Path], pattern: str) -> Callable[[Image, Path], Path]:
    """Write a product and hand in something inside of it."""
    return lambda image, folder: next(write(image, folder).rglob(pattern))


def zipped(image: Image, folder: Path) -> Path:
    return pack(safe(baseline=511)(image, folder))


def named(*names: str, new: bool = False, file: str = "scene.tif") -> Callable[[Image, Path], Path]:
    """Write a GeoTIFF whose bands have names."""

    def write(image: Image, folder: Path) -> Path:
        order = [{"red": "B04", "green": "B03", "blue": "B02"}.get(name.lower(), name) for name in names]
        order = [f"B{int(name[1:]):02d}" if name[1:].isdigit() else name for name in order]
        values = image.shifted(*order) if new else image.bands(*order)
        return write_raster(folder / file, values, names=names)

    return write


def described(*texts: str) -> Callable[[Image, Path], Path]:
    """Write blue, green, red with these descriptions."""
    return lambda image, folder: write_raster(folder / "a.tif", image.bands("B02", "B03", "B04"), names=texts)


def waved(key: str, *values: str) -> Callable[[Image, Path], Path]:
    """Write blue, green, red, near infrared with wavelengths in the bands' metadata."""

    def write(image: Image, folder: Path) -> Path:
        path = write_raster(folder / "a.tif", image.bands("B02", "B03", "B04", "B08"))
        return set_bands(path, [{key: value} for value in values])

    return write


def stacked(*bands: str, level: str = "L1C") -> Callable[[Image, Path], Path]:
    """Write single-band JPEG 2000 files and stack them."""

    def write(image: Image, folder: Path) -> Path:
        suffix = "_10m" if level == "L2A" else ""
        files = [write_jp2(folder / f"T33UUU_20170216T102101_{band}{suffix}.jp2", image.bands(band)) for band in bands]
        return stack(folder / "stack.vrt", files)

    return write


def terrascope(image: Image, folder: Path) -> Path:
    values = image.bands("B04", "B03", "B02").astype(np.int16)
    values[:, (values == 0).all(axis=0)] = 32767
    return write_raster(folder / "S2_TOC_B04B03B02.tif", values, nodata=32767)


def openeo(image: Image, folder: Path) -> Path:
    values = image.bands("B02", "B03", "B04", "B08").astype(np.int16)
    values[:, (values == 0).all(axis=0)] = -32768
    path = write_raster(folder / "openEO_2023-06-01Z.tif", values, nodata=-32768)
    return set_bands(path, [{"DESCRIPTION": name} for name in ("B02", "B03", "B04", "B08")])


def eurosat_order(image: Image, folder: Path) -> Path:
    last = [band for band in ALL_BANDS if band != "B8A"] + ["B8A"]
    return write_raster(folder / "13.tif", image.bands(*last))


def cog(image: Image, folder: Path) -> Path:
    plain = write_raster(folder / "plain.tif", image.bands("B02", "B03", "B04"), names=["B02", "B03", "B04"], nodata=0)
    gdal.Translate(str(folder / "cog.tif"), str(plain), format="COG").FlushCache()
    return folder / "cog.tif"


def catalogue(image: Image, folder: Path) -> Path:
    """Write what the Planetary Computer's and Element 84's items say: the offset is in the file's own scaling."""
    path = write_raster(folder / f"{NEW_NAME}.tif", image.shifted("B04", "B03", "B02"), names=["red", "green", "blue"])
    return set_bands(path, scale=0.0001, shift=-0.1)


def catalogue_without_offset(image: Image, folder: Path) -> Path:
    path = write_raster(folder / f"{NEW_NAME}.tif", image.shifted("B04", "B03", "B02"), names=["red", "green", "blue"])
    return set_bands(path, scale=0.0001)


def earth_engine_composite(image: Image, folder: Path) -> Path:
    values = image.rgb.astype(np.float32)
    values[:, (values == 0).all(axis=0)] = np.nan
    return write_raster(folder / "S2_SR_HARMONIZED_median.tif", values, names=["B4", "B3", "B2"], nodata=np.nan)


def already_subtracted(image: Image, folder: Path) -> Path:
    return write_raster(folder / f"{NEW_NAME}_minus1000.tif", image.rgb, names=["B04", "B03", "B02"])


def raw_export(image: Image, folder: Path) -> Path:
    files = []
    for band in ("B02", "B03", "B04"):
        scaled = np.rint(image.bands(band) * 6.5535).astype(np.uint16)
        files.append(write_raster(folder / f"{BROWSER}_{band}_(Raw).tiff", scaled))
    return stack(folder / "stack.vrt", files)


def scaled_to_sixteen_bits(image: Image, folder: Path) -> Path:
    return write_raster(folder / "export.tif", np.rint(image.rgb * 6.5535).clip(0, 65535).astype(np.uint16))


LOSSLESS: dict[str, Callable[[Image, Path], Path]] = {
    "L1C .SAFE 02.04": safe(level="L1C", baseline=204),
    "L1C .SAFE 04.00": safe(level="L1C", baseline=400),
    "L2A .SAFE 02.11": safe(baseline=211),
    "L2A .SAFE 05.11": safe(baseline=511),
    "L2A .SAFE with R10m only": safe(resolutions=(10,)),
    "old layout": safe(level="L1C", baseline=201, old=True),
    "old layout by its metadata": inside(safe(level="L1C", baseline=201, old=True), "S2A_OPER_MTD_SAFL1C*.xml"),
    "zipped .SAFE": zipped,
    "MTD_MSIL1C.xml": inside(safe(level="L1C", baseline=400), "MTD_MSIL1C.xml"),
    "MTD_MSIL2A.xml": inside(safe(baseline=400), "MTD_MSIL2A.xml"),
    "granule": inside(safe(baseline=511), "L2A_*"),
    "MTD_TL.xml": inside(safe(baseline=511), "MTD_TL.xml"),
    "IMG_DATA": inside(safe(baseline=511), "IMG_DATA"),
    "JP2 in a VRT": stacked("B02", "B03", "B04", "B08"),
    "L2A JP2 in a VRT": stacked("B04", "B03", "B02", level="L2A"),
    "COG": cog,
    "B02, B03, B04, B08": named("B02", "B03", "B04", "B08"),
    "B4, B3, B2": named("B4", "B3", "B2"),
    "Red, Green, Blue": named("Red", "Green", "Blue"),
    "ten bands by name": named("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"),
    "eleven bands by name": named("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"),
    "new baseline by its name": named("B02", "B03", "B04", new=True, file=f"{NEW_NAME}.tif"),
    "new baseline by its darkness": named("B02", "B03", "B04", new=True),
    "descriptions": described("Band 2 - Blue", "Band 3 - Green", "Band 4 - Red"),
    "prefixed names": described("s2_B02", "s2_B03", "s2_B04"),
    "GDAL's descriptions": described(*(f"B{i}, central wavelength {n} nm" for i, n in ((2, 490), (3, 560), (4, 665)))),
    "wavelengths in nm": waved("center_wavelength", "492.4", "559.8", "664.6", "832.8"),
    "wavelengths in um": waved("wavelength", "0.490", "0.560", "0.665", "0.842"),
    "wavelengths of a catalogue": waved("CENTRAL_WAVELENGTH_UM", "0.49", "0.56", "0.665", "0.842"),
    "common names": waved("common_name", "blue", "green", "red", "nir"),
    "Terrascope": terrascope,
    "openEO": openeo,
    "EuroSAT's 13 bands": eurosat_order,
    "12 bands": lambda image, folder: write_raster(
        folder / "12.tif", image.bands(*(band for band in ALL_BANDS if band != "B10"))
    ),
    "COG with scale and offset": catalogue,
    "COG with scale only": catalogue_without_offset,
    "Earth Engine's composite": earth_engine_composite,
    "offset already subtracted": already_subtracted,
    "browser's raw bands": raw_export,
    "scaled to 65535": scaled_to_sixteen_bits,
}

LOSSY: dict[str, Callable[[Image, Path], Path]] = {
    "TCI of L1C": lambda image, folder: write_jp2(
        folder / "T33UUU_20170216T102101_TCI.jp2", true_colour(image.rgb, 3558)
    ),
    "TCI of L2A": lambda image, folder: write_jp2(
        folder / "T33UUU_20170216T102101_TCI_10m.jp2", true_colour(image.rgb, 2000)
    ),
    "reflectance": lambda image, folder: write_raster(
        folder / "reflectance.tif", (image.rgb / 10000).astype(np.float32), names=["B04", "B03", "B02"]
    ),
    "browser's true colour": lambda image, folder: write_raster(
        folder / f"{BROWSER}_True_color.tiff", np.rint(image.rgb.clip(0, 4000) * (255 / 4000)).astype(np.uint8)
    ),
}
