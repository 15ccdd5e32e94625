# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids as GeoParquet 1.1 in folders by tile and day, for DuckDB, geopandas and GDAL with Arrow; written by pyarrow.

All are in longitude and latitude (OGC:CRS84), so that those of several zones make one data set. The columns are those
of the grid, with the bounds of each tile as ``bbox``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
from osgeo import ogr, osr

from eurosat_batch.errors import BatchError
from eurosat_plugin.adapters.batch.grid_item import Classified
from eurosat_plugin.adapters.batch.grid_tiles import Envelope, GeoPackageTiles, GridTiles, Tile, longitude_latitude
from eurosat_plugin.adapters.batch.plan import Scene
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.output.whole_file import written_aside

UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""How data sets write a tile or a day that is not known."""

ROW_GROUP = 10_000
"""Tiles that are read or passed over together, by their bounds."""

_CORNERS = ("xmin", "ymin", "xmax", "ymax")
_KINDS: dict[int, tuple[pyarrow.DataType, Callable[[Any], Any]]] = {
    ogr.OFTInteger: (pyarrow.int32(), int),
    ogr.OFTInteger64: (pyarrow.int64(), int),
    ogr.OFTReal: (pyarrow.float64(), float),
    ogr.OFTDate: (pyarrow.date32(), lambda text: date.fromisoformat(text.replace("/", "-"))),
    ogr.OFTString: (pyarrow.string(), str),
}


def write_geoparquet(run: RunFolder, scene: Scene, classified: Classified) -> Path:
    """Write the grid of `scene`, whose GeoPackage is there, and return the file."""
    tile, day = classified.tile or UNKNOWN, classified.day or UNKNOWN
    target = run.parquet_folder / f"tile={tile}" / f"day={day}" / f"{scene.key}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    table = _table(run.grid_file(scene))
    with written_aside(target) as aside:
        pyarrow.parquet.write_table(table, aside, compression="zstd", row_group_size=ROW_GROUP)
    return target


def open_tiles(path: Path) -> GridTiles:
    """Return what reads the grid at `path`, in whichever format."""
    return ParquetTiles(path) if path.suffix == ".parquet" else GeoPackageTiles(path)


class ParquetTiles:
    """The grid in a file that :func:`write_geoparquet` wrote."""

    def __init__(self, path: Path) -> None:
        # As a file, or the folders' names would become columns.
        self._file = pyarrow.parquet.ParquetFile(path)
        described = json.loads(self._file.schema_arrow.metadata[b"geo"])
        west, south, east, north = described["columns"]["geometry"]["bbox"]
        self._bounds: Envelope = (west, east, south, north)

    def crs(self) -> osr.SpatialReference:
        """See :meth:`GridTiles.crs`."""
        return longitude_latitude()

    def tiles(self, within: Envelope | None = None) -> Iterator[Tile]:
        """See :meth:`GridTiles.tiles`."""
        columns = ["geometry", "bbox", "class_key", "area_ha"]
        number = 0
        for batch in self._file.iter_batches(batch_size=ROW_GROUP, columns=columns):
            for row in batch.to_pylist():
                number += 1
                if row["class_key"] is not None and (within is None or _touches(row["bbox"], within)):
                    yield number, ogr.CreateGeometryFromWkb(row["geometry"]), row["class_key"], row["area_ha"]

    def envelope(self) -> Envelope:
        """See :meth:`GridTiles.envelope`."""
        return self._bounds


def _table(path: Path) -> pyarrow.Table:
    dataset = ogr.Open(str(path))
    layer = None if dataset is None else dataset.GetLayer(0)
    if layer is None:
        raise BatchError(f"{path} cannot be read.")
    definition, crs = layer.GetLayerDefn(), layer.GetSpatialRef().Clone()
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_degrees = osr.CoordinateTransformation(crs, longitude_latitude())
    fields = [definition.GetFieldDefn(index) for index in range(definition.GetFieldCount())]
    kinds = [_KINDS[field.GetType()] for field in fields]
    values: list[list[Any]] = [[] for _ in fields]
    shapes, boxes = [], []
    for feature in layer:
        shape = feature.GetGeometryRef().Clone()
        shape.Transform(to_degrees)
        west, east, south, north = shape.GetEnvelope()
        shapes.append(bytes(shape.ExportToWkb(ogr.wkbNDR)))
        boxes.append(dict(zip(_CORNERS, (west, south, east, north))))
        for index, (_, read) in enumerate(kinds):
            values[index].append(read(feature.GetField(index)) if feature.IsFieldSetAndNotNull(index) else None)
    columns = {field.GetName(): pyarrow.array(of, kind) for field, (kind, _), of in zip(fields, kinds, values)}
    columns["geometry"] = pyarrow.array(shapes, pyarrow.binary())
    columns["bbox"] = pyarrow.array(boxes, pyarrow.struct([(corner, pyarrow.float64()) for corner in _CORNERS]))
    return pyarrow.table(columns).replace_schema_metadata({"geo": json.dumps(_described(boxes))})


def _described(boxes: list[dict[str, float]]) -> dict[str, Any]:
    """Return the metadata of GeoParquet; without a CRS it is OGC:CRS84."""
    choose = (min, min, max, max)
    around = [extreme(box[corner] for box in boxes) for extreme, corner in zip(choose, _CORNERS)]
    geometry = {
        "encoding": "WKB",
        "geometry_types": ["Polygon"],
        "bbox": around,
        "covering": {"bbox": {corner: ["bbox", corner] for corner in _CORNERS}},
    }
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}


def _touches(box: dict[str, float], within: Envelope) -> bool:
    west, east, south, north = within
    return box["xmin"] <= east and box["xmax"] >= west and box["ymin"] <= north and box["ymax"] >= south
