# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the int8 file of the network is taken: tried once, remembered in the profile, and never why a run fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis.core import QgsApplication

from eurosat_plugin.adapters.runtime import int8_choice, processor
from eurosat_plugin.adapters.runtime.int8_choice import RECORD, int8_gain
from eurosat_plugin.adapters.runtime.processor import processor_mark
from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network.int8_trial import Int8Trial

pytestmark = pytest.mark.usefixtures("qgis_app")

FASTER, SLOWER = Int8Trial(3.0, 1.2, 0.0), Int8Trial(3.0, 3.5, 0.0)


class Trial:
    """Stands for the trial: gives `outcome`, or raises it."""

    def __init__(self, outcome: Int8Trial | BaseException) -> None:
        self.outcome = outcome
        self.calls = 0

    def __call__(self, plain: Path, int8: Path) -> Int8Trial:
        self.calls += 1
        assert (plain.name, int8.name) == ("fast.onnx", "fast-int8.onnx")
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty profile of somebody who has the choice."""
    monkeypatch.delenv("EUROSAT_INT8", raising=False)
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: str(tmp_path))
    monkeypatch.setattr(int8_choice, "_known", {})
    monkeypatch.setattr(int8_choice, "onnxruntime_version", lambda: "1.0")
    return tmp_path


@pytest.fixture
def trial(profile: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Int8Trial | BaseException], Trial]:
    def put(outcome: Int8Trial | BaseException) -> Trial:
        made = Trial(outcome)
        monkeypatch.setattr(int8_choice, "try_int8", made)
        return made

    return put


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be another process."""
    monkeypatch.setattr(int8_choice, "_known", {})


@pytest.mark.parametrize(("outcome", "gain"), [(FASTER, 2.5), (SLOWER, 0.0), (Int8Trial(3.0, 1.0, 0.1), 0.0)])
def test_it_is_tried_once_and_remembered(trial, monkeypatch, outcome, gain):
    tried = trial(outcome)

    answers = [int8_gain(), int8_gain()]
    forget(monkeypatch)
    answers.append(int8_gain())

    assert answers == [gain] * 3
    assert tried.calls == 1


@pytest.mark.parametrize("error", [BackendError("no"), RuntimeError("broken"), MemoryError()])
def test_a_trial_that_fails_means_float_and_is_not_made_again(trial, monkeypatch, error):
    tried = trial(error)

    answers = [int8_gain()]
    forget(monkeypatch)
    answers.append(int8_gain())

    assert answers == [0.0, 0.0]
    assert tried.calls == 1


def test_a_trial_that_takes_qgis_with_it_is_not_made_again(trial, monkeypatch):
    crashed = trial(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        int8_gain()
    forget(monkeypatch)
    again = trial(FASTER)

    assert int8_gain() == 0.0
    assert (crashed.calls, again.calls) == (1, 0)


@pytest.mark.parametrize("what", ["processor", "onnxruntime", "files", "threads"])
def test_it_is_tried_anew_where_anything_else_is(trial, profile, monkeypatch, what):
    trial(SLOWER)
    int8_gain()
    tried = trial(FASTER)
    if what == "files":
        for name in ("fast", "fast-int8"):
            (profile / f"{name}.onnx").write_bytes(b"another")
        monkeypatch.setattr(int8_choice, "model_path", lambda name: profile / f"{name}.onnx")
    name, other = {
        "processor": ("processor_mark", "another"),
        "onnxruntime": ("onnxruntime_version", "2.0"),
        "threads": ("thread_count", 77),
        "files": ("_MOST_KEPT", 20),
    }[what]
    monkeypatch.setattr(int8_choice, name, other if what == "files" else lambda: other)

    assert int8_gain() == 2.5
    assert tried.calls == 1


def test_without_onnxruntime_it_is_float_until_there_is_one(trial, profile, monkeypatch):
    tried = trial(FASTER)

    def missing() -> str:
        raise BackendError("not installed")

    with monkeypatch.context() as without:
        without.setattr(int8_choice, "onnxruntime_version", missing)
        assert int8_gain() == 0.0
    assert not (profile / "eurosat_land_cover" / RECORD).exists()

    assert int8_gain() == 2.5
    assert tried.calls == 1


def test_files_are_read_again_only_when_one_has_changed(trial, profile, monkeypatch):
    trial(FASTER)
    for name in ("fast", "fast-int8"):
        (profile / f"{name}.onnx").write_bytes(b"a network")
    monkeypatch.setattr(int8_choice, "model_path", lambda name: profile / f"{name}.onnx")
    read, read_bytes = [], Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or read_bytes(path))

    for _ in range(3):
        int8_gain()
    once = list(read)
    (profile / "fast.onnx").write_bytes(b"a longer network")
    int8_gain()

    assert once == ["fast.onnx", "fast-int8.onnx"]
    assert read == once * 2


def test_missing_files_mean_float(trial, profile, monkeypatch):
    trial(FASTER)
    monkeypatch.setattr(int8_choice, "model_path", lambda name: profile / f"{name}.onnx")

    assert int8_gain() == 0.0


def test_who_never_wants_it_is_not_kept_waiting(trial, monkeypatch):
    tried = trial(FASTER)
    monkeypatch.setenv("EUROSAT_INT8", "never")

    assert int8_gain() == 0.0
    assert tried.calls == 0


@pytest.mark.parametrize("content", ["", "[1]", '{"x": "y"}', "{"])
def test_a_record_that_says_nothing_is_written_anew(trial, profile, content):
    path = profile / "eurosat_land_cover" / RECORD
    path.parent.mkdir()
    path.write_text(content)
    trial(FASTER)

    assert int8_gain() == 2.5
    assert 2.5 in json.loads(path.read_text()).values()


def test_only_the_last_outcomes_are_kept(trial, profile, monkeypatch):
    trial(FASTER)
    for number in range(30):
        monkeypatch.setattr(int8_choice, "processor_mark", lambda number=number: f"processor {number}")
        int8_gain()

    kept = list(json.loads((profile / "eurosat_land_cover" / RECORD).read_text()))

    assert [mark.partition(",")[0] for mark in kept] == [f"processor {number}" for number in range(10, 30)]


def test_in_a_profile_that_cannot_be_written_to_it_is_tried_once_a_process(trial, profile):
    (profile / "eurosat_land_cover").write_text("a file where the folder should be")
    tried = trial(FASTER)

    assert [int8_gain(), int8_gain()] == [2.5, 2.5]
    assert tried.calls == 1


CPUINFO = """processor\t: 0
vendor_id\t: AuthenticAMD
model name\t: AMD EPYC
cpu MHz\t\t: {mhz}
flags\t\t: fpu {flags}

processor\t: 1
vendor_id\t: {second}
"""


def test_what_a_processor_can_do_tells_it_from_others_of_its_name(tmp_path, monkeypatch):
    path = tmp_path / "cpuinfo"
    monkeypatch.setattr(processor, "_CPUINFO", path)

    def mark(flags: str, mhz: int = 2000, second: str = "AuthenticAMD") -> str:
        path.write_text(CPUINFO.format(flags=flags, mhz=mhz, second=second))
        return processor_mark()

    assert mark("avx512_vnni") == mark("avx512_vnni", mhz=3000, second="another")
    assert mark("avx512_vnni") != mark("avx2")


def test_where_nothing_is_told_a_processor_has_a_mark_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(processor, "_CPUINFO", tmp_path / "none")

    assert processor_mark() == processor_mark() != ""
