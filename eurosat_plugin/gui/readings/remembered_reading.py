# SPDX-License-Identifier: GPL-2.0-or-later
"""The reading that somebody has chosen for an image: a property of its layer, which QGIS saves with the project."""

from __future__ import annotations

from qgis.core import QgsProject, QgsRasterLayer

from eurosat_plugin.core.product.readings import Reading

PROPERTY = "eurosat/reading"


def remembered_reading(layer: QgsRasterLayer) -> Reading:
    """Return what was chosen for `layer`; nothing is set where nobody has chosen."""
    return Reading.of_text(str(layer.customProperty(PROPERTY, "")))


def remember_reading(layer: QgsRasterLayer, reading: Reading) -> None:
    """Read `layer` as `reading` from now on; an automatic one ends that."""
    if reading.automatic:
        layer.removeCustomProperty(PROPERTY)
    else:
        layer.setCustomProperty(PROPERTY, reading.as_text())
    QgsProject.instance().setDirty(True)
