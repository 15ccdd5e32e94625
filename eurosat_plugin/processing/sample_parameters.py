# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters of ``eurosat:sampletiles``."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from eurosat_plugin.core.choices import ALLOCATIONS, MOST_SEED
from eurosat_plugin.core.choices import STRATA as STRATA_CHOICES
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.grid_parameters import advanced, choice, explained

INPUT = "INPUT"
STRATA = "STRATA"
CONFIDENCE_LIMIT = "CONFIDENCE_LIMIT"
DISTRICTS = "DISTRICTS"
DISTRICT_FIELD = "DISTRICT_FIELD"
ALLOCATION = "ALLOCATION"
SAMPLE_SIZE = "SAMPLE_SIZE"
STANDARD_ERROR = "STANDARD_ERROR"
EXPECTED = "EXPECTED"
MINIMUM = "MINIMUM"
SEED = "SEED"
BLIND = "BLIND"
OUTPUT = "OUTPUT"

MOST_TILES = 1_000_000


def sample_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return the parameters in the order of the dialog."""
    polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
    whole, real = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double
    parameters = [
        QgsProcessingParameterFeatureSource(INPUT, tr("Classified grid"), polygons),
        choice(STRATA, tr("Strata"), STRATA_CHOICES),
        QgsProcessingParameterNumber(
            CONFIDENCE_LIMIT, tr("Confidence that divides the classes"), real, 0.9, minValue=0.0, maxValue=1.0
        ),
        QgsProcessingParameterFeatureSource(DISTRICTS, tr("Districts"), polygons, optional=True),
        QgsProcessingParameterField(
            DISTRICT_FIELD, tr("Column with the names of the districts"), None, DISTRICTS, optional=True
        ),
        choice(ALLOCATION, tr("Share out among strata"), ALLOCATIONS),
        QgsProcessingParameterNumber(
            STANDARD_ERROR,
            tr("Wanted standard error of the overall accuracy"),
            real,
            0.02,
            minValue=0.001,
            maxValue=0.2,
        ),
        QgsProcessingParameterNumber(
            SAMPLE_SIZE, tr("Number of tiles"), whole, None, optional=True, minValue=2, maxValue=MOST_TILES
        ),
        QgsProcessingParameterNumber(
            MINIMUM, tr("Minimum number of tiles of each stratum"), whole, 20, minValue=2, maxValue=MOST_TILES
        ),
        advanced(QgsProcessingParameterString(EXPECTED, tr("Accuracy that you expect"), None, optional=True)),
        advanced(
            QgsProcessingParameterNumber(
                SEED, tr("Seed of the random numbers"), whole, None, optional=True, minValue=0, maxValue=MOST_SEED
            )
        ),
        QgsProcessingParameterBoolean(BLIND, tr("Hide the class on the map"), True),
        QgsProcessingParameterFeatureSink(OUTPUT, tr("Sample"), polygons[0]),
    ]
    return explained(parameters, _helps())


def _helps() -> dict[str, str]:
    return {
        STRATA: tr("Tiles are drawn from each stratum by itself: a class, a class by confidence, or a district."),
        CONFIDENCE_LIMIT: tr("For strata by class and confidence: tiles below it are one stratum, the others another."),
        DISTRICTS: tr("For strata by district: each tile is in the one that its centre is in."),
        ALLOCATION: tr(
            "proportional is best for the overall accuracy, equal for the accuracy of rare classes, neyman takes more "
            "where more errors are expected."
        ),
        STANDARD_ERROR: tr("Without a number of tiles, it is computed from this: half of it needs four times as many."),
        SAMPLE_SIZE: tr("Empty: as many as the wanted standard error needs."),
        MINIMUM: tr("A stratum that has fewer tiles gives all of them."),
        EXPECTED: tr("By class or stratum, such as Forest=0.95; River=0.7. Empty: the mean confidence of the tiles."),
        SEED: tr("The same number draws the same tiles again. Empty: a new one, which the layer records."),
        BLIND: tr("Those who label should not see what the map says."),
    }


def sample_outputs() -> list[QgsProcessingOutputDefinition]:
    """Return the number outputs."""
    return [
        QgsProcessingOutputNumber("SAMPLE_COUNT", tr("Number of tiles in the sample")),
        QgsProcessingOutputNumber("STRATUM_COUNT", tr("Number of strata")),
        QgsProcessingOutputNumber("SEED_USED", tr("Seed used")),
    ]


def sample_sentences() -> dict[str, str]:
    """Return what to say of a parameter that cannot be ``{value!r}``."""
    return {
        INPUT: tr("There is no layer {value!r}; choose a layer that Classify raster made."),
        DISTRICTS: tr("There is no layer {value!r}; choose a layer of polygons."),
        CONFIDENCE_LIMIT: tr("CONFIDENCE_LIMIT needs a number from 0 to 1; {value!r} given."),
        STANDARD_ERROR: tr("STANDARD_ERROR needs a number from 0.001 to 0.2; {value!r} given."),
        SAMPLE_SIZE: tr("SAMPLE_SIZE needs a whole number from 2; {value!r} given."),
        MINIMUM: tr("MINIMUM needs a whole number from 2; {value!r} given."),
        SEED: tr("SEED needs a whole number from 0 to 2147483647; {value!r} given."),
        OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
    }
