# SPDX-License-Identifier: GPL-2.0-or-later
"""The widgets of the panel: how to search, what was found, and what to do with it."""

from __future__ import annotations

from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from eurosat_plugin.core.catalogue.services import CATALOGUES, S3_KEYS
from eurosat_plugin.core.choices import choice_text
from eurosat_plugin.gui.places.place_preferences import PERIODS, PlacePreferences
from eurosat_plugin.gui.places.scene_list import SceneList
from eurosat_plugin.gui.places.time_line import TimeLine

PICTURE_SIDE = 120

_ANOTHER = ""
"""Data of the entry for catalogues that are told by their addresses."""


class PlaceForm(QWidget):
    """Says what people have set, and shows what it is told.

    `pinned` has the message and the buttons, which are to be seen however low the panel is.
    """

    search_asked = pyqtSignal()
    stop_asked = pyqtSignal()
    classify_asked = pyqtSignal()
    add_asked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = _label("EuroSatPlace")
        self.catalogue = QComboBox()
        self.catalogue.setObjectName("EuroSatCatalogue")
        for known in CATALOGUES:
            self.catalogue.addItem(choice_text("CATALOGUE", known.key), known.key)
        self.catalogue.addItem(self.tr("Another (STAC API)…"), _ANOTHER)
        self.catalogue.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.address = QLineEdit()
        self.address.setObjectName("EuroSatCatalogueAddress")
        self.address.setPlaceholderText(self.tr("https://example.org/stac/v1"))
        self.period = QComboBox()
        for days in PERIODS:
            self.period.addItem(self.tr("Last {days} days").format(days=days), days)
        self.cloud = QSpinBox()
        self.cloud.setRange(0, 100)
        self.cloud.setSuffix(" %")
        self.auth = QgsAuthConfigSelect()
        self._search = QPushButton(self.tr("Search"))
        self._search.setObjectName("EuroSatSearch")
        self._stop = QPushButton(self.tr("Stop"))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self.message = _label("EuroSatPlaceMessage")
        self.scenes = SceneList()
        self.line = TimeLine()
        self.pinned = QWidget()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._classify = QPushButton(self.tr("Classify"))
        self._classify.setObjectName("EuroSatClassifyScene")
        self._classify.setToolTip(self.tr("Fetch the pixels of the place, and classify them"))
        self._add = QPushButton(self.tr("Add Image"))
        self._add.setObjectName("EuroSatAddScene")
        self._add.setToolTip(self.tr("Show the image on the map, without classifying it"))
        self._lay_out()
        self._search.clicked.connect(self.search_asked)
        self._stop.clicked.connect(self.stop_asked)
        self._classify.clicked.connect(self.classify_asked)
        self._add.clicked.connect(self.add_asked)
        self.catalogue.currentIndexChanged.connect(self._show_what_it_takes)
        self.address.returnPressed.connect(self.search_asked)
        self.set_busy(False)
        self.choose(False)

    @property
    def preferences(self) -> PlacePreferences:
        """What is set."""
        catalogue = self.catalogue.currentData() or self.address.text().strip()
        return PlacePreferences(catalogue, self.period.currentData(), self.cloud.value(), self.auth.configId())

    def set_preferences(self, preferences: PlacePreferences) -> None:
        """Set all of it."""
        known = self.catalogue.findData(preferences.catalogue)
        self.catalogue.setCurrentIndex(self.catalogue.findData(_ANOTHER) if known < 0 else known)
        self.address.setText(preferences.catalogue if known < 0 else "")
        self.address.setCursorPosition(0)
        self.period.setCurrentIndex(self.period.findData(preferences.days))
        self.cloud.setValue(preferences.cloud)
        if preferences.auth:
            self.auth.setConfigId(preferences.auth)
        self._show_what_it_takes()

    def set_busy(self, busy: bool) -> None:
        """Show whether a search goes on."""
        self._busy.setVisible(busy)
        self._stop.setVisible(busy)
        self._search.setVisible(not busy)

    def choose(self, chosen: bool) -> None:
        """Let a scene that was `chosen` be classified or added."""
        self._classify.setEnabled(chosen)
        self._add.setEnabled(chosen)
        self._picture.clear()

    def show_picture(self, content: bytes) -> None:
        """Show the small picture of the scene; what is none is not shown."""
        picture = QPixmap()
        if picture.loadFromData(content):
            modes = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaled(PICTURE_SIDE, PICTURE_SIDE, *modes))

    def focus_search(self) -> None:
        """Let the return key search."""
        self._search.setFocus()

    def _show_what_it_takes(self) -> None:
        """Show address and sign-in where the catalogue takes them."""
        asks = {known.key for known in CATALOGUES if known.sign_in == S3_KEYS}
        chosen = self.catalogue.currentData()
        for field, wanted in ((self.address, chosen == _ANOTHER), (self.auth, chosen in {*asks, _ANOTHER})):
            field.setVisible(wanted)
            self._rows.labelForField(field).setVisible(wanted)

    def _lay_out(self) -> None:
        self._rows = QFormLayout()
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.addRow(self.tr("Catalogue"), self.catalogue)
        self._rows.addRow(self.tr("Address"), self.address)
        self._rows.addRow(self.tr("Period"), self.period)
        self._rows.addRow(self.tr("Cloud at most"), self.cloud)
        self._rows.addRow(self.tr("Sign-in"), self.auth)
        layout = QVBoxLayout(self)
        layout.addWidget(self.place)
        layout.addLayout(self._rows)
        layout.addWidget(self.line)
        layout.addWidget(self.scenes, 1)
        layout.addWidget(self._picture)
        search, actions, pinned = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self.pinned)
        for widget in (self._search, self._busy, self._stop):
            search.addWidget(widget)
        for widget in (self._classify, self._add):
            actions.addWidget(widget)
        pinned.addLayout(search)
        pinned.addWidget(self.message)
        pinned.addLayout(actions)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
