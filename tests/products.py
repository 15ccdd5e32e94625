# SPDX-License-Identifier: GPL-2.0-or-later
"""Write one scene in the forms in which Sentinel-2 images reach their users."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from osgeo import gdal

from tests.rasters import write_raster

TILE = "T32TQM"
SENSED = "20220301T102101"
OFFSET_SINCE = 400


@dataclass(frozen=True)
class Product:
    """A .SAFE folder as it is to be written: ``L1C`` or ``L2A``, baseline as 4 digits, what its bands hold.

    `resolutions` are the pixel sizes of the folders of Level-2A; `old` is the layout of before December 2016, with
    long names.
    """

    level: str = "L2A"
    baseline: int = 511
    resolutions: tuple[int, ...] = (10, 20)
    old: bool = False
    bands: tuple[str, ...] = ("B02", "B03", "B04", "B08")

    @property
    def name(self) -> str:
        """Name of the product folder."""
        if self.old:
            return f"S2A_OPER_PRD_MSI{self.level}_PDMC_20160318T145513_R051_V{SENSED}_{SENSED}.SAFE"
        return f"S2B_MSI{self.level}_{SENSED}_N{self.baseline:04d}_R065_{TILE}_20220301T112204.SAFE"

    @property
    def granule(self) -> str:
        """Name of the granule's folder."""
        if self.old:
            number = f"{self.baseline // 100:02d}.{self.baseline % 100:02d}"
            return f"S2A_OPER_MSI_{self.level}_TL_SGS__20160316T151442_A003824_{TILE}_N{number}"
        return f"{self.level}_{TILE}_A040188_{SENSED}"

    @property
    def metadata(self) -> str:
        """Name of the metadata file."""
        return f"S2A_OPER_MTD_SAF{self.level}_PDMC_20160318.xml" if self.old else f"MTD_MSI{self.level}.xml"

    @property
    def offset(self) -> int:
        """What is added to every number that is not nodata."""
        return 1000 if self.baseline >= OFFSET_SINCE else 0

    def image(self, band: str, pixel: int) -> str:
        """Path of a band's file below the granule."""
        if self.old:
            return f"IMG_DATA/{self.granule.rpartition('_')[0]}_{band}.jp2"
        if self.level == "L1C":
            return f"IMG_DATA/{TILE}_{SENSED}_{band}.jp2"
        return f"IMG_DATA/R{pixel}m/{TILE}_{SENSED}_{band}_{pixel}m.jp2"


def write_product(folder: Path, dn: Mapping[str, npt.NDArray[Any]], product: Product) -> Path:
    """Write the bands `dn` ``(rows, cols)`` (and ``SCL``, at 20 m) as `product` below `folder`; return its folder."""
    root = folder / product.name
    granule = root / "GRANULE" / product.granule
    for band, values in dn.items():
        for pixel in [20] if band == "SCL" else product.resolutions if product.level == "L2A" else [10]:
            step = pixel // 10
            written = (
                values if band == "SCL" else values[::step, ::step] + product.offset * (values[::step, ::step] > 0)
            )
            path = granule / product.image(band, pixel)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_jp2(path, written.astype(values.dtype)[None], pixel=float(pixel))
    (root / product.metadata).write_text(metadata_text(product))
    (root / "manifest.safe").write_text("<xfdu:XFDU/>")
    (granule / "MTD_TL.xml").write_text(
        f"<n1:Level-{product.level[1:]}_Tile_ID></n1:Level-{product.level[1:]}_Tile_ID>"
    )
    return root


def metadata_text(product: Product) -> str:
    """Return the product metadata, as far as they are read."""
    kind, tag = product.level[1:], "RADIO" if product.level == "L1C" else "BOA"
    offsets = "".join(f'<{tag}_ADD_OFFSET band_id="{i}">-1000</{tag}_ADD_OFFSET>' for i in range(13))
    baseline = f"{product.baseline // 100:02d}.{product.baseline % 100:02d}"
    return (
        f"<n1:Level-{kind}_User_Product><PROCESSING_BASELINE>{baseline}</PROCESSING_BASELINE>"
        f"{offsets if product.offset else ''}</n1:Level-{kind}_User_Product>"
    )


def pack(product: Path) -> Path:
    """Pack a product folder into the zip archive in which it is downloaded; return the archive."""
    path = product.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(product.rglob("*.*")):
            if file.is_file():
                archive.write(file, file.relative_to(product.parent))
    return path


def write_jp2(path: Path, values: npt.NDArray[Any], pixel: float = 10.0) -> Path:
    """Write `values` ``(bands, rows, cols)`` without loss as JPEG 2000."""
    source = gdal.Open(str(write_raster(path.with_suffix(".tif"), values, pixel=pixel)))
    options = ["QUALITY=100", "REVERSIBLE=YES", "YCBCR420=NO", "YCC=NO", "BLOCKXSIZE=512", "BLOCKYSIZE=512"]
    gdal.GetDriverByName("JP2OpenJPEG").CreateCopy(str(path), source, options=options)
    source = None
    path.with_suffix(".tif").unlink()
    return path


def stack(path: Path, files: Sequence[Path]) -> Path:
    """Stack single-band files into a virtual raster, as QGIS's *Build virtual raster* does."""
    gdal.BuildVRT(str(path), [str(file) for file in files], separate=True).FlushCache()
    return path


def set_bands(path: Path, metadata: Sequence[Mapping[str, str]] = (), scale: float = 1.0, shift: float = 0.0) -> Path:
    """Give the bands of a file metadata of their own, and a scale and offset."""
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number in range(1, dataset.RasterCount + 1):
        band = dataset.GetRasterBand(number)
        if metadata:
            band.SetMetadata(dict(metadata[number - 1]))
        if scale != 1.0 or shift:
            band.SetScale(scale)
            band.SetOffset(shift)
    dataset = None
    return path


def true_colour(rgb: npt.NDArray[Any], white: float) -> npt.NDArray[Any]:
    """Return the 8-bit picture of digital numbers that ESA makes: 1 to 255 for 0 to `white`, 0 for nodata."""
    levels = np.rint(1 + np.clip(rgb.astype(float), 0, white) * 254 / white)
    return np.where((rgb > 0).any(axis=0), levels, 0).astype(np.uint8)
