# SPDX-License-Identifier: GPL-2.0-or-later
"""The scenes of a place as a list: day, cloud over the place, cloud of the scene, level."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from eurosat_plugin.core.catalogue.ranking import SeenScene
from eurosat_plugin.core.translation import number

_DAY, _HERE, _SCENE, _WHAT = range(4)
_ID = Qt.ItemDataRole.UserRole


class SceneList(QTreeWidget):
    """The latest on top; one is current."""

    chosen = pyqtSignal(str)
    """The scene with this id has become current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatScenes")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels([self.tr("Day"), self.tr("Cloud here"), self.tr("Cloud"), self.tr("Image")])
        self.headerItem().setToolTip(_HERE, self.tr("Percentage of the place under cloud or its shadow"))
        self.headerItem().setToolTip(_SCENE, self.tr("Percentage of the whole scene under cloud"))
        self.currentItemChanged.connect(lambda row, _: self.chosen.emit(row.data(_DAY, _ID)) if row else None)

    def show_scenes(self, scenes: Iterable[SeenScene]) -> None:
        """Show `scenes`; none of them is current."""
        self.blockSignals(True)
        self.clear()
        for scene in sorted(scenes, key=lambda scene: scene.item.time, reverse=True):
            row = QTreeWidgetItem(self)
            row.setData(_DAY, _ID, scene.item.id)
            self._fill(row, scene)
        for column in range(self.columnCount()):
            self.resizeColumnToContents(column)
        self.blockSignals(False)

    def renew(self, scene: SeenScene) -> None:
        """Show what is known of `scene` by now."""
        row = self._row(scene.item.id)
        if row is not None:
            self._fill(row, scene)

    def choose(self, scene: str) -> None:
        """Make the scene with the id `scene` the current one."""
        row = self._row(scene)
        if row is not None:
            self.setCurrentItem(row)

    def _row(self, scene: str) -> QTreeWidgetItem | None:
        rows = (self.topLevelItem(index) for index in range(self.topLevelItemCount()))
        return next((row for row in rows if row is not None and row.data(_DAY, _ID) == scene), None)

    def _fill(self, row: QTreeWidgetItem, scene: SeenScene) -> None:
        item = scene.item
        row.setText(_DAY, item.date)
        row.setText(_HERE, _percent(scene.cloud_here))
        row.setText(_SCENE, _percent(item.cloud))
        level = (item.facts.level or "").upper()
        part = (
            ""
            if scene.coverage > 0.99
            else self.tr("{share} of the place").format(share=_percent(100 * scene.coverage))
        )
        row.setText(_WHAT, ", ".join(filter(None, (item.tile, level, part))))
        row.setToolTip(_WHAT, item.id)


def _percent(value: float | None) -> str:
    return "" if value is None else f"{number(value)} %"
