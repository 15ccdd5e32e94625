# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters of ``eurosat:searchscenes``. Without numpy: QGIS builds dialogs when it starts."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from eurosat_plugin.core.choices import CATALOGUE_KEYS
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.grid_parameters import advanced, choice, explained

EXTENT = "EXTENT"
FIRST = "FIRST"
LAST = "LAST"
CLOUD = "CLOUD"
CATALOGUE = "CATALOGUE"
ADDRESS = "ADDRESS"
LEVEL = "LEVEL"
LIMIT = "LIMIT"
AUTH = "AUTH"
OUTPUT = "OUTPUT"
SCENE_COUNT = "SCENE_COUNT"
CLEAREST = "CLEAREST"

PERIOD_DAYS = 90
"""Days before the last that are searched unless a first day is given."""

USUAL_CLOUD = 30.0
MOST_SCENES = 300

CHOICES: dict[str, tuple[str, ...]] = {
    CATALOGUE: CATALOGUE_KEYS,
    LEVEL: ("auto", "l1c", "l2a"),
}
"""The static strings of each enum parameter, the default first."""


def search_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return the parameters in the order of the dialog."""
    day = QgsProcessingParameterDateTime.Type.Date
    real, whole = QgsProcessingParameterNumber.Type.Double, QgsProcessingParameterNumber.Type.Integer
    parameters = [
        QgsProcessingParameterExtent(EXTENT, tr("Place")),
        QgsProcessingParameterDateTime(FIRST, tr("From the day"), day, None, optional=True),
        QgsProcessingParameterDateTime(LAST, tr("To the day"), day, None, optional=True),
        QgsProcessingParameterNumber(CLOUD, tr("Maximum cloud (%)"), real, USUAL_CLOUD, minValue=0.0, maxValue=100.0),
        choice(CATALOGUE, tr("Catalogue"), CHOICES[CATALOGUE]),
        advanced(QgsProcessingParameterString(ADDRESS, tr("Address of another catalogue"), None, optional=True)),
        advanced(choice(LEVEL, tr("Level"), CHOICES[LEVEL])),
        advanced(
            QgsProcessingParameterNumber(
                LIMIT, tr("Maximum number of scenes"), whole, MOST_SCENES, minValue=1, maxValue=1000
            )
        ),
        advanced(QgsProcessingParameterAuthConfig(AUTH, tr("Sign-in of the catalogue"), None, True)),
        QgsProcessingParameterFeatureSink(OUTPUT, tr("Scenes"), QgsProcessing.SourceType.TypeVectorPolygon),
    ]
    return explained(parameters, _helps())


def search_outputs() -> list[QgsProcessingOutputDefinition]:
    """Return the number and text outputs."""
    return [
        QgsProcessingOutputNumber(SCENE_COUNT, tr("Number of scenes")),
        QgsProcessingOutputString(CLEAREST, tr("Address of the clearest scene")),
    ]


def search_sentences() -> dict[str, str]:
    """Return what to say of any parameter that cannot be ``{value!r}``."""
    return {
        EXTENT: tr("EXTENT cannot be {value!r}; give xmin,xmax,ymin,ymax [CRS] or a layer."),
        FIRST: tr("FIRST cannot be {value!r}; give a day such as 2025-06-01."),
        LAST: tr("LAST cannot be {value!r}; give a day such as 2025-08-31."),
        CLOUD: tr("CLOUD needs a number from 0 to 100; {value!r} given."),
        LIMIT: tr("LIMIT needs a number from 1 to 1000; {value!r} given."),
        OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
    }


def _helps() -> dict[str, str]:
    return {
        EXTENT: tr("Scenes that touch it are found. In any coordinate system."),
        FIRST: tr("Empty: {days} days before the last.").format(days=PERIOD_DAYS),
        LAST: tr("Empty: today."),
        CLOUD: tr("Of the whole scene, which is 100 km wide."),
        CATALOGUE: tr(
            "earth-search: Level-2A, needs no account. copernicus: Level-1C and 2A; searching is free, for reading "
            "images an account's keys are needed. planetary-computer: Level-2A, needs no account."
        ),
        ADDRESS: tr("Of a STAC API, such as https://example.org/stac/v1, in place of CATALOGUE."),
        LEVEL: tr("auto takes the catalogue's usual level: of copernicus Level-1C, which the networks learned from."),
        LIMIT: tr("The latest are kept."),
        AUTH: tr("Only for a catalogue that asks for one: user name and password as QGIS keeps them."),
        OUTPUT: tr(
            "The footprints with day, cloud, level and addresses. The column item is the INPUT of Classify raster."
        ),
    }
