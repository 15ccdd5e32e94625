# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pytest

from eurosat_plugin.core.network import matrix_product
from eurosat_plugin.core.network.matrix_product import LIBRARIES, multiply


@pytest.fixture
def another_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the process look as if it offered another library's product, as QGIS does on Debian."""
    found = matrix_product._address
    process = ctypes.CDLL(None)._handle
    monkeypatch.setattr(matrix_product, "_address", lambda library: 1 if library._handle == process else found(library))
    matrix_product._find_sgemm.cache_clear()
    yield
    matrix_product._find_sgemm.cache_clear()


def matrices(rows: int, inner: int, cols: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    return rng.random((rows, inner), dtype=np.float32), rng.random((inner, cols), dtype=np.float32)


@pytest.mark.usefixtures("another_first")
@pytest.mark.parametrize("shape", [(1, 1, 1), (7, 5, 3), (1000, 288, 32)])
def test_the_library_s_own_product_is_numpy_s(shape: tuple[int, int, int]) -> None:
    a, b = matrices(*shape)
    out = np.full((shape[0], shape[2]), np.nan, dtype=np.float32)

    multiply(a, b, out)

    assert matrix_product._find_sgemm() is not None, f"none of {LIBRARIES} is there"
    np.testing.assert_allclose(out, a @ b, rtol=1e-5)


@pytest.mark.usefixtures("another_first")
def test_a_view_that_skips_numbers_is_multiplied_all_the_same() -> None:
    a, b = matrices(6, 8, 4)
    out = np.empty((3, 4), dtype=np.float32)

    multiply(a[::2], b, out)

    np.testing.assert_allclose(out, a[::2] @ b, rtol=1e-5)


@pytest.mark.usefixtures("another_first")
@pytest.mark.parametrize("out_shape", [(6, 4), (6, 5)])
def test_shapes_that_do_not_fit_are_refused(out_shape: tuple[int, int]) -> None:
    a, b = matrices(6, 8, 4)

    with pytest.raises(ValueError, match="mismatch"):
        multiply(a if out_shape == (6, 5) else a[:, :7].copy(), b, np.empty(out_shape, dtype=np.float32))


@pytest.mark.usefixtures("another_first")
def test_without_any_library_numpy_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_product, "LIBRARIES", ("libnothing.so.0",))
    a, b = matrices(6, 8, 4)
    out = np.empty((6, 4), dtype=np.float32)

    multiply(a, b, out)

    assert matrix_product._find_sgemm() is None
    np.testing.assert_array_equal(out, a @ b)
