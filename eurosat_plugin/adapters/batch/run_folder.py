# SPDX-License-Identifier: GPL-2.0-or-later
"""The folder of a run: what is done is there, whoever did it; nothing else remembers anything."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from eurosat_plugin.adapters.batch.grid_item import COLLECTION_FILE, GRID, asset_path
from eurosat_plugin.adapters.batch.plan import Plan, Scene, read_plan, write_plan
from eurosat_plugin.adapters.output.file_place import is_virtual
from eurosat_plugin.adapters.output.whole_file import read_json, write_json
from eurosat_plugin.core.errors import FailureKind, InputError
from eurosat_plugin.core.translation import tr

REFUSED = FailureKind.REFUSED.value
"""The plugin says that it cannot classify the image: no other try would help."""

LOST = "lost"
"""The process died each time. That passes, as all kinds but REFUSED do."""

TRIES = 4
"""How often a scene is begun before it is given up for what may pass."""

PAUSES_S = (5.0, 30.0, 120.0)
"""Before the second and the further tries, where the process lives on."""


class RunFolder:
    """``plan.json``, for each scene a folder below ``scenes`` or a receipt in ``receipts``, and what sums all up.

    The item of a scene is written last: where it is, the scene is done.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.plan_file, self.log_file = path / "plan.json", path / "workers.log"
        self.index_file, self.collection_file = path / "index.gpkg", path / COLLECTION_FILE
        self.scene_table, self.day_table, self.report_file = path / "areas.csv", path / "days.csv", path / "report.html"
        self.parquet_folder = path / "landcover"

    @property
    def own_files(self) -> list[Path]:
        """All that a run writes, as files and folders, whether it is there yet or not."""
        folders = [self.path / "scenes", self._receipts, self.path / "locks", self.parquet_folder]
        files = [self.plan_file, self.log_file, self.index_file, self.collection_file, self.report_file]
        return [*folders, *files, self.scene_table, self.day_table]

    def check(self) -> None:
        """Check that a plan may be written here; :raises InputError: when it is the folder of something else."""
        if is_virtual(str(self.path)):
            sentence = tr("{folder} is not on the disk, so the results would be lost; choose a folder on the disk.")
            raise InputError(sentence.format(folder=self.path))
        if self.plan_file.exists():
            self.plan()
        elif self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            sentence = tr("{folder} holds other files; choose an empty folder, a new one, or that of a run.")
            raise InputError(sentence.format(folder=self.path))

    def begin(self, plan: Plan) -> None:
        """Make the folder where there is none, and write `plan` into it.

        :raises InputError: when it is the folder of something else.
        """
        self.check()
        self.path.mkdir(parents=True, exist_ok=True)
        write_plan(plan, self.plan_file)

    def plan(self) -> Plan:
        """Read the plan; :raises InputError: when there is none."""
        return read_plan(self.plan_file)

    def scene_folder(self, scene: Scene) -> Path:
        """Return the folder of `scene`."""
        return self.path / "scenes" / scene.key

    def grid_file(self, scene: Scene) -> Path:
        """Return where the GeoPackage of `scene` belongs."""
        return self.scene_folder(scene) / "landcover.gpkg"

    def raster_file(self, scene: Scene) -> Path:
        """Return where the class raster of `scene` belongs."""
        return self.scene_folder(scene) / "classes.tif"

    def item_file(self, scene: Scene) -> Path:
        """Return where the item of `scene` belongs."""
        return self.scene_folder(scene) / "item.json"

    def item(self, scene: Scene) -> dict[str, Any] | None:
        """Return the item of `scene`; None when it is not done."""
        item: dict[str, Any] | None = read_json(self.item_file(scene))
        if item is None:
            return None
        grid = asset_path(item, self.scene_folder(scene), GRID)
        return item if grid is not None and grid.is_file() else None

    def grid(self, scene: Scene, item: dict[str, Any]) -> Path:
        """Return the grid of `scene`, whose `item` is there: a GeoPackage, or a GeoParquet file."""
        return asset_path(item, self.scene_folder(scene), GRID) or self.grid_file(scene)

    def receipt(self, scene: Scene) -> dict[str, Any] | None:
        """Return why `scene` was given up; None when it was not."""
        receipt: dict[str, Any] | None = read_json(self._receipt_file(scene))
        return receipt

    def is_settled(self, scene: Scene) -> bool:
        """Tell whether there is nothing left to do for `scene` in this run."""
        if self.item_file(scene).is_file() and (self.grid_file(scene).is_file() or self.item(scene) is not None):
            return True
        receipt = self.receipt(scene)
        return receipt is not None and not is_put_off(receipt)

    def give_up(self, scene: Scene, kind: str, sentence: str) -> None:
        """Leave a receipt for `scene`, which ends it; `kind` is REFUSED or something that passes."""
        self._leave_receipt(scene, kind, sentence)

    def put_off(self, scene: Scene, kind: str, sentence: str) -> float:
        """Leave a receipt for `scene`, of which a try failed for what may pass; hold its lock.

        Return the seconds until the next try; 0 when this was the last, which ends it.
        """
        known = self.receipt(scene)
        tries = 1 + (known["tries"] if known is not None and is_put_off(known) else 0)
        pause = PAUSES_S[tries - 1] if tries < TRIES else 0.0
        self._leave_receipt(scene, kind, sentence, tries=tries, again=time.time() + pause if pause else None)
        return pause

    def pause(self, scene: Scene) -> float:
        """Return the seconds until the next try of `scene`; 0 or less when it may begin."""
        receipt = self.receipt(scene)
        return receipt["again"] - time.time() if receipt is not None and is_put_off(receipt) else 0.0

    def begin_anew(self) -> None:
        """Make all wait again that was given up for what may have passed."""
        for file in self._receipts.glob("*.json"):
            if (read_json(file) or {}).get("kind") != REFUSED:
                file.unlink(missing_ok=True)

    def forget_receipt(self, scene: Scene) -> bool:
        """Make `scene` wait again; tell whether it had been given up."""
        known = self._receipt_file(scene).is_file()
        self._receipt_file(scene).unlink(missing_ok=True)
        return known

    def make_room(self, scene: Scene) -> None:
        """Make an empty folder for `scene`, without what a killed process has left there; hold its lock."""
        self.clear(scene)
        self.scene_folder(scene).mkdir(parents=True)

    def clear(self, scene: Scene) -> None:
        """Remove the folder of `scene`; hold its lock."""
        shutil.rmtree(self.scene_folder(scene), ignore_errors=True)

    @contextmanager
    def lock(self, scene: Scene) -> Iterator[bool]:
        """Hold `scene` in the block, or tell that somebody else does.

        The operating system lets go of the lock when its owner dies, so there is never one of a dead owner. The files
        stay: whoever removed one could not know whether somebody has opened it to wait for it.
        """
        folder = self.path / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / scene.key).open("a") as file:
            try:
                _lock_file(file.fileno())
            except OSError:
                yield False
                return
            yield True

    def _leave_receipt(self, scene: Scene, kind: str, sentence: str, **more: float | None) -> None:
        self._receipts.mkdir(parents=True, exist_ok=True)
        when = datetime.now(timezone.utc).isoformat(timespec="seconds")
        entry = {"key": scene.key, "source": scene.source, "kind": kind, "sentence": sentence, "when": when, **more}
        write_json(self._receipt_file(scene), entry)

    @property
    def _receipts(self) -> Path:
        return self.path / "receipts"

    def _receipt_file(self, scene: Scene) -> Path:
        return self._receipts / f"{scene.key}.json"


def is_put_off(receipt: Mapping[str, Any]) -> bool:
    """Tell whether `receipt` is that of a scene which is tried again in the same run."""
    return receipt.get("again") is not None


def sync_file(path: Path) -> None:
    """Wait until the content of `path` is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _lock_file(descriptor: int) -> None:
    """Lock an open file for whoever has opened it; :raises OSError: when somebody else has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
