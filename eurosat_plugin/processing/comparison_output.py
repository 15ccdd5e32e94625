# SPDX-License-Identifier: GPL-2.0-or-later
"""What ``eurosat:compare`` writes: the tiles with their change, and hectares from class to class."""

from __future__ import annotations

from functools import partial

from qgis.core import (
    NULL,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.change_columns import (
    change_columns,
    from_to_columns,
    from_to_features,
    style_changes,
)
from eurosat_plugin.adapters.grid.column import fields_of, style_columns
from eurosat_plugin.adapters.grid.geopackage_styles import save_table
from eurosat_plugin.adapters.grid.tile_population import features_of
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.core.assessment.map_comparison import Comparison
from eurosat_plugin.core.summary.quantities import hectares_text, percent_text
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.comparison_inputs import ComparisonInputs
from eurosat_plugin.processing.outputs import Outputs

OUTPUT, MATRIX = "OUTPUT", "MATRIX"


def write_comparison(
    outputs: Outputs,
    source: QgsProcessingFeatureSource,
    inputs: ComparisonInputs,
    found: Comparison,
    feedback: QgsProcessingFeedback,
) -> None:
    """Write what is asked for, and say the main things in the log; :raises EuroSatError: when it cannot be written."""
    scheme = inputs.scheme
    columns, keys = change_columns(scheme), scheme.keys
    layer, crs, fields = outputs.layer(OUTPUT), source.sourceCrs(), fields_of(columns)
    layer.try_out(columns, crs)
    keep = partial(save_table, columns=columns)
    layer.open(columns, partial(style_changes, scheme=scheme), keep, crs, QgsWkbTypes.Type.Polygon)
    places = [source.fields().lookupField(name) for name in ("row", "col")]
    request = QgsFeatureRequest().setSubsetOfAttributes([index for index in places if index >= 0])
    kinds = found.kinds
    for row, tile in enumerate(features_of(inputs.rows, inputs.first.ids[found.rows], request)):
        if row % 1000 == 0:
            feedback.setProgress(75.0 + 25.0 * row / len(found.rows))
            stop_if_cancelled(feedback)
        feature, shape = QgsFeature(fields), tile.geometry()
        shape.convertToSingleType()
        feature.setGeometry(shape)
        values = [NULL if index < 0 or tile[index] is None else tile[index] for index in places]
        classes = [keys[found.before[row]], keys[found.after[row]]]
        numbers = [float(column[row]) for column in (found.change, found.coverage, found.hectares)]
        feature.setAttributes([*values, *classes, kinds[row], *numbers])
        layer.write(feature)
    layer.finish()
    if outputs.asks_for(MATRIX):
        table, cells = outputs.layer(MATRIX), from_to_columns(scheme)
        table.try_out(cells)
        named, kept = (partial(each, columns=cells) for each in (style_columns, save_table))
        table.open(cells, named, kept)
        for each in from_to_features(found, scheme):
            table.write(each)
        table.finish()
    sentence = tr(
        "Compared: {compared}. The classes of {different} differ; by probability {change} ({share}) have changed."
    )
    texts = {"compared": found.compared_ha, "different": found.different_ha, "change": found.change_ha}
    said = {name: hectares_text(value) for name, value in texts.items()}
    feedback.pushInfo(sentence.format(share=percent_text(found.change_ha / found.compared_ha), **said))
