# SPDX-License-Identifier: GPL-2.0-or-later
"""The reference systems that QGIS remembers, which a thread that ends must not take with it. Without numpy and GDAL."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform
from qgis.PyQt.QtCore import QThread


def keep_systems() -> None:
    """Let the reference systems that this thread was the first to use outlive it; to be called in it when it is done.

    QGIS remembers each system for all threads. When a thread ends, it takes from those that were made in it what PROJ
    knows of them, though layers and the map hold them by then: they still say that they are valid, and their
    coordinates pass unchanged, from this layer to all that are opened later. It takes nothing from what it no longer
    remembers, and makes anew what is asked for next. The main thread does not end, and forgets nothing.
    """
    application = QgsApplication.instance()
    if application is None or QThread.currentThread() == application.thread():
        return
    QgsCoordinateTransform.invalidateCache()
    QgsCoordinateReferenceSystem.invalidateCache()
