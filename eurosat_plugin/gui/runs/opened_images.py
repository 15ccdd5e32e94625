# SPDX-License-Identifier: GPL-2.0-or-later
"""Images that are no layers of the project by themselves: files, and bands that are layers of their own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.band_stack import stack_bands
from eurosat_plugin.adapters.raster.data_only_layer import open_layer
from eurosat_plugin.adapters.raster.file_time import time_changed
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.raster import Raster, is_image, open_raster
from eurosat_plugin.adapters.raster.remote_files import is_remote, short_timeouts
from eurosat_plugin.adapters.raster.sibling_layers import Siblings
from eurosat_plugin.adapters.raster.special_files import find_special_file
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual, virtual_of
from eurosat_plugin.core.errors import InputError


class OpenedImages:
    """Opens each once: the rectangle tool asks with every move of the mouse.

    Layers are let go of by :meth:`forget`, virtual files by :meth:`close`: grids of a run name them as their source.
    """

    def __init__(self) -> None:
        self._suitable: dict[tuple[str, str, int], bool] = {}
        self._files: dict[tuple[str, int], Raster | None] = {}
        self._layers: dict[str, QgsRasterLayer] = {}
        self._virtuals: set[str] = set()

    def is_image(self, layer: QgsRasterLayer) -> bool:
        """Tell whether the bands of `layer` can be red, green and blue; a file is looked into when it has changed."""
        key = (layer.id(), layer.source(), time_changed(layer.source()))
        if key not in self._suitable:
            self._suitable[key] = is_image(layer)
        return self._suitable[key]

    def of_file(self, source: str) -> QgsRasterLayer | None:
        """Return the image in a file or product folder, None where there is none (any more)."""
        if not is_remote(source) and call_gdal(gdal.VSIStatL, source) is None:
            return None
        key = (source, time_changed(source))
        if key not in self._files:
            self._files[key] = _open(source)
        raster = self._files[key]
        return None if raster is None else raster.layer

    def of_band(self, siblings: Siblings, layers: Iterable[QgsRasterLayer]) -> QgsRasterLayer | None:
        """Return the red band, beside which a run finds the others: one of `layers`, or else its file.

        None where it cannot be opened.
        """
        red = siblings.files["B04"]
        there = (layer for layer in layers if layer.source().replace("\\", "/") == red)
        return next(there, None) or self._layer(red)

    def of_bands(self, siblings: Siblings, name: str) -> QgsRasterLayer | None:
        """Return a stack of bands that lie in different places, None where they cannot be read together."""
        path = virtual_of(name, siblings.files.values())
        if path not in self._virtuals:
            try:
                stack_bands(name, siblings.files, path)
            except InputError:
                return None
            self._virtuals.add(path)
        return self._layer(path)

    def forget(self) -> None:
        """Let go of all layers, as when the project is closed."""
        for raster in filter(None, self._files.values()):
            raster.close()
        self._files.clear()
        self._layers.clear()
        self._suitable.clear()

    def close(self) -> None:
        """Remove the virtual files, too."""
        self.forget()
        for path in self._virtuals:
            remove_virtual(path)
        self._virtuals.clear()

    def _layer(self, source: str) -> QgsRasterLayer | None:
        if source not in self._layers:
            with short_timeouts():
                if find_special_file(source):
                    return None
                self._layers[source] = open_layer(source, Path(source).stem)
        layer = self._layers[source]
        return layer if layer.isValid() else None


def _open(source: str) -> Raster | None:
    try:
        with short_timeouts():
            return open_raster(None, source, ())
    except InputError:
        return None
