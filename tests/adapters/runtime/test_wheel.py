# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import io
import shutil
import stat
import zipfile
from types import SimpleNamespace

import pytest

from eurosat_plugin.adapters.runtime.wheel import Wheel
from eurosat_plugin.core.errors import InstallationError
from tests.wheels import wheel_content


def go_on(share: float) -> bool:
    return True


def test_a_wheel_tells_its_version_and_what_it_needs():
    wheel = Wheel(wheel_content("1.31.1", numpy=">=1.21.6"), "a.whl")

    assert wheel.version == "1.31.1"
    assert wheel.requirement_on("numpy") == ">=1.21.6"


def test_a_requirement_for_some_surroundings_only_is_not_counted():
    wheel = Wheel(wheel_content(numpy='<2; python_version < "3.8"'), "a.whl")

    assert wheel.requirement_on("numpy") == ""
    assert wheel.requirement_on("sympy") == ""


def test_unpacking_writes_every_file(tmp_path):
    wheel = Wheel(wheel_content("1.31.1", code="x = 1", more={"onnxruntime/LICENSE": "MIT"}), "a.whl")

    wheel.unpack(tmp_path / "new", go_on)

    assert (tmp_path / "new" / "onnxruntime" / "__init__.py").read_text() == "x = 1"
    assert (tmp_path / "new" / "onnxruntime" / "LICENSE").read_text() == "MIT"
    assert (tmp_path / "new" / "onnxruntime-1.31.1.dist-info" / "METADATA").is_file()


def test_unpacking_tells_how_far_it_is(tmp_path):
    shares: list[float] = []

    Wheel(wheel_content(), "a.whl").unpack(tmp_path / "new", lambda share: shares.append(share) is None)

    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_unpacking_can_be_cancelled(tmp_path):
    with pytest.raises(InstallationError, match="Cancelled"):
        Wheel(wheel_content(), "a.whl").unpack(tmp_path / "new", lambda share: False)


@pytest.mark.parametrize(
    "name",
    ["../evil.py", "onnxruntime/../../evil.py", "/etc/evil", "C:/evil.py", "..\\evil.py", "onnxruntime/a:stream"],
)
def test_a_wheel_that_leads_out_of_its_folder_is_refused(name):
    with pytest.raises(InstallationError, match=r"a\.whl is refused"):
        Wheel(wheel_content(more={name: "boo"}), "a.whl")


def test_a_wheel_with_a_link_is_refused():
    buffer = io.BytesIO(wheel_content())
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("onnxruntime/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(InstallationError, match=r"refused.*onnxruntime/link"):
        Wheel(buffer.getvalue(), "a.whl")


@pytest.mark.parametrize("content", [b"", b"<html>", wheel_content()[:200]])
def test_what_is_no_wheel_is_refused(content):
    with pytest.raises(InstallationError, match=r"a\.whl is not a wheel"):
        Wheel(content, "a.whl")


def test_a_zip_that_is_no_wheel_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "hello")

    with pytest.raises(InstallationError, match="is not a wheel"):
        Wheel(buffer.getvalue(), "a.whl")


def test_a_full_disk_is_told_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=10))

    with pytest.raises(InstallationError, match=r"No space left on device.*free \d+ MB"):
        Wheel(wheel_content(), "a.whl").unpack(tmp_path / "new", go_on)

    assert list((tmp_path / "new").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(InstallationError, match="cannot be unpacked into"):
        Wheel(wheel_content(), "a.whl").unpack(tmp_path / "file" / "new", go_on)


def test_a_file_that_is_locked_while_it_is_unpacked_is_told(tmp_path, monkeypatch):
    def locked(*arguments):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(zipfile.ZipFile, "extract", locked)

    with pytest.raises(InstallationError, match=r"cannot access the file.*virus scanner"):
        Wheel(wheel_content(), "a.whl").unpack(tmp_path / "new", go_on)
