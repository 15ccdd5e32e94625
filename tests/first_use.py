# SPDX-License-Identifier: GPL-2.0-or-later
"""A reference system that a thread is the first to use, and that the main thread uses before that one has ended."""

from __future__ import annotations

from math import radians
from threading import Event

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
)

SYSTEM = "EPSG:32733"
_MIDDLE = 15.0
"""Degrees: the meridian of which the easting is 500 km in that zone."""

_RADIUS = 6_378_137.0
"""Metres, of the web's Mercator projection."""

_PATIENCE_S = 300


class FirstUse:
    """Begins with a QGIS in which nobody has used the system."""

    def __init__(self) -> None:
        self._made, self._shared = Event(), Event()
        QgsCoordinateTransform.invalidateCache()
        QgsCoordinateReferenceSystem.invalidateCache()

    def in_thread(self) -> None:
        """Use the system, and return when the main thread has used it, too."""
        assert _easting("EPSG:4326", QgsPointXY(_MIDDLE, -10.0)) == 500_000
        self._made.set()
        assert self._shared.wait(_PATIENCE_S)

    def in_main_thread(self) -> None:
        """Use the system as soon as the thread has."""
        assert self._made.wait(_PATIENCE_S)
        assert _easting("EPSG:4326", QgsPointXY(_MIDDLE, -20.0)) == 500_000
        self._shared.set()


def is_usable() -> bool:
    """Tell whether coordinates of yet another system are transformed to that one."""
    return _easting("EPSG:3857", QgsPointXY(radians(_MIDDLE) * _RADIUS, -2e6)) == 500_000


def _easting(source: str, place: QgsPointXY) -> int:
    systems = QgsCoordinateReferenceSystem(source), QgsCoordinateReferenceSystem(SYSTEM)
    return round(QgsCoordinateTransform(*systems, QgsCoordinateTransformContext()).transform(place).x())
