# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of a file on a server that a place needs: whole blocks, in pieces that are read at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, text_of
from eurosat_plugin.core.tiles.geobox import Bounds, GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, Window

PIECE_PIXELS = 2 * 1024 * 1024
"""Pixels of a band that are read at once, if a block has no more: two of the blocks that most archives use."""


@dataclass(frozen=True)
class BandNotes:
    """What a file says of its band `number`."""

    number: int
    name: str
    nodata: float | None
    scale: float | None
    offset: float | None

    @classmethod
    def of(cls, dataset: gdal.Dataset, number: int) -> BandNotes:
        """Read them from an open file."""
        band = dataset.GetRasterBand(number)
        return cls(number, text_of(band.GetDescription()), band.GetNoDataValue(), band.GetScale(), band.GetOffset())

    def write(self, band: gdal.Band) -> None:
        """Say the same of `band`."""
        band.SetDescription(self.name)
        for told, tell in (
            (self.nodata, band.SetNoDataValue),
            (self.scale, band.SetScale),
            (self.offset, band.SetOffset),
        ):
            if told is not None:
                tell(told)


@dataclass(frozen=True)
class Cell:
    """The smallest `window` that is fetched: a block of a file, or several of small ones.

    `weight` are the bytes that it has in the file, or about so many; `stamp` is another one as soon as the file
    changes, empty where nothing would tell that.
    """

    window: Window
    weight: int
    stamp: str


@dataclass(frozen=True)
class FilePart:
    """Some `bands` of the file `uri`: the whole blocks of `window`, which are those of `box`, cell by cell."""

    uri: str
    bands: tuple[BandNotes, ...]
    box: GeoBox
    window: Window
    cells: tuple[Cell, ...]
    data_type: int

    @property
    def bytes_read(self) -> int:
        """Bytes of all cells as they are fetched."""
        return sum(cell.weight for cell in self.cells)

    @property
    def bytes_written(self) -> int:
        """Bytes of all pixels as numbers."""
        return self.bytes_of(self.window)

    @property
    def pixel_bytes(self) -> int:
        """Bytes of a pixel of a band."""
        return int(gdal.GetDataTypeSize(self.data_type)) // 8

    def bytes_of(self, window: Window) -> int:
        """Return the bytes of the pixels of `window` in all bands."""
        return window.width * window.height * len(self.bands) * self.pixel_bytes


Piece = tuple[Cell, ...]
"""Cells side by side that are read at once."""


def around(piece: Piece) -> Window:
    """Return the window of all cells of `piece`."""
    first, last = piece[0].window, piece[-1].window
    return Window(first.col, first.row, last.right - first.col, first.height)


def file_box(dataset: gdal.Dataset) -> GeoBox | None:
    """Return the pixels of an open file; None where they are tilted, mirrored, upside down or placed nowhere."""
    place = dataset.GetGeoTransform(can_return_null=True)
    if place is None or place[2] or place[4] or place[1] <= 0 or place[5] >= 0:
        return None
    area = Window(0, 0, dataset.RasterXSize, dataset.RasterYSize)
    return GeoBox(dataset.GetProjection(), place[0], place[3], place[1], -place[5], area)


def part_of(uri: str, dataset: gdal.Dataset, numbers: Sequence[int], ground: Bounds | None) -> FilePart | None:
    """Return the part of the open file `uri` that lies on `ground` (in its own system; None: all of it).

    None where there is nothing of it there. It is at least a tile wide and high.
    """
    box = file_box(dataset)
    if box is None:
        return None
    touched = box.area if ground is None else box.window(ground).intersection(box.area)
    if not touched.width or not touched.height:
        return None
    band = dataset.GetRasterBand(numbers[0])
    across, down = band.GetBlockSize()
    window = _whole_blocks(touched.grow_to(TILE_SIZE, box.area), across, down).intersection(box.area)
    blocks = _Blocks(uri, dataset, numbers)
    cells = tuple(blocks.cell(window) for window in _cells(window, across, down))
    notes = tuple(BandNotes.of(dataset, number) for number in numbers)
    return FilePart(uri, notes, box, window, cells, band.DataType)


def in_pieces(cells: Sequence[Cell]) -> Iterator[Piece]:
    """Put cells that lie side by side together, as many as are read at once."""
    piece: list[Cell] = []
    for cell in cells:
        if piece:
            last, window = piece[-1].window, cell.window
            beside = (window.row, window.height, window.col) == (last.row, last.height, last.right)
            pixels = sum(other.window.width for other in (*piece, cell)) * window.height
            if not beside or pixels > PIECE_PIXELS:
                yield tuple(piece)
                piece = []
        piece.append(cell)
    if piece:
        yield tuple(piece)


def _whole_blocks(window: Window, across: int, down: int) -> Window:
    left, top = window.col // across * across, window.row // down * down
    right, bottom = -(-window.right // across) * across, -(-window.bottom // down) * down
    return Window(left, top, right - left, bottom - top)


def _cells(window: Window, across: int, down: int) -> Iterator[Window]:
    """Cut a window of whole blocks into cells, row by row; they lie alike in all windows of the file."""
    wide = across * max(1, TILE_SIZE // across)
    high = down if down >= TILE_SIZE else down * max(1, PIECE_PIXELS // 4 // (down * wide))
    for row in range(window.row // high * high, window.bottom, high):
        for col in range(window.col // wide * wide, window.right, wide):
            yield Window(col, row, wide, high).intersection(window)


class _Blocks:
    """How many bytes of a file hold the pixels of a window, and which."""

    def __init__(self, uri: str, dataset: gdal.Dataset, numbers: Sequence[int]) -> None:
        self._bands = [dataset.GetRasterBand(number) for number in numbers]
        if (dataset.GetMetadataItem("INTERLEAVE", "IMAGE_STRUCTURE") or "") == "PIXEL":
            self._bands = self._bands[:1]
        self._block = self._bands[0].GetBlockSize()
        there = call_gdal(gdal.VSIStatL, uri)
        size, self._changed = (0, 0) if there is None else (int(there.size), int(there.mtime))
        self._file = f"{size} {self._changed}"
        self._share = size / (dataset.RasterXSize * dataset.RasterYSize)

    def cell(self, window: Window) -> Cell:
        """Describe the cell in `window`."""
        across, down = self._block
        if self._told("SIZE", window.col // across, window.row // down) is None:
            return Cell(window, int(self._share * window.width * window.height), self._file if self._changed else "")
        rows = range(window.row // down, -(-window.bottom // down))
        cols = range(window.col // across, -(-window.right // across))
        sizes = [self._told("SIZE", col, row) or 0 for row in rows for col in cols]
        places = [self._told("OFFSET", col, row) or 0 for row in rows for col in cols]
        return Cell(window, sum(sizes), f"{self._file} {sizes} {places}")

    def _told(self, what: str, col: int, row: int) -> int | None:
        """Return size or offset of a block in all bands, None where the format does not tell."""
        told = [band.GetMetadataItem(f"BLOCK_{what}_{col}_{row}", "TIFF") for band in self._bands]
        return None if told[0] is None else sum(int(number or 0) for number in told)
