# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of the plugin in QGIS's options: its name and icon at once, the rest when the options are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.paths import icon_path

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from eurosat_plugin.gui.settings.options_form import OptionsForm


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page each time that the options are opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(QCoreApplication.translate("OptionsFactory", "EuroSAT Land Cover"))

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))

    def createWidget(self, parent: QWidget | None = None) -> OptionsForm:
        """Return a new page; QGIS owns it."""
        from eurosat_plugin.gui.settings.options_form import OptionsForm

        return OptionsForm(parent)
