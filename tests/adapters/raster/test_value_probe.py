# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.value_probe import measure_values
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.seams import is_offset
from eurosat_plugin.core.product.value_facts import ValueFacts
from eurosat_plugin.core.tiles.tiling import Window
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


def look_at_corner(path: Path) -> ValueFacts:
    """Look at an image of which one tile is to be classified."""
    raster = open_raster(None, str(path), [])
    return measure_values(raster, raster, Window(0, 0, 64, 64))


def test_a_look_at_an_image_tells_how_its_numbers_are_distributed(tmp_path: Path) -> None:
    values = ground(rows=100, cols=100)
    values[:, :50] = 0  # nodata
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    facts = measure_values(raster, raster, raster.box.area)

    measured = values[:, 53:]  # the three rows beside it may be mixed with it
    assert facts.probes[0].pixels == 50 * 100
    assert facts.dtype == "uint16"
    assert facts.numbers.at(50.0) == tuple(np.median(band) for band in measured)
    assert facts.numbers.at(0.1) == tuple(np.percentile(band, 0.1) for band in measured.reshape(3, -1))


def test_an_image_without_a_valid_pixel_is_refused(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", np.zeros((3, 100, 100), dtype=np.uint16))), [])

    with pytest.raises(InputError, match="all of it is nodata"):
        measure_values(raster, raster, raster.box.area)


def test_a_small_valid_corner_of_a_large_raster_is_found(tmp_path: Path) -> None:
    values = np.zeros((3, 3000, 3000), dtype=np.uint16)
    values[:, 1502:1505, 1502:1505] = 700
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    assert measure_values(raster, raster, raster.box.area).median == 700


def test_scaled_numbers_are_told_by_their_steps_at_full_resolution(tmp_path: Path) -> None:
    values = np.rint(ground(1500, 1500) * 6.5535).astype(np.uint16)
    path = write_raster(tmp_path / "a.tif", values)
    gdal.Open(str(path), gdal.GA_Update).BuildOverviews("AVERAGE", [2, 4])
    raster = open_raster(None, str(path), [])

    assert measure_values(raster, raster, raster.box.area).step == pytest.approx(6.5535)


def test_a_piece_of_an_image_is_read_as_the_whole_is(tmp_path: Path) -> None:
    values = ground(1500, 1500)
    values[:, :64, :64] = 90  # dark water, which by itself could be colours
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    assert measure_values(raster, raster, Window(0, 0, 64, 64)) == measure_values(raster, raster, raster.box.area)


def test_averaged_overviews_decide_nothing(tmp_path: Path) -> None:
    values = ground(1500, 1500)
    path = write_raster(tmp_path / "a.tif", values)
    plain = look_at_corner(path)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.BuildOverviews("AVERAGE", [2, 4, 8])
    dataset.GetRasterBand(1).GetOverview(0).Fill(0)
    dataset = None

    assert look_at_corner(path) == plain


@pytest.mark.parametrize("column", [110, 128, 256])
def test_a_seam_is_found_inside_the_pieces_and_between_them(tmp_path: Path, column: int) -> None:
    values = np.random.default_rng(3).integers(200, 900, (3, 384, 384)).astype(np.uint16)
    values[:, :, column:] += 1000
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    jumps = measure_values(raster, raster, raster.box.area).jumps

    assert sum(is_offset(jump, 1.0) for jump in jumps) == 3  # three pieces, one below the other


def test_a_part_on_another_scale_is_seen_at_its_seam(tmp_path: Path) -> None:
    values = ground(rows=384, cols=384).astype(np.float32)
    values[:, :, 128:] /= 10_000  # between two pieces
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    ratios = measure_values(raster, raster, raster.box.area).ratios

    assert sum(ratio > 1000 for ratio in ratios) == 3  # three pieces, one below the other


def full_stack(cirrus_at: int) -> np.ndarray:
    """Return 13 bands with an offset, of which the one at `cirrus_at` (from 0) is all but black."""
    values = ground(rows=100, cols=100, bands=13) + np.uint16(1000)
    values[cirrus_at] = 1005 + np.arange(100, dtype=np.uint16) % 5
    return values


@pytest.mark.parametrize("cirrus_at", [9, 10])
def test_the_cirrus_band_of_a_full_stack_is_looked_at_wherever_b8a_is(tmp_path: Path, cirrus_at: int) -> None:
    path = write_raster(tmp_path / "a.tif", full_stack(cirrus_at))

    assert look_at_corner(path).cirrus == 1005.0


def test_a_band_called_b10_is_the_cirrus_band(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", full_stack(2)[:4], names=["B4", "B3", "B10", "B2"])

    assert look_at_corner(path).cirrus == 1005.0


def test_missing_pixels_say_nothing_of_cirrus(tmp_path: Path) -> None:
    values = full_stack(9)
    values[:, :50] = 0

    assert look_at_corner(write_raster(tmp_path / "a.tif", values)).cirrus == 1005.0


def test_no_cirrus_band_is_read_where_a_name_tells_the_offset(tmp_path: Path) -> None:
    names = ["B4", "B3", "B10", "B2"]
    path = write_raster(tmp_path / "L1C_harmonized.tif", full_stack(2)[:4], names=names)

    assert look_at_corner(path).cirrus is None


@pytest.mark.parametrize("carried", [0, 1000])
def test_scene_classes_in_the_place_of_the_cirrus_band_say_nothing(tmp_path: Path, carried: int) -> None:
    values = ground(rows=100, cols=100, bands=13) + np.uint16(carried)
    values[9] = np.kron(np.arange(25).reshape(5, 5) % 3 + 4, np.ones((20, 20)))

    assert look_at_corner(write_raster(tmp_path / "a.tif", values)).cirrus is None


def test_the_cirrus_band_of_reflectance_is_looked_at_in_its_own_measure(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", (full_stack(9) / 10_000).astype(np.float32))

    assert look_at_corner(path).cirrus == pytest.approx(0.1005)


def test_how_fine_bands_are_is_looked_at_where_they_have_no_names(tmp_path: Path) -> None:
    named = write_raster(tmp_path / "named.tif", full_stack(9), names=[f"B{i:02d}" for i in range(13)])

    assert len(look_at_corner(write_raster(tmp_path / "a.tif", full_stack(9))).detail) == 13
    assert len(look_at_corner(named).colour_detail) == 3
    assert look_at_corner(named).detail == ()


def test_twelve_bands_and_one_for_transparency_have_no_cirrus_band(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", full_stack(9))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(13).SetColorInterpretation(gdal.GCI_AlphaBand)
    dataset.GetRasterBand(13).Fill(65535)
    dataset = None

    assert look_at_corner(path).cirrus is None
