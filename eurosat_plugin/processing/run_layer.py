# SPDX-License-Identifier: GPL-2.0-or-later
"""The layer of ``eurosat:openrun``: the tiles of many grids, those that show the same ground on a day once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.batch.day_sums import covered_tiles, touch
from eurosat_plugin.adapters.batch.grid_item import day_of
from eurosat_plugin.adapters.batch.grid_tiles import GeoPackageTiles
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.grid.column import fields_of
from eurosat_plugin.adapters.grid.geopackage_styles import save_grid
from eurosat_plugin.adapters.grid.grid_columns import grid_columns, probability_columns
from eurosat_plugin.adapters.grid.grid_style import style_grid
from eurosat_plugin.adapters.grid.grid_time import show_on_days
from eurosat_plugin.adapters.grid.provenance import describe_classes
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.zones import WGS84
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing.layer_output import LayerOutput
from eurosat_plugin.processing.output_sizes import EMPTY_LAYER_BYTES, RUN_TILE_BYTES

MOSTLY = 0.5
"""Part of a tile above which it is left out, since an earlier image of the day shows that ground."""

_CHUNK = 500


@dataclass(frozen=True)
class FinishedGrid:
    """The grid of a scene that is done; `bbox` is west, south, east and north in degrees."""

    path: Path
    day: str
    bbox: tuple[float, ...]
    tiles: int


def finished_grids(folder: str) -> list[FinishedGrid]:
    """Return what is done in the folder of a run, in the order of its plan.

    :raises InputError: when it is no such folder, or nothing in it is done.
    """
    run, found = RunFolder(Path(folder)), []
    for scene in run.plan().scenes:
        item = run.item(scene)
        if item is not None:
            tiles = sum(row["tiles"] for row in item["properties"]["eurosat:classes"])
            found.append(FinishedGrid(run.grid(scene, item), day_of(item), tuple(item["bbox"]), tiles))
    if not found:
        sentence = tr("Nothing is done in {folder} yet; run Classify many scenes with it, or choose another folder.")
        raise InputError(sentence.format(folder=folder))
    return found


class RunLayer:
    """Opens `grids`, whose classes are those of `scheme`, to write them as one layer; `size` is about its bytes.

    For one thread. :raises InputError: when one cannot be read.
    """

    def __init__(
        self,
        grids: Sequence[FinishedGrid],
        scheme: ClassScheme,
        transforms: QgsCoordinateTransformContext,
        feedback: QgsProcessingFeedback,
    ) -> None:
        self._grids, self._scheme, self._transforms, self._feedback = grids, scheme, transforms, feedback
        self._layers = [_open(grid.path) for grid in grids]
        systems = {layer.crs().authid() for layer in self._layers}
        self._crs = self._layers[0].crs() if len(systems) == 1 else QgsCoordinateReferenceSystem(WGS84)
        named = {name for layer in self._layers for name in layer.fields().names()}
        self._columns = grid_columns(probability_columns(scheme)[0].name in named, scheme)
        self._total = max(1, sum(grid.tiles for grid in grids))
        self.size = EMPTY_LAYER_BYTES + RUN_TILE_BYTES * self._total
        self.count = 0

    def write(self, output: LayerOutput) -> None:
        """Write all tiles; :raises EuroSatError: when that fails, or is cancelled."""
        output.try_out(self._columns, self._crs)
        output.open(self._columns, partial(_style, scheme=self._scheme), save_grid, self._crs)
        left_out = read = 0
        for place, layer in enumerate(self._layers):
            covered = self._covered(place)
            for tile in self._tiles(layer):
                if read % _CHUNK == 0:
                    self._go_on(read)
                read += 1
                if tile.id() in covered:
                    left_out += 1
                    continue
                output.write(self._feature(tile))
                self.count += 1
        output.finish()
        self._feedback.pushInfo(tr("Tiles: {count}.").format(count=number(self.count)))
        if left_out:
            sentence = tr("Tiles left out, since an earlier image of the same day shows their ground: {count}.")
            self._feedback.pushInfo(sentence.format(count=number(left_out)))

    def _tiles(self, layer: QgsVectorLayer) -> QgsFeatureIterator:
        request = QgsFeatureRequest().setFilterExpression('"class_key" IS NOT NULL')
        request.setDestinationCrs(self._crs, self._transforms)
        return layer.getFeatures(request)

    def _feature(self, tile: QgsFeature) -> QgsFeature:
        feature, there = QgsFeature(fields_of(self._columns)), tile.fields()
        feature.setGeometry(tile.geometry())
        for column in self._columns:
            if there.indexOf(column.name) >= 0:
                feature[column.name] = tile[column.name]
        return feature

    def _covered(self, place: int) -> set[int]:
        """Return the numbers of the tiles of a grid that earlier ones of its day show mostly."""
        grid = self._grids[place]
        before = [other for other in self._grids[:place] if other.day == grid.day and touch(other.bbox, grid.bbox)]
        if not before:
            return set()
        earlier = [GeoPackageTiles(other.path) for other in before]
        return {tile.number for tile in covered_tiles(GeoPackageTiles(grid.path), earlier) if tile.share > MOSTLY}

    def _go_on(self, read: int) -> None:
        self._feedback.setProgress(100.0 * read / self._total)
        stop_if_cancelled(self._feedback)


def _open(path: Path) -> QgsVectorLayer:
    layer = QgsVectorLayer(str(path), path.parent.name, "ogr")
    if not layer.isValid():
        sentence = tr("{path} cannot be read; this QGIS may not know its format.")
        raise InputError(sentence.format(path=path))
    return layer


def _style(layer: QgsVectorLayer, scheme: ClassScheme) -> None:
    """Tell `layer` its classes first: its styles are to hold them."""
    describe_classes(layer, scheme)
    show_on_days(layer)
    style_grid(layer)
