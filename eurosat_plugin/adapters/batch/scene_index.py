# SPDX-License-Identifier: GPL-2.0-or-later
"""A GeoPackage with the footprint of every scene that is done, which any QGIS opens."""

from __future__ import annotations

import json
import os

from osgeo import ogr

from eurosat_plugin.adapters.batch.grid_item import day_of
from eurosat_plugin.adapters.batch.grid_tiles import longitude_latitude
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, last_error
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import tr

INDEX_COLUMNS = {
    "scene": ogr.OFTString,
    "date": ogr.OFTDate,
    "class_key": ogr.OFTString,
    "tiles": ogr.OFTInteger,
    "area_ha": ogr.OFTReal,
    "grid": ogr.OFTString,
    "source": ogr.OFTString,
}


def write_index(run: RunFolder) -> int:
    """Write the index whole; return the number of scenes in it.

    :raises OutputError: when it cannot be written.
    """
    aside = run.index_file.with_name(f".index-{os.getpid()}.gpkg")
    try:
        count: int | None = call_gdal(_write, run, str(aside))
        if count is None:
            raise _failure(run, last_error())
        aside.replace(run.index_file)
    except OSError as error:
        raise _failure(run, error.strerror or str(error)) from None
    finally:
        aside.unlink(missing_ok=True)
    return count


def _failure(run: RunFolder, reason: str) -> OutputError:
    sentence = tr("{path} cannot be written ({reason}); is the disk full?")
    return OutputError(sentence.format(path=run.index_file, reason=reason))


def _write(run: RunFolder, path: str) -> int | None:
    """Return the number of scenes, None where GDAL fails without an exception."""
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    if dataset is None:
        return None
    layer = dataset.CreateLayer("scenes", longitude_latitude(), ogr.wkbPolygon)
    for name, kind in INDEX_COLUMNS.items():
        layer.CreateField(ogr.FieldDefn(name, kind))
    layer.StartTransaction()
    count = 0
    for scene in run.plan().scenes:
        item = run.item(scene)
        if item is None:
            continue
        properties, rows = item["properties"], item["properties"]["eurosat:classes"]
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromJson(json.dumps(item["geometry"])))
        feature["scene"], feature["source"] = properties["title"], scene.source
        if day_of(item):
            feature["date"] = day_of(item)
        feature["class_key"] = max(rows, key=lambda row: row["area_ha"])["class_key"]
        feature["tiles"], feature["area_ha"] = (sum(row[name] for row in rows) for name in ("tiles", "area_ha"))
        feature["grid"] = run.grid(scene, item).relative_to(run.path).as_posix()
        if layer.CreateFeature(feature):
            return None
        count += 1
    return None if layer.CommitTransaction() else count
