# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the card of a file stands, and what tells that one was replaced."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.card_text import LONGEST_CARD
from eurosat_plugin.core.network.onnx_card import card_of, file_state, item_files, read_card, read_item, telling_item
from eurosat_plugin.core.network.onnx_file import parse_model
from tests.core.network.foreign_networks import NAMES, deepness, item, twelve
from tests.core.network.onnx_writer import card, scene_classifier, small_classifier


@pytest.fixture
def cover(tmp_path: Path) -> Path:
    """Return the file of a network that says nothing of itself."""
    path = tmp_path / "land.cover.onnx"
    path.write_bytes(twelve())
    return path


def beside(path: Path, ending: str, text: str) -> str:
    path.with_name(path.stem + ending).write_text(text, encoding="utf-8")
    return text


@pytest.mark.parametrize("ending", [".mlm.json", ".json"])
def test_a_card_is_read_from_the_item_beside_the_file(cover: Path, ending: str) -> None:
    text = beside(cover, ending, json.dumps(item()))

    assert read_card(cover).classes == tuple(NAMES)
    assert telling_item(cover) == text


def test_of_two_items_the_one_that_is_named_after_mlm_counts(cover: Path) -> None:
    beside(cover, ".json", json.dumps(item()).replace("Cover A", "Other"))
    text = beside(cover, ".mlm.json", json.dumps(item()))

    assert read_item(cover) == text


def test_of_two_files_the_one_that_is_an_item_counts(cover: Path) -> None:
    cover.with_name("land.cover.mlm.json").mkdir()
    text = beside(cover, ".json", json.dumps(item()))

    assert read_item(cover) == text


def test_an_item_tells_nothing_of_a_file_that_describes_itself(cover: Path) -> None:
    cover.write_bytes(small_classifier())
    beside(cover, ".mlm.json", "no item")

    assert telling_item(cover) == ""
    assert read_card(cover) == card()


def test_without_an_item_nothing_is_told(cover: Path) -> None:
    assert (read_item(cover), telling_item(cover)) == ("", "")
    beside(cover, ".json", "{}")  # of something else
    assert (read_item(cover), telling_item(cover)) == ("", "")


def test_a_file_that_says_nothing_of_itself_is_told_with_what_is_missing(cover: Path) -> None:
    with pytest.raises(ModelError) as caught:
        read_card(cover)

    assert str(caught.value) == (
        "The model file land.cover.onnx does not describe itself: it has no model card (eurosat.model_card), no STAC "
        "item with the extension MLM beside it (land.cover.mlm.json), and no class_names as Deepness has them."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" " * (LONGEST_CARD + 1), "land.cover.mlm.json is longer than any card of a model."),
        (b"\xff", "land.cover.mlm.json, which describes the model, cannot be read ("),
    ],
    ids=["long", "bytes"],
)
def test_an_item_that_cannot_be_read_is_named(cover: Path, content: bytes, sentence: str) -> None:
    cover.with_name("land.cover.mlm.json").write_bytes(content)

    with pytest.raises(ModelError) as caught:
        read_item(cover)
    assert str(caught.value).startswith(f"The file {sentence}")


def test_an_item_may_be_as_long_as_the_longest_card_and_in_any_letters(cover: Path) -> None:
    text = beside(cover, ".mlm.json", "é".ljust(LONGEST_CARD - 1))

    assert read_item(cover) == text


def test_items_lie_beside_the_file_under_its_name() -> None:
    assert item_files(Path("models/a.b.onnx")) == [Path("models/a.b.mlm.json"), Path("models/a.b.json")]
    assert item_files(Path()) == []


def test_the_state_of_a_file_changes_with_it_and_with_its_items(cover: Path) -> None:
    os.utime(cover, ns=(1, 1_000))
    state = (cover.stat().st_size, 1_000)

    assert file_state(cover) == (*state, 0, 0, 0, 0)

    beside(cover, ".json", "{}")
    os.utime(cover.with_name("land.cover.json"), ns=(1, 2_000))
    assert file_state(cover) == (*state, 0, 0, 2, 2_000)

    beside(cover, ".mlm.json", "{ }")
    os.utime(cover.with_name("land.cover.mlm.json"), ns=(1, 3_000))
    assert file_state(cover) == (*state, 3, 3_000, 2, 2_000)


@pytest.mark.parametrize("name", ["absent.onnx", "no\x00name.onnx"])
def test_a_file_that_is_not_there_has_no_state(tmp_path: Path, name: str) -> None:
    assert file_state(tmp_path / name) == (0,) * 6


@pytest.mark.parametrize("layout", ["NCHW", "NHWC"])
def test_shapes_are_held_against_the_card_in_its_layout(layout: str) -> None:
    metadata = {"eurosat.model_card": card(
        classes=("a", "b"), layout=layout, probabilities_output="classes", energy_output="",
    ).to_json()}  # fmt: skip
    content = scene_classifier(np.ones((3, 2)), layout, metadata=metadata)

    assert card_of(parse_model(content, "two.onnx")).layout == layout

    shape = "n × 4 × 64 × 64 and not n × 3 × 64 × 64 (NCHW)"
    if layout == "NHWC":
        shape = "n × 64 × 64 × 4 and not n × 64 × 64 × 3 (NHWC)"
    with pytest.raises(ModelError) as caught:
        card_of(parse_model(scene_classifier(np.ones((4, 2)), layout, metadata=metadata), "two.onnx"))
    assert str(caught.value) == (
        f"The model file two.onnx cannot be used: its input image has shape {shape}; export the model again."
    )


def test_the_keys_of_deepness_count_where_there_is_no_item(cover: Path) -> None:
    cover.write_bytes(deepness())

    assert read_card(cover).classes == ("reddish", "greenish", "bluish")
