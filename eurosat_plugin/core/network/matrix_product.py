# SPDX-License-Identifier: GPL-2.0-or-later
"""The matrix product, past a slow library that may stand in numpy's way.

numpy hands products to ``cblas_sgemm``. Where QGIS is linked with the GNU Scientific Library (Debian, Ubuntu), the
dynamic linker gives it GSL's textbook version of that function instead of OpenBLAS's: measured 2 instead of 64 GFLOP/s.
There the function is taken from OpenBLAS itself; everywhere else this is numpy's own product.
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

LIBRARIES = ("libopenblas.so.0", "libflexiblas.so.3", "libcblas.so.3", "libblas.so.3")
_Array = npt.NDArray[Any]
_ROW_MAJOR, _NO_TRANSPOSE = 101, 111
_INT, _FLOAT, _POINTER = ctypes.c_int, ctypes.c_float, ctypes.c_void_p
_SIGNATURE: list[Any] = [_INT] * 6 + [_FLOAT, _POINTER, _INT, _POINTER, _INT, _FLOAT, _POINTER, _INT]


def multiply(a: _Array, b: _Array, out: _Array | None = None) -> _Array:
    """Return ``a @ b``, written into `out` where it is given."""
    sgemm = _find_sgemm()
    given = (a, b) if out is None else (a, b, out)
    plain = all(x.ndim == 2 and x.flags.c_contiguous and x.dtype == np.float32 and x.size for x in given)
    # numpy also has the words for shapes that do not fit.
    if sgemm is None or not plain or a.shape[1] != b.shape[0] or not (out is None or out.shape == (len(a), b.shape[1])):
        return np.asarray(np.matmul(a, b, out=out))
    (rows, inner), cols = a.shape, b.shape[1]
    if out is None:
        out = np.empty((rows, cols), dtype=np.float32)
    sgemm(
        _ROW_MAJOR, _NO_TRANSPOSE, _NO_TRANSPOSE, rows, cols, inner,
        1.0, a.ctypes.data, inner, b.ctypes.data, cols, 0.0, out.ctypes.data, cols,
    )  # fmt: skip
    return out


@lru_cache(maxsize=1)
def _find_sgemm() -> Any:
    """Return the product of the system's fast library where the process offers another one first, else None."""
    try:
        offered = _address(ctypes.CDLL(None))
    except (OSError, TypeError, AttributeError):  # Windows, or a process that offers none: numpy has its own
        return None
    for name in LIBRARIES:
        try:
            library = ctypes.CDLL(name)
            own = _address(library)
        except (OSError, AttributeError):
            continue
        if own == offered:
            return None
        sgemm = library.cblas_sgemm
        sgemm.argtypes, sgemm.restype = _SIGNATURE, None
        return sgemm
    return None


def _address(library: ctypes.CDLL) -> int | None:
    return ctypes.cast(library.cblas_sgemm, ctypes.c_void_p).value
