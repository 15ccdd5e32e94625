# SPDX-License-Identifier: GPL-2.0-or-later
"""All tiles of a grid that have a class, with their places: what samples are drawn from, and maps compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsRectangle

from eurosat_plugin.adapters.grid.grid_fields import CHUNK
from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.core.errors import Cancelled, InputError
from eurosat_plugin.core.summary.tile_table import TileColumns, all_probabilities
from eurosat_plugin.core.translation import tr

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]
_RECTANGULAR = 1e-6
"""By which part the area of a tile may miss that of its box."""


@dataclass(frozen=True)
class TilePopulation:
    """Columns ``(tiles,)`` of the tiles with a class and an area.

    `boxes` ``(tiles, 4)`` are their left, bottom, right and top in its CRS; `odd_shapes` has by id those that
    are no such rectangles, as in a grid that was reprojected.
    `probabilities` ``(tiles, classes)`` are those of the grid where it has all, and otherwise `estimated` ones.
    """

    ids: _Numbers
    classes: _Numbers
    confidence: _Floats
    area_ha: _Floats
    flagged: npt.NDArray[np.bool_]
    probabilities: _Floats
    estimated: npt.NDArray[np.bool_]
    boxes: _Floats
    odd_shapes: Mapping[int, QgsGeometry]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def centers(self) -> _Floats:
        """Return x and y of the middle of each tile ``(tiles, 2)``."""
        return (self.boxes[:, :2] + self.boxes[:, 2:]) / 2

    def shape(self, row: int) -> QgsGeometry:
        """Return the shape of a tile."""
        odd = self.odd_shapes.get(int(self.ids[row]))
        return QgsGeometry.fromRect(QgsRectangle(*self.boxes[row].tolist())) if odd is None else QgsGeometry(odd)

    def mapped_ha(self) -> list[float]:
        """Return the hectares of the classes."""
        found: list[float] = np.bincount(self.classes, self.area_ha, minlength=self.probabilities.shape[1]).tolist()
        return found


def read_population(
    grid: GridRows, go_on: Callable[[int], bool], see: Callable[[QgsFeature], object] = lambda feature: None
) -> TilePopulation:
    """Read all tiles of `grid`; `see` gets each feature, and `go_on` the number of tiles so far.

    :raises InputError: when the grid holds what is no probability.
    :raises Cancelled: when `go_on` says no.
    """
    parts: list[tuple[TileColumns, list[tuple[float, ...]]]] = []
    features, tiles = grid.features(grid.fields.request()), 0
    odd: dict[int, QgsGeometry] = {}
    while chunk := list(islice(features, CHUNK)):
        columns = grid.fields.columns([grid.fields.row(feature) for feature in chunk])
        boxes: list[tuple[float, ...]] = []
        for feature in chunk:
            see(feature)
            shape = feature.geometry()
            box = shape.boundingBox()
            boxes.append((box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))
            if abs(shape.area() - box.width() * box.height()) > _RECTANGULAR * box.width() * box.height():
                odd[feature.id()] = shape
        parts.append((columns, boxes))
        tiles += len(chunk)
        if not go_on(tiles):
            raise Cancelled
    return _joined(parts, odd, len(grid.fields.scheme))


def features_of(grid: GridRows, ids: _Numbers, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
    """Yield the features `ids` of `grid` in this order, asked for as `request` has it."""
    for start in range(0, len(ids), CHUNK):
        wanted = [int(number) for number in ids[start : start + CHUNK]]
        found = {feature.id(): feature for feature in grid.features(request.setFilterFids(wanted))}
        yield from (found[number] for number in wanted)


def _joined(
    parts: list[tuple[TileColumns, list[tuple[float, ...]]]], odd: Mapping[int, QgsGeometry], count: int
) -> TilePopulation:
    columns = [part for part, _ in parts]
    classes = _column([part.classes for part in columns], np.int64)
    area_ha = _column([part.area_ha for part in columns], np.float64)
    kept = (classes < count) & np.isfinite(area_ha) & (area_ha > 0)
    distributions = [all_probabilities(part) for part in columns]
    probabilities = np.concatenate([found for found, _ in distributions] or [np.empty((0, count))])
    boxes = np.array([box for _, found in parts for box in found], dtype=np.float64).reshape(-1, 4)
    return TilePopulation(
        ids=_column([part.ids for part in columns], np.int64)[kept],
        classes=classes[kept],
        confidence=_column([part.confidence for part in columns], np.float64)[kept],
        area_ha=area_ha[kept],
        flagged=_column([part.flags for part in columns], np.int64)[kept] > 0,
        probabilities=probabilities[kept],
        estimated=_column([found for _, found in distributions], np.bool_)[kept],
        boxes=boxes[kept],
        odd_shapes=odd,
    )


def _column(parts: list[Any], kind: type) -> Any:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)


def lying_on_each_other(name: str) -> InputError:
    """Return what is told of the grid `name` where several of its tiles show the same ground."""
    return InputError(tr("Tiles of {layer} lie on each other; choose a grid of one image and date.").format(layer=name))
