# SPDX-License-Identifier: GPL-2.0-or-later
"""One scene in every form in which users have it: the same classes come out, with default parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from demo.scene import generate_scene
from tests.processing.conftest import Run
from tests.products import Product, pack, set_bands, stack, true_colour, write_jp2, write_product
from tests.rasters import write_raster

Classify = Callable[..., Run]

SHAPE = (512, 832)
"""Rows and columns: 8 by 13 tiles."""
PART = (256, 448)
"""Those that are written without loss: enough for so many forms."""

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


@pytest.fixture(scope="module")
def image() -> Image:
    scene = generate_scene(shape=SHAPE)
    return Image(dict(zip(("B02", "B03", "B04", "B08"), scene.dn)))


@pytest.fixture(scope="module")
def part(image: Image) -> Image:
    """Return the upper left of the scene."""
    rows, cols = PART
    return Image({band: np.ascontiguousarray(dn[:rows, :cols]) for band, dn in image.dn.items()})


@pytest.fixture(scope="module")
def expected(classify: Classify, image: Image, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the classes of the plain form, row by row."""
    return plain_classes(classify, image, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def expected_of_part(classify: Classify, part: Image, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return those of the part."""
    return plain_classes(classify, part, tmp_path_factory.mktemp("plain"))


def plain_classes(classify: Classify, image: Image, folder: Path) -> list[str]:
    """Return the classes of the plain form: a GeoTIFF of L1C with named bands."""
    names = ("B02", "B03", "B04", "B08")
    path = write_raster(folder / f"{OLD_NAME}.tif", image.bands(*names), names=names, nodata=0)
    return classes(classify(INPUT=str(path)))


def classes(run: Run) -> list[str]:
    """Return the class of each tile, empty for nodata."""
    assert run.ok, run.sentence
    return [feature["class_key"] or "" for feature in run.layer.getFeatures()]


def agreement(run: Run, expected: list[str]) -> float:
    """Return the share of tiles with the expected class."""
    got = classes(run)
    assert len(got) == len(expected)
    return float(np.mean([a == b for a, b in zip(got, expected)]))


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

RADIOMETRY_LINES = {
    "L1C .SAFE 04.00": "L1C, baseline 04.00: subtracting 1000 (from MTD_MSIL1C.xml).",
    "L2A .SAFE 02.11": "L2A, baseline 02.11: no offset (from MTD_MSIL2A.xml).",
    "L2A .SAFE 05.11": "L2A, baseline 05.11: subtracting 1000 (from MTD_MSIL2A.xml).",
    "zipped .SAFE": "L2A, baseline 05.11: subtracting 1000 (from MTD_MSIL2A.xml).",
    "old layout": "L1C, baseline 02.01: no offset (from S2A_OPER_MTD_SAFL1C_PDMC_20160318.xml).",
    "new baseline by its name": "L2A, baseline 05.11: subtracting 1000 (from the product name).",
    "TCI of L1C": "True-colour image of L1C, by its name.",
}


@pytest.mark.parametrize("form", LOSSLESS)
def test_lossless_forms_give_the_same_classes(
    classify: Classify, part: Image, expected_of_part: list[str], tmp_path: Path, form: str
) -> None:
    path = LOSSLESS[form](part, tmp_path)

    run = classify(INPUT=str(path))

    assert agreement(run, expected_of_part) >= 0.99
    assert RADIOMETRY_LINES.get(form, run.log.infos[0]) in run.log.infos


@pytest.mark.parametrize("form", LOSSY)
def test_pictures_and_reflectance_give_nearly_the_same_classes(
    classify: Classify, image: Image, expected: list[str], tmp_path: Path, form: str
) -> None:
    path = LOSSY[form](image, tmp_path)

    run = classify(INPUT=str(path))

    assert agreement(run, expected) >= 0.97
    assert RADIOMETRY_LINES.get(form, run.log.infos[0]) in run.log.infos


CUSTOM = "+proj=tmerc +lat_0=51 +lon_0=14.6 +k=0.9999 +x_0=200000 +y_0=100000 +ellps=GRS80 +units=m +no_defs"
PLACES: dict[str, dict[str, object]] = {
    "degrees": {"dstSRS": "EPSG:4326", "resampleAlg": "near"},
    "web Mercator": {"dstSRS": "EPSG:3857", "xRes": 10, "yRes": 10, "resampleAlg": "near"},
    "a custom projection": {"dstSRS": CUSTOM, "xRes": 10, "yRes": 10, "resampleAlg": "near"},
    "the next UTM zone": {"dstSRS": "EPSG:32632", "xRes": 10, "yRes": 10, "resampleAlg": "near"},
}


@pytest.mark.parametrize("place", PLACES)
def test_other_coordinates_give_the_same_land_cover(
    classify: Classify, image: Image, expected: list[str], tmp_path: Path, place: str
) -> None:
    plain = write_raster(tmp_path / "plain.tif", image.rgb, names=["B4", "B3", "B2"])
    gdal.Warp(str(tmp_path / "warped.tif"), str(plain), **PLACES[place]).FlushCache()

    run = classify(INPUT=str(tmp_path / "warped.tif"))

    areas: Counter[str] = Counter()
    for feature in run.layer.getFeatures():
        areas[feature["class_key"] or ""] += feature["area_ha"]
    del areas[""]
    before = Counter(filter(None, expected))
    difference = sum(abs(areas[key] / areas.total() - before[key] / before.total()) for key in {*areas, *before}) / 2
    assert run.outputs["DOMINANT_CLASS"] == before.most_common(1)[0][0]
    assert difference <= 0.08


def test_tiles_under_cloud_or_in_shadow_are_flagged_by_the_scene_classification(
    classify: Classify, image: Image, tmp_path: Path
) -> None:
    vegetation, shadow, cloud = 4, 3, 9
    rows, cols = SHAPE[0] // 2, SHAPE[1] // 2  # pixels of 20 m: a tile has 32
    classes = np.full((rows, cols), vegetation, dtype=np.uint8)
    classes[:, :50] = cloud  # the first column of tiles, and 18 of 32 columns of the second
    classes[:, -40:] = shadow
    product = write_product(
        tmp_path, {**{band: image.dn[band] for band in ("B02", "B03", "B04")}, "SCL": classes}, Product()
    )

    run = classify(INPUT=str(product))

    flags = {(feature["row"], feature["col"]): feature["flag"] for feature in run.layer.getFeatures()}
    tiles = {at: flag for at, flag in flags.items() if flag != "nodata"}
    assert all(tiles[at] == "bright" for at in tiles if at[1] < 2)
    assert all(tiles[at] in ("unfamiliar", "uncertain") for at in tiles if at[1] == SHAPE[1] // 64 - 1)
    assert sum(flag == "bright" for flag in tiles.values()) <= 2 * SHAPE[0] // 64 + 3
    assert any("scene classification (SCL) is used" in info for info in run.log.infos)
