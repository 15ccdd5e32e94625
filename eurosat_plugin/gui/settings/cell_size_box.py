# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of cell sizes, with what each costs with the network that is chosen beside it."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QComboBox, QWidget

from eurosat_plugin.core.choices import CELL_SIZE_TIP, STRIDES, cell_size_text
from eurosat_plugin.core.translation import translate
from eurosat_plugin.gui.settings.model_file import sees_at_once


class CellSizeBox(QComboBox):
    """Shows the cells of `stride` as chosen."""

    def __init__(self, stride: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatStride")
        for known in STRIDES:
            self.addItem(cell_size_text(known), known)
        self.setCurrentIndex(max(0, self.findData(stride)))
        self.setToolTip(translate(CELL_SIZE_TIP))

    @property
    def stride(self) -> int:
        """What is chosen, in pixels."""
        return int(self.currentData())

    def follow(self, model: str, path: str, tta: bool) -> None:
        """Say what cells cost with the network in `path`, or else the bundled `model`; with eight views if `tta`."""
        at_once = sees_at_once(model, path, tta)
        for index, stride in enumerate(STRIDES):
            self.setItemText(index, cell_size_text(stride, at_once))
