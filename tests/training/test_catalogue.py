# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from training.catalogue import (
    DENSE,
    count_epochs,
    format_dense,
    format_origin,
    format_time,
    read_model,
    read_models,
    render,
    write,
)


def test_the_page_of_the_repository_is_what_the_cards_say(project_folder: Path) -> None:
    folder = project_folder / "models"
    models = read_models(folder)

    assert [model.card.name for model in models] == [
        "accurate",
        "accurate-spatial",
        "fast",
        "fast-int8",
        "fast-spatial",
        "seed",
    ]
    assert (folder / "README.md").read_text(encoding="utf-8") == render(models)


def test_the_page_has_the_figures_of_the_test_part_and_the_hash_of_the_file(exported: Path) -> None:
    model = read_model(exported)

    page = render([model])

    accuracy = model.card.metrics["aitlas-test"]["accuracy"]
    assert f"| accuracy | **{accuracy:.2%}** |" in page
    assert "| split | aitlas-test |" in page
    assert f"{hashlib.sha256(exported.read_bytes()).hexdigest()}  fast.onnx" in page


def test_epochs_are_told_by_cycle(exported: Path) -> None:
    card = replace(read_model(exported).card, config={"cycles": [{"epochs": 28}, {"epochs": 20}]})

    assert count_epochs(card) == "28 + 20"


def test_writing_the_page_twice_gives_the_same_bytes(exported: Path) -> None:
    first = write(exported.parent).read_bytes()

    assert write(exported.parent).read_bytes() == first


def test_the_time_is_told_where_the_card_has_it(exported: Path) -> None:
    card = read_model(exported).card

    assert float(format_time(card)) > 0
    assert format_time(replace(card, config={})) == ""


def test_the_page_says_where_a_network_began_and_how_it_sees_whole_scenes(exported: Path) -> None:
    card = read_model(exported).card
    begun = replace(
        card,
        data={"pretrained": "ImageNet", "pretrained_license": "Apache-2.0"},
        config={DENSE: {"same": 9, "tiles": 10, "same_not_flagged": 0, "not_flagged": 0}},
    )

    assert format_origin(card) == "chance"
    assert format_origin(begun) == "ImageNet (Apache-2.0)"
    assert format_dense(begun, "same", "tiles") == "90.0% of 10"
    assert format_dense(begun, "same_not_flagged", "not_flagged") == ""
    assert format_dense(card, "same", "tiles") == ""
