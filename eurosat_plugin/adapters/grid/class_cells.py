# SPDX-License-Identifier: GPL-2.0-or-later
"""The cells of a classification on their way to a raster of the classes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eurosat_plugin.adapters.raster.class_raster import CLASS_BAND, NO_CLASS, PER_CENT, ClassRaster
from eurosat_plugin.adapters.raster.georeference import crs_of, wkt_of
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import TileGrid


def band_names(scheme: ClassScheme) -> tuple[str, ...]:
    """Return the names of the bands; those of probabilities come on request."""
    return (CLASS_BAND, "confidence", *(f"p_{key}" for key in scheme.keys))


class ClassCells:
    """Collects the cells of `grid` on the pixels of `box`, two bytes each or more; without a class until added."""

    def __init__(self, box: GeoBox, grid: TileGrid, probabilities: bool, scheme: ClassScheme) -> None:
        self._box, self._grid, self._scheme = box, grid, scheme
        shape = (len(band_names(scheme)) if probabilities else 2, len(grid.rows.cells), len(grid.cols.cells))
        self._bands: npt.NDArray[np.uint8] = np.full(shape, NO_CLASS, dtype=np.uint8)

    def add(self, tiles: TileRow) -> None:
        """Add the cells of a row."""
        known, classes = tiles.classified, tiles.first[tiles.classified]
        per_cent = np.rint(PER_CENT * tiles.probabilities[known]).astype(np.uint8)
        bands = [classes, per_cent[np.arange(len(classes)), classes], *per_cent.T]
        for band, values in zip(self._bands, bands):
            band[tiles.row, tiles.cols[known]] = values

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self._scheme.classes)

    def raster(self, tags: dict[str, str]) -> ClassRaster:
        """Return all of it with its place; where the image ends within a cell, the last ones reach beyond it."""
        corner, stride = self._box.rectangle(self._grid.area), self._grid.stride
        transform = (corner.xmin, stride * self._box.dx, 0.0, corner.ymax, 0.0, -stride * self._box.dy)
        classes, *more = self._bands
        named = tuple(zip(band_names(self._scheme)[1:], more))
        return ClassRaster(classes, transform, wkt_of(crs_of(self._box)), self._scheme.colors, tags, named, self._names)
