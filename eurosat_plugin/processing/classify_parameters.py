# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters that ``eurosat:classifyraster`` has besides those of every classification."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterBand,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from eurosat_plugin.core.choices import OFFSETS, RADIOMETRY_KEYS, SCALES
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.grid_parameters import GRID_CHOICES, advanced, choice, explained, grid_sentences

INPUT = "INPUT"
BANDS = "BANDS"
EXTENT = "EXTENT"
MASK = "MASK"
RADIOMETRY = "RADIOMETRY"
OFFSET = "OFFSET"
SCALE = "SCALE"
AUTH = "AUTH"

CHOICES: dict[str, tuple[str, ...]] = {RADIOMETRY: ("auto", *RADIOMETRY_KEYS), **GRID_CHOICES}
"""The static strings of each enum parameter of the algorithm, the default first."""


def image_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return the parameters that say what to classify and how to read it, in the order of the dialog."""
    bands = QgsProcessingParameterBand(
        BANDS,
        tr("Red, green and blue band"),
        parentLayerParameterName=INPUT,
        optional=True,
        allowMultiple=True,
    )
    offset = QgsProcessingParameterNumber(
        OFFSET,
        tr("Offset of the numbers"),
        QgsProcessingParameterNumber.Type.Double,
        None,
        optional=True,
        minValue=OFFSETS[0],
        maxValue=OFFSETS[1],
    )
    scale = QgsProcessingParameterNumber(
        SCALE,
        tr("Scale of the numbers"),
        QgsProcessingParameterNumber.Type.Double,
        None,
        optional=True,
        minValue=SCALES[0],
        maxValue=SCALES[1],
    )
    mask = QgsProcessingParameterFeatureSource(
        MASK, tr("Polygons to classify in"), [QgsProcessing.SourceType.TypeVectorPolygon], None, optional=True
    )
    parameters = [
        QgsProcessingParameterRasterLayer(INPUT, tr("Sentinel-2 image")),
        bands,
        QgsProcessingParameterExtent(EXTENT, tr("Extent to classify"), optional=True),
        mask,
        choice(RADIOMETRY, tr("Radiometry"), CHOICES[RADIOMETRY]),
        advanced(offset),
        advanced(scale),
        advanced(QgsProcessingParameterAuthConfig(AUTH, tr("Sign-in of the catalogue"), None, True)),
    ]
    return explained(parameters, _helps())


def _helps() -> dict[str, str]:
    return {
        INPUT: tr(
            "A raster with B04, B03 and B02, a product folder or its metadata file, or a true-colour image. Or a scene "
            "of a catalogue: the address of its STAC item, or a file with that; then only the pixels of the extent are "
            "fetched."
        ),
        BANDS: tr("Three band numbers in the order red, green, blue. Empty: found by the names of the bands."),
        EXTENT: tr(
            "In any coordinate system; widened to whole pixels and to at least one tile. Empty: all of the image."
        ),
        MASK: tr("Only tiles that lie in these, wholly or in part, are classified. In any coordinate system."),
        RADIOMETRY: tr(
            "What the pixel values mean. auto finds out, and the log says what it found; set it if the log warns.\n"
            "l1c: Level-1C; l2a: Level-2A; tci_l1c and tci_l2a: true-colour image of that level; reflectance: from 0 "
            "to 1; display: colours as displayed."
        ),
        OFFSET: tr(
            "Added to digital numbers: -1000 for processing baseline 04.00 and later, 0 before it and for harmonised "
            "data. Empty: from the metadata."
        ),
        SCALE: tr(
            "Reflectance × 10000 is then number × SCALE + OFFSET: for numbers stretched from black to white, SCALE is "
            "(white − black) / (largest number), and OFFSET is black. Empty: found out."
        ),
        AUTH: tr(
            "For scenes of a catalogue that asks for one: user name and password, or access key and secret key, as "
            "QGIS keeps them."
        ),
    }


def picked_bands(arguments: Arguments) -> list[int]:
    """Return the numbers of BANDS, none where they are to be found; :raises InputError: when they are no numbers."""
    numbers = arguments.integers(BANDS)
    if numbers is None:
        raise InputError(image_sentences()[BANDS].format(value=arguments.value(BANDS)))
    return numbers


def image_sentences() -> dict[str, str]:
    """Return what to say of any parameter that cannot be ``{value!r}``."""
    return {
        BANDS: tr("BANDS needs three band numbers such as 3;2;1, for red, green and blue; {value!r} given."),
        EXTENT: tr("EXTENT cannot be {value!r}; give xmin,xmax,ymin,ymax [CRS] or a layer."),
        MASK: tr("There is no layer {value!r}; choose a layer of polygons."),
        OFFSET: tr("OFFSET needs a number such as -1000; {value!r} given."),
        SCALE: tr("SCALE needs a number such as 2000; {value!r} given."),
        **grid_sentences(),
    }
