# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the options page where onnxruntime is installed and removed."""

from __future__ import annotations

from html import escape
from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from eurosat_plugin.adapters.runtime.package_index import DEFAULT_INDEX
from eurosat_plugin.adapters.runtime.runtime_folder import PENDING, Receipt, RuntimeFolder
from eurosat_plugin.adapters.web.web_address import is_safe_address
from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.network.onnxruntime_search import loaded_onnxruntime
from eurosat_plugin.gui.settings.installation_bar import InstallationBar, install_tip


class OnnxruntimeSettings(QGroupBox):
    """Acts at once, whatever becomes of the dialog; only the address of the index waits for the page."""

    def __init__(self, index_url: str, index_authcfg: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatOnnxruntimeSettings")
        self.setTitle(self.tr("onnxruntime (optional, makes classification faster)"))
        self._build(index_url, index_authcfg)
        self._install.clicked.connect(lambda: self._start(None))
        self._from_file.clicked.connect(self._choose_file)
        self._remove.clicked.connect(self._uninstall)
        self._bar.ended.connect(self._finish)
        self._index.textChanged.connect(lambda text: self._show_state())
        self._bar.join()
        self._show_state()

    @property
    def is_valid(self) -> bool:
        """Whether the address of the index is one."""
        return is_safe_address(self.index_url)

    @property
    def index_url(self) -> str:
        """The address of the package index, the default where none is given."""
        return self._index.text().strip() or DEFAULT_INDEX

    @property
    def index_authcfg(self) -> str:
        """The id of the authentication with which to sign in there, empty for none."""
        return str(self._sign_in.configId())

    def _build(self, index_url: str, index_authcfg: str) -> None:
        self._state = _text("EuroSatOnnxruntimeState")
        self._message = _text("EuroSatOnnxruntimeMessage")
        self._message.hide()
        self._index = QLineEdit("" if index_url == DEFAULT_INDEX else index_url)
        self._index.setObjectName("EuroSatPackageIndex")
        self._index.setPlaceholderText(DEFAULT_INDEX)
        self._index.setToolTip(self.tr("Address of a package index with the simple API, such as your organisation's"))
        self._wrong_index = QLabel(self.tr("This is not a web address: one begins with https:// or http://."))
        self._wrong_index.setObjectName("EuroSatWrongIndex")
        self._wrong_index.setWordWrap(True)
        self._sign_in = QgsAuthConfigSelect()
        self._sign_in.setObjectName("EuroSatIndexSignIn")
        self._sign_in.setConfigId(index_authcfg)
        self._sign_in.setToolTip(self.tr("How to sign in to the package index; pypi.org needs no sign-in"))
        for box in self._sign_in.findChildren(QComboBox):
            box.setAccessibleName(self.tr("Sign-in to the package index"))
        self._install = _button("EuroSatInstall", self.tr("Install"), "/mActionAdd.svg")
        self._from_file = _button("EuroSatInstallFromFile", self.tr("Install from File\u2026"), "/mActionFileOpen.svg")
        self._from_file.setToolTip(self.tr("Installs a wheel that was downloaded, for a computer without a connection"))
        self._remove = _button("EuroSatRemove", self.tr("Remove"), "/mActionRemove.svg")
        self._remove.setToolTip(self.tr("Removes onnxruntime from the profile; classification goes on with numpy"))
        self._bar = InstallationBar()
        form = QFormLayout()
        form.addRow(self.tr("Package index"), self._index)
        form.addRow("", self._wrong_index)
        form.addRow(self.tr("Sign-in"), self._sign_in)
        buttons = QHBoxLayout()
        for button in (self._install, self._from_file, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._state)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self._bar)
        layout.addWidget(self._message)

    def _start(self, file: Path | None) -> None:
        self._message.hide()
        self._bar.start(self.index_url, self.index_authcfg, file)
        self._show_state()

    def _choose_file(self) -> None:
        title = self.tr("Install onnxruntime from a File")
        path, _ = QFileDialog.getOpenFileName(self, title, "", self.tr("Python wheels (*.whl)"))
        if path:
            self._start(Path(path))

    def _uninstall(self) -> None:
        try:
            clean = RuntimeFolder.of_profile().remove()
        except InstallationError as error:
            self._tell(escape(str(error)))
        else:
            in_use = self.tr("Removed. This QGIS may go on using it until it is closed.")
            self._tell(self.tr("Removed.") if clean and loaded_onnxruntime() is None else in_use)
        self._show_state()

    def _finish(self, receipt: Receipt | None, problem: str) -> None:
        if receipt is not None:
            self._tell(self.tr("Installed; it will be used from the next classification on."))
        elif problem:
            self._tell(problem)
        self._show_state()

    def _show_state(self) -> None:
        receipt = RuntimeFolder.of_profile().receipt()
        busy = self._bar.busy
        self._install.setText(self.tr("Install") if receipt is None else self.tr("Update"))
        self._wrong_index.setVisible(not self.is_valid)
        self._install.setEnabled(self.is_valid and not busy)
        self._install.setToolTip(install_tip(self.index_url))
        self._from_file.setEnabled(not busy)
        self._remove.setEnabled(receipt is not None and not busy)
        self._state.setText(self._state_text(receipt))

    def _state_text(self, receipt: Receipt | None) -> str:
        if receipt is not None and receipt.proof == PENDING:
            return self.tr(
                "onnxruntime {version} is installed, but QGIS closed while it was tried, so it is not used."
            ).format(version=escape(receipt.version))
        if receipt is not None:
            return self.tr(
                "onnxruntime {version} is installed in the profile. It ran the network {speed} times as fast as numpy "
                "here when it was installed."
            ).format(version=escape(receipt.version), speed=QLocale().toString(receipt.speed, "f", 1))
        loaded = loaded_onnxruntime()
        if loaded is not None:
            return self.tr("QGIS's Python has onnxruntime {version} of its own; nothing needs to be installed.").format(
                version=escape(loaded[0])
            )
        return self.tr("onnxruntime is not installed in the profile.")

    def _tell(self, text: str) -> None:
        self._message.setText(text)
        self._message.show()


def _text(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setOpenExternalLinks(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return label


def _button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(QgsApplication.getThemeIcon(icon), text)
    button.setObjectName(name)
    return button
