# SPDX-License-Identifier: GPL-2.0-or-later
"""A network on numpy gives the same digits with any number of threads, and leaves numpy's own as they were."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.network import threads
from eurosat_plugin.core.network.classifier import NumpyTileClassifier
from eurosat_plugin.core.network.threads import for_each, libraries_of_numpy, thread_count, threads_here
from eurosat_plugin.paths import model_path

LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
CLASSIFY = """
import hashlib
import numpy as np
from eurosat_plugin.core.network.classifier import NumpyTileClassifier
from eurosat_plugin.paths import model_path
for model, count in (("fast", 5), ("fast", 40), ("accurate", 1), ("accurate", 5)):
    tiles = np.random.default_rng(count).integers(0, 255, (count, 64, 64, 3), dtype=np.uint8)
    probabilities = NumpyTileClassifier(model_path(model)).classify(tiles).probabilities
    print(model, count, hashlib.sha256(probabilities.tobytes()).hexdigest())
"""


def digits(project_folder: Path, libraries: str = "", **limits: str) -> str:
    """Classify in a process whose environment limits threads like this, after it has opened `libraries`."""
    environment = {key: value for key, value in os.environ.items() if key not in LIMITS} | limits
    if libraries:
        environment["LD_PRELOAD"] = libraries
    command = [sys.executable, "-c", CLASSIFY]
    told = subprocess.run(command, cwd=project_folder, env=environment, capture_output=True, text=True, check=True)
    return told.stdout


def test_digits_do_not_depend_on_the_threads_that_a_process_may_use(project_folder: Path) -> None:
    if (os.cpu_count() or 1) < 2:
        pytest.skip("one processor has one thread")

    assert digits(project_folder) == digits(project_folder, **dict.fromkeys(LIMITS, "1"))


def test_digits_are_those_of_a_process_that_offers_another_product_first(project_folder: Path) -> None:
    name = ctypes.util.find_library("gslcblas")
    if name is None:
        pytest.skip("the GNU Scientific Library is not here")

    assert digits(project_folder, name) == digits(project_folder)


def test_digits_do_not_depend_on_how_many_products_are_worked_on_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    classifier = NumpyTileClassifier(model_path("fast"))
    tiles = np.random.default_rng(0).integers(0, 255, (33, 64, 64, 3), dtype=np.uint8)
    found = []
    for count in (1, 5):
        monkeypatch.setattr(threads, "thread_count", lambda count=count: count)
        found.append(classifier.classify(tiles).probabilities.tobytes())

    assert found[0] == found[1]


def test_all_is_done_here_and_what_fails_is_raised() -> None:
    done: list[int] = []

    def work(item: int) -> None:
        if item == 7:
            raise MemoryError("for 7")
        done.append(item)

    with threads_here():
        for_each(work, range(7))
        with pytest.raises(MemoryError, match="for 7"):
            for_each(work, [7])
    for_each(work, [8])

    assert sorted(done) == [*range(7), 8]


def test_numpy_has_its_threads_back_afterwards() -> None:
    library = threads._library()
    if library is None:
        pytest.skip("numpy does not use OpenBLAS here")
    get, use = library
    before = get()
    use(2)
    try:
        with threads_here():
            within = get()
            with threads_here():
                pass
            still = get()

        assert (within, still, get()) == (1, 1, 2)
    finally:
        use(before)


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Let these libraries, by their names, be all that the system has; numpy brings none of its own."""
    found: dict[str, Any] = {}

    def load(name: str) -> Any:
        if name not in found:
            raise OSError(f"{name}: cannot open shared object file")
        return found[name]

    monkeypatch.setattr(threads, "libraries_of_numpy", tuple)
    monkeypatch.setattr(ctypes, "CDLL", load)
    threads._library.cache_clear()
    yield found
    threads._library.cache_clear()


def offering(get: str, use: str) -> tuple[Any, list[int]]:
    """Return a library with functions of these names, and the numbers of threads that it has been set to, 6 first."""
    numbers = [6]
    return SimpleNamespace(**{get: lambda: numbers[-1], use: lambda number: numbers.append(number)}), numbers


@pytest.mark.parametrize(
    ("library", "get", "use"),
    [
        ("libopenblas.so.0", "openblas_get_num_threads", "openblas_set_num_threads"),
        ("libopenblas.so.0", "openblas_get_num_threads64_", "openblas_set_num_threads64_"),
        ("libopenblas.so.0", "scipy_openblas_get_num_threads_64", "scipy_openblas_set_num_threads_64"),
        ("libflexiblas.so.3", "flexiblas_get_num_threads", "flexiblas_set_num_threads"),
    ],
)
def test_each_product_has_one_thread_whatever_the_library_calls_its_functions(
    libraries: dict[str, Any], library: str, get: str, use: str
) -> None:
    def set_only() -> None:
        """Stand for an older function that tells nothing."""

    libraries[library], numbers = offering(get, use)
    libraries[library].openblas_set_num_threads_64 = set_only

    with threads_here():
        within = list(numbers)

    assert (within, numbers) == ([6, 1], [6, 1, 6])


def test_a_library_that_numpy_brings_with_it_is_the_one_that_counts(
    libraries: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    functions = "openblas_get_num_threads", "openblas_set_num_threads"
    (libraries["own-openblas.so"], own), (libraries["libopenblas.so.0"], other) = (offering(*functions) for _ in "ab")
    monkeypatch.setattr(threads, "libraries_of_numpy", lambda: ("own-openblas.so",))

    with threads_here():
        pass

    assert (own, other) == ([6, 1, 6], [6])


def test_without_a_library_that_can_be_told_all_is_done_in_this_thread(libraries: dict[str, Any]) -> None:
    libraries["libopenblas.so.0"] = SimpleNamespace(openblas_get_num_threads=lambda: 6)
    found: set[str] = set()

    with threads_here():
        for_each(lambda item: found.add(threading.current_thread().name), range(20))

    assert found == {threading.current_thread().name}


def test_with_one_that_can_be_told_none_is_done_in_this_thread(libraries: dict[str, Any]) -> None:
    libraries["libopenblas.so.0"], _ = offering("openblas_get_num_threads", "openblas_set_num_threads")
    found: set[str] = set()

    with threads_here():
        for_each(lambda item: found.add(threading.current_thread().name), range(20))

    assert threading.current_thread().name not in found


@pytest.mark.parametrize("folder", ["numpy.libs", "numpy/.libs", "numpy/.dylibs"])
def test_a_library_beside_numpy_is_found_where_its_wheels_have_it(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy/__init__.py", f"{folder}/libscipy_openblas64_-12ab.so", f"{folder}/libgfortran.so"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(np, "__file__", str(tmp_path / "numpy" / "__init__.py"))

    assert libraries_of_numpy() == (str(tmp_path / folder / "libscipy_openblas64_-12ab.so"),)


@pytest.mark.parametrize(
    ("processors", "wanted", "count"),
    [(4, None, 4), (4, "", 4), (64, "", 8), (64, "12", 8), (4, "3", 3), (4, "1", 1), (None, "", 1)],
)
def test_there_is_a_thread_for_each_processor_but_no_more_than_eight(
    processors: int | None, wanted: str | None, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if wanted is not None:
        monkeypatch.setenv("OMP_NUM_THREADS", wanted)

    assert thread_count() == count


def test_what_numpy_would_warn_of_is_not_said_in_other_threads_either(libraries: dict[str, Any]) -> None:
    libraries["libopenblas.so.0"], _ = offering("openblas_get_num_threads", "openblas_set_num_threads")
    found: list[float] = []

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with threads_here():
            for_each(lambda item: found.append((np.array([item]) / np.zeros(1)).item()), [1.0])

    assert found == [np.inf]


def test_no_more_threads_are_begun_than_may_be_used(libraries: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    libraries["libopenblas.so.0"], _ = offering("openblas_get_num_threads", "openblas_set_num_threads")
    begun: list[int] = []

    def begin(most: int, name: str) -> ThreadPoolExecutor:
        begun.append(most)
        return ThreadPoolExecutor(most, name)

    monkeypatch.setattr(threads, "thread_count", lambda: 3)
    monkeypatch.setattr(threads, "ThreadPoolExecutor", begin)

    with threads_here():
        for_each(lambda item: None, range(20))

    assert begun == [3]


def test_the_threads_of_a_block_are_those_of_the_thread_that_has_opened_it(libraries: dict[str, Any]) -> None:
    libraries["libopenblas.so.0"], _ = offering("openblas_get_num_threads", "openblas_set_num_threads")
    found: set[str] = set()

    def work() -> None:
        for_each(lambda item: found.add(threading.current_thread().name), range(20))

    with threads_here():
        other = threading.Thread(target=work, name="other")
        other.start()
        other.join()

    assert found == {"other"}
