# SPDX-License-Identifier: GPL-2.0-or-later
"""Install onnxruntime into the profile: one wheel, checked, unpacked and tried before it is used.

Nothing else is installed: ``import onnxruntime`` needs only numpy, and that is the one QGIS has.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.package_index import PackageIndex, WheelLink
from eurosat_plugin.adapters.runtime.runtime_folder import PENDING, Receipt, RuntimeFolder
from eurosat_plugin.adapters.runtime.runtime_trial import try_in_process, try_in_session
from eurosat_plugin.adapters.runtime.versions import satisfies
from eurosat_plugin.adapters.runtime.wheel import Wheel
from eurosat_plugin.adapters.runtime.wheel_name import Interpreter, WheelName
from eurosat_plugin.adapters.web.download import LARGEST
from eurosat_plugin.adapters.web.web_address import without_password
from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.translation import tr

PROJECT = "onnxruntime"
ATTEMPTS = 4
"""Wheels to fetch at most: whether the numpy that is here will do stands inside of each."""

_TOLD = 80
"""Characters that are repeated of what a wheel says."""
_FETCHED, _UNPACKED = 70.0, 85.0
"""Percent of the work that is behind then."""


@dataclass(frozen=True)
class Installer:
    """Installs into `place`, trying what it installs on the network `model`. Blocks; for a thread in the background."""

    place: RuntimeFolder
    model: Path
    feedback: QgsFeedback
    interpreter: Interpreter

    def from_index(self, url: str, authcfg: str = "") -> Receipt:
        """Install the newest wheel of the index at `url` that can be used here, signing in with `authcfg`.

        :raises InstallationError: with the reason why nothing was installed, or when the feedback was cancelled.
        """
        index = PackageIndex(url, self.feedback, authcfg)
        links = fitting_wheels(index.wheels(PROJECT), self.interpreter)
        if not links:
            raise InstallationError(
                tr(
                    "The package index {address} has no {project} for {here}. Classification goes on with numpy."
                ).format(address=without_password(url), project=PROJECT, here=self._here())
            )
        for link in links[:ATTEMPTS]:
            content = index.fetch(link, self._fetched)
            wheel = Wheel(content, link.file_name)
            if self._numpy_will_do(wheel):
                return self._install(wheel, content, without_password(url))
        raise InstallationError(self._numpy_refusal(wheel))

    def from_file(self, path: Path) -> Receipt:
        """Install the wheel `path`, as for a computer without a network.

        :raises InstallationError: with the reason why nothing was installed, or when the feedback was cancelled.
        """
        name = WheelName.parse(path.name)
        if name is None or name.project != PROJECT:
            raise InstallationError(
                tr(
                    "{name} does not have the name of a wheel of {project}; choose the file under the name that it "
                    "was downloaded with."
                ).format(name=path.name, project=PROJECT)
            )
        if not self.interpreter.accepts(name):
            raise InstallationError(
                tr("{name} is not for {here}; download the file for it.").format(name=path.name, here=self._here())
            )
        try:
            if path.exists() and not (path.is_file() and path.stat().st_size <= LARGEST):
                raise OSError(tr("it is no file, or too large"))
            content = path.read_bytes()
        except OSError as error:
            raise InstallationError(
                tr("{name} cannot be read ({reason}).").format(name=path.name, reason=error.strerror or error)
            ) from error
        wheel = Wheel(content, path.name)
        if not self._numpy_will_do(wheel):
            raise InstallationError(self._numpy_refusal(wheel))
        return self._install(wheel, content, path.name)

    def _install(self, wheel: Wheel, content: bytes, source: str) -> Receipt:
        folder = self.place.new()
        digest = hashlib.sha256(content).hexdigest()
        receipt = Receipt(wheel.version, wheel.file_name, digest, source, folder.name, PENDING, 0.0)
        before = self.place.receipt()
        try:
            wheel.unpack(folder, self._unpacked)
            self.feedback.setProgress(_UNPACKED)
            proven = self._prove(folder, receipt)
            replaced = self.place.receipt()
            self.place.keep(proven)
        except Exception:
            self.place.undo(folder, before)
            raise
        self.place.sweep(before, replaced)
        self.feedback.setProgress(100.0)
        return proven

    def _prove(self, folder: Path, receipt: Receipt) -> Receipt:
        speed = try_in_process(folder, self.model, self.feedback)
        if speed is not None:
            return replace(receipt, proof="process", speed=speed)
        # Should QGIS crash now, the receipt tells not to try again.
        self.place.keep(receipt)
        return replace(receipt, proof="session", speed=try_in_session(folder, self.model))

    def _numpy_will_do(self, wheel: Wheel) -> bool:
        return satisfies(_numpy_version(), wheel.requirement_on("numpy"))

    def _numpy_refusal(self, wheel: Wheel) -> str:
        wanted = wheel.requirement_on("numpy")[:_TOLD]
        return tr(
            "{project} {version} needs numpy {wanted}, and QGIS has {found}. Other plugins rely on it, so it"
            " is not changed. Classification goes on without {project}."
        ).format(project=PROJECT, version=wheel.version, wanted=wanted, found=_numpy_version())

    def _here(self) -> str:
        python, system = self.interpreter.python, self.interpreter.system
        return tr("Python {major}.{minor} on {system}").format(major=python[0], minor=python[1], system=system)

    def _fetched(self, received: int, total: int) -> None:
        if total > 0:
            self.feedback.setProgress(_FETCHED * received / total)

    def _unpacked(self, share: float) -> bool:
        self.feedback.setProgress(_FETCHED + (_UNPACKED - _FETCHED) * share)
        return not self.feedback.isCanceled()


def fitting_wheels(links: list[WheelLink], interpreter: Interpreter) -> list[WheelLink]:
    """Return those of `links` that `interpreter` accepts, the newest version first."""
    named = [(WheelName.parse(link.file_name), link) for link in links]
    python = platform.python_version()
    fitting = [
        (name.version, link)
        for name, link in named
        if name is not None
        and name.project == PROJECT
        and interpreter.accepts(name)
        and satisfies(python, link.requires_python)
    ]
    return [link for _, link in sorted(fitting, key=lambda pair: pair[0], reverse=True)]


def _numpy_version() -> str:
    import numpy as np

    return np.__version__
