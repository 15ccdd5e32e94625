# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterBlockFeedback

from eurosat_plugin.adapters.raster import raster_bands
from eurosat_plugin.adapters.raster.data_only_layer import open_layer
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import Raster, open_raster
from eurosat_plugin.adapters.raster.raster_bands import FileBands, ProvidedBands, open_bands
from eurosat_plugin.core.errors import Cancelled
from eurosat_plugin.core.product.radiometry import L1C
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from tests.core.tiles.painted_tiles import SURE, CornerClassifier
from tests.products import set_bands, stack
from tests.rasters import ground, write_raster
from training.single_tiles import classify_tiles

pytestmark = pytest.mark.usefixtures("qgis_app")

TILED = ("TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=64", "COMPRESS=DEFLATE")
WINDOW = Window(37, 21, 133, 150)
RGB = (3, 1, 2)


class CountingDataset:
    """Hands all on to a dataset, and counts how often each of its blocks is asked for."""

    def __init__(self, dataset: gdal.Dataset) -> None:
        self._dataset = dataset
        self.width, self.height = dataset.GetRasterBand(1).GetBlockSize()
        self.blocks: Counter[tuple[int, int]] = Counter()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dataset, name)

    def ReadRaster(self, x: int, y: int, width: int, height: int, **options: Any) -> Any:
        for row in range(y // self.height, -(-(y + height) // self.height)):
            for col in range(x // self.width, -(-(x + width) // self.width)):
                self.blocks[row, col] += 1
        return self._dataset.ReadRaster(x, y, width, height, **options)


def both_ways(path: Path, numbers: Sequence[int], window: Window = WINDOW) -> tuple[np.ndarray, np.ndarray]:
    """Read a window of a file by GDAL and by QGIS's provider."""
    layer = open_layer(str(path), "a")
    bands = open_bands(layer, gdal.Open(str(path)), "a", (128, 64))
    assert isinstance(bands, FileBands)
    stop = QgsRasterBlockFeedback()
    return bands.read(numbers, window, stop), ProvidedBands(layer, "a").read(numbers, window, stop)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
@pytest.mark.parametrize("options", [(), TILED, ("INTERLEAVE=BAND",)])
def test_numbers_are_those_of_qgis(tmp_path: Path, dtype: str, options: tuple[str, ...]) -> None:
    values = (ground(300, 300) % 251).astype(dtype)

    ours, theirs = both_ways(write_raster(tmp_path / "a.tif", values, options=options), RGB)

    assert ours.dtype == theirs.dtype == dtype
    assert np.array_equal(ours, theirs)
    assert np.array_equal(ours, values[[2, 0, 1], 21 : 21 + 150, 37 : 37 + 133])


@pytest.mark.parametrize(("scale", "shift"), [(0.0001, 0.0), (0.0001, -0.1), (1.0, -1000.0), (3.7, 1 / 3)])
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
def test_scaled_numbers_are_those_of_qgis_to_the_last_bit(
    tmp_path: Path, dtype: str, scale: float, shift: float
) -> None:
    values = (ground(300, 300) % 251).astype(dtype)
    path = set_bands(write_raster(tmp_path / "a.tif", values), scale=scale, shift=shift)

    ours, theirs = both_ways(path, RGB)

    assert ours.dtype == theirs.dtype
    assert np.array_equal(ours, theirs)


def test_a_mask_is_one_more_band_as_for_qgis(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(300, 300))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.random.default_rng(0).integers(0, 2, (300, 300), dtype=np.uint8) * 255
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    dataset = None

    ours, theirs = both_ways(path, [4])

    assert np.array_equal(ours, theirs)


def test_bands_of_two_types_become_one_type(tmp_path: Path) -> None:
    files = [
        write_raster(tmp_path / f"{number}.tif", ground(300, 300, bands=1).astype(dtype))
        for number, dtype in enumerate(("uint16", "float32", "int16"))
    ]

    ours, theirs = both_ways(stack(tmp_path / "stack.vrt", files), RGB)

    assert ours.dtype == theirs.dtype
    assert np.array_equal(ours, theirs)


@pytest.mark.parametrize(
    "geotransform",
    [(5e5, 10.0, 0.0, 5e6, 0.0, 10.0), (5e5, 10.0, 1.0, 5e6, 1.0, -10.0), (5e5, -10.0, 0.0, 5e6, 0.0, -10.0)],
    ids=["upside down", "tilted", "mirrored"],
)
def test_what_qgis_warps_is_read_by_qgis(tmp_path: Path, geotransform: tuple[float, ...]) -> None:
    path = str(write_raster(tmp_path / "a.tif", ground(), geotransform=geotransform))

    assert isinstance(open_bands(open_layer(path, "a"), gdal.Open(path), "a", (200, 200)), ProvidedBands)


def counted(raster: Raster, reader: RasterPixelReader) -> CountingDataset:
    """Let `reader` count the blocks that it asks for."""
    assert isinstance(reader._bands, FileBands)
    counting = CountingDataset(raster.dataset)
    reader._bands._dataset = counting
    return counting


@pytest.mark.parametrize("piece", [64 * 64, 300 * 128, 10**6])
def test_every_block_of_the_file_is_decoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(raster_bands, "PIECE_PIXELS", piece)
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(700, 900), options=TILED)), [1, 2, 3])
    reader = RasterPixelReader(raster)
    dataset = counted(raster, reader)

    list(classify_tiles(reader, TileGrid(Window(0, 0, 900, 700), edge="pad"), L1C, CornerClassifier(), SURE))

    assert set(dataset.blocks) == {(row, col) for row in range(-(-700 // 64)) for col in range(-(-900 // 128))}
    assert set(dataset.blocks.values()) == {1}


def test_of_an_extent_only_its_blocks_are_read_and_none_more_than_twice(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(900, 900), options=TILED)), [1, 2, 3])
    reader = RasterPixelReader(raster)
    dataset = counted(raster, reader)

    list(classify_tiles(reader, TileGrid(Window(100, 100, 640, 640)), L1C, CornerClassifier(), SURE))

    # From pixel 100 to 739: rows of blocks 1 to 11 and columns 0 to 5.
    assert set(dataset.blocks) == {(row, col) for row in range(1, 12) for col in range(6)}
    assert max(dataset.blocks.values()) <= 2


def test_reading_stops_after_one_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster_bands, "PIECE_PIXELS", 128 * 64)
    monkeypatch.setattr(raster_bands, "_THREADS", 1)
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(700, 900), options=TILED)), [1, 2, 3])
    reader = RasterPixelReader(raster)
    dataset = counted(raster, reader)
    read = dataset.ReadRaster

    def read_and_stop(*arguments: Any, **options: Any) -> Any:
        reader._stop.cancel()
        return read(*arguments, **options)

    monkeypatch.setattr(dataset, "ReadRaster", read_and_stop)

    with pytest.raises(Cancelled):
        reader.read(Window(0, 0, 900, 700))

    assert sum(dataset.blocks.values()) == 1


def test_a_remote_file_that_stops_in_the_middle_of_a_piece_was_cancelled(tmp_path: Path) -> None:
    path = str(write_raster(tmp_path / "a.tif", ground(300, 300), options=TILED))
    stop, answers = QgsRasterBlockFeedback(), []

    class StoppedDataset(CountingDataset):
        def ReadRaster(self, *place: int, **options: Any) -> Any:
            stop.cancel()
            answers.append(self._dataset.ReadRaster(*place, **options))
            return answers[-1]

    layer = open_layer(path, "a")
    bands = FileBands(StoppedDataset(gdal.Open(path)), ProvidedBands(layer, "a"), (128, 64), remote=True)

    with pytest.raises(Cancelled):
        bands.read(RGB, WINDOW, stop)

    assert answers == [None]


@pytest.mark.skipif(not hasattr(gdal, "SetThreadLocalConfigOption"), reason="GDAL has them since 3.4")
def test_gdal_is_given_threads_for_one_piece_and_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster_bands, "_THREADS", 3)
    path = str(write_raster(tmp_path / "a.tif", ground(300, 300), options=TILED))
    given = []

    class AskingDataset(CountingDataset):
        def ReadRaster(self, *place: int, **options: Any) -> Any:
            given.append(gdal.GetThreadLocalConfigOption("GDAL_NUM_THREADS"))
            return super().ReadRaster(*place, **options)

    layer = open_layer(path, "a")
    bands = FileBands(AskingDataset(gdal.Open(path)), ProvidedBands(layer, "a"), (128, 64))
    bands.read(RGB, WINDOW, QgsRasterBlockFeedback())

    assert set(given) == {"3"}
    assert gdal.GetThreadLocalConfigOption("GDAL_NUM_THREADS") is None


def test_a_window_across_strips_of_few_rows_is_read_at_once(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(200, 300))), [1, 2, 3])
    reader = RasterPixelReader(raster)
    pieces: list[tuple[int, ...]] = []
    dataset = counted(raster, reader)
    read = dataset.ReadRaster

    def note(*place: int, **options: Any) -> Any:
        pieces.append(place)
        return read(*place, **options)

    dataset.ReadRaster = note

    reader.read(Window(64, 10, 128, 150))

    assert reader.block_height < 10
    assert pieces == [(64, 10, 128, 150)]


def test_all_who_read_a_raster_share_what_was_decoded(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground())), [1, 2, 3])

    readers = [RasterPixelReader(raster) for _ in range(2)]

    assert all(isinstance(reader._bands, FileBands) for reader in readers)
    assert len({id(reader._bands._dataset) for reader in readers}) == 1
