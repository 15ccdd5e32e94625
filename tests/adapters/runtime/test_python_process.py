# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import sys
import sysconfig
import tempfile

import pytest
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime import python_process
from eurosat_plugin.adapters.runtime.python_process import find_interpreter, run_python
from eurosat_plugin.core.errors import InstallationError

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_the_interpreter_that_is_found_has_the_running_version():
    found = find_interpreter(QgsFeedback())

    version = run_python(found, ["-c", "import sys; print(*sys.version_info[:2])"], QgsFeedback()).output
    assert tuple(map(int, version.split())) == sys.version_info[:2]


def test_a_program_that_is_no_python_is_passed_over(monkeypatch):
    monkeypatch.setattr(python_process, "_candidates", lambda: iter(["/bin/false", "/nowhere/python3", sys.executable]))

    assert find_interpreter(QgsFeedback()) == sys.executable


def test_a_python_of_another_version_is_passed_over(monkeypatch, tmp_path):
    other = tmp_path / "python3"
    other.write_text("#!/bin/sh\necho \"((2, 7), 'linux-x86_64')\"\n")
    other.chmod(0o755)
    monkeypatch.setattr(python_process, "_candidates", lambda: iter([str(other)]))

    assert find_interpreter(QgsFeedback()) == ""


def test_another_build_of_the_same_version_is_passed_over(monkeypatch, tmp_path):
    other = tmp_path / "python3"
    mine = f"({sys.version!r}, {sysconfig.get_platform()!r})"
    answers = {"other": f"({sys.version + ' of pyenv'!r}, {sysconfig.get_platform()!r})", "same": mine}
    for name, answer in answers.items():
        (tmp_path / name).write_text(answer)
    monkeypatch.setattr(python_process, "_candidates", lambda: iter([str(other)]))

    found = {}
    for name in answers:
        other.write_text(f"#!/bin/sh\ncat {tmp_path / name}\n")
        other.chmod(0o755)
        found[name] = find_interpreter(QgsFeedback())

    assert found == {"other": "", "same": str(other)}


def test_qgis_itself_is_never_started(monkeypatch, tmp_path):
    for name in ("qgis-bin.exe", "QGIS"):
        (tmp_path / name).touch()
        monkeypatch.setattr(sys, "executable", str(tmp_path / name))

        assert str(tmp_path / name) not in list(python_process._candidates())


def test_output_errors_and_status_come_back():
    ended = run_python(
        sys.executable, ["-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"], QgsFeedback()
    )

    assert (ended.status, ended.output.strip(), ended.errors.strip()) == (3, "out", "err")


def test_a_crash_has_no_status():
    assert run_python(sys.executable, ["-c", "import os; os.abort()"], QgsFeedback()).status == -1


def test_a_program_that_is_not_there_has_no_status():
    assert run_python("/nowhere/python3", [], QgsFeedback()).status == -1


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(python_process, "TIMEOUT_S", 0.3)

    assert run_python(sys.executable, ["-c", "import time; time.sleep(60)"], QgsFeedback()).status == -1


def test_a_process_ends_when_it_is_cancelled():
    feedback = QgsFeedback()
    feedback.cancel()

    with pytest.raises(InstallationError, match="Cancelled"):
        run_python(sys.executable, ["-c", "import time; time.sleep(60)"], feedback)


def test_what_lies_in_the_current_folder_is_not_executed(tmp_path, monkeypatch):
    for name in ("json", "sysconfig", "pip", "numpy", "sitecustomize", "onnxruntime"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'executed')!r}, 'a').write('{name} ')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))

    interpreter = find_interpreter(QgsFeedback())
    ended = run_python(interpreter, ["-c", "import json, sysconfig, os; print(os.listdir())"], QgsFeedback())

    assert interpreter
    assert ended.output.strip() == "[]"
    assert not (tmp_path / "executed").exists()


def test_no_folder_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    run_python(sys.executable, ["-c", "open('here', 'w')"], QgsFeedback())

    assert list(tmp_path.iterdir()) == []


def test_a_process_that_writes_without_end_is_ended(monkeypatch):
    monkeypatch.setattr(python_process, "OUTPUT_LIMIT", 100_000)
    code = "import sys\nwhile True: sys.stderr.write('x' * 10_000)"

    assert run_python(sys.executable, ["-c", code], QgsFeedback(), 60).status == -1
