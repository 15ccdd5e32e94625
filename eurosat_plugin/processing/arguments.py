# SPDX-License-Identifier: GPL-2.0-or-later
"""What an algorithm was called with: the values of its parameters, read as QGIS reads them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsRasterLayer,
    QgsRectangle,
)

_SEPARATORS = re.compile(r"[;,\s]+")
_WHOLE = re.compile(r"[-+]?[0-9]{1,9}(?:\.0{1,9})?")


@dataclass(frozen=True)
class Arguments:
    """The values of the parameters of `algorithm`, whose layers are looked up in `context`.

    For one call of QGIS's: a run is prepared and processed in two threads with a context each.
    """

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, Any]
    context: QgsProcessingContext

    def value(self, name: str) -> Any:
        """Return a value as it came; of an output, as dialogs give it, where it goes."""
        value = self.parameters.get(name)
        return value.sink.staticValue() if isinstance(value, QgsProcessingOutputLayerDefinition) else value

    def given(self, name: str) -> bool:
        """Tell whether an optional parameter has a value: none is written as None, NULL, empty text or list."""
        value = self.value(name)
        return value is not None and value != NULL and value not in ("", [])

    def text(self, name: str) -> str:
        """Return a text."""
        return str(self.algorithm.parameterAsString(self.parameters, name, self.context))

    def choice(self, name: str) -> str:
        """Return the static string that was chosen."""
        return str(self.algorithm.parameterAsEnumString(self.parameters, name, self.context))

    def flag(self, name: str) -> bool:
        """Return a truth value."""
        return bool(self.algorithm.parameterAsBoolean(self.parameters, name, self.context))

    def number(self, name: str) -> float | None:
        """Return a number, None where none is given."""
        if not self.given(name):
            return None
        return float(self.algorithm.parameterAsDouble(self.parameters, name, self.context))

    def quantity(self, name: str) -> float:
        """Return a number that has a default."""
        return float(self.algorithm.parameterAsDouble(self.parameters, name, self.context))

    def day(self, name: str) -> date | None:
        """Return a day, None where none is given."""
        if not self.given(name):
            return None
        moment = self.algorithm.parameterAsDateTime(self.parameters, name, self.context).date()
        return date(moment.year(), moment.month(), moment.day()) if moment.isValid() else None

    def integers(self, name: str) -> list[int] | None:
        """Return whole numbers, such as those of bands, as a list or a text with semicolons or commas; None for others.

        QGIS would read as 0 what is none.
        """
        value = self.value(name)
        if isinstance(value, str):
            value = list(filter(None, _SEPARATORS.split(value)))
        elif not self.given(name):
            return []
        elif not isinstance(value, (list, tuple)):  # a number alone, or what is computed
            return list(self.algorithm.parameterAsInts(self.parameters, name, self.context))
        texts = [str(item).strip() for item in value]
        return [int(float(text)) for text in texts] if all(map(_WHOLE.fullmatch, texts)) else None

    def file(self, name: str) -> str:
        """Return the path of a file to read, empty where none is given."""
        return str(self.algorithm.parameterAsFile(self.parameters, name, self.context))

    def output_file(self, name: str) -> str:
        """Return the path of a file to write, another one at each call where a temporary one is asked for."""
        return str(self.algorithm.parameterAsFileOutput(self.parameters, name, self.context))

    def extent(self, name: str, crs: QgsCoordinateReferenceSystem | None = None) -> QgsRectangle:
        """Return an extent in `crs`, or as it was given; null where none was."""
        system = QgsCoordinateReferenceSystem() if crs is None else crs
        return self.algorithm.parameterAsExtent(self.parameters, name, self.context, system)

    def extent_crs(self, name: str) -> QgsCoordinateReferenceSystem:
        """Return the CRS that an extent was given in."""
        return self.algorithm.parameterAsExtentCrs(self.parameters, name, self.context)

    def raster_layer(self, name: str) -> QgsRasterLayer | None:
        """Return a raster layer, None where QGIS knows none of that name; a file is no layer unless it was loaded."""
        value = self.value(name)
        if isinstance(value, str) and os.path.exists(value):
            known = QgsProcessingUtils.mapLayerFromString(value, self.context, False)
            return known if isinstance(known, QgsRasterLayer) else None
        return self.algorithm.parameterAsRasterLayer(self.parameters, name, self.context)

    def layers(self, name: str) -> list[QgsMapLayer]:
        """Return the layers of a list."""
        return list(self.algorithm.parameterAsLayerList(self.parameters, name, self.context))
