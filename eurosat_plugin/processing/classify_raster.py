# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:classifyraster``: a Sentinel-2 raster becomes a land-cover grid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.adapters.provenance import describe_layer, save_in_geopackage
from eurosat_plugin.adapters.raster import Raster, open_raster
from eurosat_plugin.adapters.scene import Scene, Wish, locate, prepare_scene
from eurosat_plugin.core.classification import Options
from eurosat_plugin.core.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.paths import icon_path, model_path
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.grid_output import GridStyler
from eurosat_plugin.processing.grid_run import GridRun
from eurosat_plugin.processing.run_summary import RunSummary

Parameters = dict[str, Any]


class ClassifyRasterAlgorithm(QgsProcessingAlgorithm):
    """Cuts an image into 640 m tiles and writes the EuroSAT class of each as a polygon."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "classifyraster"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return self.tr("Classify raster")

    def group(self) -> str:
        """Return the group in the toolbox."""
        return self.tr("Land cover")

    def groupId(self) -> str:
        """Return the id of the group."""
        return "landcover"

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return self.tr("sentinel,sentinel-2,eurosat,land cover,land use,classification,cnn,deep learning").split(",")

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return self.tr("Classifies the 640 m tiles of a Sentinel-2 image into EuroSAT's ten land-cover classes.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return self.tr(
            "Cuts a Sentinel-2 image into tiles of 64 × 64 pixels (640 m), classifies each with the bundled "
            "convolutional network into one of EuroSAT's ten land-cover classes, and writes a styled polygon grid.\n\n"
            "Any Sentinel-2 product will do: a GeoTIFF or virtual raster with B04, B03 and B02, the metadata file "
            "(MTD_MSIL1C.xml, MTD_MSIL2A.xml) of a .SAFE folder, or a true-colour image. Images with other pixels "
            "than 10 m are resampled. Radiometry “auto” reads from metadata, names and values how the numbers are "
            "to be understood, and says in the log what it found.\n\n"
            "The field flag tells why a tile is doubtful: uncertain (low confidence), unfamiliar (unlike the training "
            "tiles), bright (cloud, snow or sand) or nodata (not classified)."
        )

    def tr(self, text: str) -> str:
        """Translate `text`."""
        return QCoreApplication.translate(self.__class__.__name__, text)

    def createInstance(self) -> ClassifyRasterAlgorithm:
        """Return a new instance: each run has its own."""
        return ClassifyRasterAlgorithm()

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare parameters and outputs."""
        for parameter in names.classify_parameters(self.tr):
            self.addParameter(parameter)
        for output in names.classify_outputs(self.tr):
            self.addOutput(output)

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[bool, str]:
        """Check all that can be checked without reading pixels; the message says what to do."""
        for definition in self.parameterDefinitions():
            name, value = definition.name(), parameters.get(definition.name())
            if name == names.INPUT:  # product folders are no layers to QGIS; opening them tells
                continue
            if not definition.checkValueIsAcceptable(value, context) or not _is_number_in_range(definition, value):
                return False, self._explain(name, value)
        try:
            self._open_classifier(parameters, context)
            raster = self._open(parameters, context)
            try:
                locate(raster, self.parameterAsExtent(parameters, names.EXTENT, context, raster.crs))
            finally:
                raster.close()
        except EuroSatError as error:
            return False, str(error)
        return True, ""

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Open image and model in the main thread, where layers live, and say what was found."""
        problem = ""
        try:
            self._run = self._prepare_run(parameters, context)
        except EuroSatError as error:
            problem = str(error)
        # Raised out here: QGIS keeps an exception, and with it all that its traceback holds, until it exits.
        if problem:
            raise QgsProcessingException(problem)
        for finding in self._run.scene.findings:
            feedback.pushInfo(finding)
        for warning in self._run.scene.warnings:
            feedback.pushWarning(warning)
        card, backend = self._run.classifier.card, self._run.classifier.backend
        feedback.pushInfo(
            self.tr("Model {name} {version}, backend {backend}.").format(
                name=card.name, version=card.version, backend=backend
            )
        )
        return True

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Classify and write tile by tile; in the end there is a whole grid or none."""
        outputs: Parameters = {}
        problem = self.tr("Canceled; nothing was written.")
        try:
            outputs = self._classify(parameters, context, feedback)
        except (EuroSatError, QgsProcessingException) as error:
            problem = str(error)
        finally:
            self._run.scene.close()
            del self._run
        if not outputs:
            raise QgsProcessingException(problem)
        return outputs

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Parameters:
        """Describe the layer and let style and description travel inside a GeoPackage."""
        layer = QgsProcessingUtils.mapLayerFromString(self._destination, context)
        if isinstance(layer, QgsVectorLayer):
            describe_layer(layer, self._provenance)
            save_in_geopackage(layer)
        return {}

    def _classify(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Return the outputs, empty when cancelled."""

        def open_sink(fields: QgsFields, crs: QgsCoordinateReferenceSystem) -> tuple[QgsFeatureSink, str]:
            sink, destination = self.parameterAsSink(
                parameters, names.OUTPUT, context, fields, QgsWkbTypes.Type.Polygon, crs
            )
            if sink is None:
                raise QgsProcessingException(self.invalidSinkError(parameters, names.OUTPUT))
            return sink, destination

        destination, summary = self._run.write(open_sink, context, feedback)
        if not destination:
            return {}
        self._destination, self._provenance = destination, self._run.provenance()
        if context.willLoadLayerOnCompletion(destination):
            context.layerToLoadOnCompletionDetails(destination).setPostProcessor(GridStyler(self._provenance))
        self._report(summary, feedback)
        return {names.OUTPUT: destination, **self._run.outputs(summary)}

    def _open(self, parameters: Parameters, context: QgsProcessingContext) -> Raster:
        layer = self.parameterAsRasterLayer(parameters, names.INPUT, context)
        text = "" if layer else self.parameterAsString(parameters, names.INPUT, context)
        return open_raster(layer, text, self.parameterAsInts(parameters, names.BANDS, context))

    def _prepare_run(self, parameters: Parameters, context: QgsProcessingContext) -> GridRun:
        classifier = self._open_classifier(parameters, context)
        given = parameters.get(names.MIN_CONFIDENCE) not in (None, "")
        confidence = self.parameterAsDouble(parameters, names.MIN_CONFIDENCE, context)
        options = Options(
            min_confidence=confidence if given else classifier.card.thresholds.confidence,
            tta=self.parameterAsBoolean(parameters, names.TTA, context),
        )
        probabilities = self.parameterAsBoolean(parameters, names.PROBABILITIES, context)
        return GridRun(self._prepare_scene(parameters, context), classifier, options, probabilities)

    def _prepare_scene(self, parameters: Parameters, context: QgsProcessingContext) -> Scene:
        raster = self._open(parameters, context)
        given = parameters.get(names.OFFSET) not in (None, "")
        wish = Wish(
            extent=self.parameterAsExtent(parameters, names.EXTENT, context, raster.crs),
            radiometry=self.parameterAsEnumString(parameters, names.RADIOMETRY, context),
            offset=self.parameterAsDouble(parameters, names.OFFSET, context) if given else None,
            stride=int(self.parameterAsEnumString(parameters, names.STRIDE, context)),
            edge=self.parameterAsEnumString(parameters, names.EDGE, context),
        )
        try:
            return prepare_scene(raster, wish)
        except EuroSatError:
            raster.close()
            raise

    def _open_classifier(self, parameters: Parameters, context: QgsProcessingContext) -> TileClassifier:
        chosen = self.parameterAsFile(parameters, names.MODEL_FILE, context)
        bundled = model_path(self.parameterAsEnumString(parameters, names.MODEL, context))
        backend = self.parameterAsEnumString(parameters, names.BACKEND, context)
        return open_classifier(Path(chosen) if chosen else bundled, backend)

    def _report(self, summary: RunSummary, feedback: QgsProcessingFeedback) -> None:
        """Say in the log what came out, so that nothing is dropped in silence."""
        feedback.pushInfo(self.tr("Classified {count} tiles.").format(count=summary.statistics.tile_count))
        told = {
            "nodata": self.tr("{count} tiles have too few valid pixels and were not classified."),
            "bright": self.tr("{count} tiles are mostly saturated (cloud, snow or sand)."),
            "uncertain": self.tr("{count} tiles are uncertain."),
            "unfamiliar": self.tr("{count} tiles look unlike the training data."),
        }
        for flag, sentence in told.items():
            if summary.flags.get(flag):
                feedback.pushInfo(sentence.format(count=summary.flags[flag]))

    def _explain(self, name: str, value: object) -> str:
        if name in names.CHOICES:
            choices = ", ".join(names.CHOICES[name])
            return self.tr("{name} cannot be {value!r}; choose one of {choices}.").format(
                name=name, value=value, choices=choices
            )
        sentences = {
            names.BANDS: self.tr("BANDS needs three band numbers, for red, green and blue; {value!r} given."),
            names.EXTENT: self.tr("EXTENT cannot be {value!r}; give xmin,xmax,ymin,ymax [CRS] or a layer."),
            names.OFFSET: self.tr("OFFSET needs a number such as -1000; {value!r} given."),
            names.MIN_CONFIDENCE: self.tr("MIN_CONFIDENCE needs a number from 0 to 1; {value!r} given."),
            names.MODEL_FILE: self.tr("MODEL_FILE needs an .onnx file; {value!r} given."),
            names.OUTPUT: self.tr("OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT."),
        }
        sentence = sentences.get(name, self.tr("{name} cannot be {value!r}."))
        return sentence.format(name=name, value=value)


def _is_number_in_range(definition: QgsProcessingParameterDefinition, value: object) -> bool:
    """Check numbers that arrive as text, as from the command line: QGIS lets any text pass."""
    if not isinstance(definition, QgsProcessingParameterNumber) or not isinstance(value, str) or not value:
        return True
    try:
        return definition.minimum() <= float(value) <= definition.maximum()
    except ValueError:
        return False
