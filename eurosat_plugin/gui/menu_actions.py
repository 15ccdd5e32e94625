# SPDX-License-Identifier: GPL-2.0-or-later
"""The actions of the plugin, in the order of its menu. What they do is loaded when one of them is first used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QWidget

from eurosat_plugin.paths import icon_path

if TYPE_CHECKING:
    from eurosat_plugin.gui.action_handlers import ActionHandlers

IN_TOOLBAR = ("eurosatClassifyRectangle", "eurosatClassifyVisible", "eurosatClassifyLayer", "eurosatShowHistogram")
BESIDE_THE_TOOL = (
    "eurosatClassifyPlace",
    "eurosatClassifyPolygons",
    "eurosatSettings",
    "eurosatAllOptions",
    "eurosatClassifyDisplayed",
)
"""In the menu of the toolbar's first button."""


class MenuActions(QObject):
    """Makes them as children of `window`; `handlers` returns what does them."""

    def __init__(self, window: QWidget, handlers: Callable[[], ActionHandlers], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._handlers = handlers
        self._named: dict[str, QAction] = {}
        self._add_classifying()
        self._add_results()
        self._add_others()
        for name in ("eurosatClassifyRectangle", "eurosatShowHistogram"):
            self[name].setCheckable(True)
        self["eurosatCompare"].setEnabled(False)

    @property
    def all(self) -> list[QAction]:
        """All of them, in the order of the menu."""
        return list(self._named.values())

    def __getitem__(self, name: str) -> QAction:
        """Return the action of that object name."""
        return self._named[name]

    def _add_classifying(self) -> None:
        self._add(
            "eurosatOpenProduct",
            "",
            self.tr("Open Sentinel-2 Product…"),
            self.tr("Add a product to the map in natural colours: its archive, its metadata file or one of its bands"),
            lambda: self._handlers().products.choose(),
        )
        self._add(
            "eurosatClassifyRectangle",
            "classify_rectangle.svg",
            self.tr("Classify Rectangle"),
            self.tr("Drag a rectangle on the map to classify it, or click a tile to see its probabilities"),
            lambda: self._handlers().activate_tool(),
        )
        self._add(
            "eurosatClassifyVisible",
            "classify_visible.svg",
            self.tr("Classify Visible Extent"),
            self.tr("Classify the part of the image that the map shows"),
            lambda: self._handlers().controller.classify_visible(),
        )
        self._add(
            "eurosatClassifyLayer",
            "classify_layer.svg",
            self.tr("Classify Layer"),
            self.tr("Classify the whole current raster layer, or the image of the current grid"),
            lambda: self._handlers().controller.classify_layer(),
        )
        self._add(
            "eurosatClassifyPolygons",
            "",
            self.tr("Classify Selected Polygons"),
            self.tr("Classify the tiles in the selected polygons of the current layer, and tell what each consists of"),
            lambda: self._handlers().controller.classify_polygons(),
        )
        self._add(
            "eurosatClassifyPlace",
            "",
            self.tr("Classify a Place…"),
            self.tr("Find a Sentinel-2 image of what the map shows in a catalogue on the internet, and classify it"),
            lambda: self._handlers().open_place(),
        )

    def _add_results(self) -> None:
        self._add(
            "eurosatShowHistogram",
            "histogram.svg",
            self.tr("Land Cover Histogram"),
            self.tr("Show or hide the histogram of the current classified layer"),
            None,
        )
        self._add(
            "eurosatCompare",
            "",
            self.tr("Compare…"),
            self.tr("Compare the two classified layers of one place that are selected, such as of two dates"),
            lambda: self._handlers().compare_selected(),
        )

    def _add_others(self) -> None:
        self._add(
            "eurosatSettings",
            "",
            self.tr("Classification Settings…"),
            self.tr("Choose cell size, model and the confidence below which a tile is uncertain"),
            lambda: self._handlers().open_settings(),
        )
        self._add(
            "eurosatAllOptions",
            "",
            self.tr("Classify with All Options…"),
            self.tr("Open the dialog of the algorithm, filled in with the current layer and these settings"),
            lambda: self._handlers().open_algorithm(),
        )
        self._add(
            "eurosatClassifyDisplayed",
            "",
            self.tr("Classify Displayed Colours…"),
            self.tr(
                "Classify the colours that the map displays, as of a base map: less reliable than an image's numbers"
            ),
            lambda: self._handlers().open_displayed(),
        )
        self._add(
            "eurosatLabelTiles",
            "",
            self.tr("Label Tiles…"),
            self.tr("Say what the tiles of a sample really are, to learn how right a map is"),
            lambda: self._handlers().open_labelling(),
        )
        self._add(
            "eurosatDiagnostics",
            "",
            self.tr("Diagnostics…"),
            self.tr("Show what a bug report needs: versions, model, backend and the last run"),
            lambda: self._handlers().open_diagnostics(),
        )

    def _add(self, name: str, icon: str, text: str, tip: str, do: Callable[[], object] | None) -> None:
        action = QAction(QIcon(icon_path(icon)) if icon else QIcon(), text, self._window)
        action.setObjectName(name)
        action.setToolTip(tip)
        action.setStatusTip(tip)
        if do is not None:
            action.triggered.connect(lambda checked: do())
        self._named[name] = action
