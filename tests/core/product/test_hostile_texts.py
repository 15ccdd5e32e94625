# SPDX-License-Identifier: GPL-2.0-or-later
"""Names, tags and metadata that somebody has made slow to read: time grows with their size, not with its square."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eurosat_plugin.core.product.band_words import band_of, bands_in_file_name, is_numbered, only_count
from eurosat_plugin.core.product.bands import choose_bands
from eurosat_plugin.core.product.sentinel2 import parse_product_metadata, parse_product_name, parse_tags
from tests.growth import grows_linearly

PIECES = [
    "<BOA_ADD_OFFSET",
    "<BOA_ADD_OFFSET>",
    "<RADIO_ADD_OFFSET>1",
    "<BOA_QUANTIFICATION_VALUE",
    "<BOA_QUANTIFICATION_VALUE>",
    "Level-2A_",
    "PROCESSING_BASELINE>",
    "Sentinel-2 L1C ",
    "Sentinel-2 Mosaic ",
    "Sentinel2-",
    "S2A_OPER_MSI_L1C_",
    "_T32UQD_20180818T102021_B",
    "harmonize",
    "_S2",
    "1",
    "9",
    "1.",
    "Band ",
    "_B04",
    " ",
    "-",
    "S2A1C_20180818_123_",
]


def read_as_three_bands(text: str) -> None:
    choose_bands([text, text, text], text, (), False)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(
    "read",
    [
        lambda text: parse_product_metadata(text, "x.xml"),
        parse_product_name,
        lambda text: parse_tags({"description": text, "processing_baseline": text, "processing_level": text}),
        band_of,
        is_numbered,
        lambda text: only_count([text]),
        lambda text: bands_in_file_name(text, 3),
        read_as_three_bands,
    ],
    ids=["metadata", "name", "tags", "band", "number", "count", "file", "bands"],
)
def test_the_time_grows_no_faster_than_the_text(read: Callable[[str], object], piece: str) -> None:
    assert grows_linearly(read, piece, 4_000)


def test_the_offset_is_found_in_a_megabyte_of_unfinished_ones() -> None:
    text = "<BOA_ADD_OFFSET" * 70_000 + '<BOA_ADD_OFFSET band_id="3"> -1000 </BOA_ADD_OFFSET>'

    assert parse_product_metadata(text, "x.xml").offset == -1000


@pytest.mark.parametrize("number", ["9" * 5000, "1.2.3", ".", "..", "1" * 400])
def test_a_number_that_is_none_is_not_read(number: str) -> None:
    text = f"<BOA_ADD_OFFSET>{number}</BOA_ADD_OFFSET><BOA_QUANTIFICATION_VALUE>{number}</BOA_QUANTIFICATION_VALUE>"

    facts = parse_product_metadata(text, "x.xml")

    assert facts.offset in (None, 0.0)
    assert 0 < facts.quantification < 1e10


@pytest.mark.parametrize(
    ("names", "counting"),
    [
        (["b1", "b2", "b3"], True),
        (["Band 01", "Band 02"], True),  # the zeros belong to what comes before the number
        (["x", "x"], False),
        (["b1", "c2"], False),
        (["0", "0"], False),
        (["8", "9", "10"], False),
    ],
)
def test_names_that_only_count(names: list[str], counting: bool) -> None:
    assert only_count(names) is counting
