# SPDX-License-Identifier: GPL-2.0-or-later
"""Images on the map, and a place on them."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
HERE = QgsGeometry.fromPointXY(QgsPointXY(500_320, 5_000_320))


def show(iface, *layers) -> None:
    """Show `layers`, the topmost first, of which none is current."""
    iface.mapCanvas().setLayers(list(layers))
