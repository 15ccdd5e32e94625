# SPDX-License-Identifier: GPL-2.0-or-later
"""The few settings that matter when a rectangle is drawn; all others are in the algorithm's own dialog."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtCore import QEvent, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QWidget

from eurosat_plugin.core.choices import MODELS, TTA_LABEL, TTA_TIP, choice_text
from eurosat_plugin.core.translation import translate
from eurosat_plugin.gui.settings.cell_size_box import CellSizeBox
from eurosat_plugin.gui.settings.model_file_field import ModelFileField
from eurosat_plugin.gui.settings.preferences import Preferences
from eurosat_plugin.paths import help_page


class SettingsDialog(QDialog):
    """Shows `preferences` and gives back those that were chosen."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatSettings")
        self.setWindowTitle(self.tr("Classification Settings"))
        self._preferences = preferences
        self._stride = CellSizeBox(preferences.stride)
        self._tta = QCheckBox(translate(TTA_LABEL))
        self._tta.setObjectName("EuroSatTta")
        self._tta.setToolTip(translate(TTA_TIP))
        self._tta.setChecked(preferences.tta)
        self._confidence = QDoubleSpinBox()
        self._confidence.setObjectName("EuroSatMinConfidence")
        # The lowest value stands for none: the model then uses its own threshold.
        self._confidence.setRange(-1.0, 100.0)
        self._confidence.setDecimals(0)
        self._confidence.setSuffix("\u00a0%")
        self._confidence.setSpecialValueText(self.tr("the model's own"))
        self._confidence.setToolTip(self.tr("Tiles of lower confidence are flagged as uncertain"))
        share = preferences.min_confidence
        self._confidence.setValue(-1.0 if share is None else 100.0 * share)
        self._model = QComboBox()
        self._model.setObjectName("EuroSatModel")
        for model in MODELS:
            self._model.addItem(choice_text("MODEL", model), model)
        self._model.setToolTip(self.tr("The network that classifies; the report of a layer tells which it was"))
        self._model.setCurrentIndex(self._model.findData(preferences.model))
        self._model_file = ModelFileField(preferences.model_file)
        named = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(named.Ok | named.Cancel | named.Help)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        buttons.helpRequested.connect(lambda: QDesktopServices.openUrl(QUrl(help_page("guide.md#settings"))))
        form = QFormLayout(self)
        form.addRow(self.tr("&Cell size"), self._stride)
        form.addRow(self.tr("&Uncertain below this confidence"), self._confidence)
        form.addRow(self.tr("&Model"), self._model)
        form.addRow(self.tr("Model &file of your own"), self._model_file)
        form.addRow(self._tta)
        form.addRow(buttons)
        self._ok = buttons.button(named.Ok)
        self._model_file.changed.connect(self._follow_model)
        self._model.currentIndexChanged.connect(self._follow_model)
        self._tta.toggled.connect(self._follow_model)
        self._follow_model()

    @property
    def preferences(self) -> Preferences:
        """What is chosen now."""
        percent = self._confidence.value()
        return replace(
            self._preferences,
            stride=self._stride.stride,
            tta=self._tta.isChecked(),
            min_confidence=None if percent < 0 else percent / 100.0,
            model=str(self._model.currentData()),
            model_file=self._model_file.path,
        )

    def event(self, event: QEvent) -> bool:
        """Grow with what is told of a file, which may take several lines."""
        handled = bool(super().event(event))
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            lacking = self.layout().totalHeightForWidth(self.width()) - self.height()
            if lacking > 0:
                self.resize(self.width(), self.height() + lacking)
        return handled

    def _follow_model(self) -> None:
        """Let a file that is chosen stand for the model, and close with it only if it can be used."""
        self._stride.follow(str(self._model.currentData()), self._model_file.path, self._tta.isChecked())
        self._model.setEnabled(not self._model_file.path)
        self._ok.setEnabled(self._model_file.is_valid)
