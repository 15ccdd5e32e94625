# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from typing import Any

import pytest

from eurosat_plugin.core.catalogue.scene_item import parse_item
from eurosat_plugin.core.errors import InputError

ADDRESS = "https://catalogue.example/collections/s2/items/one"


def item(**changes: Any) -> dict[str, Any]:
    document = {
        "type": "Feature",
        "id": "S2B_32TQM_20220301_0_L2A",
        "collection": "sentinel-2-l2a",
        "geometry": {"type": "Polygon", "coordinates": [[[10, 45], [11, 45], [11, 46], [10, 45]]]},
        "properties": {"datetime": "2022-03-01T10:26:31.024Z"},
        "assets": {name: {"href": f"https://images.example/{name}.tif"} for name in ("red", "green", "blue")},
    }
    return {**document, **changes}


def with_properties(**properties: Any) -> dict[str, Any]:
    return item(properties={"datetime": "2022-03-01T10:26:31.024Z", **properties})


@pytest.mark.parametrize(
    ("moment", "time"),
    [
        ("2022-03-01T10:26:31.024Z", "2022-03-01T10:26:31Z"),
        ("2022-03-01T10:26:31Z", "2022-03-01T10:26:31Z"),
        ("2022-03-01T00:26:31+02:00", "2022-02-28T22:26:31Z"),
        ("yesterday", ""),
        (None, ""),
    ],
)
def test_times_are_those_of_utc(moment: object, time: str) -> None:
    assert parse_item(with_properties(datetime=moment), ADDRESS).time == time


@pytest.mark.parametrize(
    ("properties", "tile"),
    [
        ({"grid:code": "MGRS-32TQM"}, "32TQM"),
        ({"grid:code": "MGRS-1CCV"}, "01CCV"),
        ({"s2:mgrs_tile": "32TQM"}, "32TQM"),
        ({"mgrs:utm_zone": 1, "mgrs:latitude_band": "C", "mgrs:grid_square": "CV"}, "01CCV"),
        ({}, "32TQM"),
    ],
)
def test_the_tile_stands_in_several_places(properties: dict[str, Any], tile: str) -> None:
    assert parse_item(with_properties(**properties), ADDRESS).tile == tile


@pytest.mark.parametrize(
    ("properties", "crs"),
    [({"proj:code": "EPSG:32632"}, "EPSG:32632"), ({"proj:epsg": 32633}, "EPSG:32633"), ({}, "")],
)
def test_the_reference_system_is_a_code_or_a_number(properties: dict[str, Any], crs: str) -> None:
    assert parse_item(with_properties(**properties), ADDRESS).crs == crs


@pytest.mark.parametrize("name", ["thumbnail", "rendered_preview", "preview"])
def test_the_small_picture_has_one_of_three_names(name: str) -> None:
    document = item()
    document["assets"][name] = {"href": "small.jpg"}

    assert parse_item(document, ADDRESS).thumbnail == "https://catalogue.example/collections/s2/items/small.jpg"


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, "l2a"),
        ({"id": "S2A_MSIL1C_20220301T102631_N0400_R065_T32TQM_20220301T112204", "collection": "s2"}, "l1c"),
        ({"id": "one", "collection": "sentinel-2-l1c"}, "l1c"),
        ({"id": "one", "collection": "s2", "properties": {"processing:level": "L2"}}, "l2a"),
        ({"id": "one", "collection": "s2", "properties": {"s2:product_type": "S2MSI1C"}}, "l1c"),
        ({"id": "S2A_one", "collection": "s2"}, None),
    ],
)
def test_the_level_stands_in_several_places(changes: dict[str, Any], level: str | None) -> None:
    assert parse_item(item(**changes), ADDRESS).facts.level == level


def test_an_offset_of_reflectance_becomes_one_of_digital_numbers() -> None:
    assets = item()["assets"]
    assets["red"]["raster:bands"] = [{"scale": 0.0001, "offset": -0.1}]

    facts = parse_item(item(assets=assets), ADDRESS).facts

    assert (facts.offset, facts.source, facts.stated) == (-1000.0, "from the catalogue", False)


def test_that_an_offset_was_applied_says_more_than_that_there_was_one() -> None:
    assets = item()["assets"]
    assets["red"]["raster:bands"] = [{"scale": 0.0001, "offset": -0.1}]
    properties = {"earthsearch:boa_offset_applied": True, "s2:processing_baseline": "05.11"}

    facts = parse_item(item(assets=assets, properties=properties), ADDRESS).facts

    assert (facts.offset, facts.baseline) == (0.0, 511)


def test_near_infrared_with_coarser_pixels_is_preferred() -> None:
    names = ("B02_10m", "B03_10m", "B04_10m", "B08_10m", "B8A_20m", "SCL_20m", "B02_60m", "TCI_10m")
    assets = {name: {"href": f"https://images.example/{name}.jp2"} for name in names}

    bands = parse_item(item(assets=assets), ADDRESS).bands

    assert {band: address.rpartition("/")[2] for band, address in bands.items()} == {
        "B04": "B04_10m.jp2",
        "B03": "B03_10m.jp2",
        "B02": "B02_10m.jp2",
        "B8A": "B8A_20m.jp2",
        "SCL": "SCL_20m.jp2",
    }


def test_bands_are_found_by_what_assets_say_of_them() -> None:
    assets = {
        str(number): {"href": f"https://images.example/{band}.tif", "eo:bands": [{"name": band}]}
        for number, band in enumerate(("B02", "B03", "B04"))
    }

    assert parse_item(item(assets=assets), ADDRESS).missing == ()


@pytest.mark.parametrize(
    ("address", "href", "found"),
    [
        (ADDRESS, "B04.tif", "https://catalogue.example/collections/s2/items/B04.tif"),
        (ADDRESS, "//other.example/B04.tif", "https://other.example/B04.tif"),
        (ADDRESS, "s3://bucket/B04.tif", "s3://bucket/B04.tif"),
        ("/data/one/item.json", "./B04.tif", "/data/one/B04.tif"),
        ("/data/one/item.json", "file:///images/B04.tif", "/images/B04.tif"),
        ("C:\\data\\item.json", "B04.tif", "C:/data/B04.tif"),
    ],
)
def test_addresses_begin_where_the_item_was_found(address: str, href: str, found: str) -> None:
    assets = {**item()["assets"], "red": {"href": href}}

    assert parse_item(item(assets=assets), address).bands["B04"] == found


@pytest.mark.parametrize(
    "href", ["file:///etc/passwd", "/vsistdin/", "/vsicurl/https://a.example", "data:,", "ftp://a.b/c"]
)
def test_an_item_of_a_server_leads_to_nothing_but_servers(href: str) -> None:
    assets = {**item()["assets"], "red": {"href": href}}

    band = parse_item(item(assets=assets), ADDRESS).bands.get("B04", "https://")

    assert band.startswith("https://")


@pytest.mark.parametrize(
    "document", [None, [], {"type": "FeatureCollection"}, {"type": "Feature", "assets": []}, "item"]
)
def test_what_is_no_item_is_told(document: object) -> None:
    with pytest.raises(InputError, match="describes no scene"):
        parse_item(document, ADDRESS)


@pytest.mark.parametrize(
    "changes",
    [
        {"properties": None},
        {"geometry": {"type": "Polygon", "coordinates": [[[1, "x"]]]}},
        {"geometry": {"type": "Point", "coordinates": [1, 2]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[1e9, 1], [2, 2], [3, 3]]]}},
        {"links": {"rel": "self"}},
        {"id": 7, "collection": ["a"]},
        {"assets": {"red": None, "green": {"href": 3}, "blue": {"href": "http://[", "eo:bands": 4}}},
    ],
)
def test_an_item_with_other_things_than_are_expected_is_read_as_far_as_it_goes(changes: dict[str, Any]) -> None:
    found = parse_item(item(**changes), ADDRESS)

    assert found.footprint == () or "geometry" not in changes
