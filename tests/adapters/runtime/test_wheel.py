# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import io
import shutil
import stat
import tracemalloc
import zipfile
from contextlib import suppress
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


@pytest.mark.parametrize("version", ["/../../../evil", "../1.0", "1.0/..", "1.0\\..", "", "1" * 100, "C:1"])
def test_a_version_that_is_none_is_refused(version):
    with pytest.raises(InstallationError, match="is refused"):
        Wheel(_stating(version), "a.whl")


def _stating(version: str) -> bytes:
    """Return a wheel whose metadata state `version`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("onnxruntime-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nVersion: {version}\n")
    return buffer.getvalue()


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO(_stating("1.0"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"onnxruntime/{number}", bytes(1000))
            # What its directory would say: to pack so many zeros takes seconds.
            archive.getinfo(f"onnxruntime/{number}").file_size = 100_000_000

    with pytest.raises(InstallationError, match=r"refused.*too much"):
        Wheel(buffer.getvalue(), "a.whl")


def test_a_wheel_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr("eurosat_plugin.adapters.runtime.wheel._MOST_FILES", 3)

    with pytest.raises(InstallationError, match=r"refused.*too much"):
        Wheel(wheel_content(more={"onnxruntime/more": ""}), "a.whl")


def test_of_endless_metadata_only_the_beginning_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("onnxruntime-1.0.dist-info/METADATA", "Version: 1.0\n" + "X: " + "x" * 50_000_000)
    tracemalloc.start()
    try:
        assert Wheel(buffer.getvalue(), "a.whl").version == "1.0"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 20_000_000


def test_an_encrypted_wheel_is_refused():
    content = bytearray(wheel_content())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(sign, start + 1)

    with pytest.raises(InstallationError, match="is not a wheel, or it is damaged"):
        Wheel(bytes(content), "a.whl")


def test_a_damaged_wheel_is_refused_in_a_sentence_or_unpacked(tmp_path):
    content = wheel_content(more={"onnxruntime/text": "text" * 100})
    for place in range(0, len(content), 17):
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        with suppress(InstallationError):
            Wheel(bytes(damaged), "a.whl").unpack(tmp_path / str(place), go_on)
