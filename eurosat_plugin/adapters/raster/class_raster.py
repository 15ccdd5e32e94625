# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster of classes that other programs open: GeoTIFF with colour table and category names, cloud-optimised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, last_error, open_raster_file
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import tr

NO_CLASS = 255
"""In place of a class number: no data."""

PER_CENT = 100
"""What stands for 1 in bands of probabilities; their scale, 0.01, tells other programs."""

CLASS_BAND = "class_id"
BLOCK = 256

_TAGS = ("model", "model_version", "radiometry", "date", "scene", "classes")

_TRANSPARENT = (0, 0, 0, 0)
_OPTIONS = {
    "COG": ["COMPRESS=DEFLATE", "PREDICTOR=NO", "RESAMPLING=MODE", "OVERVIEW_RESAMPLING=MODE"],
    "GTiff": ["COMPRESS=DEFLATE", "TILED=YES"],
    # As optimised, with the overviews before the pixels; but the COG driver makes a second band one of opacity.
    "several": [
        "COMPRESS=DEFLATE",
        "TILED=YES",
        f"BLOCKXSIZE={BLOCK}",
        f"BLOCKYSIZE={BLOCK}",
        "INTERLEAVE=PIXEL",
        "COPY_SRC_OVERVIEWS=YES",
        "PHOTOMETRIC=MINISBLACK",
        "ALPHA=NO",
    ],
}


def origin_tags(properties: Mapping[str, str]) -> dict[str, str]:
    """Return what a file says of where its classes come from, of the `properties` of a grid."""
    return {f"EUROSAT_{name.upper()}": properties[name] for name in _TAGS if properties.get(name)}


@dataclass(frozen=True)
class ClassRaster:
    """`classes` uint8 ``(rows, cols)``: numbers of classes, or NO_CLASS.

    The pixels are `transform` (GDAL's six numbers) in the CRS `wkt`; `colors` are ``#rrggbb`` and `names` words in
    class order, `tags` are metadata of the file by name. `more` are bands by name, probabilities in per cent or
    NO_CLASS; TIFF keeps colours beside one of them at most.
    """

    classes: npt.NDArray[np.uint8]
    transform: tuple[float, float, float, float, float, float]
    wkt: str
    colors: Sequence[str]
    tags: dict[str, str]
    more: tuple[tuple[str, npt.NDArray[np.uint8]], ...] = ()
    names: tuple[str, ...] = tuple(c.name for c in CLASSES)

    def write(self, path: Path, shown: str) -> None:
        """Write the file, which people know as `shown`, and what belongs to it beside it.

        :raises OutputError: when it cannot be written, or is not what was written.
        """
        memory = self._in_memory()
        name = "COG" if gdal.GetDriverByName("COG") is not None and not self.more else "GTiff"
        options = _OPTIONS["several" if self.more else name]
        written = call_gdal(gdal.GetDriverByName(name).CreateCopy, str(path), memory, 0, options)
        reason = last_error() if written is None else ""
        del written  # closes the file
        if reason or not self._is_there(path):
            sentence = tr("{path} cannot be written ({reason}); is the disk full?")
            raise OutputError(sentence.format(path=shown, reason=reason or last_error()))

    def _in_memory(self) -> gdal.Dataset:
        rows, cols = self.classes.shape
        memory = gdal.GetDriverByName("MEM").Create("", cols, rows, 1 + len(self.more), gdal.GDT_Byte)
        memory.SetGeoTransform(self.transform)
        memory.SetProjection(self.wkt)
        memory.SetMetadata(self.tags)
        for number, (name, values) in enumerate(self.more, start=2):
            band = memory.GetRasterBand(number)
            band.WriteArray(values)
            band.SetNoDataValue(NO_CLASS)
            band.SetDescription(name)
            band.SetScale(1.0 / PER_CENT)
            band.SetColorInterpretation(gdal.GCI_Undefined)
        band = memory.GetRasterBand(1)
        band.WriteArray(self.classes)
        band.SetNoDataValue(NO_CLASS)
        band.SetDescription(CLASS_BAND)
        band.SetCategoryNames(list(self.names))
        if len(self.more) <= 1:
            band.SetColorTable(self._table())
            band.SetColorInterpretation(gdal.GCI_PaletteIndex)
        smaller = [2**i for i in range(1, 16) if max(rows, cols) > BLOCK * 2 ** (i - 1)]
        if self.more and smaller:
            memory.BuildOverviews("MODE", smaller)
        return memory

    def _table(self) -> gdal.ColorTable:
        table = gdal.ColorTable()
        for number, color in enumerate(self.colors):
            table.SetColorEntry(number, (*bytes.fromhex(color[1:]), 255))
        table.SetColorEntry(NO_CLASS, _TRANSPARENT)
        return table

    def _is_there(self, path: Path) -> bool:
        dataset = open_raster_file(str(path))
        if dataset is None or dataset.RasterCount != 1 + len(self.more):
            return False
        wanted = (self.classes, *(values for _, values in self.more))
        found = (dataset.GetRasterBand(number).ReadAsArray() for number in range(1, len(wanted) + 1))
        return all(values is not None and np.array_equal(values, known) for values, known in zip(found, wanted))
