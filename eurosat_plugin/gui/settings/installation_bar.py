# SPDX-License-Identifier: GPL-2.0-or-later
"""Progress and cancel of an installation, for the dock and the options page alike."""

from __future__ import annotations

from html import escape
from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from eurosat_plugin.adapters.runtime.wheel_name import Interpreter
from eurosat_plugin.adapters.web.web_address import without_password
from eurosat_plugin.gui.settings.installation_task import InstallationTask, running_installation, start_installation

WHEELS_PAGE = "https://pypi.org/project/onnxruntime/#files"


class InstallationBar(QWidget):
    """Hidden until something is installed; also shows an installation that was started elsewhere."""

    ended = pyqtSignal(object, str)
    """The receipt or None, and as rich text why nothing was installed and what to do by hand; empty when cancelled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: InstallationTask | None = None
        self._progress = QProgressBar()
        self._progress.setAccessibleName(self.tr("Progress of the installation"))
        self._progress.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._progress)
        layout.addWidget(self._cancel)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether an installation is going on that this bar shows."""
        return self._task is not None

    def start(self, url: str, authcfg: str = "", file: Path | None = None) -> None:
        """Install from the package index at `url`, signing in by `authcfg`, or the wheel `file`."""
        self._follow(start_installation(url, file, authcfg))

    def join(self) -> None:
        """Show the installation that is going on, if there is one."""
        task = running_installation()
        if task is not None and self._task is None:
            self._follow(task)

    def cancel(self) -> None:
        """Cancel what this bar shows; `ended` follows."""
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._task.cancel()

    def _follow(self, task: InstallationTask) -> None:
        self._task = task
        # Bound methods: Qt drops the connections should the bar go before the task does.
        task.progressChanged.connect(self._show_progress)
        task.ended.connect(self._finish)
        self._show_progress(task.progress())
        self._cancel.setEnabled(True)
        self.show()

    def _show_progress(self, percent: float) -> None:
        self._progress.setValue(round(percent))

    def _finish(self) -> None:
        task, self._task = self._task, None
        self.hide()
        if task is not None:
            way = way_around_profile() if task.profile_refused else manual_way()
            self.ended.emit(task.receipt, f"{escape(task.problem)} {way}" if task.problem else "")


def way_around_profile() -> str:
    """Return how to install where the profile cannot hold it, as rich text."""
    sentence = QCoreApplication.translate(
        "InstallationBar",
        "By hand: install it into QGIS's Python, on Windows in the OSGeo4W Shell, with {command}. Classification goes "
        "on with numpy.",
    )
    return sentence.format(command="<tt>python3 -m pip install --no-deps onnxruntime</tt>")


def manual_way() -> str:
    """Return how to install without the package index, as rich text."""
    sentence = QCoreApplication.translate(
        "InstallationBar",
        "By hand: download the wheel for Python {python} on {system} from {link}, also on another computer, and choose "
        "Install from File in Settings, Options, EuroSAT Land Cover.",
    )
    here = Interpreter.running()
    python = ".".join(map(str, here.python))
    return sentence.format(python=python, system=here.system, link=f'<a href="{WHEELS_PAGE}">pypi.org</a>')


def install_tip(index_url: str) -> str:
    """Return what installing from `index_url` will do, for the tooltip of the button."""
    tip = QCoreApplication.translate(
        "InstallationBar",
        "Downloads the package onnxruntime (about 25 MB) from {index}, checks it and unpacks it into the"
        " profile. Nothing else in QGIS's Python changes, and it can be removed in the settings.",
    )
    return tip.format(index=without_password(index_url))
