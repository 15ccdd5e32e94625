# SPDX-License-Identifier: GPL-2.0-or-later
"""EuroSAT Land Cover: Sentinel-2 images to land-cover grids, inside QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from eurosat_plugin.plugin import EuroSatPlugin


def classFactory(iface: QgisInterface | None) -> EuroSatPlugin:
    """Return the plugin; `iface` is None under ``qgis_process``."""
    from eurosat_plugin.plugin import EuroSatPlugin

    return EuroSatPlugin(iface)
