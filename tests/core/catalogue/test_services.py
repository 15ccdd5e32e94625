# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.catalogue.services import CATALOGUES, Catalogue, find_catalogue


@pytest.mark.parametrize("known", CATALOGUES, ids=lambda known: known.key)
def test_a_known_catalogue_is_found_by_key_and_by_address(known: Catalogue) -> None:
    assert [find_catalogue(text) for text in (known.key, known.address, f"{known.address}/")] == [known] * 3


def test_an_unknown_catalogue_is_named_after_its_server_and_has_the_usual_collections() -> None:
    found = find_catalogue("https://stac.example/api/")

    assert (found.key, found.name, found.address) == ("", "stac.example", "https://stac.example/api")
    assert (found.collection(), found.collection("l1c")) == ("sentinel-2-l2a", "sentinel-2-l1c")
