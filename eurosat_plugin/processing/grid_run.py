# SPDX-License-Identifier: GPL-2.0-or-later
"""One classification from its source to all that it writes: everything, or nothing."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from qgis.core import QgsFields, QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer

from eurosat_plugin.adapters.grid.class_cells import ClassCells
from eurosat_plugin.adapters.grid.class_raster_style import style_class_raster
from eurosat_plugin.adapters.grid.column import fields_of
from eurosat_plugin.adapters.grid.geopackage_styles import save_grid
from eurosat_plugin.adapters.grid.grid_columns import grid_columns
from eurosat_plugin.adapters.grid.grid_layer import TileFeatures
from eurosat_plugin.adapters.grid.grid_style import style_grid
from eurosat_plugin.adapters.grid.grid_time import set_day
from eurosat_plugin.adapters.grid.provenance import Provenance, describe_layer
from eurosat_plugin.adapters.grid.tile_counter import TileCounter
from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.class_raster import origin_tags
from eurosat_plugin.adapters.raster.gdal_cache import small_block_cache
from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.adapters.raster.tile_source import TileSource
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.onnx_card import item_files
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.acquisition import dated_name
from eurosat_plugin.core.product.radiometry import COLOURS
from eurosat_plugin.core.product.readings import UndecidedError
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.summary.tile_map import TileMap
from eurosat_plugin.core.tiles.classification import classify_rows
from eurosat_plugin.core.tiles.growing_map import GrowingMap
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import plugin_version
from eurosat_plugin.processing import grid_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.figure_outputs import figure_outputs, report_estimates, report_figures
from eurosat_plugin.processing.grid_settings import GridSettings, model_file, read_settings
from eurosat_plugin.processing.layer_output import LayerOutput
from eurosat_plugin.processing.output_sizes import EMPTY_LAYER_BYTES, GRID_TILE_BYTES, table_bytes
from eurosat_plugin.processing.outputs import Outputs
from eurosat_plugin.processing.run_announcement import announce
from eurosat_plugin.processing.run_feedback import Listener, listener
from eurosat_plugin.processing.summary_output import try_out_summary, write_summary


def outputs_of(arguments: Arguments, files: Iterable[InputFile]) -> Outputs:
    """Return all that a classification that reads `files` writes."""
    model = model_file(arguments)
    network = [InputFile(path) for path in (model, *item_files(model))]
    rasters = {names.RASTER: style_class_raster}
    return Outputs(arguments, (names.OUTPUT, names.STATISTICS), (names.REPORT,), (*files, *network), rasters)


def prepare_run(
    arguments: Arguments, feedback: QgsProcessingFeedback, prepare_source: Callable[[GridSettings], TileSource]
) -> GridRun:
    """Open network and source, and say in the log what was found.

    :raises EuroSatError: when one of them cannot be opened.
    """
    settings, listening = read_settings(arguments), listener(feedback)
    try:
        source = prepare_source(settings)
    except UndecidedError as refusal:
        listening.take_account(Account(alternatives=refusal.alternatives))
        raise
    run = GridRun(settings, source, listening)
    announce(settings, source, feedback)
    return run


class GridRun:
    """What a run works with, for one run; the algorithm keeps it from preparing to processing.

    `listening` is told how the image is read, and the counts of the tiles so far in the thread of the run.
    """

    def __init__(self, settings: GridSettings, source: TileSource, listening: Listener) -> None:
        self._settings = settings
        self._source = source
        self._listening = listening
        self._listening.take_account(source.account)
        self._provenance = _provenance(settings, source)
        # A run that is cancelled while it waits for a thread is prepared, and never written.
        self._close = weakref.finalize(self, source.close)
        self._close.atexit = False

    @property
    def _scheme(self) -> ClassScheme:
        return self._settings.classifier.card.scheme

    def add_warnings(self, warnings: Sequence[str]) -> None:
        """Take note of what turned out after preparing, for the provenance of the grid."""
        account = self._source.account
        account = replace(account, warnings=(*account.warnings, *warnings))
        self._source = replace(self._source, account=account)
        self._listening.take_account(account)
        self._provenance = _provenance(self._settings, self._source)

    def add_files(self, files: Iterable[InputFile]) -> None:
        """Take note of files that are read, and so may not be written."""
        self._source = replace(self._source, files=(*self._source.files, *files))

    def write(self, arguments: Arguments, feedback: QgsProcessingFeedback, begun: float = 0.0) -> dict[str, Any]:
        """Classify and write tile by tile; return the outputs. The source is closed, whatever happens.

        `begun` is the per cent of the progress that was told before.

        :raises EuroSatError: when cancelled or failed; then what was there before is there still, and nothing else.
        """
        try:
            stop_if_cancelled(feedback)
            with small_block_cache(self._source.cache_need), outputs_of(arguments, self._source.files) as outputs:
                return self._write(outputs, arguments.context, feedback, begun)
        finally:
            self._close()
            del self._source, self._settings, self._listening

    def _write(
        self, outputs: Outputs, context: QgsProcessingContext, feedback: QgsProcessingFeedback, begun: float
    ) -> dict[str, Any]:
        made, grid = self._provenance, outputs.layer(names.OUTPUT)
        outputs.reserve(
            {
                names.OUTPUT: self._size(),
                names.STATISTICS: table_bytes(self._scheme),
                names.REPORT: table_bytes(self._scheme),
                names.RASTER: EMPTY_LAYER_BYTES + self._source.tile_count * self._cell_bytes(),
            }
        )
        scheme, crs = self._scheme, crs_of(self._source.box)
        columns = grid_columns(self._settings.probabilities, scheme)
        grid.try_out(columns, crs)
        try_out_summary(outputs, names.STATISTICS, scheme)
        grid.open(columns, lambda layer: _style(layer, made), save_grid, crs)
        # Both grow with the tiles.
        mapped = TileMap(scheme) if outputs.asks_for(names.REPORT) else None
        cells = self._cells() if outputs.asks_for(names.RASTER) else None
        try:
            figures = self._classify(grid, mapped, cells, fields_of(columns), context, feedback, begun).figures()
        except InputError:
            self._source.states.check()  # of a file that somebody writes to, a part may not be there to be read
            raise
        stop_if_cancelled(feedback)
        if not figures.classified:
            raise InputError(
                tr(
                    "No tile has enough valid pixels to be classified. Choose another extent; or, where the image "
                    "shows ground, check whether its dark pixels have become nodata, as where 1000 is subtracted from "
                    "numbers that do not carry it."
                )
            )
        grid.finish()
        title = tr("Land cover of {source}").format(source=dated_name(made.scene, made.date))
        summed_up = write_summary(outputs, names.STATISTICS, figures, title, made.entries(), mapped, scheme.colors)
        if cells is not None:
            cells.raster(origin_tags(made.entries())).write(*outputs.place(names.RASTER))
        self._source.states.check()
        stop_if_cancelled(feedback)
        places = outputs.publish()
        feedback.pushInfo(tr("Tiles classified: {count}.").format(count=figures.classified))
        report_figures(figures, feedback)
        if summed_up:
            report_estimates(figures, feedback)
        return {**places, **figure_outputs(figures), **self._used()}

    def _size(self) -> int:
        """Return about how many bytes the grid will need."""
        columns = len(self._scheme) if self._settings.probabilities else 0
        return EMPTY_LAYER_BYTES + self._source.tile_count * (GRID_TILE_BYTES + len(self._source.scene) + 9 * columns)

    def _cell_bytes(self) -> int:
        return 2 + (len(self._scheme) if self._settings.probabilities else 0)

    def _cells(self) -> ClassCells:
        return ClassCells(self._source.box, self._source.grid, self._settings.probabilities, self._scheme)

    def _classify(
        self,
        grid: LayerOutput,
        map_of_tiles: TileMap | None,
        cells: ClassCells | None,
        fields: QgsFields,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        begun: float,
    ) -> GridCounts:
        """Classify every tile and hand the features to `grid`, row by row; stop early when cancelled."""
        source = self._source
        features = TileFeatures(source.box, source.scene, source.date, fields, context.transformContext())
        counter = TileCounter(fields, self._listening.take_counts, self._scheme)
        rows = classify_rows(
            source.reader,
            source.grid,
            source.radiometry,
            self._settings.classifier,
            self._settings.options,
            feedback.isCanceled,
            source.wanted,
            lambda share: feedback.setProgress(begun + (100.0 - begun) * share),
        )
        feedback.setProgressText(tr("Classifying the tiles…"))
        growing = GrowingMap(source.box, source.grid, self._scheme)
        self._listening.take_tiles(source.tile_count)
        self._listening.take_map(growing)
        key, flag = (fields.lookupField(name) for name in ("class_key", "flag"))
        for tiles in rows:
            row = features.row(tiles)
            grid.write_row(row)
            counter.add(row.columns)
            growing.add(tiles)
            if cells is not None:
                cells.add(tiles)
            if map_of_tiles is not None:
                map_of_tiles.add_row(tiles.row, tiles.cols.tolist(), row.columns[key], row.columns[flag])
        return counter.counts()

    def _used(self) -> dict[str, Any]:
        made = self._provenance
        return {
            "RADIOMETRY_USED": made.radiometry,
            "OFFSET_USED": made.offset,
            "BACKEND_USED": made.backend,
            "MODEL_USED": made.model,
        }


def _style(layer: QgsVectorLayer, provenance: Provenance) -> None:
    """Describe `layer` first: its styles are to hold the description."""
    describe_layer(layer, provenance)
    set_day(layer, provenance.date)
    style_grid(layer)


def _provenance(settings: GridSettings, source: TileSource) -> Provenance:
    card, radiometry = settings.classifier.card, source.radiometry
    return Provenance(
        model=card.name,
        model_version=card.version,
        model_sha256=settings.classifier.model_sha256,
        bands=source.bands,
        radiometry=radiometry.key,
        # Of pictures it belongs to their formula, and is none that OFFSET could be set to.
        offset=0.0 if radiometry.key in COLOURS else radiometry.offset,
        stride=source.grid.stride,
        edge=source.grid.edge,
        tta=settings.options.tta,
        min_confidence=settings.options.limits(card, source.grid.windows_of_a_cell).confidence,
        backend=settings.classifier.backend,
        source=source.name,
        scene=source.scene,
        date=source.date,
        plugin_version=plugin_version(),
        rights=source.rights,
        terms=source.terms,
        classes=card.scheme.entry,
        account=source.account,
    )
