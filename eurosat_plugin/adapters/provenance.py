# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a classified grid comes from, written into the layer and, in a GeoPackage, into the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from osgeo import ogr
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from eurosat_plugin.adapters.gdal_calls import call_gdal
from eurosat_plugin.adapters.grid_style import style_grid

PREFIX = "eurosat/"


@dataclass(frozen=True)
class Provenance:
    """All that is needed to make the same grid again."""

    model: str
    model_version: str
    model_sha256: str
    bands: str
    radiometry: str
    offset: float
    stride: int
    edge: str
    tta: bool
    min_confidence: float
    backend: str
    source: str
    plugin_version: str


def describe_layer(layer: QgsVectorLayer, provenance: Provenance) -> None:
    """Write `provenance` into the layer's custom properties ``eurosat/*`` and its metadata."""
    entries = asdict(provenance)
    for key, value in entries.items():
        layer.setCustomProperty(PREFIX + key, value)
    metadata = layer.metadata()
    metadata.setTitle(layer.name())
    metadata.setAbstract(
        f"Land cover in EuroSAT's ten classes, one per 640 m tile, by the network {provenance.model} "
        f"{provenance.model_version}. Contains modified Copernicus Sentinel data."
    )
    metadata.setHistory([f"{key}: {value}" for key, value in entries.items()])
    layer.setMetadata(metadata)


def save_in_geopackage(layer: QgsVectorLayer) -> bool:
    """Save style and metadata inside the GeoPackage that `layer` shows, so that they travel with the file.

    Return False, having done nothing, for other formats.
    """
    provider = layer.dataProvider()
    if layer.providerType() != "ogr" or provider.storageType() != "GPKG":
        return False
    style_grid(layer)
    layer.saveStyleToDatabase("eurosat", "EuroSAT land cover", True, "")
    QgsProviderRegistry.instance().saveLayerMetadata("ogr", _full_source(layer), layer.metadata())
    return True


def _full_source(layer: QgsVectorLayer) -> str:
    """Name the table in the source: without it QGIS finds no place for metadata."""
    source = layer.source()
    if "|layername=" in source:
        return source
    dataset = call_gdal(ogr.Open, source)
    return f"{source}|layername={dataset.GetLayer(0).GetName()}"
