# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.summary.estimates import estimate_sentences, urban_estimate_sentence
from tests.figures import Tile, figures_of, table_of

ALL = [0.1] * len(CLASS_KEYS)


@pytest.mark.parametrize(
    ("tile", "beginnings"),
    [
        (Tile("Forest", 0.9, urban=0.1, probabilities=ALL), []),
        (Tile("Forest", 0.9, probabilities=ALL), []),
        (Tile("Forest", 0.9, urban=0.1), ["The probable hectares are an estimate: "]),
        (Tile("Forest", 0.9), ["The probable hectares and the urban probability are estimates: "]),
        (
            Tile("Forest", urban=0.1),
            ["The probable hectares are an estimate: ", "Tiles without a confidence, which count wholly"],
        ),
    ],
    ids=["all columns", "no urban", "no probabilities", "neither", "no confidence"],
)
def test_what_was_estimated_is_told(tile: Tile, beginnings: list[str]) -> None:
    sentences = estimate_sentences(figures_of(tile))

    assert len(sentences) == len(beginnings)
    for sentence, beginning in zip(sentences, beginnings):
        assert sentence.startswith(beginning)
        assert sentence.endswith(".")


def test_an_urban_probability_that_alone_is_estimated_is_told() -> None:
    figures = table_of([Tile("Forest", 0.9)], weighted=False).counts().figures()

    assert estimate_sentences(figures) == [urban_estimate_sentence()]


def test_tiles_without_a_confidence_are_counted_in_their_sentence() -> None:
    *_, sentence = estimate_sentences(figures_of(Tile("Forest"), Tile("River"), Tile("Forest", 0.9)))

    assert sentence.endswith(": 2.")
