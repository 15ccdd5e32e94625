# SPDX-License-Identifier: GPL-2.0-or-later
"""What is not installed, or not where it was to be, and what is told of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from eurosat_plugin.adapters.runtime import runtime_installation, runtime_trial
from eurosat_plugin.adapters.runtime.package_index import WheelLink
from eurosat_plugin.adapters.runtime.runtime_folder import PENDING
from eurosat_plugin.adapters.runtime.runtime_installation import fitting_wheels
from eurosat_plugin.adapters.runtime.wheel_name import Interpreter
from eurosat_plugin.core.errors import InstallationError
from tests.wheels import nothing_imported, wheel_content, wheel_name

HERE = Interpreter.running()


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
