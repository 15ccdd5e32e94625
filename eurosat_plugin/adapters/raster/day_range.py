# SPDX-License-Identifier: GPL-2.0-or-later
"""The day of an image, as QGIS's temporal controller has it."""

from __future__ import annotations

from qgis.core import QgsDateTimeRange
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime


def day_range(day: str) -> QgsDateTimeRange:
    """Return the 24 hours of `day` (ISO 8601, UTC)."""
    start = QDateTime(QDate.fromString(day, Qt.DateFormat.ISODate), QTime(0, 0), Qt.TimeSpec.UTC)
    return QgsDateTimeRange(start, start.addDays(1), True, False)
