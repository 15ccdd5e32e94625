# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenes of a catalogue as a layer: their footprints, with all that is known of them in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    NULL,
    QgsFeature,
    QgsGeometry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from eurosat_plugin.adapters.catalogue.antimeridian import footprint
from eurosat_plugin.adapters.grid.column import DAY, INTEGER, MOMENT, REAL, TEXT, Column, fields_of, style_columns
from eurosat_plugin.adapters.grid.grid_time import show_on_days
from eurosat_plugin.core.catalogue.ranking import SeenScene
from eurosat_plugin.core.product.band_words import INFRARED_BANDS, SCENE_CLASSES
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr, tr_noop

MOMENT_COLUMN = "datetime"

SCENE_COLUMNS = (
    Column("rank", INTEGER, tr_noop("Rank"), tr_noop("1 is the clearest of the scenes that show all of the extent")),
    Column("scene", TEXT, tr_noop("Scene"), tr_noop("What the catalogue calls the scene")),
    Column("date", DAY, tr_noop("Day"), tr_noop("The day it was taken (UTC)")),
    Column(MOMENT_COLUMN, MOMENT, tr_noop("Time"), tr_noop("When it was taken (UTC)")),
    Column("cloud", REAL, tr_noop("Cloud (%)"), tr_noop("Percentage of the whole scene under cloud")),
    Column("covers", REAL, tr_noop("Covers (%)"), tr_noop("Percentage of the extent that the scene shows")),
    Column("level", TEXT, tr_noop("Level"), tr_noop("Processing level: L1C or L2A")),
    Column("baseline", TEXT, tr_noop("Baseline"), tr_noop("Processing baseline")),
    Column("offset", REAL, tr_noop("Offset"), tr_noop("What the catalogue says is to be added to the numbers")),
    Column("tile", TEXT, tr_noop("Tile"), tr_noop("Tile of the military grid")),
    Column("orbit", INTEGER, tr_noop("Orbit"), tr_noop("Relative orbit")),
    Column("platform", TEXT, tr_noop("Satellite"), tr_noop("The satellite")),
    Column("crs", TEXT, tr_noop("CRS"), tr_noop("Coordinate reference system of the pixels")),
    Column("catalogue", TEXT, tr_noop("Catalogue"), tr_noop("Where the scene was found")),
    Column("item", TEXT, tr_noop("Item"), tr_noop("Address of the STAC item: the INPUT of Classify raster")),
    Column("red", TEXT, tr_noop("Red"), tr_noop("Address of B04")),
    Column("green", TEXT, tr_noop("Green"), tr_noop("Address of B03")),
    Column("blue", TEXT, tr_noop("Blue"), tr_noop("Address of B02")),
    Column("infrared", TEXT, tr_noop("Near infrared"), tr_noop("Address of B8A or B08")),
    Column("scl", TEXT, tr_noop("Scene classification"), tr_noop("Address of SCL")),
    Column("thumbnail", TEXT, tr_noop("Thumbnail"), tr_noop("Address of a small picture")),
    Column("credit", TEXT, tr_noop("To be named"), tr_noop("Who is to be named where the image is used")),
    Column("terms", TEXT, tr_noop("Terms"), tr_noop("Where the terms of use stand")),
)


def scene_feature(scene: SeenScene, rank: int, shape: QgsGeometry, catalogue: str) -> QgsFeature:
    """Return the feature of a scene; `shape` is drawn where its footprint is not known."""
    item, facts = scene.item, scene.item.facts
    infrared = next((item.bands[band] for band in INFRARED_BANDS if band in item.bands), "")
    known = item.catalogue
    values: Sequence[Any] = (
        rank,
        item.id,
        QDate.fromString(item.date, Qt.DateFormat.ISODate) if item.date else None,
        QDateTime.fromString(item.time, Qt.DateFormat.ISODate) if item.time else None,
        item.cloud,
        round(100 * scene.coverage, 1),
        (facts.level or "").upper(),
        "" if facts.baseline is None else f"{facts.baseline // 100:02d}.{facts.baseline % 100:02d}",
        facts.offset,
        item.tile,
        item.orbit,
        item.platform,
        item.crs,
        catalogue,
        item.address,
        *(item.bands.get(band, "") for band in RGB_BANDS),
        infrared,
        item.bands.get(SCENE_CLASSES, ""),
        item.thumbnail,
        "" if known is None else known.credit,
        "" if known is None else known.terms,
    )
    feature = QgsFeature(fields_of(SCENE_COLUMNS))
    there = footprint(item)
    polygon = shape if there.isNull() else there
    polygon.convertToMultiType()
    feature.setGeometry(polygon)
    feature.setAttributes([NULL if value in (None, "") else value for value in values])
    return feature


def style_scenes(layer: QgsVectorLayer) -> None:
    """Name the columns of `layer`, and show each scene at its own time where somebody moves through time."""
    style_columns(layer, SCENE_COLUMNS)
    layer.setDisplayExpression("\"date\" || ' ' || \"tile\" || ', ' || round(\"cloud\") || ' %'")
    metadata = layer.metadata()
    metadata.setAbstract(tr("Sentinel-2 scenes of a catalogue: where they lie, and where their bands are."))
    metadata.setRights([tr("Contains modified Copernicus Sentinel data.")])
    layer.setMetadata(metadata)
    show_on_days(layer, MOMENT_COLUMN)
