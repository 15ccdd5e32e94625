# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import io
import zipfile
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from eurosat_plugin.core.classes import CLASS_KEYS
from training import dataset
from training.dataset import DataError, check, load_parts, main, read_pictures, read_split


def jpeg(level: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (64, 64), (level, level, level)).save(content, "JPEG")
    return content.getvalue()


def write_zip(folder: Path, pictures: dict[str, bytes]) -> Path:
    path = folder / "eurosat" / "EuroSAT_RGB.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as container:
        for name, content in pictures.items():
            container.writestr(f"EuroSAT_RGB/{name}", content)
    return path


def test_missing_pictures_are_told_with_where_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"neither .*EuroSAT_RGB\.zip nor .*zenodo"):
        check(tmp_path)


def test_a_missing_split_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"eurosat-aitlas-val\.txt is missing"):
        read_split("aitlas", "val", tmp_path)


@pytest.mark.parametrize("content", [b"Forest_1.jpg\n", b"\xff\xfe not text"])
def test_a_split_with_other_names_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "eurosat" / "splits" / "eurosat-aitlas-val.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    with pytest.raises(DataError, match="does not hold the published names"):
        read_split("aitlas", "val", tmp_path)


def test_a_file_that_is_no_zip_is_called_damaged(tmp_path: Path) -> None:
    write_zip(tmp_path, {}).write_bytes(b"half a download")

    with pytest.raises(DataError, match=r"EuroSAT_RGB\.zip is damaged"):
        check(tmp_path)


def test_a_zip_with_a_flipped_byte_is_called_damaged(tmp_path: Path) -> None:
    path = write_zip(tmp_path, {"Forest/Forest_1.jpg": jpeg(80)})
    content = bytearray(path.read_bytes())
    content[content.find(b"\xff\xd8") + 100] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(DataError, match="is damaged"):
        check(tmp_path)


def test_an_incomplete_set_is_refused_with_its_count(tmp_path: Path) -> None:
    write_zip(tmp_path, {"Forest/Forest_1.jpg": jpeg(80)})

    with pytest.raises(DataError, match="The 1 pictures found are not the published 27,000"):
        check(tmp_path)


def test_the_picture_that_differs_is_named_where_the_list_is_at_hand(tmp_path: Path) -> None:
    write_zip(tmp_path, {"Forest/Forest_1.jpg": jpeg(80)})
    (tmp_path / "eurosat" / "rgb_sha256.tsv").write_text(f"Forest/Forest_1.jpg\t{'0' * 64}\n")

    with pytest.raises(DataError, match=r"1 of the pictures differ .* first is Forest/Forest_1\.jpg"):
        check(tmp_path)


def test_the_command_answers_with_a_sentence_and_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EUROSAT_DATA", str(tmp_path))

    status = main()

    assert status == 1
    assert "set EUROSAT_DATA" in capsys.readouterr().err


def test_zip_and_unpacked_folder_give_the_same_pictures(tmp_path: Path) -> None:
    pictures = {"Forest/Forest_10.jpg": jpeg(10), "Forest/Forest_2.jpg": jpeg(20), "River/River_1.jpg": jpeg(30)}
    write_zip(tmp_path / "zipped", pictures)
    for name, content in pictures.items():
        path = tmp_path / "unpacked" / "eurosat" / "EuroSAT_RGB" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    zipped, unpacked = list(read_pictures(tmp_path / "zipped")), list(read_pictures(tmp_path / "unpacked"))

    assert zipped == unpacked == sorted(pictures.items())


@pytest.mark.data
@pytest.mark.parametrize("split", ["aitlas", "spatial"])
def test_the_parts_of_a_split_share_nothing_and_cover_the_set(eurosat_data: Path, split: str) -> None:
    parts = [set(read_split(split, part, eurosat_data)) for part in ("train", "val", "test")]

    assert [len(part) for part in parts] == [16200, 5400, 5400]
    assert all(a.isdisjoint(b) for a, b in combinations(parts, 2))


@pytest.mark.data
def test_pictures_come_in_the_order_of_the_split_with_the_class_of_their_name(eurosat_data: Path) -> None:
    (samples,) = load_parts("aitlas", "val", folder=eurosat_data)

    assert samples.images.shape == (5400, 64, 64, 3)
    assert samples.images.dtype == np.uint8
    assert samples.names == read_split("aitlas", "val", eurosat_data)
    assert [CLASS_KEYS[label] for label in samples.labels] == [name.split("_")[0] for name in samples.names]


@pytest.mark.data
def test_the_published_set_passes_the_check(eurosat_data: Path) -> None:
    assert check(eurosat_data).startswith(f"27,000 pictures and {len(dataset.SPLIT_SHA256)} split files")
