# SPDX-License-Identifier: GPL-2.0-or-later
"""From a package index on this computer to an onnxruntime that has proved itself in a real process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime import runtime_installation, runtime_trial
from eurosat_plugin.adapters.runtime.package_index import WheelLink
from eurosat_plugin.adapters.runtime.runtime_folder import PENDING, RuntimeFolder
from eurosat_plugin.adapters.runtime.runtime_installation import Installer, fitting_wheels
from eurosat_plugin.adapters.runtime.wheel_name import Interpreter
from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.onnxruntime_search import loaded_onnxruntime, look_for_onnxruntime
from tests.core.network.onnx_writer import small_classifier
from tests.wheels import LocalIndex, local_index, nothing_imported, wheel_content, wheel_name, working_code

HERE = Interpreter.running()


@pytest.fixture
def index() -> Iterator[LocalIndex]:
    with local_index() as index:
        yield index


@pytest.fixture
def place(tmp_path: Path) -> RuntimeFolder:
    return RuntimeFolder(tmp_path / "profile")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())
    return path


@pytest.fixture
def feedback() -> QgsFeedback:
    return QgsFeedback()


@pytest.fixture
def installer(qgis_app, place, model, feedback) -> Installer:
    return Installer(place, model, feedback, HERE)


def test_the_wheel_of_an_index_is_installed_and_proved_in_a_process_of_its_own(installer, place, index):
    index.offer({wheel_name(): wheel_content()})

    receipt = installer.from_index(index.url)

    assert place.receipt() == receipt
    assert (receipt.version, receipt.proof, receipt.source) == ("9.9.0", "process", index.url)
    assert receipt.speed > 0
    assert (place.usable() / "onnxruntime" / "__init__.py").is_file()


def test_the_proof_does_not_import_it_into_this_process(installer, index):
    index.offer({wheel_name(): wheel_content()})

    with nothing_imported():
        installer.from_index(index.url)

        assert loaded_onnxruntime() is None


def test_progress_grows_to_a_hundred(installer, index, feedback):
    index.offer({wheel_name(): wheel_content()})
    told: list[float] = []
    feedback.progressChanged.connect(told.append)

    installer.from_index(index.url)

    assert told == sorted(told)
    assert told[-1] == 100


def test_a_classifier_that_is_opened_later_in_the_session_uses_it(installer, place, index, model):
    index.offer({wheel_name(): wheel_content()})
    look_for_onnxruntime(place.usable)
    try:
        with nothing_imported():
            installer.from_index(index.url)
            classifier = open_classifier(model)

            assert classifier.backend == "onnxruntime"
            assert loaded_onnxruntime() == ("9.9.0", place.usable() / "onnxruntime")
    finally:
        look_for_onnxruntime(None)


def test_the_newest_version_is_installed(installer, index):
    index.offer({wheel_name(version): wheel_content(version) for version in ("1.9.0", "1.10.0", "1.2.0")})

    assert installer.from_index(index.url).version == "1.10.0"


def test_a_version_that_needs_another_numpy_gives_way_to_an_older_one(installer, index):
    newer = f">={int(np.__version__.split('.')[0]) + 1}"
    index.offer({wheel_name("2.0"): wheel_content("2.0", numpy=newer), wheel_name("1.0"): wheel_content("1.0")})

    assert installer.from_index(index.url).version == "1.0"


def test_when_all_need_another_numpy_numpy_is_left_alone(installer, place, index):
    index.offer({wheel_name(): wheel_content(numpy=">=99")})

    with pytest.raises(InstallationError, match=r"needs numpy >=99, and QGIS has .* not changed"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_no_wheel_for_this_python_is_told(installer, index):
    index.offer({"onnxruntime-1.0-cp27-cp27m-any.whl": wheel_content("1.0")})

    python = f"Python {HERE.python[0]}.{HERE.python[1]}"
    with pytest.raises(InstallationError, match=f"has no onnxruntime for {python}"):
        installer.from_index(index.url)


def test_a_package_that_cannot_be_imported_is_removed_again(installer, place, index):
    index.offer({wheel_name(): wheel_content(code="raise ImportError('DLL load failed')")})

    with pytest.raises(InstallationError, match=r"does not work here.*DLL load failed"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_a_package_that_crashes_takes_only_the_process_with_it(installer, place, index):
    index.offer({wheel_name(): wheel_content(code="import os\nos.abort()")})

    with pytest.raises(InstallationError, match="does not work here"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_a_package_that_computes_something_else_is_removed_again(installer, place, index):
    wrong = working_code(answer="probabilities[:, ::-1], energy")
    index.offer({wheel_name(): wheel_content(code=wrong)})

    with pytest.raises(InstallationError, match="gives other probabilities than numpy"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_a_failed_update_leaves_what_was_there(installer, place, index):
    index.offer({wheel_name("1.0"): wheel_content("1.0")})
    before = installer.from_index(index.url)
    index.offer({wheel_name("2.0"): wheel_content("2.0", code="raise ImportError")})

    with pytest.raises(InstallationError):
        installer.from_index(index.url)

    assert place.receipt() == before
    assert [path.name for path in place.path.glob("onnxruntime-*")] == [before.folder]


def test_an_update_removes_the_older_one(installer, place, index):
    for version in ("1.0", "2.0"):
        index.offer({wheel_name(version): wheel_content(version)})
        receipt = installer.from_index(index.url)

    assert receipt.version == "2.0"
    assert [path.name for path in place.path.glob("onnxruntime-*")] == [receipt.folder]


def test_a_failure_spares_what_another_qgis_has_installed_meanwhile(installer, place, index, tmp_path, model):
    index.offer({wheel_name(): wheel_content(code="raise ImportError")})
    other = tmp_path / wheel_name("1.5")
    other.write_bytes(wheel_content("1.5"))

    def meanwhile(percent: float) -> None:
        if percent > 70 and place.receipt() is None:
            Installer(place, model, QgsFeedback(), HERE).from_file(other)

    installer.feedback.progressChanged.connect(meanwhile)

    with pytest.raises(InstallationError, match="does not work here"):
        installer.from_index(index.url)
    assert place.receipt().version == "1.5"
    assert place.usable() is not None


def test_cancelling_while_it_is_unpacked_leaves_nothing(installer, place, index, feedback):
    index.offer({wheel_name(): wheel_content()})
    feedback.progressChanged.connect(lambda percent: feedback.cancel() if percent > 70 else None)

    with pytest.raises(InstallationError, match="Cancelled"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_a_profile_that_cannot_be_written_to_is_told(installer, place, index):
    index.offer({wheel_name(): wheel_content()})
    place.path.parent.parent.mkdir(parents=True)
    place.path.parent.touch()

    with pytest.raises(InstallationError, match=r"cannot be"):
        installer.from_index(index.url)


def test_without_an_interpreter_it_is_tried_in_the_session_itself(installer, place, index, monkeypatch):
    index.offer({wheel_name(): wheel_content()})
    monkeypatch.setattr(runtime_trial, "find_interpreter", lambda feedback: "")

    with nothing_imported():
        receipt = installer.from_index(index.url)

    assert receipt.proof == "session"
    assert place.usable() == place.path / receipt.folder


def test_a_crash_of_qgis_while_it_is_tried_there_is_remembered(installer, place, index, monkeypatch):
    index.offer({wheel_name(): wheel_content()})
    monkeypatch.setattr(runtime_trial, "find_interpreter", lambda feedback: "")

    def crash(folder: Path, model: Path) -> float:
        raise SystemExit("QGIS is gone")

    monkeypatch.setattr(runtime_installation, "try_in_session", crash)

    with pytest.raises(SystemExit):
        installer.from_index(index.url)
    assert place.receipt().proof == PENDING
    assert place.usable() is None


def test_another_onnxruntime_that_is_loaded_already_is_no_proof(installer, place, index, monkeypatch):
    index.offer({wheel_name(): wheel_content()})
    monkeypatch.setattr(runtime_trial, "find_interpreter", lambda feedback: "")

    with nothing_imported():
        import onnxruntime  # noqa: F401  the one of this environment

        with pytest.raises(InstallationError, match="has loaded another one"):
            installer.from_index(index.url)
    assert not place.path.exists()


def test_a_file_from_elsewhere_is_installed(installer, tmp_path):
    path = tmp_path / wheel_name("1.5")
    path.write_bytes(wheel_content("1.5"))

    receipt = installer.from_file(path)

    assert (receipt.version, receipt.source) == ("1.5", path.name)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("onnxruntime-1.0-cp27-cp27m-any.whl", "is not for Python"),
        ("numpy-1.0-py3-none-any.whl", "does not have the name of a wheel of onnxruntime"),
        ("onnxruntime.zip", "does not have the name of a wheel of onnxruntime"),
        (wheel_name("1.5"), "cannot be read"),
    ],
)
def test_a_file_that_will_not_do_is_told(installer, tmp_path, name, sentence):
    with pytest.raises(InstallationError, match=sentence):
        installer.from_file(tmp_path / name)


def test_an_index_without_a_sha256_installs_nothing(installer, place, index):
    index.offer({wheel_name(): wheel_content()}, sha256="")

    with pytest.raises(InstallationError, match="gives no sha256"):
        installer.from_index(index.url)
    assert not place.path.exists()
    assert index.requests == ["/simple/onnxruntime/"]


def test_the_version_in_a_wheel_is_no_path(installer, place, index, tmp_path):
    index.offer({wheel_name(): wheel_content(stated="/../../../escaped")})

    with pytest.raises(InstallationError, match="is refused"):
        installer.from_index(index.url)
    assert [path.name for path in tmp_path.iterdir()] == ["small.onnx"]


def test_nothing_in_the_current_folder_is_executed_by_an_installation(installer, index, tmp_path, monkeypatch):
    project = tmp_path / "project"
    project.mkdir()
    for name in ("json", "sysconfig", "pip", "onnxruntime", "flatbuffers", "tempfile"):
        (project / f"{name}.py").write_text(f"open({str(tmp_path / 'executed')!r}, 'a').write('{name} ')")
    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    index.offer({wheel_name(): wheel_content()})

    assert installer.from_index(index.url).proof == "process"
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize(
    "code",
    [
        "print('7'); raise SystemExit",
        "print('[1]'); raise SystemExit",
        "print('{\"speed\": \"x\"}', end=''); import os; os._exit(0)",
        "print('{' * 100000, end=''); import os, sys; sys.stdout.flush(); os._exit(0)",
        "import sys; sys.stderr.write('x' * 100000); raise SystemExit(1)",
    ],
)
def test_a_package_that_answers_nonsense_is_refused_in_a_sentence(installer, place, index, code):
    index.offer({wheel_name(): wheel_content(code=code)})

    with pytest.raises(InstallationError, match=r"does not work here.*Classification goes on with numpy") as caught:
        installer.from_index(index.url)
    assert len(str(caught.value)) < 600
    assert not place.path.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe under a name")
def test_a_pipe_is_no_wheel(installer, tmp_path):
    os.mkfifo(tmp_path / wheel_name("1.5"))

    with pytest.raises(InstallationError, match="cannot be read"):
        installer.from_file(tmp_path / wheel_name("1.5"))


def test_wheels_for_a_later_python_are_left_out():
    later = f">={sys.version_info[0]}.{sys.version_info[1] + 1}"
    links = [WheelLink(wheel_name("2.0"), "", "", later), WheelLink(wheel_name("1.0"), "", "", ">=3.8")]

    assert [link.file_name for link in fitting_wheels(links, HERE)] == [wheel_name("1.0")]
