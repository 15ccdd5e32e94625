# SPDX-License-Identifier: GPL-2.0-or-later
"""What ``eurosat:compare`` reads: two grids, how each was made, and reference tiles of both dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsCoordinateTransform, QgsProcessingFeatureSource, QgsProcessingFeedback

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.reference_tiles import read_reference
from eurosat_plugin.adapters.grid.tile_overlaps import TileOverlaps
from eurosat_plugin.adapters.grid.tile_places import TilePlaces
from eurosat_plugin.adapters.grid.tile_population import TilePopulation, lying_on_each_other, read_population
from eurosat_plugin.core.assessment.disagreement import disagreement_floors
from eurosat_plugin.core.assessment.map_comparison import Comparison, MapTiles, TilePairs
from eurosat_plugin.core.assessment.stratified_sample import StratifiedSample
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.core.translation import number, tr, tr_noop, translate
from eurosat_plugin.processing.arguments import Arguments

Origin = Mapping[str, str]
"""How a grid was made, as :func:`read_provenance` tells."""

_SAME_PLACE = 0.9
"""Share of a tile that another one covers where both show the same ground."""

_DIFFERENCES = {
    "radiometry": tr_noop("The grids were read as different products ({first} and {second})."),
    "offset": tr_noop("The grids were read with different offsets ({first} and {second})."),
    "model": tr_noop("The grids were made by different models ({first} and {second})."),
    "model_version": tr_noop("The grids were made by different versions of the model ({first} and {second})."),
    "stride": tr_noop("The grids have different cell sizes ({first} and {second} pixels)."),
}


@dataclass(frozen=True)
class ComparisonInputs:
    """Both grids, the `rows` of the first one to read shapes by, and which tile lies on which."""

    first: TilePopulation
    second: TilePopulation
    rows: GridRows
    overlaps: TileOverlaps
    names: tuple[str, str]
    origins: tuple[Origin, Origin]
    scheme: ClassScheme = EUROSAT

    @classmethod
    def read(
        cls,
        grids: tuple[QgsProcessingFeatureSource, QgsProcessingFeatureSource],
        names: tuple[str, str],
        origins: tuple[Origin, Origin],
        arguments: Arguments,
        feedback: QgsProcessingFeedback,
        scheme: ClassScheme = EUROSAT,
    ) -> ComparisonInputs:
        """Read both, whose classes are those of `scheme`.

        :raises InputError: when they have no place in common, or one is no grid.
        """
        before, after = grids
        transforms = arguments.context.transformContext()

        def part(begin: float, end: float, total: int) -> Callable[[int], bool]:
            def go_on(done: int) -> bool:
                feedback.setProgress(begin + (end - begin) * min(1.0, done / max(1, total)))
                return not feedback.isCanceled()

            return go_on

        rows = GridRows.of_source(before, names[0], transforms, scheme)
        first = read_population(rows, part(0, 25, before.featureCount()))
        go_on = part(25, 50, after.featureCount())
        places = TilePlaces(GridRows.of_source(after, names[1], transforms, scheme), names[1], go_on)
        to_second = QgsCoordinateTransform(before.sourceCrs(), after.sourceCrs(), transforms)
        overlaps = TileOverlaps.find(first, places, to_second, part(50, 75, len(first)))
        _check_single(overlaps, len(first), names[1])
        return cls(first, places.population, rows, overlaps, names, origins, scheme)

    def compare(self) -> Comparison:
        """Compare them; :raises InputError: when no tile has a class in both."""
        overlaps = self.overlaps
        hectares = np.minimum(
            self.first.area_ha[overlaps.first] * overlaps.share_of_first,
            self.second.area_ha[overlaps.second] * overlaps.share_of_second,
        )
        pairs = TilePairs(overlaps.first, overlaps.second, overlaps.share_of_first, hectares)
        maps = [MapTiles(tiles.classes, tiles.probabilities, tiles.flagged) for tiles in (self.first, self.second)]
        found = Comparison.of(maps[0], maps[1], pairs, self._floors())
        if not found.compared_ha:
            sentence = tr("No tile of {first} has a class in {second}, too; choose two grids of one place.")
            raise InputError(sentence.format(first=self.names[0], second=self.names[1]))
        return found

    def warnings(self, found: Comparison) -> list[str]:
        """Return what is to be known of the comparison."""
        first, second = self.origins
        sentences = []
        for name, sentence in _DIFFERENCES.items():
            if name in first and name in second and first[name] != second[name]:
                sentences.append(translate(sentence).format(first=first[name], second=second[name]))
        if self._lie_otherwise():
            sentences.append(
                tr(
                    "The tiles of the two grids do not lie on each other, so many of them show other ground, and get "
                    "other classes for that alone: classify both images with the same extent, in one coordinate system."
                )
            )
        if found.floor_ha:
            sentence = tr(
                "Of the same ground, such products get other classes in up to {floor} of the area by measurement; "
                "that much was not counted as change. {different} of the area differs here."
            )
            shares = (found.floor_ha / found.compared_ha, found.different_ha / found.compared_ha)
            sentences.append(sentence.format(floor=percent_text(shares[0]), different=percent_text(shares[1])))
        for origin, name in zip(self.origins, self.names):
            if not origin:
                sentence = tr(
                    "The layer {layer} does not record how it was made; whether it fits the other is not known."
                )
                sentences.append(sentence.format(layer=name))
        if first.get("date") and first.get("date") == second.get("date"):
            sentence = tr(
                "Both grids are of the same day ({date}): what differs is the work of the maps, not of the ground."
            )
            sentences.append(sentence.format(date=first["date"]))
        if self.first.estimated.any() or self.second.estimated.any():
            sentences.append(
                tr(
                    "The probability of change rests on the confidence and the second class: classify both images "
                    "with the columns of all probabilities for a better one."
                )
            )
        missing = len(self.first) - len(found.rows)
        if missing:
            sentence = tr("Tiles of {first} that are left out, since {second} covers less than half of each: {count}.")
            sentences.append(sentence.format(first=self.names[0], second=self.names[1], count=number(missing)))
        return sentences

    def estimate(
        self, source: QgsProcessingFeatureSource, columns: tuple[str, str], feedback: QgsProcessingFeedback
    ) -> dict[str, float]:
        """Estimate the area that has changed from the labels of both dates, and say it.

        :raises InputError: when the sample tells nothing.
        """
        name = source.sourceName()
        before, after = (read_reference(source, name, column, "", self.scheme) for column in columns)
        used = before.usable & after.usable
        if not used.any():
            sentence = tr("No tile of {layer} has a label in both {before} and {after}; label it for both dates.")
            raise InputError(sentence.format(layer=name, before=columns[0], after=columns[1]))
        sample = StratifiedSample(before.population, before.strata[used], before.area_ha[used])
        [area] = sample.areas((before.labels != after.labels)[used][:, None])
        sentence = tr("By {tiles} reference tiles {area} ± {margin} ha (95 %; {low} to {high} ha) have changed.")
        shown = {"area": area.value, "margin": area.margin, "low": area.low, "high": area.high}
        texts = {key: number(value, 1 if area.value < 100 else 0) for key, value in shown.items()}
        feedback.pushInfo(sentence.format(tiles=number(int(used.sum())), **texts))
        return {
            "REFERENCE_CHANGE_HA": area.value,
            "REFERENCE_ERROR_HA": area.error,
            "REFERENCE_LOW_HA": area.low,
            "REFERENCE_HIGH_HA": area.high,
        }

    def _lie_otherwise(self) -> bool:
        """Tell whether most tiles of the first grid hold no tile of the second nearly whole, nor lie in one."""
        most = np.zeros(len(self.first))
        shares = np.maximum(self.overlaps.share_of_first, self.overlaps.share_of_second)
        np.maximum.at(most, self.overlaps.first, shares)
        return bool((most[most > 0] < _SAME_PLACE).mean() > 0.5)

    def _floors(self) -> tuple[float, float]:
        """Return what differs without any change, by measurement, where the grids are of different products."""
        first, second = (origin.get("radiometry", "") for origin in self.origins)
        if not first or not second or first == second or not self.scheme.is_eurosat:
            return 0.0, 0.0
        models = {origin.get("model", "") for origin in self.origins}
        return disagreement_floors(models.pop() if len(models) == 1 else "")


def _check_single(overlaps: TileOverlaps, tiles: int, name: str) -> None:
    """Check that the second grid covers nothing twice; :raises InputError: where it does."""
    covered = np.bincount(overlaps.first, overlaps.share_of_first, minlength=tiles)
    if (covered > 1.01).any():
        raise lying_on_each_other(name)
