# SPDX-License-Identifier: GPL-2.0-or-later
"""The kinds of numbers that a band can hold."""

from __future__ import annotations

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
