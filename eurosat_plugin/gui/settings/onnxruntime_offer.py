# SPDX-License-Identifier: GPL-2.0-or-later
"""The quiet line in the dock that offers onnxruntime to someone who has classified without it."""

from __future__ import annotations

from html import escape

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from eurosat_plugin.adapters.runtime.runtime_folder import Receipt, RuntimeFolder
from eurosat_plugin.core.network.onnxruntime_search import found_refusal, import_problem
from eurosat_plugin.gui.settings.installation_bar import InstallationBar, install_tip
from eurosat_plugin.gui.settings.preferences import PREFIX, load_preferences

DISMISSED = PREFIX + "offer_dismissed"


class OnnxruntimeOffer(QWidget):
    """Hidden until :meth:`consider` finds something to say; closing it is remembered for good."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatOnnxruntimeOffer")
        self._build()
        self._install.clicked.connect(self._start)
        self._close.clicked.connect(self._dismiss)
        self._bar.ended.connect(self._finish)
        self.hide()

    def consider(self, backend_used: str) -> None:
        """Show the line if a run with `backend_used` could have been faster, unless it was closed for good."""
        if self._bar.busy:
            return
        wanted = backend_used == "numpy" and load_preferences().backend != "numpy"
        if not wanted or QgsSettings().value(DISMISSED, False, type=bool):
            self.hide()
            return
        receipt = RuntimeFolder.of_profile().receipt()
        if receipt is not None:
            sentence = self.tr(
                "onnxruntime {version} is installed, but QGIS could not load it ({reason}). Restart QGIS; if that does "
                "not help, remove it in Settings, Options, EuroSAT Land Cover."
            )
            reason = import_problem() or self.tr("its test did not finish")
            self._show_line(sentence.format(version=escape(receipt.version), reason=escape(reason)))
            return
        refusal = found_refusal()
        if refusal:
            sentence = self.tr(
                "The onnxruntime of QGIS's Python does not work here ({reason}) and is not used. One in the profile "
                "would run about twice as fast."
            )
            self._show_line(sentence.format(reason=escape(refusal.rstrip("."))), self.tr("Install"))
            return
        # `make bench`: a whole run takes 0.56 of numpy's time. What it is here is measured after installing.
        self._show_line(self.tr("onnxruntime would run about twice as fast."), self.tr("Install"))

    def shut_down(self) -> None:
        """Cancel an installation wherever it was started: the code of its task is about to go."""
        self._bar.join()
        self._bar.cancel()

    def _build(self) -> None:
        self._text = QLabel()
        self._text.setObjectName("EuroSatOnnxruntimeText")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setOpenExternalLinks(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._install = QPushButton()
        self._install.setObjectName("EuroSatInstallOnnxruntime")
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setIcon(QgsApplication.getThemeIcon("/mIconClose.svg"))
        self._bar = InstallationBar()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._install)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 6)
        # One above the other: the dock may be narrow.
        layout.addWidget(self._text)
        layout.addLayout(buttons)
        layout.addWidget(self._bar)

    def _show_line(self, text: str, button: str = "") -> None:
        self._text.setText(text)
        self._install.setText(button)
        self._install.setVisible(bool(button))
        self._install.setToolTip(install_tip(load_preferences().index_url) if button else "")
        self._close.setVisible(not self._bar.busy)
        self._close.setToolTip(self.tr("Do not offer this again") if button else self.tr("Close"))
        self._close.setAccessibleName(self._close.toolTip())
        self.show()

    def _start(self) -> None:
        preferences = load_preferences()
        self._bar.start(preferences.index_url, preferences.index_authcfg)
        self._show_line(self.tr("Installing onnxruntime; classification works meanwhile."))

    def _finish(self, receipt: Receipt | None, problem: str) -> None:
        if receipt is not None:
            sentence = self.tr(
                "onnxruntime {version} is installed and will be used from the next classification on. It ran the "
                "network {speed} times as fast as numpy here."
            )
            speed = QLocale().toString(receipt.speed, "f", 1)
            self._show_line(sentence.format(version=escape(receipt.version), speed=speed))
        elif problem:
            self._show_line(problem, self.tr("Try Again"))
        else:
            self.consider("numpy")

    def _dismiss(self) -> None:
        if self._install.isVisible():
            QgsSettings().setValue(DISMISSED, True)
        self.hide()
