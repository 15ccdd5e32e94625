# SPDX-License-Identifier: GPL-2.0-or-later
"""The kinds of numbers that a band can hold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
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

_FILLS = (-32768, -10000, -9999)
_UNDECLARED_NODATA = {
    "int16": (*_FILLS, 32767),
    "int32": _FILLS,
    "uint16": (65535,),
    "float32": _FILLS,
    "float64": _FILLS,
}
_NO_MEASUREMENT = 1e9
"""Floating-point numbers as large as this fill gaps (1e20, 3.4e38, 9.97e36)."""


def undeclared_nodata(values: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Tell where `values` are what common sources write for nodata without declaring it; no measurement has these."""
    fills = np.isin(values, _UNDECLARED_NODATA.get(values.dtype.name, ()))
    if values.dtype.kind == "f":
        fills |= np.abs(values) >= _NO_MEASUREMENT
    return np.asarray(fills)
