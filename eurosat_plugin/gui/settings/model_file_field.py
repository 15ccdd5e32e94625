# SPDX-License-Identifier: GPL-2.0-or-later
"""The field for the file of a network of one's own: a path or nothing, and what the file says of itself."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.gui.settings.model_file import known_card

_NAMED = 4
"""Classes that are named; of the others only the number is told."""


class ModelFileField(QWidget):
    """Shows `path`, which may be empty, and tells which classes its network has, or why it cannot be used."""

    changed = pyqtSignal()

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatModelFile")
        self._file = QgsFileWidget()
        self._file.setFilter(self.tr("Networks (*.onnx)"))
        self._file.setDialogTitle(self.tr("Model File of Your Own"))
        self._file.lineEdit().setPlaceholderText(self.tr("none: the model above"))
        self._file.setToolTip(
            self.tr("A network of your own in ONNX, whose classes and colours the map then has, instead of the model")
        )
        self._told = QLabel()
        self._told.setObjectName("EuroSatModelFileTold")
        self._told.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._file)
        layout.addWidget(self._told)
        self.is_valid = True
        self._file.setFilePath(path)
        self._file.fileChanged.connect(lambda _: self._look())
        self._look()

    @property
    def path(self) -> str:
        """The file, empty for none."""
        return str(self._file.filePath()).strip()

    def _look(self) -> None:
        sentence, self.is_valid = "", True
        if self.path:
            try:
                card = known_card(self.path)
            except ModelError as error:
                sentence, self.is_valid = str(error), False
            else:
                named = ", ".join(class_name(land_cover) for land_cover in card.scheme.classes[:_NAMED])
                more = ", …" if len(card.classes) > _NAMED else ""
                sentence = self.tr("{count} classes in tiles of {size} × {size} pixels: {classes}").format(
                    count=len(card.classes), size=card.tile_size, classes=named + more
                )
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        self.changed.emit()
