# SPDX-License-Identifier: GPL-2.0-or-later
"""A network on numpy gives the same digits with any number of threads, and leaves numpy's own as they were."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.network import threads
from eurosat_plugin.core.network.classifier import NumpyTileClassifier
from eurosat_plugin.core.network.threads import for_each, threads_here
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
