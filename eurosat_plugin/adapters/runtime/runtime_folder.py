# SPDX-License-Identifier: GPL-2.0-or-later
"""The folder of the profile where onnxruntime is installed for this plugin, outside of the plugin.

``<profile>/eurosat_land_cover/python/<Python and platform>/`` holds one folder for each installation and the receipt
``onnxruntime.json``, which names the one that counts. So a file that is in use, which Windows does not let go of,
never stands in the way of an update or a removal.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from qgis.core import QgsApplication

from eurosat_plugin.adapters.runtime.wheel_name import Interpreter
from eurosat_plugin.core.errors import InstallationError, StorageError
from eurosat_plugin.core.translation import tr

RECEIPT = "onnxruntime.json"
PENDING = "pending"
"""Proof of an installation that is being tried in QGIS itself: one that crashed QGIS keeps it, and is not used."""
ABANDONED_S = 3600
"""What is younger may be what another QGIS is installing right now."""


@dataclass(frozen=True)
class Receipt:
    """What was installed: `folder` is a name beside the receipt, `source` an address or a file without its folders.

    `proof` tells how the import was tried: ``process`` (one of its own), ``session`` (in QGIS) or ``pending``;
    `speed` is how many times as fast as numpy it was here, 0 when that was not measured.
    """

    version: str
    wheel: str
    sha256: str
    source: str
    folder: str
    proof: str
    speed: float


class RuntimeFolder:
    """What one Python on one platform uses of what is installed in a profile."""

    def __init__(self, profile: Path, interpreter: Interpreter | None = None) -> None:
        key = (interpreter or Interpreter.running()).key
        self.path = profile / "eurosat_land_cover" / "python" / key

    @classmethod
    def of_profile(cls) -> RuntimeFolder:
        """Return the one of QGIS's current profile."""
        return cls(Path(QgsApplication.qgisSettingsDirPath()))

    def receipt(self) -> Receipt | None:
        """Return what is installed; None when nothing is, or nothing that can be read."""
        try:
            receipt = Receipt(**json.loads((self.path / RECEIPT).read_text(encoding="utf-8")))
            inside = Path(receipt.folder).name == receipt.folder
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return receipt if inside else None

    def usable(self) -> Path | None:
        """Return the folder to import from; None when there is none or its test did not finish."""
        receipt = self.receipt()
        if receipt is None or receipt.proof == PENDING:
            return None
        folder = self.path / receipt.folder
        return folder if folder.is_dir() else None

    def new(self) -> Path:
        """Return where to unpack a wheel: a folder that does not exist yet, under a name that is not the wheel's."""
        return self.path / f"onnxruntime-{uuid.uuid4().hex[:8]}"

    def keep(self, receipt: Receipt) -> None:
        """Let what `receipt` names count from now on, in one step.

        :raises StorageError: when it cannot be written.
        """
        draft = self.path / f"{RECEIPT}.{uuid.uuid4().hex[:8]}"
        try:
            draft.write_text(json.dumps(asdict(receipt), indent=1), encoding="utf-8")
            os.replace(draft, self.path / RECEIPT)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise StorageError(
                tr(
                    "{folder} cannot be written to ({reason}); check its permissions, and that no virus scanner "
                    "locks it."
                ).format(folder=self.path, reason=error.strerror or error)
            ) from error

    def remove(self) -> bool:
        """Remove all; False when files that are in use stay behind for :meth:`sweep`.

        :raises InstallationError: when not even the receipt can be removed.
        """
        try:
            (self.path / RECEIPT).unlink(missing_ok=True)
        except OSError as error:
            raise InstallationError(
                tr("{folder} cannot be removed ({reason}); close QGIS and delete the folder.").format(
                    folder=self.path, reason=error.strerror or error
                )
            ) from error
        shutil.rmtree(self.path, ignore_errors=True)
        self._leave_no_empty_folders()
        return not self.path.exists()

    def undo(self, folder: Path, before: Receipt | None) -> None:
        """Remove `folder`, which did not prove itself, and let `before` count again if `folder` counts now.

        Another QGIS may have installed something meanwhile; that stays.

        :raises StorageError: when it cannot be written.
        """
        shutil.rmtree(folder, ignore_errors=True)
        now = self.receipt()
        if now is not None and now.folder == folder.name:
            if before is not None:
                self.keep(before)
            else:
                with suppress(OSError):  # without its folder it makes nothing usable
                    (self.path / RECEIPT).unlink()
        self._leave_no_empty_folders()

    def sweep(self, *replaced: Receipt | None) -> None:
        """Remove what is `replaced` and what interrupted installations left behind, as far as it can be."""
        receipt = self.receipt()
        counting = "" if receipt is None else receipt.folder
        useless = {each.folder for each in replaced if each is not None}
        for left in [*self.path.glob("onnxruntime-*"), *self.path.glob(f"{RECEIPT}.*")]:
            if left.name == counting or not (left.name in useless or _is_abandoned(left)):
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                with suppress(OSError):
                    left.unlink()

    def _leave_no_empty_folders(self) -> None:
        for folder in (self.path, self.path.parent, self.path.parent.parent):
            with suppress(OSError):  # which it is where something else lies in it
                folder.rmdir()


def _is_abandoned(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > ABANDONED_S
    except OSError:
        return False
