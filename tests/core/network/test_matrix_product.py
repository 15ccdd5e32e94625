# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import ctypes
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest

from eurosat_plugin.core.network import matrix_product
from eurosat_plugin.core.network.matrix_product import LIBRARIES, multiply


@pytest.fixture
def system_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let numpy look as if it used the system's library, as Debian's does."""
    monkeypatch.setattr(matrix_product, "libraries_of_numpy", tuple)
    matrix_product._find_sgemm.cache_clear()
    yield
    matrix_product._find_sgemm.cache_clear()


def matrices(rows: int, inner: int, cols: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    return rng.random((rows, inner), dtype=np.float32), rng.random((inner, cols), dtype=np.float32)


@pytest.mark.usefixtures("system_library")
@pytest.mark.parametrize("shape", [(1, 1, 1), (7, 5, 3), (1000, 288, 32)])
def test_the_library_s_own_product_is_numpy_s(shape: tuple[int, int, int]) -> None:
    a, b = matrices(*shape)
    out = np.full((shape[0], shape[2]), np.nan, dtype=np.float32)

    multiply(a, b, out)

    assert matrix_product._find_sgemm() is not None, f"none of {LIBRARIES} is there"
    np.testing.assert_allclose(out, a @ b, rtol=1e-5)


@pytest.mark.usefixtures("system_library")
def test_a_view_that_skips_numbers_is_multiplied_all_the_same() -> None:
    a, b = matrices(6, 8, 4)
    out = np.empty((3, 4), dtype=np.float32)

    multiply(a[::2], b, out)

    np.testing.assert_allclose(out, a[::2] @ b, rtol=1e-5)


@pytest.mark.usefixtures("system_library")
@pytest.mark.parametrize("out_shape", [(6, 4), (6, 5)])
def test_shapes_that_do_not_fit_are_refused(out_shape: tuple[int, int]) -> None:
    a, b = matrices(6, 8, 4)

    with pytest.raises(ValueError, match="mismatch"):
        multiply(a if out_shape == (6, 5) else a[:, :7].copy(), b, np.empty(out_shape, dtype=np.float32))


@pytest.mark.usefixtures("system_library")
def test_without_any_library_numpy_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_product, "LIBRARIES", ("libnothing.so.0",))
    a, b = matrices(6, 8, 4)
    out = np.empty((6, 4), dtype=np.float32)

    multiply(a, b, out)

    assert matrix_product._find_sgemm() is None
    np.testing.assert_array_equal(out, a @ b)


@pytest.mark.usefixtures("system_library")
def test_stacks_of_matrices_are_multiplied_as_numpy_does() -> None:
    rng = np.random.default_rng(2)
    a, b = rng.random((1, 1, 6, 4), dtype=np.float32), rng.random((2, 3, 4, 5), dtype=np.float32)

    product = multiply(a, b)

    assert product.shape == (2, 3, 6, 5)
    np.testing.assert_allclose(product, a @ b, rtol=1e-5)
    with pytest.raises(ValueError, match=r"mismatch|broadcast"):
        multiply(rng.random((2, 6, 4), dtype=np.float32), b)


@pytest.mark.usefixtures("system_library")
@pytest.mark.parametrize("shapes", [((4,), (4,)), ((3, 4), (4,)), ((4,), (4, 3)), ((0, 4), (4, 3)), ((3, 0), (0, 4))])
def test_rows_and_what_is_empty_are_multiplied_as_numpy_does(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    rng = np.random.default_rng(3)
    a, b = (rng.random(shape, dtype=np.float32) for shape in shapes)

    product = multiply(a, b)

    assert product.shape == (a @ b).shape
    np.testing.assert_allclose(product, a @ b, rtol=1e-5)


@pytest.mark.usefixtures("system_library")
@pytest.mark.parametrize("kinds", [(np.float64, np.float32), (np.float32, np.int64)], ids=str)
def test_numbers_of_other_formats_are_multiplied_as_numpy_does(kinds: tuple[type, type]) -> None:
    a, b = (matrix.astype(kind) for matrix, kind in zip(matrices(6, 8, 4), kinds))

    product = multiply(a, b)

    assert product.dtype == (a @ b).dtype
    np.testing.assert_allclose(product, a @ b, rtol=1e-5)


@pytest.mark.usefixtures("system_library")
def test_the_product_is_written_where_it_is_wanted_even_among_other_numbers() -> None:
    a, b = matrices(6, 8, 4)
    table = np.full((6, 9), 7.0, dtype=np.float32)

    multiply(a, b, table[:, 1::2])

    np.testing.assert_allclose(table[:, 1::2], a @ b, rtol=1e-5)
    assert (table[:, ::2] == 7.0).all()


class Libraries:
    """Stands for the system: these names are there, those in `products` with a product."""

    def __init__(self, names: tuple[str, ...], products: tuple[str, ...]) -> None:
        self.names, self.products = names, products
        self.asked: list[str] = []

    def __call__(self, name: str) -> SimpleNamespace:
        self.asked.append(name)
        if name not in self.names:
            raise OSError(f"{name}: cannot open shared object file")
        return SimpleNamespace(**({"cblas_sgemm": SimpleNamespace(of=name)} if name in self.products else {}))


@pytest.mark.usefixtures("system_library")
def test_the_first_library_that_has_a_product_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", Libraries(LIBRARIES[1:], LIBRARIES[2:]))

    found = matrix_product._find_sgemm()

    # Integers as long as the C compiler's, floats by value, matrices by address: cblas.h.
    assert (found.of, found.restype, len(found.argtypes)) == (LIBRARIES[2], None, 14)


@pytest.mark.usefixtures("system_library")
def test_no_library_is_opened_where_numpy_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    system = Libraries(LIBRARIES, LIBRARIES)
    monkeypatch.setattr(ctypes, "CDLL", system)
    monkeypatch.setattr(matrix_product, "libraries_of_numpy", lambda: ("numpy.libs/libopenblas.so",))

    assert matrix_product._find_sgemm() is None
    assert system.asked == []


@pytest.mark.usefixtures("system_library")
@pytest.mark.parametrize(
    ("first", "second", "products"), [((6, 8), (8, 4), 1), ((2, 3, 6, 8), (8, 4), 6), ((1, 6, 8), (5, 8, 4), 5)]
)
@pytest.mark.parametrize("given", [False, True])
def test_products_are_left_to_the_library_one_by_one(
    first: tuple[int, ...], second: tuple[int, ...], products: int, given: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """numpy's own may be the slow one: that its numbers are right is no excuse."""
    sgemm = matrix_product._find_sgemm()
    sizes: list[tuple[int, ...]] = []
    a, b = np.ones(first, np.float32), np.ones(second, np.float32)
    out = np.empty((a @ b).shape, np.float32) if given else None

    with monkeypatch.context() as patch:
        patch.setattr(matrix_product, "_find_sgemm", lambda: lambda *told: sizes.append(told[3:6]) or sgemm(*told))
        product = multiply(a, b, out)

    assert (product == 8).all()
    assert sizes == [(6, 4, 8)] * products
