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
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from qgis.core import QgsApplication

from eurosat_plugin.adapters.wheel_name import Interpreter
from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.translation import tr

RECEIPT = "onnxruntime.json"
PENDING = "pending"
"""Proof of an installation that is being tried in QGIS itself: one that crashed QGIS keeps it, and is not used."""


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
            return Receipt(**json.loads((self.path / RECEIPT).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def usable(self) -> Path | None:
        """Return the folder to import from; None when there is none or it has not proved itself."""
        receipt = self.receipt()
        if receipt is None or receipt.proof == PENDING:
            return None
        folder = self.path / receipt.folder
        return folder if folder.is_dir() else None

    def new(self, version: str) -> Path:
        """Return where to unpack `version`: a folder that does not exist yet."""
        return self.path / f"onnxruntime-{version}-{uuid.uuid4().hex[:8]}"

    def keep(self, receipt: Receipt) -> None:
        """Let what `receipt` names count from now on, in one step.

        :raises InstallationError: when it cannot be written.
        """
        draft = self.path / f"{RECEIPT}.{uuid.uuid4().hex[:8]}"
        try:
            draft.write_text(json.dumps(asdict(receipt), indent=1), encoding="utf-8")
            os.replace(draft, self.path / RECEIPT)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise InstallationError(
                tr(
                    "{folder} cannot be written to ({reason}); see that it may be, and that no virus scanner locks it."
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
        return not self.path.exists()

    def sweep(self) -> None:
        """Remove what earlier installations left behind, as far as it can be."""
        receipt = self.receipt()
        for left in self.path.glob("onnxruntime-*"):
            if receipt is None or left.name != receipt.folder:
                shutil.rmtree(left, ignore_errors=True)
