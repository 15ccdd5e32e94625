# SPDX-License-Identifier: GPL-2.0-or-later
"""What sums a run up, whoever did it: index, collection, tables and report, each written whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from eurosat_plugin.adapters.batch.area_tables import day_table, scene_table
from eurosat_plugin.adapters.batch.day_sums import day_sums
from eurosat_plugin.adapters.batch.grid_item import STAC_VERSION, collection_id, day_of
from eurosat_plugin.adapters.batch.grid_tiles import GeoPackageTiles, OpenGrid
from eurosat_plugin.adapters.batch.plan import Plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_index import write_index
from eurosat_plugin.adapters.output.whole_file import write_json, write_whole
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.summary.run_report import ImageRow, RunReport
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import homepage, plugin_version

_TERMS = "https://sentinels.copernicus.eu/documents/247904/690755/Sentinel_Data_Legal_Notice"
_WORLD = [-180.0, -90.0, 180.0, 90.0]


def sum_up(run: RunFolder, open_grid: OpenGrid = GeoPackageTiles) -> int:
    """Write all that sums `run` up; return how many scenes are done.

    :raises OutputError: when it cannot be written.
    """
    done = write_index(run)
    plan, days = run.plan(), day_sums(run, open_grid)
    try:
        write_json(run.collection_file, _collection(run, plan))
        write_whole(run.scene_table, scene_table(run))
        write_whole(run.day_table, day_table(days, plan.scheme))
        write_whole(run.report_file, _report(run, plan, days).html())
    except OSError as error:
        sentence = tr("{path} cannot be written ({reason}); is the disk full?")
        raise OutputError(sentence.format(path=run.path, reason=error.strerror or error)) from None
    return done


def _items(run: RunFolder, plan: Plan) -> list[tuple[str, dict[str, Any]]]:
    found = ((scene.key, run.item(scene)) for scene in plan.scenes)
    return [(key, item) for key, item in found if item is not None]


def _collection(run: RunFolder, plan: Plan) -> dict[str, Any]:
    """Return the STAC collection of all items."""
    items = _items(run, plan)
    boxes = [item["bbox"] for _, item in items] or [_WORLD]
    whole = [choose(numbers) for choose, numbers in zip((min, min, max, max), zip(*boxes))]
    days = sorted(filter(None, (day_of(item) for _, item in items)))
    interval = [f"{days[0]}T00:00:00Z", f"{days[-1]}T23:59:59Z"] if days else [None, None]
    return {
        "type": "Collection",
        "stac_version": STAC_VERSION,
        "id": collection_id(plan),
        "description": tr("Land cover by version {version} of EuroSAT Land Cover").format(version=plan.plugin_version),
        "license": "other",
        "extent": {"spatial": {"bbox": [whole]}, "temporal": {"interval": [interval]}},
        "summaries": {"eurosat:model_sha256": [plan.model_sha256]},
        "links": [
            {"rel": "root", "href": f"./{run.collection_file.name}", "type": "application/json"},
            {"rel": "license", "href": _TERMS},
            *({"rel": "item", "href": f"./scenes/{key}/item.json", "type": "application/geo+json"} for key, _ in items),
        ],
    }


def _report(run: RunFolder, plan: Plan, days: Sequence[Any]) -> RunReport:
    images, refused, waiting = [], [], 0
    for scene in plan.scenes:
        item, receipt = run.item(scene), run.receipt(scene)
        if item is not None:
            images.append(_row(item))
        elif receipt is not None:
            refused.append((scene.name, str(receipt["sentence"])))
        else:
            waiting += 1
    made = tr("Report of {time} by version {version} of the QGIS plugin")
    said = made.format(time=f"{datetime.now():%Y-%m-%d %H:%M}", version=plugin_version())
    settings = {**plan.settings, "MODEL_SHA256": plan.model_sha256}
    return RunReport(days, images, refused, waiting, settings, said, homepage(), plan.scheme)


def _row(item: Mapping[str, Any]) -> ImageRow:
    properties, rows = item["properties"], item["properties"]["eurosat:classes"]
    largest = max(rows, key=lambda row: row["area_ha"])["class_key"]
    return ImageRow(properties["title"], day_of(item), largest, sum(row["area_ha"] for row in rows))
