# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenes that are read with signatures, keys of a store or tokens: who is shown them, and what is left of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.remote_files import READING
from eurosat_plugin.core.catalogue import services
from tests.catalogue_items import copernicus, planetary_computer
from tests.catalogue_server import TOKEN, CatalogueServer
from tests.processing.catalogue.conftest import EXTENT, SCENE, TILES, WIDE, use_catalogue


def test_signed_addresses_are_read_also_where_the_user_lets_only_images_be(classify, server, monkeypatch) -> None:
    use_catalogue(monkeypatch, server, services.PLANETARY_COMPUTER)
    server.signed = True
    scene = replace(SCENE, baseline="02.14")
    server.items[:] = [planetary_computer(scene, f"{server.files}/plain", server.api)]
    gdal.SetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".tif")

    try:
        run = classify(INPUT=server.item_address(), EXTENT=EXTENT)
    finally:
        gdal.SetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", None)

    assert run.ok, run.sentence
    assert sum("/token/sentinel-2-l2a" in request for request in server.requests) == 1
    assert TOKEN not in str(run.layer.metadata().history())


def test_keys_of_an_account_read_jpeg_2000_from_a_store(classify, server, monkeypatch, keys) -> None:
    use_catalogue(monkeypatch, server, services.COPERNICUS)
    scene = replace(SCENE, level="L1C", baseline="02.14")
    server.items[:] = [copernicus(scene, "s3://eodata/jp2", server.api)]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, AUTH=keys)

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES
    assert run.outputs["RADIOMETRY_USED"] == "l1c"


def test_a_signature_that_a_file_has_kept_is_replaced(
    classify, server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_catalogue(monkeypatch, server, services.PLANETARY_COMPUTER)
    server.signed = True
    item = planetary_computer(SCENE, f"{server.files}/plain", server.api)
    for asset in item["assets"].values():
        asset["href"] += f"?{TOKEN}0"
    (tmp_path / "item.json").write_text(json.dumps(item))

    run = classify(INPUT=str(tmp_path / "item.json"), EXTENT=EXTENT)

    assert run.ok, run.sentence
    assert sum("/token/sentinel-2-l2a" in request for request in server.requests) == 1


def downloadable(server: CatalogueServer) -> dict[str, Any]:
    """Return an item of the Copernicus Data Space: its files are in a store, and by HTTPS for who has a token."""
    item = copernicus(replace(SCENE, baseline="02.14"), "s3://eodata/jp2", server.api)
    for asset in item["assets"].values():
        address = asset["href"].replace("s3://eodata", server.files)
        asset["alternate"] = {"https": {"href": address, "auth:refs": ["oidc"]}}
    return item


def test_a_token_reads_what_a_store_has_from_the_server_of_downloads(classify, server, monkeypatch, token) -> None:
    use_catalogue(monkeypatch, server, services.COPERNICUS)
    server.bearer = "Bearer abc"
    server.items[:] = [downloadable(server)]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, AUTH=token)

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES
    assert not any("/eodata/" in request for request in server.requests)


def test_a_token_is_shown_to_no_other_server(classify, server, monkeypatch, token) -> None:
    use_catalogue(monkeypatch, server, replace(services.COPERNICUS, downloads="https://elsewhere.example"))
    monkeypatch.setattr(services, "CATALOGUES", (replace(services.CATALOGUES[0], downloads="https://a.example"),))
    server.items[:] = [downloadable(server)]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, AUTH=token)

    assert not run.ok
    assert "are read with the keys of an account" in run.sentence
    assert server.signed_in == []


def test_a_catalogue_that_is_not_known_may_ask_for_a_sign_in(classify, server, token) -> None:
    server.bearer = "Bearer abc"

    refused = classify(INPUT=server.item_address(), EXTENT=EXTENT)
    gdal.VSICurlClearCache()
    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, AUTH=token)

    assert "it wants a sign-in" in refused.sentence
    assert run.ok, run.sentence


@pytest.mark.parametrize("like", services.CATALOGUES, ids=lambda like: like.key)
def test_a_sign_in_is_not_shown_to_a_catalogue_that_asks_for_none(classify, server, monkeypatch, keys, like) -> None:
    use_catalogue(monkeypatch, server, like)

    classify(INPUT=server.item_address(), EXTENT=EXTENT, AUTH=keys)

    assert server.requests
    assert server.signed_in == []


def test_a_store_without_keys_is_told_with_how_to_get_them(classify, server, monkeypatch) -> None:
    use_catalogue(monkeypatch, server, services.COPERNICUS)
    server.items[:] = [copernicus(SCENE, "s3://eodata/jp2", server.api)]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert not run.ok
    assert "Make a sign-in of the type Basic" in run.sentence


@pytest.mark.usefixtures("quick_network")
def test_a_signature_that_runs_out_in_a_run_is_renewed(classify, wide_server, monkeypatch) -> None:
    use_catalogue(monkeypatch, wide_server, services.PLANETARY_COMPUTER)
    # Five files are opened by two requests each, and half of their 21 pieces are still to come then.
    wide_server.signed, wide_server.expiring = True, 20
    scene = replace(WIDE, baseline="02.14")
    wide_server.items[:] = [planetary_computer(scene, wide_server.files, wide_server.api)]

    run = classify(INPUT=wide_server.item_address(), EXTENT=WIDE.place((100, 100), (1200, 1200)))

    assert run.ok, run.sentence
    assert wide_server.tokens > 1


def test_a_signature_that_is_never_good_is_told(classify, wide_server, monkeypatch, folder: Path) -> None:
    use_catalogue(monkeypatch, wide_server, services.PLANETARY_COMPUTER)
    wide_server.signed, wide_server.expiring = True, 11
    wide_server.items[:] = [planetary_computer(replace(WIDE, baseline="02.14"), wide_server.files, wide_server.api)]
    monkeypatch.setattr(wide_server, "next_token", lambda: TOKEN + "1")
    wide_server.tokens = 1

    run = classify(
        INPUT=wide_server.item_address(), EXTENT=WIDE.place((100, 100), (1200, 1200)), OUTPUT=str(folder / "grid.gpkg")
    )

    assert not run.ok
    assert "a signature has run out" in run.sentence
    assert list(folder.iterdir()) == []


def test_nothing_of_how_gdal_reads_is_left_set(classify, server, monkeypatch, keys) -> None:
    use_catalogue(monkeypatch, server, services.COPERNICUS)
    server.items[:] = [copernicus(replace(SCENE, level="L1C", baseline="02.14"), "s3://eodata/jp2", server.api)]
    names = (*READING, "AWS_SECRET_ACCESS_KEY", "AWS_S3_ENDPOINT", "GDAL_HTTP_HEADERS")
    before = [gdal.GetConfigOption(name) for name in names]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, AUTH=keys)

    assert run.ok, run.sentence
    assert [gdal.GetConfigOption(name) for name in names] == before
