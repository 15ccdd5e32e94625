# SPDX-License-Identifier: GPL-2.0-or-later
"""The installation of onnxruntime in the background, with QGIS's progress and cancel."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsFeedback, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal

from eurosat_plugin.adapters.runtime.runtime_folder import Receipt, RuntimeFolder
from eurosat_plugin.adapters.web.download import ProxySettings
from eurosat_plugin.core.choices import MODELS
from eurosat_plugin.core.errors import InstallationError, StorageError
from eurosat_plugin.paths import model_path


class InstallationTask(QgsTask):
    """Installs the wheel `file`, or without one the newest of the package index at `url`, signing in by `authcfg`.

    After `ended`, `receipt` tells what was installed, or `problem` why nothing was; both are empty when cancelled.
    `profile_refused` tells that the profile could not hold it: then no other file could be installed either.
    """

    ended = pyqtSignal()

    def __init__(self, url: str, file: Path | None = None, authcfg: str = "") -> None:
        super().__init__(QCoreApplication.translate("InstallationTask", "Installing onnxruntime"))
        self._url = url
        self._file = file
        self._authcfg = authcfg
        self._proxy = ProxySettings.of_qgis()
        self._place = RuntimeFolder.of_profile()
        self._feedback = QgsFeedback()
        self._feedback.progressChanged.connect(self.setProgress)
        self.receipt: Receipt | None = None
        self.problem = ""
        self.profile_refused = False

    def run(self) -> bool:
        """Install, in the background."""
        try:
            self.receipt = self._install()
        except InstallationError as error:
            self.problem = str(error)
            self.profile_refused = isinstance(error, StorageError)
        except Exception as error:  # QGIS would only print it, and the person would wait for ever
            sentence = QCoreApplication.translate(
                "InstallationTask", "onnxruntime could not be installed ({reason}); classification goes on with numpy."
            )
            self.problem = sentence.format(reason=" ".join(f"{type(error).__name__} {error}".split()))
        if self.isCanceled():
            self.problem = ""
        return self.receipt is not None

    def finished(self, successful: bool) -> None:
        """Tell in the main thread that it is over, however it ended."""
        self.ended.emit()

    def cancel(self) -> None:
        """Stop at the next opportunity; what was there before stays as it was."""
        self._feedback.cancel()
        super().cancel()

    def _install(self) -> Receipt:
        # Imported when asked: it brings numpy, and opening the options must not wait for that.
        from eurosat_plugin.adapters.runtime.runtime_installation import Installer
        from eurosat_plugin.adapters.runtime.wheel_name import Interpreter

        installer = Installer(self._place, model_path(MODELS[0]), self._feedback, Interpreter.running())
        if self._file is not None:
            return installer.from_file(self._file)
        self._proxy.use_here()
        return installer.from_index(self._url, self._authcfg)


def running_installation() -> InstallationTask | None:
    """Return the installation that is going on, so that there is never a second one."""
    tasks = QgsApplication.taskManager().activeTasks()
    return next((task for task in tasks if isinstance(task, InstallationTask)), None)


def start_installation(url: str, file: Path | None = None, authcfg: str = "") -> InstallationTask:
    """Start an installation, or return the one that is going on."""
    task = running_installation()
    if task is None:
        task = InstallationTask(url, file, authcfg)
        QgsApplication.taskManager().addTask(task)
    return task
