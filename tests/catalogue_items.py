# SPDX-License-Identifier: GPL-2.0-or-later
"""Items of a generated scene in the shape of three catalogues, and the files they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

from tests.products import write_jp2
from tests.rasters import ORIGIN, UTM33, ground, write_raster

BANDS = ("B02", "B03", "B04", "B08", "B8A", "SCL")
NAMES = {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir", "B8A": "nir08", "SCL": "scl"}
TILE = "33UVT"
VEGETATION = 4


@dataclass(frozen=True)
class Scene:
    """A scene of ``side`` × ``side`` pixels of 10 m from `east`, `north` on; `shift` is what is added to every number.

    `baseline` and `applied` are what its items say, true or not.
    """

    side: int = 512
    day: str = "2025-06-01"
    level: str = "L2A"
    baseline: str = "05.11"
    applied: bool | None = True
    shift: int = 0
    cloud: float = 3.5
    block: int = 256
    seed: int = 1
    east: float = ORIGIN[0]
    north: float = ORIGIN[1]
    crs: str = UTM33
    tile: str = TILE
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def compact(self) -> str:
        """The day without dashes."""
        return self.day.replace("-", "")

    @property
    def product(self) -> str:
        """Name of the product at ESA."""
        baseline = self.baseline.replace(".", "")
        return f"S2B_MSI{self.level}_{self.compact}T101031_N{baseline}_R022_T{self.tile}_{self.compact}T121212"

    @property
    def id(self) -> str:
        """What Earth Search calls it."""
        return f"S2B_{self.tile}_{self.compact}_0_{self.level}"

    @property
    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees; across 180° west is larger than east."""
        wgs84, here = QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem(self.crs)
        transform = QgsCoordinateTransform(here, wgs84, QgsCoordinateTransformContext())
        size = 10 * self.side
        corners = [
            transform.transform(QgsPointXY(self.east + across, self.north - down))
            for across in (0, size)
            for down in (0, size)
        ]
        north, south = (edge(corner.y() for corner in corners) for edge in (max, min))
        west, east = min(corner.x() for corner in corners[:2]), max(corner.x() for corner in corners[2:])
        return west, south, east, north

    def place(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """Return the extent of the pixels from `first` to before `last` (column, row), as parameters have it."""
        west, north = self.east + 10 * first[0], self.north - 10 * first[1]
        east, south = self.east + 10 * last[0], self.north - 10 * last[1]
        return f"{west},{east},{south},{north} [{self.crs}]"


def write_bands(folder: Path, scene: Scene, form: str = "tif", bands: Sequence[str] = BANDS) -> dict[str, Path]:
    """Write `bands` of `scene` as cloud-optimised GeoTIFF or JPEG 2000; return the files by band."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = ground(scene.side, scene.side, bands=5, seed=scene.seed)
    files = {}
    for band, values in zip(BANDS, [*numbers, np.full((scene.side, scene.side), VEGETATION, np.uint8)]):
        if band not in bands:
            continue
        step = 2 if band in ("B8A", "SCL") else 1
        written = values[::step, ::step] if band == "SCL" else values[::step, ::step] + np.uint16(scene.shift)
        path = folder / f"{band}.{form}"
        if form == "jp2":
            files[band] = write_jp2(path, written[None], 10.0 * step)
        else:
            files[band] = _write_cog(path, written[None], scene, 10.0 * step)
    return files


def _write_cog(path: Path, values: npt.NDArray[Any], scene: Scene, pixel: float) -> Path:
    place = (scene.east, pixel, 0.0, scene.north, 0.0, -pixel)
    plain = write_raster(path.with_suffix(".plain.tif"), values, geotransform=place, nodata=0, crs=scene.crs)
    options = [f"BLOCKSIZE={scene.block}", "COMPRESS=DEFLATE", "OVERVIEWS=AUTO"]
    source = gdal.Open(str(plain))
    gdal.GetDriverByName("COG").CreateCopy(str(path), source, options=options)
    source = None
    plain.unlink()
    return path


def earth_search(scene: Scene, files: str, catalogue: str) -> dict[str, Any]:
    """Return the item as Earth Search has it; `files` is where the files are, `catalogue` its API."""
    offset = -0.1 if scene.baseline >= "04" else 0
    bands = [{"nodata": 0, "data_type": "uint16", "scale": 0.0001, "offset": offset}]
    properties = {
        "platform": "sentinel-2b",
        "eo:cloud_cover": scene.cloud,
        "proj:epsg": int(scene.crs.partition(":")[2]),
        "mgrs:utm_zone": int(scene.tile[:2]),
        "mgrs:latitude_band": scene.tile[2],
        "mgrs:grid_square": scene.tile[3:],
        "grid:code": f"MGRS-{scene.tile}",
        "s2:processing_baseline": scene.baseline,
        "s2:product_type": f"S2MSI{scene.level[1:]}",
        "s2:product_uri": f"{scene.product}.SAFE",
        "datetime": f"{scene.day}T10:16:22.123000Z",
    }
    if scene.applied is not None:
        properties["earthsearch:boa_offset_applied"] = scene.applied
    assets = {
        NAMES[band]: {
            "href": f"{files}/{band}.tif",
            "type": "image/tiff; application=geotiff; profile=cloud-optimized",
            "eo:bands": [{"name": NAMES[band], "common_name": NAMES[band]}],
            **({} if band == "SCL" else {"raster:bands": bands}),
            "roles": ["data"],
        }
        for band in BANDS
    }
    assets["thumbnail"] = {"href": f"{files}/thumbnail.jpg", "roles": ["thumbnail"]}
    return _item(scene, scene.id, "sentinel-2-l2a", properties, assets, catalogue)


def planetary_computer(scene: Scene, files: str, catalogue: str) -> dict[str, Any]:
    """Return the item as the Planetary Computer has it."""
    properties = {
        "platform": "Sentinel-2B",
        "eo:cloud_cover": scene.cloud,
        "proj:epsg": int(scene.crs.partition(":")[2]),
        "s2:mgrs_tile": scene.tile,
        "s2:processing_baseline": scene.baseline,
        "s2:product_type": "S2MSI2A",
        "s2:product_uri": f"{scene.product}.SAFE",
        "sat:relative_orbit": 22,
        "datetime": f"{scene.day}T10:16:22.123000Z",
    }
    assets = {
        band: {"href": f"{files}/{band}.tif", "eo:bands": [{"name": band, "common_name": NAMES[band]}]}
        for band in BANDS
    }
    assets["rendered_preview"] = {"href": f"{files}/thumbnail.jpg", "roles": ["overview"]}
    return _item(scene, scene.product, "sentinel-2-l2a", properties, assets, catalogue)


def copernicus(scene: Scene, files: str, catalogue: str) -> dict[str, Any]:
    """Return the item as the Copernicus Data Space has it (STAC 1.1)."""
    properties = {
        "platform": "sentinel-2b",
        "eo:cloud_cover": scene.cloud,
        "grid:code": f"MGRS-{scene.tile}",
        "processing:level": scene.level[:2],
        "processing:version": scene.baseline,
        "product:type": f"S2MSI{scene.level[1:]}",
        "proj:code": scene.crs,
        "sat:relative_orbit": 22,
        "datetime": f"{scene.day}T10:16:22.123000Z",
    }
    offset = -0.1 if scene.baseline >= "04" else 0
    pixels = {"B8A": 20, "SCL": 20}
    assets = {}
    for band in BANDS if scene.level == "L2A" else BANDS[:-1]:
        key = f"{band}_{pixels.get(band, 10)}m" if scene.level == "L2A" else band
        scaling = {} if band == "SCL" else {"raster:scale": 0.0001, "raster:offset": offset}
        assets[key] = {
            "href": f"{files}/{band}.jp2",
            "type": "image/jp2",
            "bands": [{"name": band, "eo:common_name": NAMES[band]}],
            "proj:code": scene.crs,
            "nodata": 0,
            **scaling,
        }
    return _item(scene, scene.product, f"sentinel-2-{scene.level.lower()}", properties, assets, catalogue)


def _item(
    scene: Scene, name: str, collection: str, properties: Mapping[str, Any], assets: Mapping[str, Any], catalogue: str
) -> dict[str, Any]:
    west, south, east, north = scene.degrees
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "id": name,
        "collection": collection,
        "bbox": [west, south, east, north],
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {**properties, **scene.extra},
        "assets": dict(assets),
        "links": [
            {"rel": "self", "href": f"{catalogue}/collections/{collection}/items/{name}"},
            {"rel": "root", "href": catalogue},
        ],
    }
