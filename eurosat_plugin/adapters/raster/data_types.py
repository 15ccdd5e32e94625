# SPDX-License-Identifier: GPL-2.0-or-later
"""The kinds of numbers that a band can hold."""

from __future__ import annotations

from osgeo import gdal
from qgis.core import Qgis

DTYPES = {
    Qgis.DataType.Byte: "uint8",
    Qgis.DataType.UInt16: "uint16",
    Qgis.DataType.Int16: "int16",
    Qgis.DataType.UInt32: "uint32",
    Qgis.DataType.Int32: "int32",
    Qgis.DataType.Float32: "float32",
    Qgis.DataType.Float64: "float64",
}
"""What can be classified: everything but pictures, complex numbers and signed bytes."""


def stored_type(dataset: gdal.Dataset, number: int) -> str:
    """Return numpy's name of the type of the numbers that a band of a file holds."""
    name = str(gdal.GetDataTypeName(dataset.GetRasterBand(number).DataType)).lower()
    return "uint8" if name == "byte" else name
