# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.adapters.raster.remote_block_store import BlockStore
from tests.full_disk import largest_file

NOISE = np.random.default_rng(1).bytes(1000)
"""What zlib makes no smaller."""


@pytest.fixture
def store(tmp_path: Path) -> BlockStore:
    return BlockStore(tmp_path, limit=2500)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_is_there(store) -> None:
    store.put("a", NOISE)

    assert store.get("a", len(NOISE)) == NOISE
    assert store.get("b", len(NOISE)) is None


def test_a_damaged_block_is_none(store, tmp_path: Path) -> None:
    store.put("a", NOISE)
    [path] = files(tmp_path)
    path.write_bytes(path.read_bytes()[:500])

    assert store.get("a", len(NOISE)) is None


def test_a_block_of_another_size_is_none(store) -> None:
    store.put("a", NOISE)

    assert store.get("a", len(NOISE) + 1) is None


def test_what_was_not_used_for_longest_goes_first(store, tmp_path: Path) -> None:
    for age, key in enumerate("abc"):
        store.put(key, NOISE)
        [newest] = [path for path in files(tmp_path) if path.stat().st_mtime > 1000]
        os.utime(newest, (age, age))
    store.get("a", len(NOISE))  # is used now

    store.trim()

    assert [key for key in "abc" if store.get(key, len(NOISE))] == ["a", "c"]


def test_no_more_than_the_limit_is_kept(store, tmp_path: Path) -> None:
    for key in range(10):
        store.put(str(key), NOISE)

    store.trim()

    assert 1000 < sum(path.stat().st_size for path in files(tmp_path)) <= 2500


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = BlockStore(tmp_path / "file")

    store.put("a", NOISE)
    store.trim()

    assert store.get("a", len(NOISE)) is None


def test_a_full_disk_is_left_as_it_was(store, tmp_path: Path) -> None:
    with largest_file(100):
        store.put("a", NOISE)

    assert files(tmp_path) == []


def test_addresses_stand_nowhere(store, tmp_path: Path) -> None:
    store.put("https://a.example/B04.tif", NOISE)

    [path] = files(tmp_path)
    assert "example" not in path.name
    assert b"example" not in path.read_bytes()
