# SPDX-License-Identifier: GPL-2.0-or-later
"""What is asked of a controller of runs, and what it has said."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProcessingException,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtWidgets import QPushButton

from eurosat_plugin.gui.runs.tile_plan import TilePlan

INSIDE = QgsReferencedRectangle(
    QgsRectangle(500_000, 5_000_000, 500_640, 5_000_640), QgsCoordinateReferenceSystem("EPSG:32633")
)


def messages(iface, level) -> list[str]:
    return [message.split(":", 1)[1] for message in iface.messageBar().get_messages(level)]


def wait_for_message(qtbot, iface, level) -> str:
    """Return the first message of `level`: what is said of a run comes after what QGIS says of its task."""
    qtbot.waitUntil(lambda: messages(iface, level) != [], timeout=60_000)
    return messages(iface, level)[0]


def inside(controller) -> TilePlan:
    """Plan a rectangle a little smaller than INSIDE."""
    plan = controller.planner.plan(QgsGeometry.fromRect(INSIDE.buffered(-10)))
    assert isinstance(plan, TilePlan)
    return plan


def offer(iface) -> QPushButton | None:
    """Return the button in the message bar."""
    return iface.messageBar().findChild(QPushButton, "EuroSatOffer")


def wait_until_done(qtbot, controller) -> None:
    qtbot.waitUntil(lambda: len(controller.runs) == 0, timeout=60_000)


def refuse_pixels(feedback):
    raise QgsProcessingException("The raster has no valid pixel.")
