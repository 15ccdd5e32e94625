# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.adapters.raster.fill_probe import find_gaps
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from tests.products import set_bands
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


def with_hole(values: np.ndarray, fill: float) -> np.ndarray:
    values[:, 20:60, 30:90] = fill
    return values


def test_a_fill_is_found_and_said(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", with_hole(ground().astype(np.int16), -999))

    raster, said = find_gaps(open_raster(None, str(path), []))

    valid = RasterPixelReader(raster).read(raster.box.area).valid
    assert (~valid).sum() == 40 * 60
    assert said == ("-999 in all bands fills gaps of the image, though its file does not say so: it is nodata.",)


@pytest.mark.parametrize(("fill", "dtype", "text"), [(-1000, "int16", "-1000"), (-0.1, "float32", "-0.1")])
def test_a_fill_is_written_as_in_the_file(tmp_path: Path, fill: float, dtype: str, text: str) -> None:
    path = write_raster(tmp_path / "a.tif", with_hole(ground().astype(dtype), fill))

    _, (said,) = find_gaps(open_raster(None, str(path), []))

    assert said.startswith(f"{text} in all bands fills gaps")


def test_an_image_without_gaps_is_left_as_it_is(tmp_path: Path) -> None:
    opened = open_raster(None, str(write_raster(tmp_path / "a.tif", ground())), [])

    assert find_gaps(opened) == (opened, ())


def test_a_gap_in_one_corner_of_a_large_image_is_found(tmp_path: Path) -> None:
    values = ground(1500, 1500).astype(np.int16)
    values[:, -90:, -90:] = -1

    _, said = find_gaps(open_raster(None, str(write_raster(tmp_path / "a.tif", values)), []))

    assert len(said) == 1


def test_fills_are_found_after_the_file_s_own_scale_and_offset(tmp_path: Path) -> None:
    path = set_bands(write_raster(tmp_path / "a.tif", with_hole(ground(), 64536)), scale=0.0001, shift=-0.1)

    raster, _ = find_gaps(open_raster(None, str(path), []))

    assert raster.missing.fills == (0.0, 64536.0)
    assert (~RasterPixelReader(raster).read(raster.box.area).valid).sum() == 40 * 60


def test_dark_pixels_that_wrapped_with_their_nodata_are_missing_too(tmp_path: Path) -> None:
    values = with_hole(ground(), 64536)
    values[2, 100, 7] = 65500  # 964 less 1000

    raster, _ = find_gaps(open_raster(None, str(write_raster(tmp_path / "a.tif", values)), []))

    assert not RasterPixelReader(raster).read(raster.box.area).valid[100, 7]


def test_files_of_a_product_are_taken_at_their_word(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", with_hole(ground().astype(np.int16), -999))
    opened = open_raster(None, str(path), [])

    raster, said = find_gaps(replace(opened, product=replace(opened.product, original=True)))

    assert (raster.missing, said) == (opened.missing, ())


def test_another_number_in_each_band_is_found_and_said(tmp_path: Path) -> None:
    values = ground().clip(3, None)
    values[:, :40, :40] = np.array([0, 0, 1])[:, None, None]

    raster, said = find_gaps(open_raster(None, str(write_raster(tmp_path / "a.tif", values)), []))

    assert (~RasterPixelReader(raster).read(raster.box.area).valid).sum() == 40 * 40
    assert said[0].startswith("0, 0, 1 in the three bands fill gaps of the image")


def test_what_was_mixed_with_nodata_is_nodata_and_said(tmp_path: Path) -> None:
    values = ground().astype(np.int16)
    values[:, 40] = (values[:, 40] - 9999) // 2
    values[:, :40] = -9999

    raster, said = find_gaps(open_raster(None, str(write_raster(tmp_path / "a.tif", values)), []))

    assert not RasterPixelReader(raster).read(raster.box.area).valid[:41].any()
    assert "Nodata has been mixed into the pixels beside it" in said[0]


def test_what_was_mixed_with_what_a_mask_hides_is_nodata_and_said(tmp_path: Path) -> None:
    values, mask = ground().astype(np.int16), np.ones((1, 200, 200), dtype=np.int16)
    mask[:, :, :40] = 0
    values[:, :, 40] -= 5000
    names = ["B04", "B03", "B02", "dataMask"]
    path = write_raster(tmp_path / "a.tif", np.concatenate([values, mask]), names=names)

    raster, said = find_gaps(open_raster(None, str(path), []))

    valid = RasterPixelReader(raster).read(raster.box.area).valid
    assert not valid[:, :41].any()
    assert valid[:, 41:].all()
    assert "Nodata has been mixed into the pixels beside it" in said[0]


LARGE_BLOCKS = ("TILED=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024")


def bands_read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Window, set[int]]]:
    """Let the windows that are read be noted, and the bands."""
    noted: list[tuple[Window, set[int]]] = []
    read = RasterPixelReader.read

    def note(reader: RasterPixelReader, window: Window) -> PixelBlock:
        noted.append((window, set(reader._raster.numbers)))
        return read(reader, window)

    monkeypatch.setattr(RasterPixelReader, "read", note)
    return noted


def test_of_large_blocks_in_the_corners_one_band_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_raster(tmp_path / "a.tif", ground(2500, 2500), options=LARGE_BLOCKS)
    noted = bands_read(monkeypatch)

    find_gaps(open_raster(None, str(path), []))

    in_corners = {
        (window.col, window.row): bands
        for window, bands in noted
        if window.col in (0, 2500 - 128) and window.row in (0, 2500 - 128)
    }
    assert in_corners == {(col, row): {1} for col in (0, 2372) for row in (0, 2372)}


def test_a_gap_in_a_corner_of_large_blocks_is_found(tmp_path: Path) -> None:
    values = ground(2500, 2500).astype(np.int16)
    values[:, -90:, -90:] = -1

    _, said = find_gaps(open_raster(None, str(write_raster(tmp_path / "a.tif", values, options=LARGE_BLOCKS)), []))

    assert len(said) == 1
