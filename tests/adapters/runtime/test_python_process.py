# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime import python_process
from eurosat_plugin.adapters.runtime.pip_download import download_with_pip
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


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script")
@pytest.mark.parametrize("status", [0, 1])
def test_pip_is_told_to_fetch_one_wheel_and_nothing_it_depends_on(tmp_path, monkeypatch, status):
    stand_in = tmp_path / "python3"
    stand_in.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/told\ntouch {tmp_path}/onnxruntime-1.0.whl\nexit {status}\n'
    )
    stand_in.chmod(0o755)
    monkeypatch.setattr("eurosat_plugin.adapters.runtime.pip_download.find_interpreter", lambda feedback: str(stand_in))

    wheel = download_with_pip("onnxruntime", "https://example.org/simple/", tmp_path, QgsFeedback())

    told = (tmp_path / "told").read_text()
    assert "--no-deps --only-binary :all: --index-url https://example.org/simple/" in told
    assert wheel == (tmp_path / "onnxruntime-1.0.whl" if status == 0 else None)


def test_without_an_interpreter_there_is_no_pip(tmp_path, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.adapters.runtime.pip_download.find_interpreter", lambda feedback: "")

    assert download_with_pip("onnxruntime", "https://example.org/simple/", Path(tmp_path), QgsFeedback()) is None
