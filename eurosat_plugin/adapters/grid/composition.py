# SPDX-License-Identifier: GPL-2.0-or-later
"""What polygons consist of, by the tiles of a grid in them: a tile at the border counts by the part that is inside."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from qgis.core import NULL, QgsFeatureRequest, QgsGeometry, QgsGeometryEngine, QgsSpatialIndex

from eurosat_plugin.adapters.grid.column import INTEGER, REAL, TEXT, Column
from eurosat_plugin.adapters.grid.grid_columns import CLASS_NAMES, class_names
from eurosat_plugin.adapters.grid.grid_fields import CHUNK
from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.core.class_scheme import EUROSAT, LONGEST_NAME, ClassScheme
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.summary.grid_figures import GridFigures

_FIRST = (
    Column("polygon_ha", REAL, "Area of the polygon (ha)", "Area of the polygon on the WGS 84 ellipsoid in hectares"),
    Column("area_ha", REAL, "Classified area (ha)", "Hectares in it that were classified: valid pixels of tiles"),
    Column("coverage", REAL, "Classified part", "Classified part of the polygon, 0 to 1; nothing is said of the rest"),
    Column("tiles", INTEGER, "Tiles", "Number of tiles that lie in the polygon, wholly or in part"),
)
_LARGEST = (
    Column("class_key", TEXT, "EuroSAT class", "Name of the class with the largest area in EuroSAT", 24),
    Column("class_name", TEXT, "Class", "Name of the class with the largest area in words", 32, words=CLASS_NAMES),
)
_UNCERTAIN = Column(
    "uncertain_share", REAL, "Uncertain part", "Part of the classified area whose tiles are uncertain, 0 to 1"
)


def composition_columns(scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns that a composition by a grid with the classes of `scheme` has."""
    shares = (
        Column(
            f"share_{c.key}",
            REAL,
            "Share of {land_cover}",
            "Part of the classified area whose most probable class is {land_cover}, 0 to 1",
            land_cover=c,
        )
        for c in scheme.classes
    )
    probable = (
        Column(
            f"probable_ha_{c.key}",
            REAL,
            "Probable area of {land_cover} (ha)",
            "Hectares of all tiles in the polygon, each times its probability of {land_cover}",
            land_cover=c,
        )
        for c in scheme.classes
    )
    return (*_FIRST, *(_LARGEST if scheme.is_eurosat else _own_largest(scheme)), _UNCERTAIN, *shares, *probable)


def _own_largest(scheme: ClassScheme) -> tuple[Column, ...]:
    return (
        Column("class_key", TEXT, "Class key", "Key of the class with the largest area, which names columns", 24),
        Column(
            "class_name",
            TEXT,
            "Class",
            "Name of the class with the largest area in words",
            LONGEST_NAME,
            words=class_names(scheme),
        ),
    )


class TilesInside:
    """Counts the tiles of `grid` inside polygons of the same CRS.

    Made once for all polygons: it looks at every tile's place, which may take long; `go_on` is asked meanwhile.
    """

    def __init__(self, grid: GridRows, go_on: Callable[[], bool]) -> None:
        self._grid = grid
        self._index = QgsSpatialIndex()
        for feature in grid.features(QgsFeatureRequest().setNoAttributes()):
            self._index.addFeature(feature)
            if not go_on():
                break

    def counts(self, polygon: QgsGeometry) -> GridCounts:
        """Count the tiles in `polygon`, weighted; :raises InputError: when the grid holds what is no probability."""
        fields = self._grid.fields
        counts = GridCounts.none(fields.weighted, fields.scheme)
        ids = self._index.intersects(polygon.boundingBox())
        engine = QgsGeometry.createGeometryEngine(polygon.constGet())
        engine.prepareGeometry()
        for start in range(0, len(ids), CHUNK):
            request = fields.request().setFilterFids(ids[start : start + CHUNK])
            tiles = ((tile, _share_inside(engine, tile.geometry())) for tile in self._grid.features(request))
            rows = [fields.part(tile, share) for tile, share in tiles if share > 0]
            counts = counts + fields.tiles(rows).counts()
        return counts


def composition_values(figures: GridFigures, polygon_ha: float) -> list[object]:
    """Return the values of the columns for a polygon of `polygon_ha` hectares with the tiles of `figures`."""
    largest = figures.dominant
    area = figures.area_ha
    return [
        polygon_ha,
        area,
        area / polygon_ha if polygon_ha else NULL,
        figures.classified,
        NULL if largest is None else largest.land_cover.key,
        NULL if largest is None else largest.land_cover.name,
        figures.uncertain_ha / area if area else NULL,
        *(share.share if area else NULL for share in figures.shares),
        *(NULL if isnan(share.probable_ha) else share.probable_ha for share in figures.shares),
    ]


def _share_inside(engine: QgsGeometryEngine, tile: QgsGeometry) -> float:
    """Return the part of `tile` that lies in the polygon that `engine` was prepared for."""
    shape = tile.constGet()
    if not engine.intersects(shape):
        return 0.0
    if engine.contains(shape):
        return 1.0
    part = engine.intersection(shape)
    return float(part.area() / shape.area()) if part is not None and shape.area() else 0.0
