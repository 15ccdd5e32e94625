# SPDX-License-Identifier: GPL-2.0-or-later
"""Which tiles of one grid lie on which of another, and by what part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsRectangle

from eurosat_plugin.adapters.grid.tile_places import TilePlaces
from eurosat_plugin.adapters.grid.tile_population import TilePopulation
from eurosat_plugin.core.errors import Cancelled, InputError
from eurosat_plugin.core.translation import tr

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]
_LEAST = 1e-6
"""Parts of a tile below this are rounding."""
_CHUNK = 500


@dataclass(frozen=True)
class TileOverlaps:
    """Pairs of a row of the first and a row of the second grid; which part of either tile lies on the other."""

    first: _Numbers
    second: _Numbers
    share_of_first: _Floats
    share_of_second: _Floats

    @classmethod
    def find(
        cls, first: TilePopulation, second: TilePlaces, to_second: QgsCoordinateTransform, go_on: Callable[[int], bool]
    ) -> TileOverlaps:
        """Find all pairs; `go_on` gets the number of tiles of the first grid so far.

        :raises InputError: where the CRS of the second grid is not defined.
        :raises Cancelled: when `go_on` says no.
        """
        moved = to_second.isValid() and not to_second.isShortCircuited()
        plain = not (moved or first.odd_shapes or second.population.odd_shapes)
        measure = _Rectangles(first, second.population) if plain else _Polygons(first, second.population, to_second)
        parts = []
        for row in range(len(first)):
            if row % _CHUNK == 0 and not go_on(row):
                raise Cancelled
            bounds, own = measure.tile(row)
            rows = second.touching(bounds)
            if rows:
                areas, sizes = measure.overlaps(rows)
                kept = areas > _LEAST * own
                pairs = (np.full(len(rows), row), np.array(rows), areas / own, areas / sizes)
                parts.append(tuple(column[kept] for column in pairs))
        if not parts:
            none = np.empty(0, dtype=np.int64)
            return cls(none, none, np.empty(0), np.empty(0))
        columns = [np.concatenate(column) for column in zip(*parts)]
        return cls(columns[0].astype(np.int64), columns[1].astype(np.int64), columns[2], columns[3])


class _Rectangles:
    """Measures tiles that are rectangles in the same CRS: by arithmetic alone."""

    def __init__(self, first: TilePopulation, second: TilePopulation) -> None:
        self._first, self._second = first.boxes, second.boxes
        self._box = np.zeros(4)

    def tile(self, row: int) -> tuple[QgsRectangle, float]:
        """Turn to a tile of the first grid, and return its bounds and its area."""
        self._box = self._first[row]
        bounds = QgsRectangle(*self._box.tolist())
        return bounds, bounds.width() * bounds.height()

    def overlaps(self, rows: list[int]) -> tuple[_Floats, _Floats]:
        """Return what tiles of the second grid have in common with it, and their own areas."""
        box, others = self._box, self._second[rows]
        width = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
        height = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
        sizes: _Floats = np.multiply(others[:, 2] - others[:, 0], others[:, 3] - others[:, 1])
        areas: _Floats = np.maximum(width, 0.0) * np.maximum(height, 0.0)
        return areas, sizes


class _Polygons:
    """Measures tiles of whatever shape, in the CRS of the second grid."""

    def __init__(self, first: TilePopulation, second: TilePopulation, to_second: QgsCoordinateTransform) -> None:
        self._first, self._second, self._to_second = first, second, to_second
        self._shape = QgsGeometry()

    def tile(self, row: int) -> tuple[QgsRectangle, float]:
        """See :meth:`_Rectangles.tile`; :raises InputError: where the CRS of the second grid is not defined."""
        self._shape = self._first.shape(row)
        try:
            self._shape.transform(self._to_second)
        except QgsCsException:
            sentence = tr(
                "A tile lies where the coordinate system of the other grid is not defined; choose another grid."
            )
            raise InputError(sentence) from None
        return self._shape.boundingBox(), self._shape.area()

    def overlaps(self, rows: list[int]) -> tuple[_Floats, _Floats]:
        """See :meth:`_Rectangles.overlaps`."""
        shapes = [self._second.shape(row) for row in rows]
        areas = [self._shape.intersection(shape).area() for shape in shapes]
        return np.array(areas), np.array([shape.area() for shape in shapes])
