# SPDX-License-Identifier: GPL-2.0-or-later
"""One classification from the prepared scene to the written grid: all of it, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from eurosat_plugin.adapters.grid_layer import TileFeatures, grid_fields
from eurosat_plugin.adapters.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.provenance import Provenance
from eurosat_plugin.adapters.scene import Scene
from eurosat_plugin.core.classification import Options, classify_tiles
from eurosat_plugin.core.classifier import TileClassifier
from eurosat_plugin.paths import plugin_version
from eurosat_plugin.processing.grid_output import GridOutput
from eurosat_plugin.processing.run_summary import RunSummary

OpenSink = Callable[[QgsFields, QgsCoordinateReferenceSystem], tuple[QgsFeatureSink, str]]


@dataclass(frozen=True)
class GridRun:
    """What a run works with."""

    scene: Scene
    classifier: TileClassifier
    options: Options
    probabilities: bool

    def write(
        self, open_sink: OpenSink, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[str, RunSummary]:
        """Classify and write tile by tile; return the id of the destination and what was found.

        When the run is cancelled or fails, what was written is taken back.

        :raises EuroSatError: when image or network fail on the way.
        :raises QgsProcessingException: when the output cannot be written.
        """
        scene, summary = self.scene, RunSummary()
        fields = grid_fields(self.probabilities)
        features = TileFeatures(scene.raster, fields, context.transformContext())
        output = GridOutput(lambda: open_sink(fields, scene.raster.crs))
        tiles = classify_tiles(
            RasterPixelReader(scene.raster),
            scene.grid,
            scene.radiometry,
            self.classifier,
            self.options,
            feedback.isCanceled,
        )
        finished = False
        try:
            for tile in tiles:
                feature = features.feature(tile)
                output.write(feature)
                summary.add(tile, feature["area_ha"])
                feedback.setProgress(100.0 * summary.tiles / len(scene.grid))
            finished = not feedback.isCanceled()
            return (output.close() if finished else ""), summary
        finally:
            if not finished:
                output.discard(context)

    def outputs(self, summary: RunSummary) -> dict[str, object]:
        """Return the algorithm's number and text outputs."""
        radiometry = self.scene.radiometry
        return {
            **summary.outputs(),
            "RADIOMETRY_USED": radiometry.key,
            "OFFSET_USED": radiometry.offset if radiometry.key in ("l1c", "l2a") else 0.0,
            "BACKEND_USED": self.classifier.backend,
            "MODEL_USED": self.classifier.card.name,
        }

    def provenance(self) -> Provenance:
        """Return what is needed to make the same grid again."""
        scene, card = self.scene, self.classifier.card
        return Provenance(
            model=card.name,
            model_version=card.version,
            model_sha256=self.classifier.model_sha256,
            bands=", ".join(map(str, scene.raster.bands.numbers)),
            radiometry=scene.radiometry.key,
            offset=scene.radiometry.offset,
            stride=scene.grid.stride,
            edge=scene.grid.edge,
            tta=self.options.tta,
            min_confidence=self.options.min_confidence,
            backend=self.classifier.backend,
            source=scene.source,
            plugin_version=plugin_version(),
        )
