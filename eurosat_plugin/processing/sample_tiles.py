# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:sampletiles``: a random sample of a classified grid, to be looked at and labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureRequest, QgsProcessingContext, QgsProcessingFeedback

from eurosat_plugin.core.choices import MOST_SEED
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.output_sizes import EMPTY_LAYER_BYTES, SAMPLE_TILE_BYTES
from eurosat_plugin.processing.parameter_check import check_values
from eurosat_plugin.processing.sample_parameters import (
    ALLOCATION,
    BLIND,
    CONFIDENCE_LIMIT,
    DISTRICT_FIELD,
    DISTRICTS,
    EXPECTED,
    INPUT,
    MINIMUM,
    OUTPUT,
    SAMPLE_SIZE,
    SEED,
    STANDARD_ERROR,
    STRATA,
    sample_outputs,
    sample_parameters,
    sample_sentences,
)

if TYPE_CHECKING:
    from eurosat_plugin.adapters.grid.tile_population import TilePopulation
    from eurosat_plugin.core.assessment.tile_strata import TileStrata
    from eurosat_plugin.processing.sample_layer import Sample


class SampleTilesAlgorithm(GridAlgorithm):
    """Draws a stratified random sample of the tiles of a grid."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "sampletiles"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Sample tiles")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("eurosat,land cover,accuracy,validation,random sample,stratified,reference,sample size").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Draws a stratified random sample of the tiles of a grid, to be looked at and labelled.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "The first step of an accuracy assessment: tiles are drawn by chance from each stratum, and people say "
            "what is really there (Label Tiles in the plugin's menu). Then Accuracy assessment tells how right the map "
            "is, and the areas of the classes with their errors.\n\n"
            "Without a number of tiles it is computed from the standard error of the overall accuracy that is wanted, "
            "and from the accuracy that is expected of each stratum: yours, such as Forest=0.95; River=0.7, or else "
            "the mean confidence. The log explains it.\n\n"
            "The layer holds for each tile what it was drawn with: stratum, inclusion probability, weight and seed. "
            "With the same seed the same tiles are drawn, and a larger sample holds the smaller one. What tells the "
            "class on the map is hidden from those who label, unless you show it."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("assessment.md#draw-a-sample")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        for parameter in sample_parameters():
            self.addParameter(parameter)
        for output in sample_outputs():
            self.addOutput(output)

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without reading tiles; the message says what to do."""
        arguments = Arguments(self, parameters, context)
        check_values(arguments, sample_sentences())
        if arguments.choice(STRATA) == "district" and not (
            arguments.given(DISTRICTS) and arguments.given(DISTRICT_FIELD)
        ):
            raise InputError(tr("Strata by district need DISTRICTS and DISTRICT_FIELD: polygons and their names."))
        self._outputs(arguments, (OUTPUT,), (), (INPUT, DISTRICTS)).check()

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Look the layers up in the main thread."""
        from eurosat_plugin.core.assessment.tile_strata import read_guesses

        arguments = Arguments(self, parameters, context)
        self._guesses = read_guesses(arguments.text(EXPECTED)) if arguments.given(EXPECTED) else {}
        self._source(parameters, INPUT, context)
        self._scheme = self._scheme_of(INPUT)
        if arguments.choice(STRATA) == "district":
            self._source(parameters, DISTRICTS, context)
            self._held[DISTRICTS].check_system(DISTRICTS)

    def _work(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Draw the sample and write it, or nothing."""
        from eurosat_plugin.adapters.grid.grid_rows import GridRows
        from eurosat_plugin.adapters.grid.tile_population import read_population
        from eurosat_plugin.processing.sample_layer import write_sample

        grid = self._held[INPUT].features
        rows = GridRows.of_source(grid, grid.sourceName(), arguments.context.transformContext(), self._scheme)
        total = max(1, grid.featureCount())

        def go_on(tiles: int) -> bool:
            feedback.setProgress(60.0 * tiles / total)
            return not feedback.isCanceled()

        with self._outputs(arguments, (OUTPUT,), (), (INPUT, DISTRICTS)) as outputs:
            population = read_population(rows, go_on)
            if not len(population):
                raise InputError(tr("No tile of {layer} has a class; there is nothing to draw from.").format(
                    layer=grid.sourceName()))  # fmt: skip
            strata = self._strata(population, arguments, feedback)
            sample = self._plan(population, strata, arguments, feedback)
            outputs.reserve({OUTPUT: EMPTY_LAYER_BYTES + SAMPLE_TILE_BYTES * len(sample.places)})
            write_sample(outputs.layer(OUTPUT), rows, grid, sample, arguments.flag(BLIND))
            feedback.setProgress(100.0)
            counts = {"SAMPLE_COUNT": len(sample.places), "STRATUM_COUNT": len(strata.strata.names)}
            return {**outputs.publish(), **counts, "SEED_USED": sample.seed}

    def _strata(self, population: TilePopulation, arguments: Arguments, feedback: QgsProcessingFeedback) -> TileStrata:
        from eurosat_plugin.adapters.grid.district_names import DistrictNames
        from eurosat_plugin.core.assessment.tile_strata import TileStrata, class_names, confidence_names

        method = arguments.choice(STRATA)
        if method == "district":
            held, crs = self._held[DISTRICTS], self._held[INPUT].features.sourceCrs()
            request = QgsFeatureRequest().setDestinationCrs(crs, arguments.context.transformContext())
            districts = DistrictNames(held.features, held.polygons(request), arguments.text(DISTRICT_FIELD))
            names = districts.of(population.centers, lambda tiles: not feedback.isCanceled())
        elif method == "class_confidence":
            limit = arguments.number(CONFIDENCE_LIMIT)
            least = 0.0 if limit is None else limit
            names = confidence_names(population.classes, population.confidence, least, self._scheme)
        else:
            names = class_names(population.classes, self._scheme)
        return TileStrata.of_names(names, population.area_ha)

    def _plan(
        self, population: TilePopulation, strata: TileStrata, arguments: Arguments, feedback: QgsProcessingFeedback
    ) -> Sample:
        """Decide how many tiles of each stratum, say so, and draw them."""
        from secrets import randbelow

        from eurosat_plugin.core.assessment.sampling_design import (
            allocate,
            allocation_weights,
            draw,
            expected_error,
            sample_size,
        )
        from eurosat_plugin.processing.sample_layer import Sample

        tiles = strata.strata.tiles
        expected = strata.expected_accuracy(population.classes, population.confidence, self._guesses, self._scheme)
        unknown = sorted(set(self._guesses) - set(strata.strata.names) - set(self._scheme.keys))
        if unknown:
            raise InputError(
                tr("EXPECTED names {name}, which is neither a stratum nor a class; the strata are {strata}.").format(
                    name=unknown[0], strata=", ".join(strata.strata.names)
                )
            )
        size, wanted = arguments.number(SAMPLE_SIZE), arguments.number(STANDARD_ERROR)
        if size is None:
            size = sample_size(tiles, expected, wanted or 0.02)
            sentence = tr(
                "Tiles for a standard error of {error} of the overall accuracy, as the strata are expected to be right "
                "(Olofsson et al. 2014, eq. 13): {count}."
            )
            feedback.pushInfo(sentence.format(error=number(wanted or 0.02, 3), count=number(size)))
        weights = allocation_weights(arguments.choice(ALLOCATION), tiles, expected)
        sizes = allocate(int(size), tiles, weights, int(arguments.number(MINIMUM) or 2))
        if int(sizes.sum()) != int(size):
            sentence = tr(
                "The sample has {count} tiles, and not {wanted}: at least {least} of each stratum, and at most all it "
                "has."
            )
            told = {"count": int(sizes.sum()), "wanted": int(size), "least": int(arguments.number(MINIMUM) or 2)}
            feedback.pushWarning(sentence.format(**{name: number(value) for name, value in told.items()}))
        seed = arguments.number(SEED)
        chosen = randbelow(MOST_SEED) if seed is None else int(seed)
        sentence = tr("{stratum}: {count} of {tiles} tiles, {hectares} ha; expected to be right: {accuracy}.")
        for name, count, of, hectares, accuracy in zip(
            strata.strata.names, sizes, tiles, strata.strata.hectares, expected
        ):
            shown = {"count": number(int(count)), "tiles": number(int(of)), "hectares": number(hectares, 1)}
            feedback.pushInfo(sentence.format(stratum=name, accuracy=number(accuracy, 2), **shown))
        sentence = tr("Sample: {count} tiles, expected standard error of the overall accuracy {error}, seed {seed}.")
        error = expected_error(tiles, expected, sizes)
        feedback.pushInfo(sentence.format(count=number(int(sizes.sum())), error=number(error, 3), seed=chosen))
        return Sample(population, strata, draw(strata.numbers, sizes, chosen), sizes, chosen, self._scheme)
