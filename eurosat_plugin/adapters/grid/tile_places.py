# SPDX-License-Identifier: GPL-2.0-or-later
"""Which tile of a grid lies at a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from qgis.core import QgsPointXY, QgsRectangle, QgsSpatialIndex

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.tile_population import TilePopulation, lying_on_each_other, read_population

_SAME = 1e-3
"""By which the centres of two tiles differ at most that lie on each other, in units of the grid's CRS."""


class TilePlaces:
    """The tiles of `grid`, which people know as `name`; `go_on` gets the number of tiles that were read.

    :raises InputError: when the grid holds what is no probability.
    :raises Cancelled: when `go_on` says no.
    """

    def __init__(self, grid: GridRows, name: str, go_on: Callable[[int], bool]) -> None:
        self._name, self._index = name, QgsSpatialIndex()
        self.population: TilePopulation = read_population(grid, go_on, self._index.addFeature)
        self._rows = {int(number): row for row, number in enumerate(self.population.ids)}

    def rows_at(self, places: Sequence[QgsPointXY]) -> npt.NDArray[np.int64]:
        """Return the rows in the population of the tiles at `places`, -1 where there is none with a class.

        :raises InputError: when several tiles lie on each other there.
        """
        return np.array([self._row(place) for place in places], dtype=np.int64)

    def touching(self, box: QgsRectangle) -> list[int]:
        """Return the rows of the tiles with a class whose boxes touch `box`."""
        found = (self._rows.get(number, -1) for number in self._index.intersects(box))
        return sorted(row for row in found if row >= 0)

    def _row(self, place: QgsPointXY) -> int:
        rows = self.touching(QgsRectangle(place, place))
        if not rows:
            return -1
        centers = self.population.centers[rows]
        distances = np.hypot(centers[:, 0] - place.x(), centers[:, 1] - place.y())
        if len(rows) > 1 and np.sort(distances)[1] - distances.min() < _SAME:
            apart = np.hypot(*(centers[np.argsort(distances)[1]] - centers[distances.argmin()]))
            if apart < _SAME:
                raise lying_on_each_other(self._name)
        return rows[int(distances.argmin())]
