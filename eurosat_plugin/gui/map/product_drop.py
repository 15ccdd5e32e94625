# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentinel-2 products dropped on QGIS, which would try each file of them and say that it could not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.gui import QgsCustomDropHandler


class ProductDropHandler(QgsCustomDropHandler):
    """Takes what is a product, or bands of one in a folder or archive, and leaves everything else to QGIS."""

    def __init__(self, open_product: Callable[[Path], None]) -> None:
        super().__init__()
        self._open_product = open_product

    def handleFileDrop(self, file: str) -> bool:
        """Open `file` if it is a product; tell QGIS whether it was."""
        path = Path(file)
        if not (path.is_dir() or path.suffix.lower() in (".safe", ".zip", ".xml")):
            return False
        from eurosat_plugin.adapters.raster.product_layer import holds_product

        if not holds_product(path):
            return False
        self._open_product(path)
        return True
