# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters and outputs that every algorithm has which makes a classified grid."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
)

from eurosat_plugin.core.choices import BACKENDS, CONFIDENCES, EDGES, MODELS, STRIDES, TTA_LABEL, TTA_TIP
from eurosat_plugin.core.translation import tr, translate

STRIDE = "STRIDE"
TTA = "TTA"
MIN_CONFIDENCE = "MIN_CONFIDENCE"
EDGE = "EDGE"
MODEL = "MODEL"
MODEL_FILE = "MODEL_FILE"
BACKEND = "BACKEND"
PROBABILITIES = "PROBABILITIES"
OUTPUT = "OUTPUT"
STATISTICS = "STATISTICS"
REPORT = "REPORT"
RASTER = "RASTER"

CHOICE_WIDGET = "eurosat_plugin.gui.choice_widget.ChoiceWidget"
"""By this name, and only when it builds a dialog, QGIS loads what shows a choice: nothing here knows the interface."""

GRID_CHOICES: dict[str, tuple[str, ...]] = {
    STRIDE: tuple(map(str, STRIDES)),
    EDGE: EDGES,
    MODEL: MODELS,
    BACKEND: BACKENDS,
}
"""The static strings of each enum parameter, the default first."""


def grid_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return the shared parameters in the order of the dialog; an algorithm adds them after its own."""
    parameters = [
        choice(STRIDE, tr("Cell size"), GRID_CHOICES[STRIDE]),
        QgsProcessingParameterBoolean(TTA, translate(TTA_LABEL), False),
        QgsProcessingParameterNumber(
            MIN_CONFIDENCE,
            tr("Uncertain below this confidence"),
            QgsProcessingParameterNumber.Type.Double,
            None,
            optional=True,
            minValue=CONFIDENCES[0],
            maxValue=CONFIDENCES[1],
        ),
        advanced(choice(EDGE, tr("Tiles at the edges"), GRID_CHOICES[EDGE])),
        advanced(choice(MODEL, tr("Model"), GRID_CHOICES[MODEL])),
        advanced(QgsProcessingParameterFile(MODEL_FILE, tr("Model file of your own"), extension="onnx", optional=True)),
        advanced(choice(BACKEND, tr("Inference backend"), GRID_CHOICES[BACKEND])),
        advanced(QgsProcessingParameterBoolean(PROBABILITIES, tr("Columns with all probabilities"), False)),
        QgsProcessingParameterFeatureSink(OUTPUT, tr("Land cover"), QgsProcessing.SourceType.TypeVectorPolygon),
        QgsProcessingParameterFeatureSink(
            STATISTICS,
            tr("Statistics of the classes"),
            QgsProcessing.SourceType.TypeVector,
            optional=True,
            createByDefault=False,
        ),
        report_parameter(),
        QgsProcessingParameterRasterDestination(RASTER, tr("Raster of the classes"), None, True, False),
    ]
    return explained(parameters, _helps())


def _helps() -> dict[str, str]:
    return {
        STRIDE: tr(
            "In scripts as pixels: 64 puts tiles side by side; with 32, 16 and 8 they overlap, and each smaller cell "
            "is the mean of those that cover it."
        ),
        TTA: translate(TTA_TIP) + ".",
        MIN_CONFIDENCE: tr(
            "From 0 to 1. Tiles below it keep their class and get the flag uncertain. Empty: the threshold of the "
            "model."
        ),
        EDGE: tr(
            "What happens to the rest that is narrower than a tile: shift moves the last window back into the image, "
            "pad mirrors the image at its edge, skip leaves the rest out."
        ),
        MODEL: tr(
            "The network to use, by the name of its file: fast, or accurate, which is more often right and takes "
            "up to twice as long (without onnxruntime, five times). fast runs in int8 where this processor gains by "
            "it; fast-float32 and fast-int8 are always the same file, for the same numbers on every computer."
        ),
        MODEL_FILE: tr(
            "Instead of a bundled model: any network in ONNX that chooses one class for a tile and describes itself, "
            "by our model card, a STAC item with the extension MLM beside it, or the keys of Deepness."
        ),
        BACKEND: tr("auto takes onnxruntime where it is installed, and otherwise numpy, which is slower."),
        PROBABILITIES: tr("One for each class. With them the probable hectares of Class statistics are exact."),
        STATISTICS: tr("A table of tiles, hectares, share and confidence of each class."),
        RASTER: tr(
            "A GeoTIFF with one pixel for each cell: class, confidence in per cent and, with the columns of all "
            "probabilities, these as well."
        ),
        REPORT: tr("One HTML file with histogram, map, table, findings, warnings and settings."),
    }


def grid_outputs() -> list[QgsProcessingOutputDefinition]:
    """Return the number and text outputs."""
    return [
        *figure_output_definitions(),
        QgsProcessingOutputString("RADIOMETRY_USED", tr("Radiometry used")),
        QgsProcessingOutputNumber("OFFSET_USED", tr("Offset used")),
        QgsProcessingOutputString("BACKEND_USED", tr("Backend used")),
        QgsProcessingOutputString("MODEL_USED", tr("Model used")),
    ]


def figure_output_definitions() -> list[QgsProcessingOutputDefinition]:
    """Return number and text outputs that every algorithm has which counts a grid."""
    return [
        QgsProcessingOutputNumber("TILE_COUNT", tr("Number of tiles")),
        QgsProcessingOutputNumber("SKIPPED_COUNT", tr("Tiles without enough valid pixels")),
        QgsProcessingOutputNumber("UNCERTAIN_COUNT", tr("Uncertain tiles")),
        QgsProcessingOutputString("DOMINANT_CLASS", tr("Largest class")),
        QgsProcessingOutputNumber("DOMINANT_SHARE", tr("Share of the largest class")),
        QgsProcessingOutputNumber("URBAN_PROBABILITY", tr("Mean probability of urban classes")),
        QgsProcessingOutputNumber("MEAN_CONFIDENCE", tr("Mean confidence")),
    ]


def grid_sentences() -> dict[str, str]:
    """Return what to say of a shared parameter that cannot be ``{value!r}``."""
    return {
        MIN_CONFIDENCE: tr("MIN_CONFIDENCE needs a number from 0 to 1; {value!r} given."),
        MODEL_FILE: tr("MODEL_FILE needs an .onnx file; {value!r} given."),
        STATISTICS: tr("STATISTICS cannot be {value!r}; give a file or TEMPORARY_OUTPUT, or leave it out."),
        RASTER: tr("RASTER cannot be {value!r}; give the path of a file, such as classes.tif."),
        REPORT: tr("REPORT cannot be {value!r}; give the path of a file, such as report.html."),
        OUTPUT: tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
    }


def report_parameter() -> QgsProcessingParameterFileDestination:
    """Return the parameter of the report, which every algorithm has that sums a grid up."""
    return QgsProcessingParameterFileDestination(
        REPORT, tr("Report"), tr("HTML files (*.html)"), None, optional=True, createByDefault=False
    )


def choice(name: str, description: str, options: tuple[str, ...]) -> QgsProcessingParameterEnum:
    """Return an enum parameter whose values are the static strings `options`, the first by default.

    Dialogs show words for them.
    """
    parameter = QgsProcessingParameterEnum(
        name, description, options=list(options), defaultValue=options[0], usesStaticStrings=True
    )
    parameter.setMetadata({"widget_wrapper": {"class": CHOICE_WIDGET}})
    return parameter


def explained(
    parameters: list[QgsProcessingParameterDefinition], helps: Mapping[str, str]
) -> list[QgsProcessingParameterDefinition]:
    """Return `parameters` with their `helps`, which dialogs show as tooltips and the command line prints."""
    for parameter in parameters:
        parameter.setHelp(helps.get(parameter.name(), ""))
    return parameters


def advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """Return `parameter`, folded away in the dialog."""
    folded = QgsProcessingParameterDefinition.Flag.FlagAdvanced  # type: ignore[attr-defined]
    parameter.setFlags(parameter.flags() | folded)
    return parameter
