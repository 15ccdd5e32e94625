# SPDX-License-Identifier: GPL-2.0-or-later
"""The layer of ``eurosat:sampletiles``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from qgis.core import NULL, QgsFeature, QgsFeatureRequest, QgsProcessingFeatureSource, QgsVectorLayer, QgsWkbTypes

from eurosat_plugin.adapters.grid.column import fields_of
from eurosat_plugin.adapters.grid.geopackage_styles import save_table
from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.sample_columns import LABEL_COLUMNS, STRATUM_LENGTH, sample_columns
from eurosat_plugin.adapters.grid.sample_style import style_sample
from eurosat_plugin.adapters.grid.tile_population import TilePopulation, features_of
from eurosat_plugin.core.assessment.tile_strata import TileStrata
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.processing.layer_output import LayerOutput


@dataclass(frozen=True)
class Sample:
    """The `places` in `population` of the tiles that were drawn, in their order; `sizes` are those of the strata.

    The classes are those of `scheme`.
    """

    population: TilePopulation
    strata: TileStrata
    places: Sequence[int]
    sizes: npt.NDArray[np.int64]
    seed: int
    scheme: ClassScheme


def write_sample(
    output: LayerOutput, grid: GridRows, source: QgsProcessingFeatureSource, sample: Sample, blind: bool
) -> None:
    """Write the tiles of `sample`, whose shapes are those of `source`; :raises EuroSatError: when that fails."""
    columns = sample_columns(sample.scheme)
    crs, fields = source.sourceCrs(), fields_of(columns)

    def style(layer: QgsVectorLayer) -> None:
        style_sample(layer, blind, sample.scheme)

    output.try_out(columns, crs)
    output.open(columns, style, lambda layer: save_table(layer, columns), crs, QgsWkbTypes.Type.Polygon)
    places = {name: source.fields().lookupField(name) for name in ("row", "col")}
    request = QgsFeatureRequest().setSubsetOfAttributes([index for index in places.values() if index >= 0])
    ids = sample.population.ids[list(sample.places)]
    for order, (place, tile) in enumerate(zip(sample.places, features_of(grid, ids, request)), start=1):
        at = [NULL if index < 0 or tile[index] is None else tile[index] for index in places.values()]
        feature = QgsFeature(fields)
        shape = tile.geometry()
        shape.convertToSingleType()
        feature.setGeometry(shape)
        feature.setAttributes([order, *_design(sample, place, at), *[NULL] * len(LABEL_COLUMNS)])
        output.write(feature)
    output.finish()


def _design(sample: Sample, place: int, at: Sequence[object]) -> list[object]:
    """Return the values of the columns from stratum to seed."""
    tiles, strata = sample.population, sample.strata.strata
    stratum = int(sample.strata.numbers[place])
    size, all_tiles, hectares = int(sample.sizes[stratum]), int(strata.tiles[stratum]), float(strata.hectares[stratum])
    confidence = float(tiles.confidence[place])
    return [
        strata.names[stratum][:STRATUM_LENGTH],
        sample.scheme.keys[tiles.classes[place]],
        NULL if np.isnan(confidence) else confidence,
        float(tiles.area_ha[place]),
        *at,
        all_tiles,
        hectares,
        size / all_tiles,
        hectares / size,
        sample.seed,
    ]
