# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters and outputs of ``eurosat:classifyraster``: what the dialog shows and scripts name."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from eurosat_plugin.core.radiometry import RADIOMETRIES
from eurosat_plugin.core.tiling import EDGES, STRIDES
from eurosat_plugin.paths import BUNDLED_MODELS

INPUT = "INPUT"
BANDS = "BANDS"
EXTENT = "EXTENT"
RADIOMETRY = "RADIOMETRY"
OFFSET = "OFFSET"
STRIDE = "STRIDE"
TTA = "TTA"
MIN_CONFIDENCE = "MIN_CONFIDENCE"
EDGE = "EDGE"
MODEL = "MODEL"
MODEL_FILE = "MODEL_FILE"
BACKEND = "BACKEND"
PROBABILITIES = "PROBABILITIES"
OUTPUT = "OUTPUT"

CHOICES: dict[str, tuple[str, ...]] = {
    RADIOMETRY: ("auto", *(r.key for r in RADIOMETRIES)),
    STRIDE: tuple(map(str, STRIDES)),
    EDGE: EDGES,
    MODEL: BUNDLED_MODELS,
    BACKEND: ("auto", "onnxruntime", "numpy"),
}
"""The static strings of each enum parameter, the default first."""


def classify_parameters(tr: Callable[[str], str]) -> list[QgsProcessingParameterDefinition]:
    """Return the parameters in the order of the dialog, described in the language of `tr`."""
    bands = QgsProcessingParameterBand(
        BANDS,
        tr("Red, green and blue band (found by name when empty)"),
        parentLayerParameterName=INPUT,
        optional=True,
        allowMultiple=True,
    )
    return [
        QgsProcessingParameterRasterLayer(INPUT, tr("Sentinel-2 image")),
        bands,
        QgsProcessingParameterExtent(EXTENT, tr("Extent to classify (all of the image when empty)"), optional=True),
        _choice(RADIOMETRY, tr("Radiometry")),
        _advanced(
            QgsProcessingParameterNumber(
                OFFSET,
                tr("Number to add to digital numbers (from the metadata when empty)"),
                QgsProcessingParameterNumber.Type.Double,
                None,
                optional=True,
            )
        ),
        _choice(STRIDE, tr("Stride between windows in pixels")),
        QgsProcessingParameterBoolean(TTA, tr("Average eight rotated and mirrored views of each tile (slower)"), False),
        QgsProcessingParameterNumber(
            MIN_CONFIDENCE,
            tr("Confidence below which a tile is uncertain (the model's own when empty)"),
            QgsProcessingParameterNumber.Type.Double,
            None,
            optional=True,
            minValue=0.0,
            maxValue=1.0,
        ),
        _advanced(_choice(EDGE, tr("Tiles at the edges"))),
        _advanced(_choice(MODEL, tr("Model"))),
        _advanced(QgsProcessingParameterFile(MODEL_FILE, tr("Model file instead"), extension="onnx", optional=True)),
        _advanced(_choice(BACKEND, tr("Inference backend"))),
        _advanced(QgsProcessingParameterBoolean(PROBABILITIES, tr("Add a column for each class's probability"), False)),
        QgsProcessingParameterFeatureSink(OUTPUT, tr("Land cover"), QgsProcessing.SourceType.TypeVectorPolygon),
    ]


def classify_outputs(tr: Callable[[str], str]) -> list[QgsProcessingOutputDefinition]:
    """Return the number and text outputs."""
    return [
        QgsProcessingOutputNumber("TILE_COUNT", tr("Number of tiles")),
        QgsProcessingOutputNumber("SKIPPED_COUNT", tr("Tiles without enough valid pixels")),
        QgsProcessingOutputNumber("UNCERTAIN_COUNT", tr("Uncertain tiles")),
        QgsProcessingOutputString("DOMINANT_CLASS", tr("Dominant class")),
        QgsProcessingOutputNumber("DOMINANT_SHARE", tr("Share of the dominant class")),
        QgsProcessingOutputNumber("URBAN_PROBABILITY", tr("Mean probability of urban classes")),
        QgsProcessingOutputNumber("MEAN_CONFIDENCE", tr("Mean confidence")),
        QgsProcessingOutputString("RADIOMETRY_USED", tr("Radiometry used")),
        QgsProcessingOutputNumber("OFFSET_USED", tr("Offset used")),
        QgsProcessingOutputString("BACKEND_USED", tr("Backend used")),
        QgsProcessingOutputString("MODEL_USED", tr("Model used")),
    ]


def _choice(name: str, description: str) -> QgsProcessingParameterEnum:
    options = CHOICES[name]
    return QgsProcessingParameterEnum(
        name, description, options=list(options), defaultValue=options[0], usesStaticStrings=True
    )


def _advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter
