# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster layer, taken note of in the thread that it lives in, so that any thread may open a copy of it."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from eurosat_plugin.adapters.raster.data_only_layer import open_layer
from eurosat_plugin.adapters.raster.declared_nodata import NodataSettings, nodata_settings, set_nodata
from eurosat_plugin.adapters.raster.image_source import source_of


@dataclass(frozen=True)
class LayerCopy:
    """What a copy is made by: `uri`, with CRS and nodata settings of the layer and without its style.

    `source` is what the layer can be opened by again. `clone` is the copy itself where it is not GDAL that reads it:
    nothing else knows how to open such a layer.
    """

    uri: str
    name: str
    source: str
    crs: QgsCoordinateReferenceSystem
    nodata: NodataSettings
    clone: QgsRasterLayer | None = None

    @classmethod
    def of(cls, layer: QgsRasterLayer) -> LayerCopy:
        """Take note of `layer`, which is valid; nothing is opened where GDAL reads it."""
        clone = None if layer.providerType() == "gdal" else layer.clone()
        settings = nodata_settings(layer.dataProvider())
        return cls(layer.source(), layer.name(), source_of(layer), layer.crs(), settings, clone)

    def open(self) -> QgsRasterLayer:
        """Return the copy, for the thread that asks."""
        copy = self.clone
        if copy is None:
            copy = open_layer(self.uri, self.name)
            copy.setCrs(self.crs)
        if copy.isValid():
            set_nodata(copy.dataProvider(), self.nodata)
        return copy


@dataclass(frozen=True)
class NamedImage:
    """What INPUT names: a layer that is there, or the path or product folder `text`."""

    text: str
    layer: LayerCopy | None = None

    @classmethod
    def of(cls, layer: QgsRasterLayer | None, text: str) -> NamedImage:
        """Take note of `layer`, or of `text` where there is none."""
        return cls(text) if layer is None or not layer.isValid() else cls(text, LayerCopy.of(layer))

    @property
    def uri(self) -> str:
        """What is opened."""
        return self.text if self.layer is None else self.layer.uri
