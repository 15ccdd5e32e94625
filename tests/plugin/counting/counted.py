# SPDX-License-Identifier: GPL-2.0-or-later
"""One grid with values of all kinds, and what each way of counting says of it."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsProject, QgsVectorFileWriter, QgsVectorLayer

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.summary.report import Report
from eurosat_plugin.gui.tiles.grid_reader import GridReader
from tests.grids import FIELDS

PROBABILITIES = {f"p_{key}": "double(0,0)" for key in CLASS_KEYS}
# Without length and precision: a file that the layer is saved to would round otherwise.
EXACT = {name: kind.replace("double", "double(0,0)") for name, kind in FIELDS.items()}
COLUMNS = {
    "all columns": {**EXACT, "valid_share": "double(0,0)", "urban": "double(0,0)", **PROBABILITIES},
    "no probabilities": {**EXACT, "urban": "double(0,0)"},
    "an older version's": EXACT,
    "an older version's with probabilities": {**EXACT, **PROBABILITIES},
    "hardly any": {name: EXACT[name] for name in ("class_key", "confidence", "area_ha", "flag")},
}
FORMATS = {"memory": "", "gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON"}
NUMBER_OF_TILES = 60


def made_up_tiles() -> list[dict[str, Any]]:
    """Return tiles with values of all kinds in all columns, and gaps."""
    rng = np.random.default_rng(11)
    tiles = []
    for number in range(NUMBER_OF_TILES):
        probabilities = rng.dirichlet(np.full(10, 0.3))
        first, second = np.argsort(-probabilities)[:2]
        tile: dict[str, Any] = {
            "class_id": int(first),
            "class_key": CLASS_KEYS[first],
            "confidence": float(probabilities[first]),
            "second_key": CLASS_KEYS[second],
            "second_confidence": float(probabilities[second]),
            "flag": ("", "uncertain", "bright", "unfamiliar", "checked", None)[number % 6],
            "valid_share": float(rng.uniform(0.5, 1.0)),
            "area_ha": 40.96 + float(rng.normal(0, 0.01)),
            "urban": float(probabilities[[3, 4, 7]].sum()),
            **{f"p_{key}": float(p) for key, p in zip(CLASS_KEYS, probabilities)},
        }
        tiles.append(tile)
    tiles[0] = {"class_key": None, "flag": "nodata"}
    tiles[1] = {"class_key": "Glacier", "confidence": 0.9, "urban": 0.5, "flag": "uncertain"}
    tiles[2].update(confidence=None)
    tiles[3].update(area_ha=None)
    tiles[4].update(urban=None)
    tiles[5].update(urban=None, second_key=None, second_confidence=None, p_Highway=None)
    tiles[6].update(confidence=None, urban=None, p_Forest=None, second_key="Glacier")
    return tiles


def saved(layer: QgsVectorLayer, path: Path) -> QgsVectorLayer:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = FORMATS[path.suffix[1:]]
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    return QgsVectorLayer(str(path), layer.name(), "ogr")


def in_the_dock(layer: QgsVectorLayer, min_confidence: float = 0.0) -> GridFigures:
    """Return the figures that the dock shows of `layer`, or of its selection."""
    reader, read = GridReader(), []
    reader.finished.connect(read.append)
    reader.read(layer)
    while reader.reading:
        QgsApplication.processEvents()
    figures, _ = read[0].figures(layer, min_confidence)
    return figures


def caught_reports(monkeypatch: pytest.MonkeyPatch) -> list[GridFigures]:
    """Return the list of the figures of the reports that will be written."""
    reported: list[GridFigures] = []
    html = Report.html

    def note(report: Report) -> str:
        reported.append(report.figures)
        return html(report)

    monkeypatch.setattr(Report, "html", note)
    return reported


def rows_of(table: QgsVectorLayer) -> list[dict[str, Any]]:
    return [dict(zip(table.fields().names(), row.attributes())) for row in table.getFeatures()]


def shown(figures: GridFigures) -> GridFigures:
    """Return what all ways show of `figures`: the dock tells nothing of probable hectares."""
    shares = tuple(replace(share, probable_ha=nan) for share in figures.shares)
    return replace(figures, shares=shares, probable_estimated=False, unrated=0)


def check_outputs_and_table(figures: GridFigures, outputs: dict[str, Any], table: list[dict[str, Any]]) -> None:
    """Check that outputs and table say what `figures` say."""
    assert (outputs["TILE_COUNT"], outputs["SKIPPED_COUNT"]) == (figures.tiles, figures.unclassified)
    assert outputs["UNCERTAIN_COUNT"] == figures.uncertain
    assert outputs["DOMINANT_CLASS"] == figures.dominant.land_cover.key
    assert outputs["DOMINANT_SHARE"] == figures.dominant.share
    assert outputs["URBAN_PROBABILITY"] == figures.urban_probability
    assert outputs["MEAN_CONFIDENCE"] == figures.mean_confidence
    for row, share in zip(table, figures.shares):
        assert (row["class_key"], row["tiles"]) == (share.land_cover.key, share.tiles)
        assert (row["area_ha"], row["share"]) == (share.area_ha, share.share)
        assert (row["probable_ha"], row["uncertain_ha"]) == (share.probable_ha, share.uncertain_ha)
        if not isnan(share.mean_confidence):
            assert row["mean_confidence"] == share.mean_confidence
