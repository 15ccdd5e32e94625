# SPDX-License-Identifier: GPL-2.0-or-later
"""The STAC item of a classified scene: what it is, where it comes from, and checksums of its files."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from eurosat_plugin.adapters.batch.plan import Plan, Scene

STAC_VERSION = "1.1.0"
COLLECTION_FILE = "collection.json"
GRID, RASTER, RASTER_NAMES = "landcover", "classes", "classes_names"
"""Assets of an item."""

_EXTENSIONS = (
    "https://stac-extensions.github.io/file/v2.1.0/schema.json",
    "https://stac-extensions.github.io/processing/v1.2.0/schema.json",
)
_GRID_EXTENSION = "https://stac-extensions.github.io/grid/v1.1.0/schema.json"
_TO_ROOT = "../.."
"""From the folder of a scene to that of the run."""

_FIRST_IMAGE = "2015-06-23T00:00:00Z"
"""The start of Sentinel-2A: what is known of the date of an image that does not tell its own."""

_SHA256 = "1220"
"""What a multihash begins with: the number of SHA-256, and its 32 bytes."""

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Classified:
    """What came of a scene; `outputs` are the numbers and texts of the algorithm.

    `footprint` is GeoJSON in degrees, `day` ISO 8601 or empty, `tile` that of the military grid or empty, `classes`
    tiles and hectares by class key.
    """

    outputs: Mapping[str, Any]
    footprint: str
    bbox: tuple[float, float, float, float]
    scene: str
    day: str
    tile: str
    classes: Mapping[str, tuple[int, float]]


@dataclass(frozen=True)
class Asset:
    """A finished file of a scene."""

    name: str
    path: Path
    media_type: str


def scene_item(
    plan: Plan, scene: Scene, classified: Classified, folder: Path, assets: Iterable[Asset]
) -> dict[str, Any]:
    """Return the STAC item of `scene`, which belongs into `folder`, and whose `assets` are finished."""
    created = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = [{"class_key": key, "tiles": n, "area_ha": area} for key, (n, area) in classified.classes.items()]
    collection = f"{_TO_ROOT}/{COLLECTION_FILE}"
    return {
        "type": "Feature",
        "stac_version": STAC_VERSION,
        "stac_extensions": [*_EXTENSIONS, *([_GRID_EXTENSION] if classified.tile else [])],
        "id": scene.key,
        "collection": collection_id(plan),
        "geometry": json.loads(classified.footprint),
        "bbox": list(classified.bbox),
        "properties": {
            **_time(classified.day, created),
            **({"grid:code": f"MGRS-{classified.tile}"} if classified.tile else {}),
            "title": classified.scene or scene.name,
            "created": created,
            "processing:software": {"eurosat_plugin": plan.plugin_version},
            "eurosat:source": scene.source,
            "eurosat:source_state": scene.state,
            "eurosat:settings": dict(plan.settings),
            "eurosat:model_sha256": plan.model_sha256,
            "eurosat:outputs": dict(classified.outputs),
            "eurosat:classes": rows,
        },
        "links": [
            {"rel": relation, "href": collection, "type": "application/json"}
            for relation in ("root", "parent", "collection")
        ],
        "assets": {asset.name: _entry(asset, folder) for asset in assets},
    }


def collection_id(plan: Plan) -> str:
    """Return what the collection of the scenes of `plan` is called."""
    return f"eurosat-{plan.identity}"


def day_of(item: Mapping[str, Any]) -> str:
    """Return the day of the image of `item`; empty where it is not known."""
    moment: str | None = item["properties"]["datetime"]
    return moment[:10] if moment else ""


def asset_path(item: Mapping[str, Any], folder: Path, name: str) -> Path | None:
    """Return where the asset `name` of `item` lies, which lies in `folder`; None when it has none."""
    asset = item["assets"].get(name)
    return None if asset is None else Path(os.path.normpath(folder / asset["href"]))


def _entry(asset: Asset, folder: Path) -> dict[str, Any]:
    href = Path(os.path.relpath(asset.path, folder)).as_posix()
    return {
        "href": href if href.startswith("../") else f"./{href}",
        "type": asset.media_type,
        "roles": ["data"] if asset.name != RASTER_NAMES else ["metadata"],
        "file:size": asset.path.stat().st_size,
        "file:checksum": _SHA256 + _sha256(asset.path),
    }


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _time(day: str, created: str) -> dict[str, str | None]:
    if day:
        return {"datetime": f"{day[:10]}T00:00:00Z"}
    return {"datetime": None, "start_datetime": _FIRST_IMAGE, "end_datetime": created}
