# SPDX-License-Identifier: GPL-2.0-or-later
"""What the page in QGIS's options shows: values for new classifications, and onnxruntime."""

from __future__ import annotations

from qgis.gui import QgsDoubleSpinBox, QgsOptionsPageWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLabel, QVBoxLayout, QWidget

from eurosat_plugin.core.choices import TTA_LABEL, TTA_TIP, choice_text
from eurosat_plugin.core.palettes import PALETTE_NAMES
from eurosat_plugin.core.translation import translate
from eurosat_plugin.gui.settings.cell_size_box import CellSizeBox
from eurosat_plugin.gui.settings.model_file_field import ModelFileField
from eurosat_plugin.gui.settings.onnxruntime_settings import OnnxruntimeSettings
from eurosat_plugin.gui.settings.preferences import Preferences, choices_of, load_preferences, save_preferences
from eurosat_plugin.paths import help_page


class OptionsForm(QgsOptionsPageWidget):
    """Shows the stored preferences and stores what was changed when the dialog is accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatOptionsPage")
        stored = load_preferences()
        self._runtime = OnnxruntimeSettings(stored.index_url, stored.index_authcfg)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._build_defaults(stored))
        layout.addWidget(self._runtime)
        layout.addWidget(self._build_help())
        layout.addStretch(1)

    def isValid(self) -> bool:
        """Tell whether all can be stored; QGIS from 3.30 or so on then does not close the options."""
        return self._runtime.is_valid and self._model_file.is_valid

    def apply(self) -> None:
        """Store what the page shows; an address that is none stays what it was, and so does a file that is no model."""
        threshold = self._confidence.value() / 100 if self._own_confidence.isChecked() else None
        save_preferences(
            Preferences(
                backend=self._backend.currentData(),
                model=self._model.currentData(),
                model_file=self._model_file.path if self._model_file.is_valid else load_preferences().model_file,
                stride=self._stride.stride,
                tta=self._tta.isChecked(),
                palette=self._palette.currentData(),
                min_confidence=threshold,
                index_url=self._runtime.index_url if self._runtime.is_valid else load_preferences().index_url,
                index_authcfg=self._runtime.index_authcfg,
            )
        )

    def _build_defaults(self, stored: Preferences) -> QGroupBox:
        self._backend = _choice("EuroSatBackend", _texts_of("backend"), stored.backend)
        self._model = _choice("EuroSatModel", _texts_of("model"), stored.model)
        self._model_file = ModelFileField(stored.model_file)
        self._stride = CellSizeBox(stored.stride)
        palettes = {palette: translate(name) for palette, name in PALETTE_NAMES.items()}
        self._palette = _choice("EuroSatPalette", palettes, stored.palette)
        self._backend.setToolTip(self.tr("What the network runs with; from the same file both give the same result"))
        self._model.setToolTip(self.tr("The network that classifies; the report of a layer tells which it was"))
        self._palette.setToolTip(self.tr("Colours of new layers; existing layers keep theirs"))
        self._tta = QCheckBox(translate(TTA_LABEL))
        self._tta.setObjectName("EuroSatTta")
        self._tta.setToolTip(translate(TTA_TIP))
        self._tta.setChecked(stored.tta)
        group = QGroupBox(self.tr("New classifications"))
        form = QFormLayout(group)
        form.addRow(self.tr("Inference backend"), self._backend)
        form.addRow(self.tr("Model"), self._model)
        form.addRow(self.tr("Model file of your own"), self._model_file)
        form.addRow(self.tr("Cell size"), self._stride)
        form.addRow(self._tta)
        form.addRow(self.tr("Class colours"), self._palette)
        form.addRow(*self._build_confidence(stored.min_confidence))
        self._model_file.changed.connect(self._follow_model)
        self._model.currentIndexChanged.connect(self._follow_model)
        self._tta.toggled.connect(self._follow_model)
        self._follow_model()
        return group

    def _follow_model(self) -> None:
        """Let a file that is chosen stand for the model."""
        self._stride.follow(str(self._model.currentData()), self._model_file.path, self._tta.isChecked())
        self._model.setEnabled(not self._model_file.path)

    def _build_confidence(self, stored: float | None) -> tuple[QCheckBox, QgsDoubleSpinBox]:
        self._own_confidence = QCheckBox(self.tr("Uncertain below this confidence"))
        self._own_confidence.setObjectName("EuroSatOwnConfidence")
        self._own_confidence.setToolTip(self.tr("Otherwise the model's own threshold counts"))
        self._own_confidence.setChecked(stored is not None)
        self._confidence = QgsDoubleSpinBox()
        self._confidence.setObjectName("EuroSatMinConfidence")
        self._confidence.setAccessibleName(self.tr("Confidence below which a tile is uncertain, in percent"))
        self._confidence.setToolTip(self._confidence.accessibleName())
        self._confidence.setRange(0.0, 100.0)
        self._confidence.setDecimals(0)
        self._confidence.setSingleStep(5.0)
        self._confidence.setSuffix(self.tr("\u00a0%"))
        self._confidence.setShowClearButton(False)
        self._confidence.setValue(100 * (0.75 if stored is None else stored))
        self._confidence.setEnabled(stored is not None)
        self._own_confidence.toggled.connect(self._confidence.setEnabled)
        return self._own_confidence, self._confidence

    def _build_help(self) -> QLabel:
        guide = QLabel(f'<a href="{help_page("guide.md#settings")}">{self.tr("User guide")}</a>')
        guide.setObjectName("EuroSatGuideLink")
        guide.setOpenExternalLinks(True)
        guide.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        guide.setToolTip(self.tr("Opens the part of the user guide about these settings in the browser"))
        return guide


def _texts_of(name: str) -> dict[str, str]:
    return {value: choice_text(name.upper(), value) for value in choices_of(name)}


def _choice(name: str, texts: dict[str, str], stored: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    for key, text in texts.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(stored)))
    return box
