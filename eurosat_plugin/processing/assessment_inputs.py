# SPDX-License-Identifier: GPL-2.0-or-later
"""What ``eurosat:accuracyassessment`` reads: reference tiles, and what the map says where they lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from qgis.core import QgsCoordinateTransform, QgsProcessingFeatureSource, QgsProcessingFeedback

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.reference_tiles import UNCLEAR, UNLABELLED, ReferenceTiles, read_reference
from eurosat_plugin.adapters.grid.tile_places import TilePlaces
from eurosat_plugin.adapters.grid.tile_population import TilePopulation
from eurosat_plugin.core.assessment.assessment import Assessment, LabelledTiles
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing.arguments import Arguments

SAME_AREA = 0.01
"""By which the area of the strata may differ from that of the map: another map may have lost a few pixels more."""


@dataclass(frozen=True)
class AssessmentInputs:
    """The reference tiles, and the row in `population` of the tile of the map on which each lies."""

    reference: ReferenceTiles
    population: TilePopulation
    rows: npt.NDArray[np.int64]
    scheme: ClassScheme = EUROSAT

    @classmethod
    def read(
        cls,
        sources: tuple[QgsProcessingFeatureSource, QgsProcessingFeatureSource],
        names: tuple[str, str],
        columns: tuple[str, str],
        arguments: Arguments,
        feedback: QgsProcessingFeedback,
        scheme: ClassScheme = EUROSAT,
    ) -> AssessmentInputs:
        """Read grid and sample (`sources`, known as `names`) with labels and second labels in `columns`.

        Both have the classes of `scheme`.

        :raises InputError: when they do not belong together.
        """
        grid, sample = sources
        transforms, total = arguments.context.transformContext(), max(1, grid.featureCount())
        reference = read_reference(sample, names[1], *columns, scheme)

        def go_on(tiles: int) -> bool:
            feedback.setProgress(90.0 * tiles / total)
            return not feedback.isCanceled()

        places = TilePlaces(GridRows.of_source(grid, names[0], transforms, scheme), names[0], go_on)
        to_grid = QgsCoordinateTransform(sample.sourceCrs(), grid.sourceCrs(), transforms)
        rows = places.rows_at([to_grid.transform(place) for place in reference.places])
        _check_place(rows, names)
        _check_area(reference, places.population, names)
        return cls(reference, places.population, rows, scheme)

    def assess(self, either: bool) -> Assessment:
        """Assess the map; with `either` the second label counts as well.

        :raises InputError: when a stratum has too few labelled tiles.
        """
        used, reference, tiles = self.reference.usable, self.reference, self.population
        if not used.any():
            raise InputError(
                tr("No tile of the sample has a label yet; label it with Label Tiles in the plugin's menu.")
            )
        rows = self.rows[used]
        labels, mapped = reference.labels[used], tiles.classes[rows]
        if either:
            labels = np.where(reference.seconds[used] == mapped, mapped, labels)
        return Assessment.of(
            LabelledTiles(
                reference.population,
                reference.strata[used],
                reference.area_ha[used],
                labels,
                mapped,
                tiles.confidence[rows],
                tiles.probabilities[rows] if self._tells_all() else None,
            ),
            tiles.mapped_ha(),
            self.scheme,
        )

    def counts(self) -> dict[str, int]:
        """Return how many reference tiles were left out, and why."""
        labels = self.reference.labels
        return {
            "UNCLEAR_COUNT": int((labels == UNCLEAR).sum()),
            "UNLABELLED_COUNT": int((labels == UNLABELLED).sum()),
        }

    def warnings(self) -> list[str]:
        """Return what is to be said of the sample."""
        sentences, counts, reference = [], self.counts(), self.reference
        if counts["UNLABELLED_COUNT"]:
            sentence = tr(
                "Reference tiles without a label, left out: {count}. Unbiased only if it was chance that decided which "
                "ones, as when they are labelled in their order."
            )
            sentences.append(sentence.format(count=number(counts["UNLABELLED_COUNT"])))
        if counts["UNCLEAR_COUNT"]:
            sentence = tr(
                "Reference tiles that nobody can tell, left out: {count}. What is said holds for those that can be "
                "told."
            )
            sentences.append(sentence.format(count=number(counts["UNCLEAR_COUNT"])))
        there = np.bincount(reference.strata, minlength=len(reference.drawn))
        if (there < reference.drawn).any():
            sentence = tr(
                "The sample has {count} tiles, and {drawn} were drawn: some were deleted or are not selected."
            )
            drawn = int(reference.drawn.sum())
            sentences.append(sentence.format(count=number(int(there.sum())), drawn=number(drawn)))
        same, both = reference.agreement()
        if both:
            sentence = tr("The two interpreters agree on {share} of the {count} tiles that both have labelled.")
            sentences.append(sentence.format(share=percent_text(same / both), count=number(both)))
        if self.scheme.is_eurosat and self.population.estimated[self.rows].any():
            sentences.append(
                tr(
                    "The grid does not hold the probabilities of all ten classes; the suggested temperature rests on "
                    "estimates of them."
                )
            )
        return sentences

    def _tells_all(self) -> bool:
        """Tell whether a temperature can be suggested: of classes that nobody knows, not by estimates."""
        return self.scheme.is_eurosat or not self.population.estimated[self.rows].any()


def _check_place(rows: npt.NDArray[np.int64], names: tuple[str, str]) -> None:
    missing = int((rows < 0).sum())
    if missing:
        sentence = tr(
            "{count} tiles of {sample} lie where {grid} has no class; choose the grid that the sample was drawn from, "
            "or another that covers it."
        )
        raise InputError(sentence.format(count=number(missing), sample=names[1], grid=names[0]))


def _check_area(reference: ReferenceTiles, population: TilePopulation, names: tuple[str, str]) -> None:
    """Check that the strata that are there make up the map: of a stratum that was lost, nothing can be told."""
    strata, mapped = float(reference.population.hectares.sum()), float(population.area_ha.sum())
    if abs(strata - mapped) > SAME_AREA * mapped:
        sentence = tr(
            "The strata of {sample} have {strata} ha, and {grid} has {mapped} ha with a class; choose the grid, or "
            "the part of it, that the sample was drawn from, and all of the sample."
        )
        raise InputError(
            sentence.format(sample=names[1], strata=number(strata, 1), grid=names[0], mapped=number(mapped, 1))
        )
