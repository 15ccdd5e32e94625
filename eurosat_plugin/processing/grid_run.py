# SPDX-License-Identifier: GPL-2.0-or-later
"""One classification from its source to all that it writes: everything, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.columns import Column, fields_of
from eurosat_plugin.adapters.geopackage import save_grid
from eurosat_plugin.adapters.georeference import crs_of
from eurosat_plugin.adapters.grid_layer import TileFeatures, grid_columns
from eurosat_plugin.adapters.grid_style import style_grid
from eurosat_plugin.adapters.provenance import Provenance, describe_layer
from eurosat_plugin.adapters.tile_source import TileSource
from eurosat_plugin.core.classification import classify_tiles
from eurosat_plugin.core.errors import Cancelled
from eurosat_plugin.core.tally import Tally
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import plugin_version
from eurosat_plugin.processing import grid_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.grid_settings import GridSettings, read_settings
from eurosat_plugin.processing.layer_finisher import LayerFinisher
from eurosat_plugin.processing.parameter_check import check_distinct
from eurosat_plugin.processing.sink_output import SinkOutput
from eurosat_plugin.processing.summary_output import SummaryOutput, title_of
from eurosat_plugin.processing.tally_outputs import report_tally, tally_outputs

Outputs = dict[str, Any]


def check_outputs(arguments: Arguments) -> None:
    """Check where the outputs are to go; :raises InputError: when they cannot be written there."""
    check_distinct(arguments, (names.OUTPUT, names.STATISTICS, names.REPORT))
    SummaryOutput(arguments, names.STATISTICS)


def prepare_run(
    arguments: Arguments, feedback: QgsProcessingFeedback, prepare_source: Callable[[GridSettings], TileSource]
) -> GridRun:
    """Open network and source in the main thread, where layers live, and say in the log what was found.

    :raises EuroSatError: when one of them cannot be opened.
    """
    settings = read_settings(arguments)
    run = GridRun(settings, prepare_source(settings))
    run.announce(feedback)
    return run


class GridRun:
    """What a run works with, for one run; the algorithm keeps it from preparing to post-processing."""

    def __init__(self, settings: GridSettings, source: TileSource) -> None:
        self._settings = settings
        self._source = source
        self._provenance = _provenance(settings, source)
        self._grid = self._table = ""

    def announce(self, feedback: QgsProcessingFeedback) -> None:
        """Say in the log what was found."""
        for finding in self._source.findings:
            feedback.pushInfo(finding)
        for warning in self._source.warnings:
            feedback.pushWarning(warning)
        sentence = tr("Model {name} {version}, backend {backend}.")
        made = self._provenance
        feedback.pushInfo(sentence.format(name=made.model, version=made.model_version, backend=made.backend))

    def write(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> Outputs:
        """Classify and write tile by tile; return the outputs. The source is closed, whatever happens.

        :raises EuroSatError: when cancelled or failed; then nothing that was written is left.
        """
        try:
            return self._write(arguments, feedback)
        finally:
            self._source.close()
            del self._source, self._settings

    def finish(self, context: QgsProcessingContext) -> Outputs:
        """Describe what was written, in the main thread; in a GeoPackage, style and description travel with it."""
        layer = QgsProcessingUtils.mapLayerFromString(self._grid, context)
        if isinstance(layer, QgsVectorLayer):
            _dress(layer, self._provenance)
            save_grid(layer)
        if self._table:
            SummaryOutput.finish(self._table, context)
        return {}

    def _write(self, arguments: Arguments, feedback: QgsProcessingFeedback) -> Outputs:
        columns = grid_columns(self._settings.probabilities)
        with ExitStack() as undo:
            summary_output = SummaryOutput(arguments, names.STATISTICS)
            grid = SinkOutput(arguments, names.OUTPUT, columns, crs_of(self._source.box))
            undo.callback(grid.discard)
            tally = self._classify(grid, columns, arguments.context, feedback)
            if feedback.isCanceled():
                raise Cancelled
            self._grid = grid.close()
            made = self._provenance
            title = tr("Land cover of {source}").format(source=title_of(made.source))
            summary = summary_output.write(tally, title, made.entries(), undo)
            undo.pop_all()
        self._table = summary.get(names.STATISTICS, "")
        LayerFinisher.attach(self._grid, arguments.context, lambda layer: _dress(layer, made))
        feedback.pushInfo(tr("Tiles classified: {count}.").format(count=tally.statistics.tile_count))
        report_tally(tally, feedback)
        return {names.OUTPUT: self._grid, **summary, **tally_outputs(tally), **self._used()}

    def _classify(
        self,
        grid: SinkOutput,
        columns: Sequence[Column],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Tally:
        """Classify every tile and hand its feature to `grid`; stop early when cancelled."""
        source, tally = self._source, Tally()
        features = TileFeatures(source.box, fields_of(columns), context.transformContext())
        tiles = classify_tiles(
            source.reader,
            source.grid,
            source.radiometry,
            self._settings.classifier,
            self._settings.options,
            feedback.isCanceled,
        )
        # How the histogram grows while the run goes on: the feedback of the desktop wants to know every tile.
        tell = getattr(feedback, "tile_done", None)
        for tile in tiles:
            feature = features.feature(tile)
            grid.write(feature)
            if tile.classified:
                probabilities = tile.probabilities.tolist()
                tally.add(tile.land_cover.key, tile.flag, feature["area_ha"], tile.confidence, probabilities)
            else:
                tally.add_unclassified(tile.flag)
            if tell is not None:
                tell(tile, feature["area_ha"])
            feedback.setProgress(100.0 * tally.tiles / len(source.grid))
        return tally

    def _used(self) -> Outputs:
        radiometry = self._source.radiometry
        return {
            "RADIOMETRY_USED": radiometry.key,
            "OFFSET_USED": radiometry.offset if radiometry.key in ("l1c", "l2a", "reflectance") else 0.0,
            "BACKEND_USED": self._provenance.backend,
            "MODEL_USED": self._provenance.model,
        }


def _dress(layer: QgsVectorLayer, provenance: Provenance) -> None:
    """Describe `layer` first: its styles are to hold the description."""
    describe_layer(layer, provenance)
    style_grid(layer)


def _provenance(settings: GridSettings, source: TileSource) -> Provenance:
    card = settings.classifier.card
    return Provenance(
        model=card.name,
        model_version=card.version,
        model_sha256=settings.classifier.model_sha256,
        bands=source.bands,
        radiometry=source.radiometry.key,
        offset=source.radiometry.offset,
        stride=source.grid.stride,
        edge=source.grid.edge,
        tta=settings.options.tta,
        min_confidence=settings.options.min_confidence,
        backend=settings.classifier.backend,
        source=source.name,
        plugin_version=plugin_version(),
        findings=source.findings,
        warnings=source.warnings,
    )
