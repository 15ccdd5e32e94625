# SPDX-License-Identifier: GPL-2.0-or-later
# mypy: ignore-errors
"""qgis-stubs, with what it lacks: what QGIS adds in Python, and names of QGIS 3.22 that have others by now."""

from typing import Any

from PyQt5.QtCore import QVariant
from qgis import _core

NULL: QVariant

class QgsCsException(Exception): ...
class QgsProcessingException(Exception): ...

class Qgis(_core.Qgis):
    QGIS_VERSION: str
    QGIS_VERSION_INT: int

class QgsProcessing(_core.QgsProcessing):
    SourceType: Any

class QgsUnitTypes(_core.QgsUnitTypes):
    DistanceUnit: Any

class QgsWkbTypes(_core.QgsWkbTypes):
    GeometryType: Any

from qgis._core import *  # last: what is defined above stays
