# SPDX-License-Identifier: GPL-2.0-or-later
"""The matrix product, past a slow library that may stand in numpy's way.

numpy hands products to ``cblas_sgemm``. Where QGIS is linked with the GNU Scientific Library (Debian, Ubuntu), the
dynamic linker gives it GSL's textbook version of that function instead of OpenBLAS's: measured 2 instead of 64 GFLOP/s.
So where the system has a fast library, the function is taken from that itself, in QGIS as in any other process: two
libraries, or two functions of one, do not give the same last digits. Everywhere else this is numpy's own product.
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.threads import libraries_of_numpy

LIBRARIES = ("libopenblas.so.0", "libflexiblas.so.3", "libcblas.so.3", "libblas.so.3")
_Array = npt.NDArray[Any]
_ROW_MAJOR, _NO_TRANSPOSE = 101, 111
_INT, _FLOAT, _POINTER = ctypes.c_int, ctypes.c_float, ctypes.c_void_p
_SIGNATURE: list[Any] = [_INT] * 6 + [_FLOAT, _POINTER, _INT, _POINTER, _INT, _FLOAT, _POINTER, _INT]


def multiply(a: _Array, b: _Array, out: _Array | None = None) -> _Array:
    """Return ``a @ b``, written into `out` where it is given; stacks of matrices one after the other, as numpy does."""
    sgemm = _find_sgemm()
    given = (a, b) if out is None else (a, b, out)
    plain = all(x.ndim >= 2 and x.dtype == np.float32 and x.size for x in given) and a.shape[-1] == b.shape[-2]
    if sgemm is None or not plain:  # numpy also has the words for shapes that do not fit
        return np.asarray(np.matmul(a, b, out=out))
    stack = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    shape = (*stack, a.shape[-2], b.shape[-1])
    if out is not None and (out.shape != shape or not out.flags.c_contiguous):
        return np.asarray(np.matmul(a, b, out=out))
    result = np.empty(shape, dtype=np.float32) if out is None else out
    ones, others = (np.broadcast_to(x, (*stack, *x.shape[-2:])) for x in (a, b))
    for place in np.ndindex(*stack):
        _multiply(sgemm, np.ascontiguousarray(ones[place]), np.ascontiguousarray(others[place]), result[place])
    return result


def _multiply(sgemm: Any, a: _Array, b: _Array, out: _Array) -> None:
    (rows, inner), cols = a.shape, b.shape[1]
    sgemm(
        _ROW_MAJOR, _NO_TRANSPOSE, _NO_TRANSPOSE, rows, cols, inner,
        1.0, a.ctypes.data, inner, b.ctypes.data, cols, 0.0, out.ctypes.data, cols,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _find_sgemm() -> Any:
    """Return the product of the system's library, None where numpy brings one of its own or there is none."""
    for name in () if libraries_of_numpy() else LIBRARIES:
        try:
            sgemm = ctypes.CDLL(name).cblas_sgemm
        except (OSError, AttributeError):
            continue
        sgemm.argtypes, sgemm.restype = _SIGNATURE, None
        return sgemm
    return None
