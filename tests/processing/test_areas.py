# SPDX-License-Identifier: GPL-2.0-or-later
"""Hectares are those of the ellipsoid, whatever the coordinate system makes of them."""

from __future__ import annotations

from collections.abc import Callable
from math import atan, atanh, cos, exp, pi, radians, sin, sqrt
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsFeature

from tests.processing.conftest import Run
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]
A, B = 6_378_137.0, 6_356_752.314_245_179
E = sqrt(1 - (B / A) ** 2)
NAMES = ["B04", "B03", "B02"]


def hectares(west: float, south: float, east: float, north: float) -> float:
    """Return the area on WGS 84 between meridians and parallels, in radians (Snyder 1987, equation 3-12)."""

    def below(latitude: float) -> float:
        s = sin(latitude)
        return B**2 / 2 * (s / (1 - (E * s) ** 2) + atanh(E * s) / E)

    return (east - west) * (below(north) - below(south)) / 10_000


def bounds(feature: QgsFeature) -> tuple[float, float, float, float]:
    box = feature.geometry().boundingBox()
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


def transverse_mercator_scale(easting: float) -> float:
    """Return the scale at a distance in metres from the central meridian, to a millionth (Snyder 8-11)."""
    return 1 + easting**2 / (2 * A * B)


def test_web_mercator_at_sixty_degrees_counts_a_quarter_of_what_it_shows(classify: Classify, tmp_path: Path) -> None:
    latitude = radians(60)
    pixel = 10 / cos(latitude)
    top = 8_399_737.89  # 60 degrees north
    scene = write_raster(
        tmp_path / "a.tif", ground(128, 128), names=NAMES, crs="EPSG:3857",
        geotransform=(1_000_000, pixel, 0, top, 0, -pixel),
    )  # fmt: skip

    run = classify(INPUT=str(scene))

    assert run.layer.crs().authid() == "EPSG:3857"
    for feature in run.layer.getFeatures():
        west, south, east, north = bounds(feature)
        latitudes = [2 * atan(exp(y / A)) - pi / 2 for y in (south, north)]
        expected = hectares(west / A, latitudes[0], east / A, latitudes[1])
        assert feature["area_ha"] == pytest.approx(expected, rel=1e-5)
        assert feature["area_ha"] == pytest.approx(feature.geometry().area() / 10_000 / 4, rel=0.01)


def test_degrees_become_hectares(classify: Classify, tmp_path: Path) -> None:
    # A tenth of a millidegree is about 11 m to the north and 7 m to the east here: the scene is resampled.
    scene = write_raster(
        tmp_path / "a.tif", ground(200, 400), names=NAMES, crs="EPSG:4326",
        geotransform=(12.0, 0.0001, 0, 50.0, 0, -0.0001),
    )  # fmt: skip

    run = classify(INPUT=str(scene))

    assert run.layer.crs().authid() == "EPSG:32633"
    for feature in run.layer.getFeatures():
        easting = feature.geometry().boundingBox().center().x() - 500_000
        scale = 0.9996 * transverse_mercator_scale(easting / 0.9996)
        whole = feature.geometry().area() / 10_000 / scale**2
        assert feature["area_ha"] == pytest.approx(whole * feature["valid_share"], rel=1e-5)


def test_a_coordinate_system_without_a_number_has_true_areas(classify: Classify, tmp_path: Path) -> None:
    scene = write_raster(
        tmp_path / "a.tif", ground(128, 128), names=NAMES,
        crs="+proj=tmerc +lat_0=50 +lon_0=10 +k=1.02 +x_0=0 +y_0=0 +ellps=WGS84 +units=m",
        geotransform=(200_000, 10, 0, 0, 0, -10),
    )  # fmt: skip

    run = classify(INPUT=str(scene))

    assert not run.layer.crs().authid().startswith("EPSG:326")
    for feature in run.layer.getFeatures():
        easting = feature.geometry().boundingBox().center().x()
        scale = 1.02 * transverse_mercator_scale(easting / 1.02)
        assert feature["area_ha"] == pytest.approx(feature.geometry().area() / 10_000 / scale**2, rel=1e-5)


@pytest.mark.parametrize("stride", ["64", "16"])
def test_the_hectares_of_a_map_sum_to_those_of_the_image(classify: Classify, tmp_path: Path, stride: str) -> None:
    values = ground(170, 230)
    values[:, np.add.outer(np.arange(170), np.arange(230)) < 150] = 0
    scene = write_raster(tmp_path / "a.tif", values, names=NAMES)

    run = classify(INPUT=str(scene), STRIDE=stride)

    total = sum(feature["area_ha"] for feature in run.layer.getFeatures())
    there = (values != 0).any(axis=0).sum()
    # The image lies on the central meridian of its zone, where the scale is 0.9996.
    assert total == pytest.approx(there * 0.01 / 0.9996**2, rel=1e-4)
    assert any(0 < feature["valid_share"] < 1 for feature in run.layer.getFeatures())
