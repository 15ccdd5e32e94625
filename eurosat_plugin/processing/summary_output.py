# SPDX-License-Identifier: GPL-2.0-or-later
"""What sums a grid up, when it is asked for: the table of its classes and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from eurosat_plugin.adapters.grid.column import style_columns
from eurosat_plugin.adapters.grid.geopackage_styles import save_table
from eurosat_plugin.adapters.grid.statistics_table import statistics_columns, statistics_features
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.summary.report import Report
from eurosat_plugin.core.summary.tile_map import TileMap
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import homepage, plugin_version
from eurosat_plugin.processing.grid_parameters import REPORT
from eurosat_plugin.processing.outputs import Outputs


def try_out_summary(outputs: Outputs, table: str, scheme: ClassScheme = EUROSAT) -> None:
    """Check that the table of these classes can be written, where it is asked for.

    :raises EuroSatError: when it cannot.
    """
    if outputs.asks_for(table):
        outputs.layer(table).try_out(statistics_columns(scheme))


def write_summary(
    outputs: Outputs,
    table: str,
    figures: GridFigures,
    title: str,
    provenance: Mapping[str, str],
    tiles: TileMap | None,
    colors: Sequence[str] = PALETTES["corine"],
) -> bool:
    """Write what is asked for and tell whether anything is; `table` is the name of the table's parameter.

    The report has a map of `tiles`, which are needed for nothing else, in the `colors` of the classes.

    :raises OutputError: when it cannot be written.
    """
    if outputs.asks_for(table):
        layer, columns = outputs.layer(table), statistics_columns(figures.scheme)
        layer.open(columns, partial(style_columns, columns=columns), partial(save_table, columns=columns))
        for row in statistics_features(figures):
            layer.write(row)
        layer.finish()
    if outputs.asks_for(REPORT):
        report = Report(title, figures, provenance, _made(), homepage(), colors, tiles or TileMap())
        outputs.write_text(REPORT, report.html())
    return outputs.asks_for(table) or outputs.asks_for(REPORT)


def _made() -> str:
    sentence = tr("Report of {time} by version {version} of the QGIS plugin")
    return sentence.format(time=f"{datetime.now():%Y-%m-%d %H:%M}", version=plugin_version())
