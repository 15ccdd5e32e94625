# SPDX-License-Identifier: GPL-2.0-or-later
"""What was found out once is kept whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from eurosat_plugin.adapters.runtime import profile_record
from eurosat_plugin.adapters.runtime.profile_record import keep_record, read_record


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(profile_record, "_path", lambda name: tmp_path / name)
    return tmp_path


def test_what_was_kept_is_read(folder: Path) -> None:
    keep_record("speed.json", {"gain": 2.5})

    assert read_record("speed.json") == {"gain": 2.5}
    assert [path.name for path in folder.iterdir()] == ["speed.json"]


def test_a_disk_that_is_full_keeps_what_was_there_and_nothing_beside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_record("speed.json", {"gain": 2.5})

    def half(path: Path, text: str, encoding: str) -> int:
        path.write_bytes(text.encode(encoding)[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", half)
    keep_record("speed.json", {"gain": 3.5})

    assert read_record("speed.json") == {"gain": 2.5}
    assert [path.name for path in folder.iterdir()] == ["speed.json"]
