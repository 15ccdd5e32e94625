# SPDX-License-Identifier: GPL-2.0-or-later
"""The image beside the grid: the raster that the algorithm read, its three bands and its radiometry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual
from eurosat_plugin.core.product.radiometry import UNKNOWN_LEVEL, Radiometry, radiometry_by_key


@dataclass(frozen=True)
class Image:
    """A raster, the numbers (from 1) of its red, green and blue band, and how its numbers become grey levels."""

    name: str
    raster: QgsRasterLayer
    bands: tuple[int, int, int]
    radiometry: Radiometry


@contextmanager
def open_image(source: str, outputs: Mapping[str, Any]) -> Iterator[Image]:
    """Open what the algorithm with these `outputs` has classified: a raster, or a product by its folder or metadata."""
    opened = open_raster(None, source, ())
    used = outputs["RADIOMETRY_USED"]
    radiometry = Radiometry(used) if used == UNKNOWN_LEVEL else radiometry_by_key(used)
    if radiometry.key in ("l1c", "l2a", UNKNOWN_LEVEL):
        radiometry = replace(radiometry, offset=float(outputs["OFFSET_USED"]))
    try:
        yield Image(_name(Path(source)), opened.layer, opened.bands.numbers, radiometry)
    finally:
        remove_virtual(opened.virtual)


def _name(path: Path) -> str:
    """Return the name that people know a scene by: a product's metadata file is called the same in every product."""
    return path.parent.name if path.name.startswith("MTD_") else path.name
