# SPDX-License-Identifier: GPL-2.0-or-later
"""One scene of a run, settled: its files and then its item are there, or a receipt says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from eurosat_plugin.adapters.batch.grid_item import GRID, RASTER, RASTER_NAMES, Asset, Classified, scene_item
from eurosat_plugin.adapters.batch.plan import GEOPARQUET, Plan, Scene, check_network, state_of
from eurosat_plugin.adapters.batch.run_folder import RunFolder, sync_file
from eurosat_plugin.adapters.output.whole_file import write_json
from eurosat_plugin.core.errors import Cancelled, EuroSatError, FailureKind, InputError, kind_of
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.scene_classification import classify

Converter = Callable[[RunFolder, Scene, Classified], Path]
"""Turns the GeoPackage of a scene into a file of another format, and returns where that lies."""

_GEOTIFF = "image/tiff; application=geotiff"


@dataclass(frozen=True)
class Outcome:
    """What came of a try: ``done``, ``refused``, ``delayed`` by `pause` seconds, or ``failed`` also at the last try.

    `sentence` is the plugin's; `drained` tells that a new process should do what is left, for want of memory.
    """

    what: str
    sentence: str = ""
    pause: float = 0.0
    drained: bool = False


def settle(
    run: RunFolder,
    plan: Plan,
    scene: Scene,
    converter: Converter | None = None,
    auth: str = "",
    whole: QgsProcessingFeedback | None = None,
) -> Outcome:
    """Try to settle `scene`, whose lock is held; where it is not done, nothing is left of it but a receipt.

    :raises Cancelled: as soon as `whole` is cancelled; nothing is left then.
    :raises OSError: when not even a receipt can be written.
    """
    try:
        _classify(run, plan, scene, converter, auth, whole)
    except Cancelled:
        run.clear(scene)
        raise
    except EuroSatError as error:
        run.clear(scene)
        return _failed(run, scene, error.kind, str(error))
    except OSError as error:
        run.clear(scene)
        sentence = tr("{path} cannot be written ({reason}); is the disk full?")
        path = error.filename or run.scene_folder(scene)
        return _failed(run, scene, kind_of(error), sentence.format(path=path, reason=error.strerror or error))
    except BaseException:
        run.clear(scene)
        raise
    return Outcome("done")


def _classify(
    run: RunFolder,
    plan: Plan,
    scene: Scene,
    converter: Converter | None,
    auth: str,
    whole: QgsProcessingFeedback | None,
) -> None:
    run.make_room(scene)
    if state_of(scene.source) != scene.state:
        sentence = tr("{path} is gone or another file than it was when it was planned; plan again.")
        raise InputError(sentence.format(path=scene.source))
    check_network(plan)
    files = {"OUTPUT": run.grid_file(scene), **({"RASTER": run.raster_file(scene)} if plan.raster else {})}
    classified = classify(scene.source, plan.settings, files, auth, whole)
    assets = _assets(run, plan, scene, classified, converter)
    for asset in assets:
        sync_file(asset.path)
    folder = run.scene_folder(scene)
    item = scene_item(plan, scene, classified, folder, assets)
    run.forget_receipt(scene)  # before the item: where both are, nobody knows what holds
    write_json(run.item_file(scene), item)


def _failed(run: RunFolder, scene: Scene, kind: FailureKind, sentence: str) -> Outcome:
    """Leave a receipt for a try that came to nothing."""
    if kind == FailureKind.REFUSED:
        run.give_up(scene, kind.value, sentence)
        return Outcome("refused", sentence)
    pause = run.put_off(scene, kind.value, sentence)
    return Outcome("delayed" if pause else "failed", sentence, pause, kind == FailureKind.MEMORY)


def _assets(
    run: RunFolder, plan: Plan, scene: Scene, classified: Classified, converter: Converter | None
) -> list[Asset]:
    grid = Asset(GRID, run.grid_file(scene), "application/geopackage+sqlite3")
    if plan.format == GEOPARQUET:
        if converter is None:
            raise LookupError(plan.format)
        grid = Asset(GRID, converter(run, scene, classified), "application/vnd.apache.parquet")
        run.grid_file(scene).unlink()
    raster = run.raster_file(scene)
    beside = raster.with_name(f"{raster.name}.aux.xml")
    assets = [
        grid,
        Asset(RASTER, raster, _GEOTIFF),
        Asset(RASTER_NAMES, beside, "application/xml"),
    ]
    return [asset for asset in assets if asset.path.is_file()]
