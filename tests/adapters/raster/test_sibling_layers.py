# SPDX-License-Identifier: GPL-2.0-or-later
"""The bands of an image among layers, and what is none of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.sibling_layers import band_shown, find_siblings
from tests.file_server import file_server
from tests.rasters import ORIGIN, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


def band(path: Path, name: str = "", **options: object) -> QgsRasterLayer:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_raster(path, np.ones((1, 80, 80), np.uint16), **options)
    return QgsRasterLayer(str(path), name or path.stem)


@pytest.mark.parametrize(
    ("file", "name", "shown"),
    [
        ("T32TQM_20200115T100159_B8A_20m.tif", "", "B8A"),
        ("scene_red.tif", "", "B04"),
        ("download.tif", "B02", "B02"),
        ("elevation.tif", "", None),
        ("T32TQM_20200115T100159_SCL_20m.tif", "", None),
    ],
)
def test_the_band_is_told_by_the_file_or_by_the_layer(tmp_path: Path, file: str, name: str, shown: str | None) -> None:
    assert band_shown(band(tmp_path / file, name)) == shown


def test_the_band_is_told_by_its_description(tmp_path: Path) -> None:
    assert band_shown(band(tmp_path / "download.tif", names=["B8A, 865 nm"])) == "B8A"


def test_a_raster_of_several_bands_shows_none(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "B04.tif", np.ones((3, 80, 80), np.uint16))

    assert band_shown(QgsRasterLayer(str(path), "B04")) is None


def test_layers_without_a_date_fit_where_their_pixels_do(tmp_path: Path) -> None:
    red, green, blue = (band(tmp_path / name / f"{name}.tif") for name in ("red", "green", "blue"))

    found = find_siblings(red, "B04", [green, blue])

    assert found.files == {"B04": red.source(), "B03": green.source(), "B02": blue.source()}
    assert not found.beside


@pytest.mark.parametrize(
    ("file", "options", "why"),
    [
        ("T32TQM_20200220T100159_B02_10m.tif", {}, "of another date, 2020-02-20"),
        ("T32TPM_20200115T100159_B02_10m.tif", {}, "of another tile, 32TPM"),
        ("T32TQM_20200115T100159_B02.tif", {}, "of another product, L1C"),
        ("blue.tif", {}, "date and tile are not in both names"),
        ("dem.tif", {"names": ["B02"]}, "date and tile are not in both names"),
        ("T32TQM_blue.tif", {}, "date and tile are not in both names"),
        ("blue.tif", {"pixel": 20.0}, "of another place, or with other pixels"),
        ("blue.tif", {"crs": "EPSG:32632"}, "of another place, or with other pixels"),
        (
            "blue.tif",
            {"geotransform": (ORIGIN[0] + 10, 10.0, 0.0, ORIGIN[1], 0.0, -10.0)},
            "of another place, or with other pixels",
        ),
    ],
)
def test_layers_that_do_not_fit_are_named_with_the_reason(tmp_path: Path, file: str, options: dict, why: str) -> None:
    red = band(tmp_path / "a" / "T32TQM_20200115T100159_B04_10m.tif")
    band(tmp_path / "a" / "T32TQM_20200115T100159_B03_10m.tif")
    blue = band(tmp_path / "b" / file, **options)

    found = find_siblings(red, "B04", [blue])

    assert found.missing == ("B02",)
    assert found.strangers == (f"{blue.name()} (B02): {why}",)


def test_a_raster_that_only_its_band_calls_blue_gets_no_colours_of_a_product(tmp_path: Path) -> None:
    names = [f"T32TQM_20200115T100159_{name}_10m" for name in ("B04", "B03", "B02")]
    product = [band(tmp_path / f"{name}.tif") for name in names]
    elevation = band(tmp_path / "b" / "dem.tif", names=["B02"])

    assert find_siblings(elevation, "B02", product).missing == ("B04", "B03")


def test_beside_a_file_on_a_server_nothing_is_looked_for_but_taken_to_be_there(tmp_path: Path) -> None:
    band(tmp_path / "B04.tif")

    with file_server(tmp_path) as server:
        layer = QgsRasterLayer(f"/vsicurl/{server.url}/B04.tif", "B04")
        before = len(server.asked)
        found = find_siblings(layer, "B04", [])

        assert found.beside
        assert found.files["B02"] == f"/vsicurl/{server.url}/B02.tif"
        assert len(server.asked) == before


def test_signed_addresses_are_those_of_the_layers(tmp_path: Path) -> None:
    for name in ("B04", "B03", "B02"):
        band(tmp_path / f"{name}.tif")

    with file_server(tmp_path) as server:
        layers = [
            QgsRasterLayer(f"/vsicurl/{server.url}/{name}.tif?signature={name.lower()}", name)
            for name in ("B04", "B03", "B02")
        ]
        found = find_siblings(layers[0], "B04", layers[1:])

    assert list(found.files.values()) == [layer.source() for layer in layers]
