# SPDX-License-Identifier: GPL-2.0-or-later
"""Several threads run the network, each on tiles of its own; what fails is told in a line."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network import onnxruntime_session
from eurosat_plugin.core.network.onnx_file import read_model
from eurosat_plugin.core.network.onnxruntime_session import (
    SHARE,
    OnnxruntimeSession,
    first_line,
    onnxruntime_version,
)
from tests.core.network.onnx_writer import small_classifier

OUTPUTS = ("probabilities", "energy")


@pytest.fixture
def session(tmp_path: Path) -> OnnxruntimeSession:
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())
    return OnnxruntimeSession(read_model(path), OUTPUTS)


def random_image(count: int) -> np.ndarray:
    return np.random.default_rng(count).uniform(0, 255, (count, 3, 64, 64)).astype(np.float32)


class Watched:
    """Runs a session of onnxruntime and notes how many tiles it was given, and how many runs were under way."""

    def __init__(self, session: Any, together: int = 1) -> None:
        self._session = session
        self._met = threading.Barrier(together, timeout=60)
        self._lock = threading.Lock()
        self._at_work = 0
        self.most = 0
        self.sizes: list[int] = []

    def run(self, outputs: list[str], values: dict[str, np.ndarray]) -> Any:
        with self._lock:
            self._at_work += 1
            self.most = max(self.most, self._at_work)
            self.sizes += [len(image) for image in values.values()]
        self._met.wait()
        answer = self._session.run(outputs, values)
        with self._lock:
            self._at_work -= 1
        return answer


def watch(session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch, together: int = 1) -> Watched:
    watched = Watched(session._session, together)
    monkeypatch.setattr(session, "_session", watched)
    return watched


@pytest.mark.parametrize("count", [1, SHARE, SHARE + 1, 5 * SHARE + 3])
@pytest.mark.parametrize("threads", [1, 3])
def test_tiles_get_the_same_digits_in_the_same_order_however_they_are_shared_out(
    session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch, count: int, threads: int
) -> None:
    monkeypatch.setattr("eurosat_plugin.core.network.onnxruntime_session.thread_count", lambda: threads)
    image = random_image(count)
    one_by_one = [session._session.run(list(OUTPUTS), {session._input: tile[None]}) for tile in image]

    answers = session.run(image)

    for found, expected in zip(answers, zip(*one_by_one)):
        np.testing.assert_array_equal(found, np.concatenate(expected))


def test_no_thread_is_given_more_tiles_than_its_cache_is_good_for(
    session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = watch(session, monkeypatch)

    session.run(random_image(2 * SHARE + 3))

    assert sorted(watched.sizes) == [3, SHARE, SHARE]


def test_as_many_tiles_are_worked_on_at_once_as_there_are_threads(
    session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eurosat_plugin.core.network.onnxruntime_session.thread_count", lambda: 3)
    # Each waits until three are there: fewer threads would break the barrier.
    watched = watch(session, monkeypatch, together=3)

    session.run(random_image(6 * SHARE))

    assert watched.most == 3


@pytest.mark.parametrize(
    ("count", "threads"), [(SHARE, []), (SHARE + 1, [2]), (3 * SHARE, [3]), (9 * SHARE, [4])], ids=str
)
def test_there_are_no_more_threads_than_shares_of_tiles(
    session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch, count: int, threads: list[int]
) -> None:
    started: list[int] = []

    def start(most: int, name: str) -> ThreadPoolExecutor:
        started.append(most)
        return ThreadPoolExecutor(most, name)

    monkeypatch.setattr(onnxruntime_session, "thread_count", lambda: 4)
    monkeypatch.setattr(onnxruntime_session, "ThreadPoolExecutor", start)

    session.run(random_image(count))

    assert started == threads


@pytest.mark.parametrize(("wanted", "threads"), [("1", 1), ("", 4), ("0", 4), ("99", 4), ("many", 4)])
def test_onnxruntime_uses_no_more_threads_than_numpy_may(
    session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch, wanted: str, threads: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setenv("OMP_NUM_THREADS", wanted)
    watched = watch(session, monkeypatch, together=threads)

    session.run(random_image(4 * SHARE))

    assert watched.most == threads
    assert session_threads(watched) == 1, "no run has threads of its own"


def session_threads(watched: Watched) -> int:
    options = watched._session.get_session_options()
    return int(options.intra_op_num_threads)


def test_the_tensors_are_those_that_are_named_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())

    shapes = [
        [answer.shape for answer in OnnxruntimeSession(read_model(path), names).run(random_image(2))]
        for names in (OUTPUTS, OUTPUTS[::-1], OUTPUTS[1:])
    ]

    assert shapes == [[(2, 10), (2,)], [(2,), (2, 10)], [(2,)]]


def test_no_tiles_have_no_answers(session: OnnxruntimeSession) -> None:
    probabilities, energy = session.run(random_image(1)[:0])

    assert (len(probabilities), len(energy)) == (0, 0)


def test_no_thread_is_left_behind(session: OnnxruntimeSession) -> None:
    before = threading.active_count()

    session.run(random_image(4 * SHARE))

    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("failure", "expected", "sentence"),
    [
        (RuntimeError("std::bad_alloc\nat line 7"), MemoryError, "std::bad_alloc"),
        (RuntimeError("CUDA OUT OF MEMORY"), MemoryError, "CUDA OUT OF MEMORY"),
        (RuntimeError("no such kernel\nat line 7"), BackendError, "onnxruntime cannot run the model (no such kernel)."),
    ],
)
def test_what_fails_in_a_thread_fails_the_run(
    session: OnnxruntimeSession,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
    expected: type[Exception],
    sentence: str,
) -> None:
    class Failing:
        def run(self, outputs: list[str], values: dict[str, np.ndarray]) -> Any:
            raise failure

    monkeypatch.setattr(session, "_session", Failing())

    with pytest.raises(expected) as caught:
        session.run(random_image(3 * SHARE))
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (RuntimeError("\n  first\nsecond"), "first"),
        (MemoryError(), "MemoryError"),
        (ImportError(" \n"), "ImportError"),
    ],
    ids=repr,
)
def test_of_an_error_the_first_line_is_told_or_else_its_name(error: Exception, line: str) -> None:
    assert first_line(error) == line


def test_the_version_is_that_of_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace(__version__="9.9.1"))
    assert onnxruntime_version() == "9.9.1"

    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace())
    assert onnxruntime_version() == "?"


def test_a_session_is_quiet_and_works_on_one_layer_at_a_time(session: OnnxruntimeSession) -> None:
    options = session._session.get_session_options()

    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)
    # Only what ends the process: what fails is told in a sentence of its own.
    assert options.log_severity_level == 4
    assert session._session.get_providers() == ["CPUExecutionProvider"]
